"""A large button whose words break into lines, and a column of them to choose from."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.flow import clear
from litcoach_desktop.ui.widgets.plain import label

_ACROSS, _UP = 18, 12


class AnswerButton(QPushButton):
    """As wide as its place and as high as its words. role: of both the button and the label in it."""

    def __init__(self, words: str, on_click: Callable[[], object], role: str) -> None:
        super().__init__()
        self.words = words
        self.setProperty("role", role)
        self.setAutoDefault(True)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.label = label(breakable(words), role)
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(_ACROSS, _UP, _ACROSS, _UP)
        inside.addWidget(self.label)
        self.clicked.connect(lambda _checked=False: on_click())

    def sizeHint(self) -> QSize:
        """What the words need at the present width."""
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 320
        return QSize(width, self._height(width))

    def minimumSizeHint(self) -> QSize:
        """The widest word."""
        return QSize(self.label.minimumSizeHint().width() + 2 * _ACROSS, self._height(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _height(self, width: int) -> int:
        return self.label.heightForWidth(max(1, width - 2 * _ACROSS)) + 2 * _UP


class Answers(QWidget):
    """Some answers, one under the other. `chosen` carries the words of the one that was pressed. role: their look."""

    chosen = Signal(str)

    def __init__(self, role: str = "answer", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.buttons: list[AnswerButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SMALL)

    def show_answers(self, answers: Sequence[str]) -> None:
        """Other answers."""
        if [button.words for button in self.buttons] == list(answers):
            return
        clear(self._column)
        self.buttons = [AnswerButton(words, partial(self.chosen.emit, words), self._role) for words in answers]
        for button in self.buttons:
            self._column.addWidget(button)
            # At once, not at the layout's next turn: it may be given the keyboard now.
            button.show()
        self.setVisible(bool(answers))
