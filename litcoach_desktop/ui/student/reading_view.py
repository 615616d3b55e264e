"""Screen 5, reading: the passage and nothing else."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.look_panel import LookPanel
from litcoach_desktop.ui.student.reading_model import ReadingModel, Step
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.beside import Beside
from litcoach_desktop.ui.widgets.kept_line import KeptLine
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_page import ReadingPage


class ReadingScreen(Screen):
    """The next step is "I'm done"; back pauses first, so that nothing is lost by a slip."""

    def __init__(
        self, model: ReadingModel, look: LookModel, journey: Journey, voice: Voice, parent: QWidget | None = None
    ) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self._look, self._journey, self._voice = model, look, journey, voice
        self.kept = KeptLine()
        self.page = ReadingPage()
        self.strip = frame("calm")
        self.strip_words = label("", "child")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.addWidget(self.strip_words, 1)
        self._strip_margin = QWidget()
        margin = QHBoxLayout(self._strip_margin)
        margin.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        margin.addWidget(self.strip)
        self.body.addWidget(self.kept)
        self.body.addWidget(self._strip_margin)
        self.looks = LookPanel(look)
        self.beside = Beside([self.looks])
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        across.addWidget(self.beside)
        self.body.addLayout(across, 1)
        self.pause = button(self.tr("Pause"), "pause", "", model.pause)
        self.again = button(self.tr("Start again"), "again", "quiet", self._start_again)
        self.stop = button(self.tr("Stop reading"), "close", "quiet", model.give_up)
        self.enough = button(self.tr("See how it went"), "done", "", model.done)
        self.look = button(self.tr("My page"), "text_size", "quiet", self._toggle_looks)
        self.kept_words = label("", "label", wrap=False)
        self.others.setSpacing(MEDIUM)
        for part in (self.pause, self.enough, self.again, self.stop, self.look, self.kept_words):
            self.others.addWidget(part)
        self._restart = False
        model.changed.connect(self._show)
        look.changed.connect(self._show_look)
        model.word_changed.connect(self.page.show_word)
        model.ear_changed.connect(self._show_ear)
        model.kept.connect(self._show_kept)
        model.left.connect(self._left)
        self.page.word_tapped.connect(self._tapped)
        self.page.ear_tapped.connect(self._say_word)
        self._show_look()
        self._show()

    def heading(self) -> Heading:
        """Quiet: nothing but the way out."""
        text = self._journey.text
        return Heading(text.title if text else "", back=self.tr("Stop"), quiet=True)

    def enter(self) -> None:
        """Begin."""
        text = self._journey.text
        if text is None:
            return
        self._restart = False
        self.beside.put_away()
        self.page.show_passage(text.passage, text.turns)
        self.kept.show_seconds(0)
        self.model.begin(self._journey.student, text, self._journey.device_id, self._journey.assignment_id)
        self.page.setFocus()

    def leave(self) -> None:
        """Do not speak on. A reading that still runs ends tidily; the next start offers to finish it."""
        self._voice.stop()
        self.model.stop()

    def back(self) -> bool:
        """First a pause; the child then says what it wants."""
        if self.model.step is Step.READING:
            self.model.pause()
        elif self.model.step is not Step.LISTENING_BACK:
            self.model.give_up()
        return True

    def on_next(self) -> None:
        """The child has finished; or, after a pause or with the microphone back, it goes on."""
        if self.model.can_go_on or self.model.step is Step.PAUSED:
            self.model.go_on()
        else:
            self.model.done()

    @Slot()
    def _show(self) -> None:
        model = self.model
        if model.helped != self._helped:
            self._show_look()
        self.show_phase(model, "")
        if model.problem is not None:
            self.next.hide()
            self.pause.hide()
            return
        waiting = model.step is Step.LISTENING_BACK
        stopped = model.step is Step.STOPPED
        paused = model.step is Step.PAUSED
        if waiting:
            self.notice.show_waiting(self.tr("Listening to how you read ..."))
            self._stack.setCurrentWidget(self.notice)
        self.pause.setVisible(model.step is Step.READING)
        # Who is assessed has one try: there is a pause, and the way out, but no second beginning.
        self.again.setVisible(paused and model.helped)
        self.enough.setVisible(stopped and model.can_go_on)
        self.stop.setVisible(paused)
        self.kept_words.setVisible(model.step in (Step.READING, Step.OPENING))
        if paused or model.can_go_on:
            self.next.setText(self.tr("Read on"))
        else:
            self.next.setText(self.tr("See how it went") if stopped else self.tr("I'm done"))
        self.next.setVisible(not waiting)
        self.next.setEnabled(model.step is not Step.OPENING)
        self._show_strip()
        self._show_kept(model.seconds)
        self.heading_changed.emit()

    @Slot()
    def _show_look(self) -> None:
        look = self._look.look
        # The parts of words are a help like a word that is read aloud.
        self._helped = self.model.helped
        self.page.show_look(look if self._helped else replace(look, syllables=False), self._look.syllables)

    def _toggle_looks(self) -> None:
        self.beside.toggle(self.looks)

    def _show_strip(self) -> None:
        model = self.model
        words = ""
        if model.step is Step.OPENING:
            words = self.tr("Getting ready ...")
        elif model.step is Step.PAUSED:
            words = self.tr("Take your time. Press “Read on” when you are ready.")
        elif model.step is Step.STOPPED:
            words = self.tr("I can't hear you any more. What you read is safe. Is the headset still plugged in?")
        elif model.lost:
            words = self.tr("Where are you? Tap the word.")
        self._strip_margin.setVisible(bool(words))
        self.strip_words.setText(words)

    @Slot(int)
    def _show_kept(self, seconds: int) -> None:
        model = self.model
        if not model.is_kept:
            self.kept_words.setText(self.tr("A guest's reading is not kept") if model.step is Step.READING else "")
            return
        if not model.sound_kept:
            self.kept_words.setText(self.tr("Your voice is not recorded"))
            return
        self.kept.show_seconds(seconds)
        self.kept_words.setText(self.tr("Kept: %n s", "", seconds) if seconds else "")

    @Slot(int)
    def _show_ear(self, word: int) -> None:
        # An ear without a voice would be a promise that the laptop cannot keep.
        self.page.show_ear(word if word >= 0 and self._voice.available and self.model.helped else None)

    @Slot(int)
    def _tapped(self, word: int) -> None:
        self.model.stand_at(word)

    @Slot(int)
    def _say_word(self, word: int) -> None:
        self._voice.say(self.model.passage.words[word].text)
        self.page.show_ear(None)

    def _start_again(self) -> None:
        self._restart = True
        self.model.give_up()

    @Slot()
    def _left(self) -> None:
        self._journey.go(Place.MICROPHONE if self._restart else Place.TODAY)
