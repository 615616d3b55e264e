"""The NAEP level and the parts of the fluency scale follow from pauses, pitch and rate, and name their evidence."""

from dataclasses import replace

import pytest

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.prosody import Expression, ExpressionRules, Finding, Part, Sign, expression_of
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.reading.voice import Ending, Voice

SENTENCE = "The small boat went out to sea before the sun was up. "
TEXT = Passage(SENTENCE * 3 + "Did it come back? " + SENTENCE)
LIVELY = Voice(
    240.0, 7.0, 20.0, 40.0, tuple(float(index % 5) for index in range(52)), (Ending(11, -3.0), Ending(39, 2.0))
)


def reading(
    every: int | None = None, *, pause: float = 0.4, word_s: float = 0.4, voice: Voice | None = LIVELY
) -> ReadingEvents:
    """Pauses at the ends of sentences and, with `every`, before each so-and-so-many-th word."""
    now = 0.0
    words = []
    for word in TEXT.words:
        waits = word.index > 0 and (word.starts_sentence or (every is not None and word.index % every == 0))
        now += pause * waits
        words.append(
            WordEvent(word.index, WordStatus.CORRECT, 0.9, now, now + word_s, pause_before_s=pause if waits else 0.0)
        )
        now += word_s
    return ReadingEvents(tuple(words), voice=voice)


def judged(events: ReadingEvents, **options: float) -> Expression:
    found = expression_of(events, TEXT, **options)
    assert found is not None
    return found


def found(expression: Expression, part: Part, sign: Sign) -> Finding:
    return next(one for one in expression.parts[part].evidence if one.sign is sign)


def test_a_fluent_expressive_reading_has_the_highest_levels() -> None:
    expression = judged(reading())
    assert expression.naep.level == 4
    assert [level.level for level in expression.parts.values()] == [4, 4, 4, 4]
    assert expression.total == 16
    assert expression.concern is False
    assert found(expression, Part.EXPRESSION, Sign.QUESTIONS_ROSE) == Finding(Sign.QUESTIONS_ROSE, 1, 1)


@pytest.mark.parametrize(("every", "level"), [(1, 1), (2, 2), (3, 3), (4, 3), (None, 4)])
def test_the_naep_level_follows_the_length_of_phrases(every: int | None, level: int) -> None:
    assert judged(reading(every), usual_wpm=80).naep.level == level


def test_fluent_but_flat_reading_is_not_level_four() -> None:
    expression = judged(reading(voice=replace(LIVELY, span=2.0)))
    assert expression.parts[Part.EXPRESSION].level == 1
    assert expression.naep.level == 3


@pytest.mark.parametrize(("span", "level"), [(2.9, 1), (3.0, 2), (4.5, 3), (6.0, 4)])
def test_expression_follows_the_range_of_the_pitch(span: float, level: int) -> None:
    expression = judged(reading(voice=replace(LIVELY, span=span)))
    assert expression.parts[Part.EXPRESSION].level == level
    assert found(expression, Part.EXPRESSION, Sign.PITCH_SPAN).value == span


def test_a_wide_range_that_marks_no_sentence_is_not_the_highest() -> None:
    unmarked = replace(LIVELY, endings=(Ending(11, 0.0), Ending(39, -1.0)))
    expression = judged(reading(voice=unmarked))
    assert expression.parts[Part.EXPRESSION].level == 3
    assert expression.missed.questions == 1


def test_a_quiet_voice_is_said() -> None:
    expression = judged(reading(voice=replace(LIVELY, above_room_db=9.0)))
    assert expression.parts[Part.EXPRESSION].level == 2
    assert found(expression, Part.EXPRESSION, Sign.QUIET).value == 9.0


@pytest.mark.parametrize("voice", [None, replace(LIVELY, voiced_s=4.0)])
def test_without_a_measured_voice_the_expression_is_left_open(voice: Voice | None) -> None:
    expression = judged(reading(voice=voice))
    assert expression.parts[Part.EXPRESSION].level is None
    assert expression.parts[Part.EXPRESSION].evidence == (Finding(Sign.NO_VOICE),)
    assert expression.total is None
    assert expression.concern is None
    assert expression.naep.level == 4


def test_phrasing_counts_clauses_with_a_pause_inside() -> None:
    expression = judged(reading(7))
    assert expression.parts[Part.PHRASING].level == 3
    assert found(expression, Part.PHRASING, Sign.BROKEN_CLAUSES) == Finding(Sign.BROKEN_CLAUSES, 4, 5)
    assert found(expression, Part.PHRASING, Sign.ENDS_KEPT) == Finding(Sign.ENDS_KEPT, 4, 4)
    assert expression.missed.unexpected_pauses > 4


def test_a_reading_that_runs_on_over_full_stops_is_not_well_phrased() -> None:
    expression = judged(reading(pause=0.1))
    assert expression.parts[Part.PHRASING].level == 3
    assert expression.missed.periods == 4


@pytest.mark.parametrize(("repeats", "level"), [(1, 4), (2, 3), (4, 2), (7, 1)])
def test_smoothness_follows_the_breaks_in_a_hundred_words(repeats: int, level: int) -> None:
    events = reading()
    words = tuple(
        replace(word, flags=frozenset({WordFlag.REPETITION})) if word.index < repeats else word for word in events.words
    )
    assert judged(replace(events, words=words)).parts[Part.SMOOTHNESS].level == level


def test_words_put_right_do_not_break_the_rhythm_and_insertions_do() -> None:
    events = reading()
    both = frozenset({WordFlag.REPETITION, WordFlag.SELF_CORRECTION})
    put_right = tuple(replace(word, flags=both) for word in events.words)
    expression = judged(replace(events, words=put_right))
    assert expression.parts[Part.SMOOTHNESS].level == 4
    assert found(expression, Part.SMOOTHNESS, Sign.PUT_RIGHT).value == 52
    inserted = replace(events, insertions=tuple(Insertion(index, 0.0, 0.1) for index in range(8)))
    assert judged(inserted).parts[Part.SMOOTHNESS].level == 1


@pytest.mark.parametrize(("usual", "level"), [(300.0, 1), (200.0, 2), (150.0, 4)])
def test_pace_is_held_against_the_grade(usual: float, level: int) -> None:
    assert judged(reading(), usual_wpm=usual).parts[Part.PACE].level == level


def test_very_slow_reading_is_not_fluent_however_long_its_phrases() -> None:
    assert judged(reading(), usual_wpm=300.0).naep.level == 2


def test_the_school_moves_the_bounds() -> None:
    halting = reading(2, pause=0.3)
    assert judged(halting).naep.level == 2
    assert expression_of(halting, TEXT, rules=ExpressionRules(pause_s=0.35)).naep.level == 3
    low = judged(reading(voice=replace(LIVELY, span=2.0)))
    assert low.total == 13
    assert expression_of(
        reading(voice=replace(LIVELY, span=2.0)), TEXT, rules=ExpressionRules(concern_below=14)
    ).concern


def test_too_little_speech_is_left_open() -> None:
    few = Passage(SENTENCE)
    assert expression_of(ReadingEvents(reading().words[:12]), few) is None
    assert expression_of(replace(reading(), unscored_reason="noise"), TEXT) is None
