"""The page of a long job: what is being done, how far it is, and Cancel."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label

_SURE_AFTER_S = 2.0
_LEAST_SHARE = 20
_WORTH_SAYING_S = 2.0


class WorkingPage(QWidget):
    """words: of the button that stops it."""

    def __init__(self, words: str, stop: Callable[[], object]) -> None:
        super().__init__()
        self.doing = label("", "heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.left = label("", "label")
        self._since = QElapsedTimer()
        self.cancel = button(words, None, "", stop)
        card = frame("card")
        card.setMaximumWidth(700)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        inside.setSpacing(MEDIUM)
        inside.addWidget(self.doing)
        inside.addWidget(self.bar)
        inside.addWidget(self.left)
        inside.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(centred(card))

    def show_doing(self, words: str, *, may_stop: bool) -> None:
        """Something begins, of which nobody knows yet how far it is."""
        self.doing.setText(words)
        self.cancel.setVisible(may_stop)
        self.bar.setRange(0, 0)
        self.left.clear()
        self._since.start()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """How many of how many."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        seconds = seconds_left(done, total, self._since.elapsed() / 1_000)
        self.left.setText("" if seconds is None else self.tr("About %n second(s) left", "", seconds))


def seconds_left(done: int, total: int, passed: float) -> int | None:
    """How long the rest takes when it goes on as it went; None while that would be a guess.

    passed: seconds since the beginning. In the first two seconds, and in the first twentieth, nobody knows; less than
    two seconds nobody has to be told.
    """
    if not done or passed < _SURE_AFTER_S or done * _LEAST_SHARE < total:
        return None
    left = passed * (total - done) / done
    return round(left) if left >= _WORTH_SAYING_S else None
