"""State of "How it went": the praise, the words to practise, the minutes, and hearing oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from litcoach_desktop.domain.reading.feedback import Strategy
from litcoach_desktop.domain.retention import Sound
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.services.assessment import AssessmentService, ReadingResult
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class WordCard:
    """A word to practise. index: in the passage. syllables: parts that give the word when joined."""

    index: int
    word: str
    syllables: tuple[str, ...]


class ResultModel(ScreenModel):
    """What the child is told about a reading. Never a comparison with others."""

    def __init__(
        self,
        runner: JobRunner,
        assessment: AssessmentService,
        content: ContentService,
        gateway: GatewayService,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._assessment, self._content, self._gateway = assessment, content, gateway
        self._settings = settings
        self.result: ReadingResult | None = None
        self.cards: tuple[WordCard, ...] = ()
        self.playing = False

    def show(self, result: ReadingResult) -> None:
        """Another result."""
        self.result, self.playing = result, False
        self.phase = Phase.READY
        words = [result.passage.words[index] for index in result.practice_words]
        self.cards = tuple(WordCard(word.index, word.text, tuple(self._content.syllables(word.text))) for word in words)
        self.changed.emit()

    @property
    def can_hear(self) -> bool:
        """Whether a recording of this reading was kept."""
        kept = self.result is not None and self.result.reading_id is not None
        return kept and self._settings.recordings == Sound.KEPT

    def hear(self) -> None:
        """Play what was recorded, or stop playing."""
        if self.playing:
            self.hush()
        elif self.result is not None and self.result.reading_id is not None:
            reading_id = self.result.reading_id
            self.playing = True
            self.changed.emit()
            self.run(
                Lane.STORE,
                lambda _ctx: self._assessment.audio(reading_id),
                "fetch a recording",
                self._play,
                self._not_played,
            )

    def hush(self) -> None:
        """Silence."""
        if self.playing:
            self.playing = False
            self._gateway.stop_playing()
            self.changed.emit()

    def praise(self) -> str:
        """What was good, as a sentence about something the child did."""
        if self.result is None:
            return ""
        if self.result.events.unscored_reason:
            return self._tr("Thank you for reading.")
        praise = self.result.praise
        sentence = {
            Strategy.SELF_CORRECTED: self._tr("You went back and fixed “%s”. Good readers do that."),
            Strategy.WORKED_OUT: self._tr("You took your time with “%s” and worked it out. Good readers do that."),
            Strategy.REREAD: self._tr("You read “%s” again to be sure. Good readers do that."),
            Strategy.FINISHED: self._tr("You kept going right to the end. Good readers do that."),
            Strategy.STARTED: self._tr("You made a start, and that is the hardest part."),
        }[praise.strategy]
        return sentence.replace("%s", praise.word or "")

    def why_unscored(self) -> str:
        """Why the reading could not be followed and what helps, empty for one that was."""
        reason = self.result.events.unscored_reason if self.result else None
        if reason is None:
            return ""
        return {
            "silent": self._tr("I could not hear a voice. Let's check the microphone and try again."),
            "too_quiet": self._tr("Your voice was very far away. Bring the microphone closer and try again."),
            "noise": self._tr("It was too noisy to follow you. Find a quieter place and try again."),
            "two_voices": self._tr("I heard more than one voice. Try again when it is only you."),
            "wrong_passage": self._tr("I heard other words than the ones here. Let's try this one again."),
            "too_short": self._tr("That was very short. Read a little more and I can tell you how it went."),
        }.get(reason, self._tr("I could not follow this one well. Let's try again."))

    def time_read(self) -> str:
        """How long the child read, in whole minutes or in seconds."""
        seconds = round(self.result.events.duration_s) if self.result else 0
        if seconds < 60:
            return QCoreApplication.translate("ResultModel", "%n second(s)", "", seconds)
        return QCoreApplication.translate("ResultModel", "%n minute(s)", "", round(seconds / 60))

    def words_read(self) -> int:
        """How many words the child got through."""
        return self.result.events.last_attempted + 1 if self.result else 0

    def rate(self) -> int | None:
        """Words read right in a minute, where the teacher lets a child see it."""
        shown = self._settings.child_sees_rate == "shown"
        score = self.result.score if self.result is not None and shown else None
        return None if score is None else round(score.wcpm)

    def _play(self, samples: Samples) -> None:
        if not self.playing:
            return
        self.run(
            Lane.MISC,
            lambda _ctx: self._gateway.play(samples),
            "play a recording",
            lambda _none: None,
            self._not_played,
        )

    def _not_played(self, error: Exception) -> None:
        self.playing = False
        self.changed.emit()
        report(error)

    @staticmethod
    def _tr(text: str) -> str:
        return QCoreApplication.translate("ResultModel", text)
