"""The reading room: the laptop reads to the child, the spoken word lit; a tapped word tells about itself."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.aloud import SPEEDS, ReadAloud
from litcoach_desktop.ui.student.journey import Journey
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.look_panel import LookPanel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.theme import LARGE, SMALL
from litcoach_desktop.ui.widgets.beside import Beside
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_page import ReadingPage
from litcoach_desktop.ui.widgets.word_card import WordCard


class ListenScreen(Screen):
    """The next step is to read the text oneself."""

    def __init__(
        self, model: LookModel, aloud: ReadAloud, journey: Journey, voice: Voice, parent: QWidget | None = None
    ) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self.aloud, self._journey, self._voice = model, aloud, journey, voice
        self._tapped = 0
        self.page = ReadingPage()
        self.card = WordCard()
        self.looks = LookPanel(model)
        self.beside = Beside([self.card, self.looks])
        self.mute = label(self.tr("This laptop has no voice. Tap a word to see its parts and what it means."), "child")
        self.mute.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(self.beside)
        self.body.addWidget(self.mute)
        self.body.addLayout(row, 1)
        self.play = button(self.tr("Listen"), "listen", "", self._play)
        self.speed = button("", None, "quiet", self._next_speed)
        self.look = button(self.tr("My page"), "text_size", "quiet", self._toggle_looks)
        self.coach = button(self.tr("Ask the coach"), "coach", "quiet", journey.talk)
        for part in (self.play, self.speed, self.look, self.coach):
            self.others.addWidget(part)
        self.next.setText(self.tr("I read it"))
        model.changed.connect(self._show_look)
        aloud.changed.connect(self._show)
        aloud.word_changed.connect(self.page.show_word)
        self.page.word_tapped.connect(self._show_card)
        self.card.asked_to_say.connect(self._say)
        self.card.asked_to_read.connect(self._read_from_here)
        self._show_look()

    def heading(self) -> Heading:
        """Back to the shelf."""
        text = self._journey.text
        return Heading(text.title if text else "", back=self.tr("Back"))

    def enter(self) -> None:
        """Open the text and begin to read, when there is a voice."""
        text = self._journey.text
        if text is None:
            return
        self.beside.put_away()
        self.page.show_passage(text.passage, text.turns)
        self.aloud.open(text.passage)
        self._show()
        self.aloud.play()
        self.page.setFocus()

    def leave(self) -> None:
        """Fall silent."""
        self.aloud.pause()

    def on_next(self) -> None:
        """The child reads."""
        if self._journey.text is not None:
            self._journey.choose(self._journey.text)

    @Slot()
    def _show(self) -> None:
        voice = self.aloud.available
        self.mute.setVisible(not voice)
        self.play.setVisible(voice)
        self.play.setText(self.tr("Pause") if self.aloud.playing else self.tr("Listen"))
        self.speed.setVisible(voice)
        self.speed.setText(_speed_words(self.aloud.speed))

    @Slot()
    def _show_look(self) -> None:
        self.page.show_look(self.model.look, self.model.syllables)

    def _play(self) -> None:
        if self.aloud.playing:
            self.aloud.pause()
        else:
            self.aloud.play()

    def _next_speed(self) -> None:
        names = list(SPEEDS)
        self.aloud.choose_speed(names[(names.index(self.aloud.speed) + 1) % len(names)])

    def _toggle_looks(self) -> None:
        self.beside.toggle(self.looks)

    @Slot(int)
    def _show_card(self, word: int) -> None:
        text = self._journey.text
        if text is None:
            return
        self.aloud.pause()
        self._tapped = word
        self.page.show_word(word)
        found = text.passage.words[word]
        meaning = text.meaning_of(found.text)
        self.card.show_word(found.text, self.model.syllables(found.text), meaning, voice=self._voice.available)
        self.beside.bring(self.card)

    @Slot(str, bool)
    def _say(self, what: str, slowly: bool) -> None:
        self._voice.say(what, rate=SPEEDS["slow"] if slowly else SPEEDS["normal"])

    @Slot()
    def _read_from_here(self) -> None:
        self.beside.put_away()
        self.aloud.play(self._tapped)


def _speed_words(speed: str) -> str:
    return {
        "slow": QCoreApplication.translate("ListenScreen", "Speed: slow"),
        "normal": QCoreApplication.translate("ListenScreen", "Speed: usual"),
        "fast": QCoreApplication.translate("ListenScreen", "Speed: fast"),
    }[speed]
