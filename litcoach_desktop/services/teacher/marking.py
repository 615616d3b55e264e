"""Readings as a teacher sees and changes them: marks, protocols, cues, and a child's accepted pronunciations."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.accepted import (
    AcceptedPronunciation,
    accepted_words,
    standing,
    with_accepted,
)
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordFlag, WordStatus, with_marks
from litcoach_desktop.domain.reading.norms import percentile, season_of, usual_wcpm
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.protocols import ScoringProtocol, protocol_called
from litcoach_desktop.domain.reading.running_record import Cue, CueMark, Place, sheet_of
from litcoach_desktop.domain.reading.scoring import band, score
from litcoach_desktop.domain.reading.sensitivity import counted
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary
from litcoach_desktop.store.judgements import TeacherJudgementRepository
from litcoach_desktop.store.readings import ReadingRepository, StoredReading
from litcoach_desktop.store.roster import RosterRepository


class Marking:
    """What a teacher does with one reading. Who may is not asked here; who: the name of whoever does it."""

    def __init__(
        self,
        roster: RosterRepository,
        readings: ReadingRepository,
        judgements: TeacherJudgementRepository,
        clock: Clock,
        protocols: Callable[[], Mapping[str, ScoringProtocol]],
        manner: Callable[[], ExpressionRules],
    ) -> None:
        self._roster = roster
        self._readings = readings
        self._judgements = judgements
        self._clock = clock
        # Callables, because both may be changed while litcoach runs.
        self._protocols = protocols
        self._manner = manner

    def reading(self, reading_id: str) -> ReadingDetail:
        """One reading with every word and mark, scored from its events as they stand."""
        return self._detail(self._readings.get(reading_id))

    def mark(
        self, who: str, reading_id: str, index: int, status: WordStatus, note: str, flags: frozenset[WordFlag] | None
    ) -> ReadingDetail:
        """Overrule one word's mark, and its flags unless None."""
        self._readings.add_mark(reading_id, TeacherMark(index, status, who, self._now(), note, flags))
        return self._kept(reading_id)

    def choose_protocol(self, reading_id: str, protocol: str) -> ReadingDetail:
        """Score the reading under another protocol from now on. Raises KeyError for an unknown one."""
        if protocol not in self._protocols():
            raise KeyError(protocol)
        detail = self._detail(replace(self._readings.get(reading_id), protocol=protocol))
        self._readings.set_protocol(reading_id, protocol, detail.score)
        return self.reading(reading_id)

    def mark_cues(self, who: str, reading_id: str, place: Place, cues: frozenset[Cue]) -> ReadingDetail:
        """Say which cues the child used at a line of the running record."""
        self._judgements.add_cues(reading_id, CueMark(*place, cues, who, self._now()))
        return self.reading(reading_id)

    def accept(self, who: str, reading_id: str, index: int) -> ReadingDetail:
        """Confirm that this is how the child says the word; all readings from this one on are scored again.

        Raises Refused for a word that the machine did not find misread, and for a reading without a child.
        """
        stored = self._readings.get(reading_id)
        event = stored.events.words[index] if stored.events is not None else None
        if event is None or stored.student_id is None or event.status is not WordStatus.MISREAD:
            raise Refused("Only a word that the computer found misread can be accepted as the child's own way.")
        self._judgements.add_pronunciation(
            AcceptedPronunciation(
                student_id=stored.student_id,
                word=Passage(stored.passage_text).words[index].spoken,
                heard=event.heard,
                since=stored.started_at,
                reading_id=reading_id,
                index=index,
                made_by=who,
                made_at=self._now(),
            )
        )
        self._score_again(stored.student_id)
        return self.reading(reading_id)

    def take_back(self, who: str, student_id: str, word: str, heard: str | None) -> list[AcceptedPronunciation]:
        """The word is no longer accepted in this way, nor ever was; what still stands comes back."""
        for one in self.accepted(student_id):
            if (one.word, one.heard) == (word, heard):
                self._judgements.add_pronunciation(
                    AcceptedPronunciation(
                        student_id, word, heard, one.since, one.reading_id, one.index, who, self._now(), False
                    )
                )
                self._score_again(student_id)
        return self.accepted(student_id)

    def accepted(self, student_id: str) -> list[AcceptedPronunciation]:
        """The child's accepted pronunciations, oldest first."""
        return standing(self._judgements.pronunciations(student_id))

    def summary(self, stored: StoredReading) -> ReadingSummary:
        """One line of a list."""
        rules = protocol_called(stored.protocol, self._protocols())
        return ReadingSummary(
            id=stored.id,
            student_id=stored.student_id or "",
            text_title=stored.text_title,
            started_at=stored.started_at,
            state=stored.state.value,
            wcpm=stored.wcpm,
            wcpm_low=stored.wcpm_low,
            wcpm_high=stored.wcpm_high,
            accuracy=stored.accuracy,
            band=None if stored.accuracy is None else band(stored.accuracy, rules),
            unscored_reason=stored.unscored_reason,
            doubtful_words=stored.doubtful_words,
        )

    def _detail(self, stored: StoredReading) -> ReadingDetail:
        passage = Passage(stored.passage_text)
        machine = stored.events or ReadingEvents(())
        marks = tuple(self._readings.marks(stored.id))
        accepted = frozenset[int]()
        if stored.student_id is not None:
            accepted = accepted_words(machine, passage, self.accepted(stored.student_id), stored.started_at)
        rules = protocol_called(stored.protocol, self._protocols())
        # A word that somebody listened to and marked is what they say it is.
        events = with_marks(with_accepted(counted(machine, rules.doubtful), accepted), marks)
        scored = place = expression = sheet = None
        if stored.events is not None and events.unscored_reason is None:
            scored = score(events, passage, rules)
            sheet = sheet_of(events, passage, rules, scored, self._judgements.cues(stored.id))
            usual = None
            if stored.student_id is not None:
                grade, season = self._roster.student(stored.student_id).grade, season_of(stored.started_at.month)
                place = percentile(grade, season, scored.wcpm)
                usual = float(usual_wcpm(grade, season))
            expression = expression_of(events, passage, usual_wpm=usual, rules=self._manner())
        return ReadingDetail(
            summary=self.summary(stored),
            passage=passage,
            events=events,
            machine_events=machine,
            marks=marks,
            score=scored,
            percentile=place,
            protocol=rules,
            protocols=tuple(self._protocols().values()),
            expression=expression,
            sheet=sheet,
            accepted=accepted,
        )

    def _kept(self, reading_id: str) -> ReadingDetail:
        """The reading as it is now, the figures that lists show kept with it."""
        detail = self.reading(reading_id)
        if detail.score is not None:
            level = None if detail.expression is None else detail.expression.naep.level
            self._readings.set_score(reading_id, detail.score, level)
        return self.reading(reading_id)

    def _score_again(self, student_id: str) -> None:
        for stored in self._readings.of_student(student_id):
            if stored.wcpm is not None:
                self._kept(stored.id)

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")
