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
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.timeout.connect(self.idle)

    def set_minutes(self, minutes: float) -> None:
        """Wait so long from now on; 0 never locks."""
        self._timer.setInterval(round(minutes * 60_000))
        self.watch(self._watching)

    def watch(self, on: bool) -> None:
        """Begin or end to watch."""
        self._watching = on
        application = QCoreApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if on and self._timer.interval() > 0:
            application.installEventFilter(self)
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever is touched begins the waiting anew."""
        if event.type() in _TOUCHES:
            self._timer.start()
        return False
