"""One thing said in the middle of an empty screen: still opening, nothing here, or something is wrong."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.plain import button, frame, label


class Notice(QWidget):
    """Shows a heading, a sentence under it, perhaps a bar, perhaps one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: Callable[[], None] | None = None
        self.heading = label("", "heading")
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label("", "body")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.act = button("", None, "go", self._act)
        self._frame = frame("card")
        self._frame.setMaximumWidth(820)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        inside.setSpacing(MEDIUM)
        for part in (self.heading, self.sentence, self.bar):
            inside.addWidget(part)
        inside.addWidget(self.act, 0, Qt.AlignmentFlag.AlignCenter)
        # Stretches rather than an alignment: an aligned card would forget that its height follows its width.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._frame, 100)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.addStretch(2)
        column.addLayout(across)
        column.addStretch(3)

    def show_waiting(self, heading: str, done: int = 0, total: int = 0) -> None:
        """Work goes on: `done` of `total`, or an unmeasured wait when total is 0."""
        self._show("card", heading, "", "", None)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()

    def show_empty(
        self, heading: str, sentence: str = "", act: str = "", call: Callable[[], None] | None = None
    ) -> None:
        """There is nothing here yet, and how that changes."""
        self._show("card", heading, sentence, act, call)

    def show_wrong(
        self, heading: str, sentence: str = "", act: str = "", call: Callable[[], None] | None = None
    ) -> None:
        """Something is not right, and what to do."""
        self._show("look", heading, sentence, act, call)

    def _show(self, role: str, heading: str, sentence: str, act: str, call: Callable[[], None] | None) -> None:
        self._frame.setProperty("role", role)
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.bar.hide()
        self._call = call
        self.act.setText(act)
        self.act.setVisible(bool(act) and call is not None)

    def _act(self) -> None:
        if self._call is not None:
            self._call()
