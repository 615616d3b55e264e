"""Says when nobody has touched keyboard, mouse or screen for a while."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class IdleLock(QObject):
    """Watches while it is on. minutes: 0 never."""

    idle = Signal()

    def __init__(self, minutes: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)

    def watch(self, on: bool) -> None:
        """Begin or end to watch."""
        application = QCoreApplication.instance()
        if application is None or self._timer.interval() == 0:
            return
        application.removeEventFilter(self)
        if on:
            application.installEventFilter(self)
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever is touched begins the waiting anew."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
