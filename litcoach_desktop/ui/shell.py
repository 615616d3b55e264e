"""The window's frame: top bar, message bar, and the two sides behind it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.ui.messages import UserMessage, message_board
from litcoach_desktop.ui.side import Heading, Side
from litcoach_desktop.ui.theme import TEXT_SCALES, current_theme
from litcoach_desktop.ui.widgets.message_bar import MessageBar
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.one_line import OneLine
from litcoach_desktop.ui.widgets.plain import button, frame


class Shell(QWidget):
    """Shows "opening" or a problem until `show_sides` says who makes the two sides, each when first needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._student: Side | None = None
        self._teacher: Side | None = None
        self._make_student: Callable[[], Side] | None = None
        self._make_teacher: Callable[[], Side] | None = None
        self._on_closed: list[Callable[[], None]] = []

        self.back = button("", "back", "bar", self._go_back)
        self.title = OneLine(self.tr("litcoach"), "brand")
        self.look = self._look_button()
        self.door = button(self.tr("Teacher"), "teacher", "bar", self._use_door)
        self.messages = MessageBar()
        self.sides = QStackedWidget()
        self.notice = Notice()
        self.sides.addWidget(self.notice)
        message_board().said.connect(self.messages.show_message)

        top = frame("bar")
        row = QHBoxLayout(top)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.look)
        row.addWidget(self.door)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.messages)
        column.addWidget(self.sides, 1)
        self._shortcuts()
        self.show_opening()

    def sizeHint(self) -> QSize:
        """The whole of the screen that counts."""
        return QSize(1366, 768)

    def show_opening(self) -> None:
        """While the databases open."""
        self.notice.show_waiting(self.tr("Opening the books ..."))
        self._bare()

    def show_problem(self, message: UserMessage, retry: Callable[[], None] | None = None) -> None:
        """When litcoach cannot start: the sentence, and a way to try again."""
        self.notice.show_wrong(message.happened, message.remedy, self.tr("Try again") if retry else "", retry)
        self._bare()

    def show_sides(self, make_student: Callable[[], Side], make_teacher: Callable[[], Side]) -> None:
        """Everything is open: show the child's side."""
        self._make_student, self._make_teacher = make_student, make_teacher
        self.door.show()
        self.show_student()

    def on_closed(self, call: Callable[[], None]) -> None:
        """Have `call` run once, when the window has closed."""
        self._on_closed.append(call)

    @Slot()
    def show_student(self) -> None:
        """The child's side, made now if this is the first time."""
        if self._student is None and self._make_student is not None:
            self._student = self._make_student()
            self._student.heading_changed.connect(self._show_heading)
            self.sides.addWidget(self._student)
        if self._student is not None:
            self.sides.setCurrentWidget(self._student)
            self._show_heading(self._student.heading())

    @Slot()
    def show_teacher(self) -> None:
        """The teacher's side, made now if this is the first time."""
        if self._teacher is None and self._make_teacher is not None:
            self._teacher = self._make_teacher()
            self._teacher.heading_changed.connect(self._show_heading)
            self.sides.addWidget(self._teacher)
        if self._teacher is not None:
            self.sides.setCurrentWidget(self._teacher)
            self._show_heading(self._teacher.heading())

    @property
    def teacher_is_shown(self) -> bool:
        """Whether the window shows the teacher's side."""
        return self._teacher is not None and self.sides.currentWidget() is self._teacher

    def closeEvent(self, event: QCloseEvent) -> None:
        """The shell is a window of its own, and that is closed."""
        self.shut()
        super().closeEvent(event)

    def shut(self) -> None:
        """Stop what runs before the widgets go, and tell whoever waits for it. Once is enough."""
        if self._student is not None:
            self._student.leave()
        if self._teacher is not None:
            self._teacher.leave()
        calls, self._on_closed = self._on_closed, []
        for call in calls:
            call()

    def _bare(self) -> None:
        self.sides.setCurrentWidget(self.notice)
        self.back.hide()
        self.door.hide()

    @Slot(object)
    def _show_heading(self, heading: Heading) -> None:
        self.back.setVisible(heading.back is not None)
        self.back.setText(heading.back or "")
        self.title.setText(heading.title or self.tr("litcoach"))
        self.door.setVisible(not heading.quiet)
        self.door.setText(self.tr("Lock and leave") if self.teacher_is_shown else self.tr("Teacher"))

    def _go_back(self) -> None:
        side = self._teacher if self.teacher_is_shown else self._student
        if side is not None and self.back.isVisible():
            side.go_back()

    def _use_door(self) -> None:
        if self.teacher_is_shown and self._teacher is not None:
            self._teacher.leave()
            self.show_student()
        else:
            self.show_teacher()

    def _look_button(self) -> QPushButton:
        look = button(self.tr("Aa"), None, "bar")
        look.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.setAccessibleName(self.tr("Text size and colours"))
        look.setToolTip(self.tr("Text size and colours"))
        menu = QMenu(look)
        theme = current_theme()
        sizes = QActionGroup(menu)
        for scale, words in zip(
            TEXT_SCALES,
            (self.tr("Normal text"), self.tr("Larger text"), self.tr("Large text"), self.tr("Largest text")),
            strict=True,
        ):
            self._choice(menu, sizes, words, partial(theme.choose, text_scale=scale), scale == theme.text_scale)
        menu.addSeparator()
        colours = QActionGroup(menu)
        for name, words in (
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("high_contrast", self.tr("High contrast")),
        ):
            self._choice(menu, colours, words, partial(theme.choose, palette=name), name == theme.palette.name)
        look.setMenu(menu)
        return look

    @staticmethod
    def _choice(menu: QMenu, group: QActionGroup, words: str, choose: Callable[[], None], chosen: bool) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _checked=False: choose())
        group.addAction(action)
        menu.addAction(action)

    def _shortcuts(self) -> None:
        theme = current_theme()
        for keys, call in (
            (QKeySequence.StandardKey.ZoomIn, lambda: theme.step_text(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: theme.step_text(-1)),
            (QKeySequence("Ctrl+0"), lambda: theme.choose(text_scale=1.0)),
            (QKeySequence(Qt.Key.Key_Escape), self._go_back),
        ):
            QShortcut(keys, self).activated.connect(call)
