"""The page of a long job: what is being done, how far it is, and Cancel."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label


class WorkingPage(QWidget):
    """words: of the button that stops it."""

    def __init__(self, words: str, stop: Callable[[], object]) -> None:
        super().__init__()
        self.doing = label("", "heading")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = button(words, None, "", stop)
        card = frame("card")
        card.setMaximumWidth(700)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        inside.setSpacing(MEDIUM)
        inside.addWidget(self.doing)
        inside.addWidget(self.bar)
        inside.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(centred(card))

    def show_doing(self, words: str, *, may_stop: bool) -> None:
        """Something begins, of which nobody knows yet how far it is."""
        self.doing.setText(words)
        self.cancel.setVisible(may_stop)
        self.bar.setRange(0, 0)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """How many of how many."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
