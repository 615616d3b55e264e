"""Screen 8, a question: its answers as large buttons beside the text, and the sentence that helps."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.question_model import QuestionModel, Stand
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.voice_controls import VoiceControls
from litcoach_desktop.ui.talk_voice import TalkVoice
from litcoach_desktop.ui.theme import LARGE, MEDIUM, current_theme
from litcoach_desktop.ui.widgets.answer_button import Answers
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling
from litcoach_desktop.ui.widgets.reading_page import ReadingPage

_PANEL_WIDTH = 500


class QuestionScreen(Screen):
    """The next step is the next question, once this one is answered; after the last, what was asked for."""

    def __init__(
        self, model: QuestionModel, look: LookModel, journey: Journey, voice: TalkVoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self._look, self._journey = model, look, journey
        self.voice = VoiceControls(voice, self)
        self.voice.heard.connect(self._heard)
        self._shown = ""
        self._said = ""
        self.page = ReadingPage()
        self.prompt = label("", "title")
        self.answers = Answers()
        self.answers.chosen.connect(self._choose)
        self.told = label("", "child")
        self.told_card = frame("calm")
        inside = QHBoxLayout(self.told_card)
        inside.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        inside.addWidget(self.told)
        self._build()
        self.where = button(self.tr("Show me where"), "search", "", self._show_where)
        self.read = button(self.tr("Read it to me"), "listen", "quiet", self._read)
        self.coach = button(self.tr("Ask the coach"), "coach", "quiet", journey.talk)
        for part in (self.where, self.read, self.coach, *self.voice.buttons):
            self.others.addWidget(part)
        model.changed.connect(self._show)
        look.changed.connect(self._show_look)
        current_theme().changed.connect(self._fit)
        self._show_look()
        self._show()

    def heading(self) -> Heading:
        """Which question it is, of how many."""
        text, number = self._journey.text, self.model.number
        count = len(text.questions) if text is not None else 0
        title = self.tr("Question %1 of %2").replace("%1", str(number)).replace("%2", str(count)) if number else ""
        return Heading(title, back=self.tr("Back"))

    def enter(self) -> None:
        """Ask."""
        text = self._journey.text
        if text is None:
            return
        self._said = ""
        self.page.show_passage(text.passage, text.turns)
        self.model.begin(text)

    def leave(self) -> None:
        """Wait for no answer."""
        self.model.stop()

    def on_next(self) -> None:
        """The next question, or back to how it went."""
        self.voice.by_hand()
        self._go_on()

    def _go_on(self) -> None:
        text = self._journey.text
        if self.model.stand is not Stand.FINISHED:
            self.model.ask_next()
        elif text is not None and text.open_question is not None:
            self._journey.go(Place.WRITING)
        else:
            self._journey.back()

    def showEvent(self, event: QShowEvent) -> None:
        """Back from the teacher's side, the child can talk again."""
        super().showEvent(event)
        self.voice.enter(self._journey.device_id)
        self.voice.open_text(self._journey.text)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is heard behind the teacher's side either."""
        super().hideEvent(event)
        self.voice.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text and question share the room."""
        super().resizeEvent(event)
        self._fit()

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        for part in (self.prompt, self.answers, self.told_card, self.voice.hint):
            column.addWidget(part)
        column.addStretch(1)
        self.panel = frame("card")
        around = QVBoxLayout(self.panel)
        around.setContentsMargins(2, 2, 2, 2)
        self._area = scrolling(inside)
        around.addWidget(self._area)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        margin = QHBoxLayout()
        margin.setContentsMargins(0, MEDIUM, MEDIUM, MEDIUM)
        margin.addWidget(self.panel)
        across.addLayout(margin)
        self.body.addLayout(across, 1)

    @Slot()
    def _show(self) -> None:
        model = self.model
        ready = self.show_phase(
            model,
            self.tr("Looking for a question ..."),
            self.tr("There are no questions for this one."),
            self.tr("You can talk about it with the coach."),
        )
        finished = model.stand is Stand.FINISHED
        self.prompt.setText(self.tr("Those were all the questions.") if finished else model.prompt)
        self.answers.show_answers(model.answers)
        for made in self.answers.buttons:
            found = bool(model.right) and made.words == model.right
            made.setEnabled(found or (model.waits and made.words not in model.tried))
            made.setCheckable(found)
            made.setChecked(found)
        told = self._told()
        self.told.setText(told)
        self.told_card.setVisible(bool(told))
        if told:
            # Once the layout has given it its place.
            QTimer.singleShot(0, self, self._bring_told)
        self.page.show_place(*(model.place or (0, 0)))
        self.where.setVisible(ready and model.waits)
        self.read.setVisible(ready and self.voice.can_speak and not finished)
        self.next.setText(self._next_words())
        self.next.setEnabled(not model.busy and not model.waits)
        self.next.setVisible(ready)
        if self._shown != model.prompt and ready and self.answers.buttons:
            self._shown = model.prompt
            self.answers.buttons[0].setFocus()
        elif not model.waits and ready:
            self.next.setFocus()
        self._answer()
        self.heading_changed.emit()

    def _next_words(self) -> str:
        if self.model.stand is not Stand.FINISHED:
            return self.tr("Next question")
        text = self._journey.text
        writes = text is not None and text.open_question is not None
        return self.tr("Write about it") if writes else self.tr("All done")

    def _answer(self) -> None:
        """Say what is new by voice, to a child that talks, and what it may say to it."""
        model = self.model
        said = self._spoken()
        if said != self._said and not model.busy:
            self._said = said
            self.voice.answer(said, (*model.answers, self.where.text()) if model.waits else (self.next.text(),))

    @Slot()
    def _bring_told(self) -> None:
        self._area.ensureWidgetVisible(self.told_card)

    def _told(self) -> str:
        model = self.model
        if model.stand is Stand.ASKED:
            return ""
        if model.stand is Stand.RIGHT:
            if model.looked or model.tried:
                return self.tr("Yes! You went back to the text to find it. Good readers do that.")
            return self.tr("Yes! That fits what the text says.")
        if model.stand is Stand.TOLD:
            return self.tr("It is: %s. Which words in the text tell you so?").replace("%s", model.right)
        if model.stand is Stand.FINISHED:
            return self.tr("You thought about what you read. That is what reading is for.")
        if model.place is not None:
            look = self.tr("Look at the marked sentence.")
            return look + " " + self.tr("Then choose again.") if model.stand is Stand.TRY_AGAIN else look
        return self.tr("No single sentence says it. Put two things from the text together.")

    @Slot()
    def _show_look(self) -> None:
        self.page.show_look(self._look.look, self._look.syllables)

    @Slot()
    def _fit(self) -> None:
        wanted = round(_PANEL_WIDTH * (0.4 + 0.6 * current_theme().text_scale))
        self.panel.setFixedWidth(max(200, min(self.width() // 2, wanted)))

    @Slot(str)
    def _choose(self, answer: str) -> None:
        self.voice.by_hand()
        self.model.answer(answer)

    def _show_where(self) -> None:
        self.voice.by_hand()
        self.model.show_where()

    @Slot(str)
    def _heard(self, said: str) -> None:
        model = self.model
        if said.casefold() == self.next.text().casefold():
            if not model.waits and not model.busy:
                self._go_on()
        elif said.casefold() == self.where.text().casefold():
            model.show_where()
        else:
            model.answer_in_words(said)

    def _read(self) -> None:
        self.voice.read(self._spoken())

    def _spoken(self) -> str:
        """The question with its answers, then what is said to an answer."""
        model = self.model
        if model.stand is not Stand.ASKED:
            return self._told()
        answers = " ".join(answer if answer[-1:] in ".!?" else f"{answer}." for answer in model.answers)
        return f"{model.prompt} {answers}"
