"""Screen 7, practise a word: see it, tap its beads, hear it, say it three times, go on."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey
from litcoach_desktop.ui.student.practice_model import NORMAL, SLOW, TRIES, PracticeModel, Saying
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.beads import Beads
from litcoach_desktop.ui.widgets.dots import Dots
from litcoach_desktop.ui.widgets.level_wave import LevelWave
from litcoach_desktop.ui.widgets.plain import button, frame, label


class PracticeScreen(Screen):
    """The next step is the next word; it can be taken at any time."""

    def __init__(self, model: PracticeModel, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model, self._journey = model, journey
        centre = Qt.AlignmentFlag.AlignCenter
        self.word = label("", "word", wrap=False)
        self.word.setAlignment(centre)
        self.beads = Beads()
        self.beads.tapped.connect(model.say_syllable)
        self.sentence = label("", "sample")
        self.sentence.setAlignment(centre)
        self.slow = button(self.tr("Slowly"), "slow", "", lambda: model.say(SLOW))
        self.normal = button(self.tr("Hear it"), "listen", "", lambda: model.say(NORMAL))
        self.mute = label(self.tr("This laptop has no voice. Tap the parts and say them yourself."), "label")
        self.mute.setAlignment(centre)
        hear = QHBoxLayout()
        hear.setSpacing(MEDIUM)
        hear.addStretch(1)
        hear.addWidget(self.slow)
        hear.addWidget(self.normal)
        hear.addStretch(1)
        self.body.addWidget(self.word)
        self.body.addWidget(self.beads)
        self.body.addLayout(hear)
        self.body.addWidget(self.mute)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self._try_card())
        self.body.addStretch(1)
        model.changed.connect(self._show)
        model.levelled.connect(self.wave.show_level)
        self._show()

    def heading(self) -> Heading:
        """Back to how it went."""
        title = self.tr("Word %1 of %2").replace("%1", str(self.model.number + 1))
        return Heading(title.replace("%2", str(max(1, self.model.count))), back=self.tr("Back"))

    def enter(self) -> None:
        """Show the word of the journey."""
        if self._journey.result is not None:
            self.model.show(self._journey.result, self._journey.word, self._journey.device_id)
            self.wave.clear()

    def leave(self) -> None:
        """Silence."""
        self.model.stop()

    def on_next(self) -> None:
        """The next word, or back to the result."""
        self._journey.after_practice()

    def _try_card(self) -> QWidget:
        card = frame("card")
        self.say = button(self.tr("Say it"), "record", "", self.model.try_it)
        self.own = button(self.tr("Hear me"), "play", "", self.model.hear_own)
        self.wave = LevelWave()
        self.wave.setFixedHeight(64)
        self.tries = Dots()
        self.cheer = label("", "child")
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.say)
        row.addWidget(self.own)
        row.addWidget(self.wave, 1)
        row.addWidget(self.tries)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        inside.addLayout(row)
        inside.addWidget(self.cheer)
        return card

    @Slot()
    def _show(self) -> None:
        model = self.model
        if not self.show_phase(model, self.tr("Fetching the word ...")):
            return
        self.word.setText(model.word)
        if [bead.text() for bead in self.beads.beads] != model.syllables:
            self.beads.show_syllables(model.syllables)
        self.sentence.setText(f"“{model.sentence}”" if model.sentence else "")
        self.sentence.setVisible(bool(model.sentence))
        self.slow.setVisible(model.has_voice)
        self.normal.setVisible(model.has_voice)
        self.mute.setVisible(not model.has_voice)
        recording = model.saying is Saying.RECORDING
        self.say.setEnabled(not recording and model.tries < TRIES)
        self.say.setText(self.tr("Listening ...") if recording else self.tr("Say it"))
        self.own.setVisible(model.saying is Saying.SAID)
        self.tries.show_dots(min(model.tries, TRIES), TRIES)
        self.cheer.setText(self._cheer())
        self.next.setText(self.tr("All done") if model.is_last else self.tr("Next word"))
        self.heading_changed.emit()

    def _cheer(self) -> str:
        if self.model.saying is Saying.RECORDING:
            return self.tr("Say it now.")
        if self.model.tries == 0:
            return self.tr("Say it three times.")
        if self.model.tries < TRIES:
            return self.tr("Listen to yourself, then say it again.")
        return self.tr("Three times! That word is yours now.")
