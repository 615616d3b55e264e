"""Screen 10, the coach: a talk in bubbles beside the open text, with ready answers and a grown-up always at hand."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.coach_model import LONGEST_MESSAGE, CoachModel
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.voice_controls import VoiceControls
from litcoach_desktop.ui.talk_voice import TalkVoice
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.answer_button import Answers
from litcoach_desktop.ui.widgets.bubbles import Bubbles
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_page import ReadingPage

_PANEL_WIDTH = 500
_WIDEST_ALONE = 860
# An answer that comes sooner needs no "thinking": a row that flashes is worse than none.
_THINKING_AFTER_MS = 300


class CoachScreen(Screen):
    """The next step reads the open text or chooses one; after what is for a grown-up, it asks one."""

    def __init__(
        self, model: CoachModel, look: LookModel, journey: Journey, voice: TalkVoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self._look, self._journey = model, look, journey
        self.voice = VoiceControls(voice, self)
        self.voice.heard.connect(self._say_heard)
        self.page = ReadingPage()
        self.page.word_tapped.connect(self._ask_about)
        self.answers = Answers()
        self.answers.chosen.connect(self._say)
        self.thinking = self._make_thinking()
        self.where = button(self.tr("Show me where"), "search", "small", model.show_where)
        self.between = label(self.tr("No single sentence says it. Put two things from the text together."), "label")
        self.bubbles = Bubbles([self.thinking, self.answers, self.where, self.between])
        self.bubbles.read_asked.connect(self._read)
        self.bubbles.place_asked.connect(model.show_place)
        self.field = QLineEdit()
        self.field.setProperty("role", "child")
        self.field.setMaxLength(LONGEST_MESSAGE)
        self.field.setPlaceholderText(self.tr("Type to the coach"))
        self.field.setAccessibleName(self.tr("Type to the coach"))
        self.field.returnPressed.connect(self._send)
        self.send = button(self.tr("Send"), "send", "", self._send)
        self.panel = frame("card")
        self._build()
        self.grown_up = button(self.tr("Ask a grown-up"), "grown_up", "", model.ask_grown_up)
        for part in (self.grown_up, *self.voice.buttons):
            self.others.addWidget(part)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_THINKING_AFTER_MS)
        self._wait.timeout.connect(self._show_thinking)
        self._shown_text = ""
        model.changed.connect(self._show)
        model.replied.connect(self._answered)
        model.grew.connect(self.bubbles.show_growing)
        look.changed.connect(self._show_look)
        current_theme().changed.connect(self._fit)
        self._show_look()
        self._show()

    def heading(self) -> Heading:
        """Back to where the coach was called."""
        return Heading(self.tr("Coach"), back=self.tr("Back"))

    def enter(self) -> None:
        """Begin the talk, or go on with it."""
        self.model.begin(None if self._journey.talked_from is Place.TODAY else self._journey.text)
        self.field.setFocus()

    def leave(self) -> None:
        """Wait for no answer."""
        self.model.stop()

    def back(self) -> bool:
        """From the grown-up, back to the talk."""
        if self.model.with_grown_up:
            self.model.come_back()
            return True
        return False

    def on_next(self) -> None:
        """The one obvious step of the moment."""
        model = self.model
        if model.with_grown_up:
            model.come_back()
            self.field.setFocus()
        elif model.needs_grown_up:
            model.ask_grown_up()
        elif model.ended:
            self._journey.go(Place.TODAY)
        elif model.text is not None:
            self._journey.choose(model.text)
        else:
            self._journey.go(Place.SHELF)

    def showEvent(self, event: QShowEvent) -> None:
        """Back from the teacher's side, the child can talk again."""
        super().showEvent(event)
        self.voice.enter(self._journey.device_id)
        self.voice.open_text(self.model.text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is heard behind the teacher's side either."""
        super().hideEvent(event)
        self.voice.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text and talk share the room."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(MEDIUM, 0, MEDIUM, MEDIUM)
        row.setSpacing(SMALL)
        row.addWidget(self.field, 1)
        row.addWidget(self.send)
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(SMALL)
        inside.addWidget(self.bubbles, 1)
        self.voice.hint.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        inside.addWidget(self.voice.hint)
        inside.addLayout(row)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        middle.addWidget(self.panel)
        across.addLayout(middle)
        self.body.addLayout(across, 1)

    def _make_thinking(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        self.enough = button(self.tr("Don't wait"), "stop", "small", self.model.cancel)
        row.addWidget(label(self.tr("Thinking ..."), "label"), 1)
        row.addWidget(self.enough)
        made.hide()
        return made

    @Slot()
    def _show(self) -> None:
        model = self.model
        ready = self.show_phase(model, self.tr("The coach is coming ..."))
        if model.with_grown_up:
            self.show_grown_up()
        talking = ready and not model.with_grown_up
        self._show_text()
        self.bubbles.show_bubbles(model.bubbles, voice=self.voice.can_speak)
        self.bubbles.show_growing(model.growing)
        if model.busy and ready:
            if not self._wait.isActive():
                self._wait.start()
        else:
            self._wait.stop()
            self.thinking.hide()
        self.answers.show_answers(() if model.busy or model.ended else self._choices())
        self.where.setVisible(model.asks and not model.busy)
        self.between.setVisible(model.between_lines and not model.busy)
        self.send.setEnabled(not model.busy)
        self.grown_up.setVisible(not (model.with_grown_up or (talking and model.needs_grown_up)))
        self._show_next(ready)

    def _show_next(self, ready: bool) -> None:
        model = self.model
        if model.with_grown_up:
            words = self.tr("I'm back")
        elif model.needs_grown_up:
            words = self.tr("Ask a grown-up")
        elif model.ended:
            words = self.tr("All done")
        else:
            words = self.tr("Read this") if model.text is not None else self.tr("Choose a book")
        self.next.setText(words)
        self.next.setVisible(ready or model.with_grown_up)

    def _choices(self) -> tuple[str, ...]:
        # What stands in the footer in large letters needs no second button.
        grown_up = self.tr("Ask a grown-up")
        return tuple(one for one in self.model.choices if one != grown_up)

    @Slot()
    def _show_thinking(self) -> None:
        self.thinking.show()

    def _show_text(self) -> None:
        text, place = self.model.text, self.model.place
        shown = "" if text is None else text.id
        if text is not None and shown != self._shown_text:
            self.page.show_passage(text.passage, text.turns)
        if shown != self._shown_text:
            # The talk makes room before the page takes it: side by side at their full widths they would widen the
            # window.
            self.page.setVisible(self.page.isVisible() and text is not None)
            self._shown_text = shown
            self._fit()
            self.voice.open_text(text)
        self.page.setVisible(text is not None)
        self.page.show_place(*(place or (0, 0)))

    @Slot()
    def _show_look(self) -> None:
        self.page.show_look(self._look.look, self._look.syllables)

    @Slot()
    def _fit(self) -> None:
        whole = self.width()
        wanted = round(_PANEL_WIDTH * (0.4 + 0.6 * current_theme().text_scale))
        alone = round(_WIDEST_ALONE * current_theme().text_scale)
        most = whole // 2 if self._shown_text else whole - 2 * MEDIUM
        self.panel.setFixedWidth(max(200, min(most, wanted if self._shown_text else alone)))

    def _send(self) -> None:
        said = self.field.text()
        if not self.model.busy:
            self.field.clear()
            self._say(said)

    @Slot(str)
    def _say(self, said: str) -> None:
        self.voice.by_hand()
        self.model.say(said)
        self.field.setFocus()

    @Slot(str)
    def _say_heard(self, said: str) -> None:
        self.model.say(said)

    @Slot(object)
    def _answered(self, reply: Reply) -> None:
        self.voice.answer(reply.said, reply.choices, reply.hear)

    @Slot(int)
    def _read(self, bubble: int) -> None:
        self.voice.read(self.model.bubbles[bubble].said)

    @Slot(int)
    def _ask_about(self, word: int) -> None:
        if self.model.text is not None:
            self._say(self.tr("What does %s mean?").replace("%s", self.model.text.passage.words[word].text))
