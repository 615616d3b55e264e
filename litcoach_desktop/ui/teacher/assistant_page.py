"""The teacher's assistant: ready questions and free ones about a class, and answers that open what they rest on."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.assistant import LONGEST_QUESTION, Assistant
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.answer_button import Answers
from litcoach_desktop.ui.widgets.bubbles import Bubbles
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label

_WIDEST = 980


class AssistantPage(QWidget):
    """`source_asked` carries a Source to open; `done` says that the teacher has asked enough."""

    source_asked = Signal(object)
    done = Signal()

    def __init__(self, assistant: Assistant, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self.thinking = label(self.tr("Looking ..."), "label")
        self.answers = Answers(role="ready")
        self.answers.chosen.connect(self._ask)
        self.bubbles = Bubbles([self.thinking, self.answers], role="body")
        self.bubbles.link_asked.connect(self._open)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_QUESTION)
        self.field.setPlaceholderText(self.tr("Ask about this class"))
        self.field.setAccessibleName(self.tr("Ask about this class"))
        self.field.returnPressed.connect(self._send)
        self.send = button(self.tr("Ask"), "send", "", self._send)
        self.panel = frame("card")
        row = QHBoxLayout()
        row.setContentsMargins(MEDIUM, 0, MEDIUM, MEDIUM)
        row.setSpacing(SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.bubbles, 1)
        inside.addLayout(row)
        self.notice = Notice()
        talk = QWidget()
        across = QHBoxLayout(talk)
        across.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        across.addStretch(1)
        across.addWidget(self.panel)
        across.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(talk)
        self._pages.addWidget(self.notice)
        self.go = button(self.tr("Done"), "done", "go", self.done.emit)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._pages, 1)
        page.addWidget(Footer(label(self.tr("It only knows what is on this laptop."), "label"), go=self.go))
        assistant.changed.connect(self._show)
        current_theme().changed.connect(self._fit)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines that stay short enough to read."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _show(self) -> None:
        model = self._assistant
        self._pages.setCurrentIndex(0 if model.bubbles else 1)
        if model.problem is not None:
            self._pages.setCurrentIndex(1)
            self.notice.show_wrong(model.problem.happened, model.problem.remedy, self.tr("Try again"), model.load)
        elif not model.bubbles:
            self.notice.show_waiting(self.tr("One moment ..."))
        self.bubbles.show_bubbles(model.bubbles)
        self.thinking.setVisible(model.busy)
        self.answers.show_answers(() if model.busy else model.choices)
        self.send.setEnabled(not model.busy)

    def _send(self) -> None:
        if not self._assistant.busy:
            words = self.field.text()
            self.field.clear()
            self._ask(words)

    @Slot(str)
    def _ask(self, words: str) -> None:
        self._assistant.ask(words)
        self.field.setFocus()

    @Slot(int, int)
    def _open(self, bubble: int, link: int) -> None:
        self.source_asked.emit(self._assistant.source(bubble, link))

    @Slot()
    def _fit(self) -> None:
        self.panel.setFixedWidth(max(300, min(self.width() - 2 * LARGE, round(_WIDEST * current_theme().text_scale))))
