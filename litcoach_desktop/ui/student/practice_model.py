"""State of "Practise a word": the word, its syllables and sentence, and the tries to say it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.services.gateway import LevelChanged
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.services.assessment import ReadingResult
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.gateway import GatewayService

TRIES = 3
SLOW, NORMAL = -0.5, 0.0
_LONGEST_TRY_S = 3.0


class Saying(Enum):
    """What happens with the child's own try."""

    NOT_YET = auto()
    RECORDING = auto()
    SAID = auto()


class PracticeModel(ScreenModel):
    """Three tries, then on; there is no right or wrong here. `levelled` carries the level of a try, 0..1."""

    levelled = Signal(float)

    def __init__(
        self,
        runner: JobRunner,
        content: ContentService,
        gateway: GatewayService,
        voice: Voice,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._content, self._gateway, self._voice = content, gateway, voice
        self._own: Samples | None = None
        self._device_id: str | None = None
        self.word = ""
        self.syllables: list[str] = []
        self.sentence = ""
        self.number, self.count = 0, 0
        self.tries = 0
        self.saying = Saying.NOT_YET

    @property
    def has_voice(self) -> bool:
        """Whether the laptop can say the word."""
        return self._voice.available

    @property
    def is_last(self) -> bool:
        """Whether this is the last of the words."""
        return self.number + 1 >= self.count

    def show(self, result: ReadingResult, number: int, device_id: str | None) -> None:
        """Another word: the `number`-th of the result's practice words, 0 for the first."""
        super().stop()
        index = result.practice_words[number]
        self.word = result.passage.words[index].text
        self.number, self.count = number, len(result.practice_words)
        self.syllables = self._content.syllables(self.word)
        self.sentence = self._content.sentence_with(_as_text(result), self.word)
        self._device_id, self._own = device_id, None
        self.tries, self.saying, self.phase = 0, Saying.NOT_YET, Phase.READY
        self.changed.emit()

    def say(self, rate: float) -> None:
        """Let the laptop say the word. rate: SLOW or NORMAL."""
        self._voice.say(self.word, rate=rate)

    def say_syllable(self, syllable: str) -> None:
        """Let the laptop say a part."""
        self._voice.say(syllable, rate=SLOW)

    def try_it(self) -> None:
        """Record the child saying the word; it is kept nowhere."""
        if self.saying is Saying.RECORDING:
            return
        self._voice.stop()
        self.saying = Saying.RECORDING
        self.run(
            Lane.LISTEN,
            self._gateway.record_word(self._device_id, seconds=_LONGEST_TRY_S),
            "record a word",
            self._said,
            self._not_said,
            self._heard,
        )
        self.changed.emit()

    def hear_own(self) -> None:
        """Play the last try."""
        own = self._own
        if own is not None:
            self.run(Lane.MISC, lambda _ctx: self._gateway.play(own), "play a word", lambda _none: None, report)

    def stop(self) -> None:
        """The screen goes away."""
        self._voice.stop()
        self._gateway.stop_playing()
        super().stop()

    def _heard(self, event: object) -> None:
        if isinstance(event, LevelChanged):
            self.levelled.emit(event.level)

    def _said(self, samples: Samples) -> None:
        self._own = samples
        self.tries += 1
        self.saying = Saying.SAID
        self.changed.emit()
        self.hear_own()

    def _not_said(self, error: Exception) -> None:
        self.saying = Saying.SAID if self._own is not None else Saying.NOT_YET
        self.changed.emit()
        report(error)


def _as_text(result: ReadingResult) -> Text:
    """The passage as the content service takes it: a reading that a crash cut short has no catalogue text."""
    return Text(id="", title=result.text_title, grade=0, genre="", topics=(), body=result.passage.text)
