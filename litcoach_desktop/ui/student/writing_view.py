"""Screen 9, writing: the prompt on top, a page for the child's words, the text at hand, one suggestion at a time."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.writing_model import LONGEST_WRITING, WritingModel
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling
from litcoach_desktop.ui.widgets.reading_page import ReadingPage

# In larger type than this, the text stands beside the page only when the child asks for it.
_TEXT_FITS_BELOW = 1.5


class WritingScreen(Screen):
    """The next step is "I'm done"; after what is for a grown-up, it asks one."""

    def __init__(
        self, model: WritingModel, look: LookModel, journey: Journey, voice: Voice, parent: QWidget | None = None
    ) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self._look, self._journey, self._voice = model, look, journey, voice
        self.page = ReadingPage()
        self.prompt = label("", "heading")
        self.field = QPlainTextEdit()
        self.field.setProperty("role", "child")
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(self.tr("Your page"))
        self.field.setPlaceholderText(self.tr("Write here"))
        self.field.textChanged.connect(self._written)
        self.told = label("", "label")
        self.suggestion = label("", "child")
        self.margin = frame("calm")
        self._build()
        self.idea = button(self.tr("Look at it with me"), "search", "", self._ask)
        self.read = button(self.tr("Read it to me"), "listen", "quiet", self._read)
        self.text = button(self.tr("The text"), "book", "quiet", self._toggle_text)
        self.grown_up = button(self.tr("Ask a grown-up"), "grown_up", "quiet", model.ask_grown_up)
        for part in (self.idea, self.read, self.text, self.grown_up):
            self.others.addWidget(part)
        model.changed.connect(self._show)
        model.done.connect(journey.back)
        look.changed.connect(self._show_look)
        current_theme().changed.connect(self._fit)
        self._show_look()
        self._show()

    def heading(self) -> Heading:
        """Back to how it went."""
        text = self._journey.text
        return Heading(text.title if text else "", back=self.tr("Back"))

    def enter(self) -> None:
        """The page as it was left."""
        text = self._journey.text
        if text is None:
            return
        self.told.setText(
            self.tr("A guest's page is not kept, unless something is really wrong.")
            if self._journey.student is None
            else self.tr("Your teacher can read what you hand over.")
        )
        self.page.show_passage(text.passage, text.turns)
        self.model.begin(text)
        self.field.setPlainText(self.model.words)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.page.setVisible(current_theme().text_scale < _TEXT_FITS_BELOW)
        self._fit()
        self.field.setFocus()

    def leave(self) -> None:
        """Silence. What was written stays at hand."""
        self._voice.stop()
        self.model.stop()

    def back(self) -> bool:
        """From the grown-up, back to the page."""
        if self.model.with_grown_up:
            self.model.come_back()
            return True
        return False

    def on_next(self) -> None:
        """The one obvious step of the moment."""
        if self.model.with_grown_up:
            self.model.come_back()
            self.field.setFocus()
        elif self.model.needs_grown_up:
            self.model.ask_grown_up()
        else:
            self.model.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text and page share the room."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        row.addWidget(self.suggestion)
        self._area = scrolling(inside)
        around = QVBoxLayout(self.margin)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(self._area)
        self.sheet = QWidget()
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(self.prompt)
        column.addWidget(self.told)
        column.addWidget(self.field, 3)
        column.addWidget(self.margin, 2)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        across.addWidget(self.sheet)
        self.body.addLayout(across, 1)

    @Slot()
    def _show(self) -> None:
        model = self.model
        self.show_phase(model, "")
        if model.with_grown_up:
            self.show_grown_up()
        self.prompt.setText(model.prompt or self.tr("What would you like to say about it?"))
        words = self.tr("Looking at it ...") if model.busy else breakable(model.suggestion)
        self.suggestion.setText(words)
        self.margin.setVisible(bool(words))
        self._mark()
        writing = bool(model.words.strip())
        self.idea.setText(self.tr("Another idea") if model.suggestion else self.tr("Look at it with me"))
        self.idea.setEnabled(writing and not model.busy)
        self.read.setVisible(self._voice.available)
        self.read.setEnabled(writing)
        for part in (self.idea, self.text):
            part.setVisible(not model.with_grown_up)
        self.grown_up.setVisible(not (model.with_grown_up or model.needs_grown_up))
        if model.with_grown_up:
            self.next.setText(self.tr("I'm back"))
        else:
            self.next.setText(self.tr("Ask a grown-up") if model.needs_grown_up else self.tr("I'm done"))
        self.next.setEnabled(not model.busy)

    def _mark(self) -> None:
        """A band behind the stretch that the suggestion is about."""
        marks = []
        if self.model.quoted is not None and self.field.toPlainText() == self.model.words:
            mark = QTextEdit.ExtraSelection()
            cursor = self.field.textCursor()
            start, end = (_units(self.model.words[:at]) for at in self.model.quoted)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(current_theme().colour("band"))
            marks.append(mark)
        self.field.setExtraSelections(marks)

    @Slot()
    def _written(self) -> None:
        words = self.field.toPlainText()
        if len(words) > LONGEST_WRITING:
            words = words[:LONGEST_WRITING]
            self.field.setPlainText(words)
            self.field.moveCursor(QTextCursor.MoveOperation.End)
            return
        if words != self.model.words:
            self.model.quoted = None
            self.model.write(words)
            self._show()

    @Slot()
    def _show_look(self) -> None:
        self.page.show_look(self._look.look, self._look.syllables)

    @Slot()
    def _fit(self) -> None:
        whole = self.width()
        share = 0.58 if self.page.isVisibleTo(self) else 1.0
        self.sheet.setFixedWidth(max(240, round(whole * share)))

    def _ask(self) -> None:
        self._voice.stop()
        self.model.ask()

    def _read(self) -> None:
        self._voice.say(self.field.toPlainText())

    def _toggle_text(self) -> None:
        show = not self.page.isVisible()
        if show:
            self.sheet.setFixedWidth(round(self.width() * 0.58))
        self.page.setVisible(show)
        self._fit()


def _units(text: str) -> int:
    """How long Qt finds it: it counts in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
