"""The one way from a worker thread into the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Door(QObject):
    """Runs callables of any thread in the thread that owns the door, in the order they came.

    Made in the window's thread. `deliver` is what `JobRunner` is given.
    """

    _brought = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = True
        self._brought.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Have `call` run in the window's thread soon. Safe from every thread; never blocks."""
        self._brought.emit(call)

    def close(self) -> None:
        """Drop what still arrives: the widgets it would speak to are going away."""
        self._open = False

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if self._open:
            call()
