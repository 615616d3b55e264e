"""The frame of a screen on the child's side: content that scrolls, and the next step at the bottom right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.model import Phase, ScreenModel
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, scrolling


class Screen(QWidget):
    """Base of the screens. A screen fills `body`, sets `next`, and may put more buttons into `others`.

    scroll: False for a screen whose content scrolls by itself. `heading_changed` carries nothing.
    """

    heading_changed = Signal()

    def __init__(self, *, scroll: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        if scroll:
            self.body.setContentsMargins(48, LARGE, 48, LARGE)
            self.body.setSpacing(MEDIUM)
        else:
            self.body.setContentsMargins(0, 0, 0, 0)
            self.body.setSpacing(0)
        self.notice = Notice()
        self.next: QPushButton = button("", "go", "go", self.on_next)
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._content = scrolling(inside) if scroll else inside
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content)
        self._stack.addWidget(self.notice)
        self.footer = frame("footer")
        row = QHBoxLayout(self.footer)
        row.setContentsMargins(LARGE, 12, LARGE, 12)
        row.setSpacing(MEDIUM)
        # Large type may need a second row for them; the next step never does.
        beside = QWidget()
        self.others = FlowLayout(beside, MEDIUM)
        left = QVBoxLayout()
        left.addStretch(1)
        left.addWidget(beside)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self.next, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)

    def heading(self) -> Heading:
        """What the top bar shows."""
        return Heading()

    def enter(self) -> None:
        """The screen comes up. The keyboard starts at the next step unless the screen says otherwise."""

    def leave(self) -> None:
        """The screen goes away."""

    def back(self) -> bool:
        """The back button was pressed; True when the screen dealt with it itself."""
        return False

    def on_next(self) -> None:
        """The next step was pressed."""

    def show_grown_up(self) -> None:
        """In place of the content: the child goes to a grown-up, and may come back."""
        self.notice.show_empty(
            self.tr("Go to a grown-up near you, or raise your hand."),
            self.tr("You can show them this page. It stays here until you are back."),
        )
        self._stack.setCurrentWidget(self.notice)

    def show_phase(self, model: ScreenModel, waiting: str, empty: str = "", what_to_do: str = "") -> bool:
        """Show content or, in its place, what the phase calls for; True when the content shows."""
        ready = model.phase is Phase.READY
        if model.phase is Phase.LOADING:
            self.notice.show_waiting(waiting)
        elif model.phase is Phase.EMPTY:
            self.notice.show_empty(empty, what_to_do)
        elif model.problem is not None and not ready:
            self.notice.show_wrong(model.problem.happened, model.problem.remedy)
        self._stack.setCurrentWidget(self._content if ready else self.notice)
        return ready
