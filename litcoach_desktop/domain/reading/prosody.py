"""How a reading sounded: the NAEP oral reading fluency level and the four parts of the Multidimensional Fluency Scale.

Both are scales for a listener's ear; here they follow from pauses, pitch and rate by fixed rules, so that every
level can name its evidence. The levels' meanings are those of the NAEP 2002 Oral Reading Study (Daane et al. 2005)
and of Zutell & Rasinski 1991 in Rasinski's form of 2004. How many pauses or semitones make which level is nowhere
published: those bounds are ours, named below, and a school may move the two that matter most (`ExpressionRules`).
"""

from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag
from litcoach_desktop.domain.reading.phrasing import Phrasing, SentenceEnd, phrasing_of
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.reading.voice import Voice

LEAST_WORDS = 20
"""Heard words below which nothing is said about expression (ours: some four sentences of a first reader)."""

UNKNOWN_GRADE_WPM = 100.0
"""The rate to expect where no grade is known: the median of grade 2 in spring (Hasbrouck & Tindal 2017)."""

# Both scales: "primarily" is taken as half of the words (ours).
_MOSTLY = 0.5
_LARGE_PHRASE = 5  # NAEP's level 3 ends with phrases of four words

# Expression: semitones between the 10th and the 90th percentile of the pitch (ours; lively adult reading has 6 to 9).
_SPANS = (3.0, 4.5, 6.0)
_QUIET_DB = 12.0  # a voice that stands no further above its room is quiet (ours)
_LEAST_VOICED_S = 5.0  # (ours)
_FALL, _RISE = -1.0, 1.5  # semitones at the end of a sentence (ours)
_FLAT = 2.0  # semitones within a phrase below which it stays on one note (ours)
_FLAT_WORDS = 3  # pitches that a phrase needs to be called flat

# Phrasing: the share of clauses with a pause inside (ours).
_SHORT_PHRASE = 4  # the scale calls two- and three-word phrases choppy
_BROKEN_CLAUSES = 0.25
_MISSED_ENDS = 0.5  # share of sentence ends without a pause from which a reading runs on

# Smoothness: breaks in a hundred words (ours). An extended pause inside a phrase lasts a second.
_BREAKS = (12.0, 6.0, 2.0)

# Pace: shares of the rate that is usual for the grade, and the slow quarter against the fast one (ours).
_SLOW, _MODERATE = 0.5, 0.8
_UNEVEN = 3.0


class Part(StrEnum):
    """A part of the Multidimensional Fluency Scale."""

    EXPRESSION = "expression"
    PHRASING = "phrasing"
    SMOOTHNESS = "smoothness"
    PACE = "pace"


class Sign(StrEnum):
    """What was found; `Finding` has its figures. Each face puts them into words."""

    PHRASE_WORDS = "phrase_words"
    """value: words between two pauses, usually."""
    BROKEN_CLAUSES = "broken_clauses"
    """value of `of` clauses had a pause inside."""
    ENDS_KEPT = "ends_kept"
    """value of `of` sentence ends were followed by a pause."""
    PITCH_SPAN = "pitch_span"
    """value: semitones."""
    QUESTIONS_ROSE = "questions_rose"
    """The voice rose at value of `of` questions that can be answered with yes or no."""
    SENTENCES_FELL = "sentences_fell"
    """The voice fell at value of `of` statements."""
    FLAT_PHRASES = "flat_phrases"
    """value of `of` phrases stayed on one note."""
    QUIET = "quiet"
    """The voice was quiet; value: decibels above the room."""
    NO_VOICE = "no_voice"
    """The pitch was not measured, or too little of it."""
    LONG_PAUSES = "long_pauses"
    """value pauses of a second and more inside clauses."""
    REPEATS = "repeats"
    """value words said again without being put right."""
    INSERTIONS = "insertions"
    """value words put in."""
    PUT_RIGHT = "put_right"
    """value words put right."""
    RATE = "rate"
    """value words a minute where `of` are usual."""
    UNEVEN = "uneven"
    """The fast quarter was read value times as fast as the slow one."""
    LARGE_PHRASES = "large_phrases"
    """value: share (0..1) of the words in long phrases or whole clauses."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence."""

    sign: Sign
    value: float = 0.0
    of: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A level from 1 to 4 and why; None where it cannot be told."""

    level: int | None
    evidence: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ExpressionRules:
    """What a school may set. pause_s: silence that counts as a pause (0.25 s: Goldman-Eisler 1968).

    concern_below: total of the four parts (4 to 16) below which fluency may be a concern (8: Rasinski 2004).
    """

    pause_s: float = 0.25
    concern_below: int = 8


@dataclass(frozen=True, slots=True)
class Missed:
    """Counts in the terms of Microsoft's reading assignments: what the punctuation asked for and did not get.

    short: commas and other marks inside a sentence without a pause; unexpected_pauses: pauses inside clauses.
    monotone: phrases on one note.
    """

    periods: int
    questions: int
    exclamations: int
    shorts: int
    unexpected_pauses: int
    monotone: int


@dataclass(frozen=True, slots=True)
class Expression:
    """naep: 1 to 4. parts: the four of the Multidimensional Fluency Scale. total: None unless all four are known."""

    naep: Level
    parts: dict[Part, Level]
    missed: Missed
    total: int | None
    concern: bool | None


def expression_of(
    events: ReadingEvents,
    passage: Passage,
    *,
    usual_wpm: float | None = None,
    rules: ExpressionRules | None = None,
) -> Expression | None:
    """The expression of a reading; None when it was not scored or fewer than LEAST_WORDS words were heard.

    usual_wpm: what is usual for the child's grade, words a minute.
    """
    rules = rules or ExpressionRules()
    phrasing = phrasing_of(events, passage, rules.pause_s)
    if events.unscored_reason is not None or len(phrasing.words) < LEAST_WORDS:
        return None
    voice = events.voice
    parts = {
        Part.EXPRESSION: _expression(phrasing, voice),
        Part.PHRASING: _phrasing(phrasing),
        Part.SMOOTHNESS: _smoothness(phrasing, events),
        Part.PACE: _pace(phrasing, usual_wpm or UNKNOWN_GRADE_WPM),
    }
    levels = [level for part in parts.values() if (level := part.level) is not None]
    total = sum(levels) if len(levels) == len(parts) else None
    return Expression(
        naep=_naep(phrasing, parts[Part.EXPRESSION], parts[Part.PHRASING], parts[Part.PACE]),
        parts=parts,
        missed=_missed(phrasing, voice),
        total=total,
        concern=None if total is None else total < rules.concern_below,
    )


def _naep(phrasing: Phrasing, expression: Level, grouping: Level, pace: Level) -> Level:
    """Level 4 also wants clauses unbroken and, where the voice was measured, expression; level 3 a bearable pace."""
    large = phrasing.share_in_phrases(_LARGE_PHRASE)
    if phrasing.share_in_phrases(2, whole_clauses=False) < _MOSTLY:
        level = 1
    elif phrasing.share_in_phrases(3) < _MOSTLY or pace.level == 1:
        level = 2
    else:
        expressive = expression.level is None or expression.level >= 3
        level = 4 if large >= _MOSTLY and grouping.level == 4 and expressive else 3
    return Level(
        level, (Finding(Sign.PHRASE_WORDS, phrasing.usual_length), Finding(Sign.LARGE_PHRASES, round(large, 2)))
    )


def _expression(phrasing: Phrasing, voice: Voice | None) -> Level:
    if voice is None or voice.voiced_s < _LEAST_VOICED_S:
        return Level(None, (Finding(Sign.NO_VOICE),))
    level = 1 + sum(voice.span >= bound for bound in _SPANS)
    evidence = [Finding(Sign.PITCH_SPAN, voice.span)]
    marked = known = 0
    for sign, ends, wanted in (
        (Sign.QUESTIONS_ROSE, (SentenceEnd.QUESTION,), lambda movement: movement >= _RISE),
        (Sign.SENTENCES_FELL, (SentenceEnd.STATEMENT, SentenceEnd.WORD_QUESTION), lambda movement: movement <= _FALL),
    ):
        movements = _movements(phrasing, voice, ends)
        if movements:
            fitting = sum(map(wanted, movements))
            evidence.append(Finding(sign, fitting, len(movements)))
            marked, known = marked + fitting, known + len(movements)
    flat, phrases = _flat_phrases(phrasing, voice)
    if flat:
        evidence.append(Finding(Sign.FLAT_PHRASES, flat, phrases))
    if known and marked < _MOSTLY * known:
        # A wide range that leaves most sentences unmarked is no interpretation of the text.
        level = min(level, 3)
    if voice.above_room_db < _QUIET_DB:
        evidence.append(Finding(Sign.QUIET, voice.above_room_db))
        level = min(level, 2)
    return Level(level, tuple(evidence))


def _phrasing(phrasing: Phrasing) -> Level:
    broken, clauses = phrasing.broken_clauses
    kept, ends = phrasing.ends_kept
    if phrasing.share_in_phrases(2, whole_clauses=False) < _MOSTLY:
        level = 1
    elif phrasing.share_in_phrases(_SHORT_PHRASE) < _MOSTLY:
        level = 2
    elif broken > _BROKEN_CLAUSES * clauses or (ends and kept < _MISSED_ENDS * ends):
        level = 3
    else:
        level = 4
    evidence = [Finding(Sign.PHRASE_WORDS, phrasing.usual_length), Finding(Sign.BROKEN_CLAUSES, broken, clauses)]
    if ends:
        evidence.append(Finding(Sign.ENDS_KEPT, kept, ends))
    return Level(level, tuple(evidence))


def _smoothness(phrasing: Phrasing, events: ReadingEvents) -> Level:
    heard = set(phrasing.words)
    last = events.last_attempted
    flags = [word.flags for word in events.words if word.index in heard]
    put_right = sum(WordFlag.SELF_CORRECTION in found for found in flags)
    repeats = sum(WordFlag.REPETITION in found and WordFlag.SELF_CORRECTION not in found for found in flags)
    insertions = sum(one.after_index <= last for one in events.insertions)
    breaks = 100 * (phrasing.long_pauses + repeats + insertions) / len(phrasing.words)
    level = 1 + sum(breaks < bound for bound in _BREAKS)
    counted = (
        (Sign.LONG_PAUSES, phrasing.long_pauses),
        (Sign.REPEATS, repeats),
        (Sign.INSERTIONS, insertions),
        (Sign.PUT_RIGHT, put_right),
    )
    return Level(level, tuple(Finding(sign, count) for sign, count in counted if count or sign is Sign.LONG_PAUSES))


def _pace(phrasing: Phrasing, usual_wpm: float) -> Level:
    evidence = [Finding(Sign.RATE, round(phrasing.wpm), round(usual_wpm))]
    if phrasing.wpm < _SLOW * usual_wpm:
        level = 1
    elif phrasing.wpm < _MODERATE * usual_wpm:
        level = 2
    elif phrasing.unevenness >= _UNEVEN:
        level = 3
        evidence.append(Finding(Sign.UNEVEN, round(phrasing.unevenness, 1)))
    else:
        level = 4
    return Level(level, tuple(evidence))


def _movements(phrasing: Phrasing, voice: Voice, ends: tuple[SentenceEnd, ...]) -> list[float]:
    return [one.movement for one in voice.endings if phrasing.sentence_ends.get(one.index) in ends]


def _flat_phrases(phrasing: Phrasing, voice: Voice) -> tuple[int, int]:
    """How many phrases stayed on one note, of how many in which that can be told."""
    flat = known = 0
    for phrase in phrasing.phrases:
        pitches = [pitch for index in phrase if (pitch := voice.pitches[index]) is not None]
        if len(pitches) >= _FLAT_WORDS:
            known += 1
            flat += max(pitches) - min(pitches) < _FLAT
    return flat, known


def _missed(phrasing: Phrasing, voice: Voice | None) -> Missed:
    def without(kind: SentenceEnd, reached: float) -> int:
        return 0 if voice is None else sum(move < reached for move in _movements(phrasing, voice, (kind,)))

    exclamations = 0
    if voice is not None:
        for index, kind in phrasing.sentence_ends.items():
            pitches = [pitch for word in phrasing.clause_to(index) if (pitch := voice.pitches[word]) is not None]
            if kind is SentenceEnd.EXCLAMATION and len(pitches) > 1:
                exclamations += max(pitches) - min(pitches) < _FLAT
    kept, ends = phrasing.ends_kept
    return Missed(
        periods=ends - kept,
        questions=without(SentenceEnd.QUESTION, _RISE),
        exclamations=exclamations,
        shorts=phrasing.shorts_missed,
        unexpected_pauses=phrasing.unexpected_pauses,
        monotone=0 if voice is None else _flat_phrases(phrasing, voice)[0],
    )
