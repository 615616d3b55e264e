"""What the page for parents is made of: the child's growth, strategies to praise, words and sounds to practise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from litcoach_desktop.domain.growth.hard_words import HardPattern, WordsRead, hard_patterns, hard_words
from litcoach_desktop.domain.growth.needs import LOOK_BACK
from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.growth.school_year import first_day
from litcoach_desktop.domain.growth.sound_patterns import PATTERNS
from litcoach_desktop.domain.reading.feedback import Praise, Strategy, practice_words, praise
from litcoach_desktop.domain.reading.norms import norms_of, season_of
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.services.teacher.rows import ReadingDetail

# More readings than these say nothing new on one page.
_MOST_READINGS = 10
_MOST_PRAISES, _MOST_WORDS, _MOST_PATTERNS = 3, 8, 2
# What every reading shows; worth a line only when nothing else is to be told.
_PLAIN = (Strategy.FINISHED, Strategy.STARTED)
# The goal is the middle half of the grade's norms: their 25th and 75th percentile.
_GOAL_FROM, _GOAL_TO = 1, 3


@dataclass(frozen=True, slots=True)
class ParentReport:
    """One child, for its parents. growth: the very figures of the child's page of growth.

    readings: scored ones of this school year. goal: WCPM from the 25th to the 75th percentile of grade and season, None
    where there are no norms. praises: what the child did in its last readings, the newest first, each strategy
    once. words: to practise, those missed most often first. patterns: spellings that the child misses more than others.
    """

    room: ClassRoom | None
    growth: ChildGrowth
    readings: int
    goal: tuple[int, int] | None
    praises: tuple[Praise, ...]
    words: tuple[str, ...]
    patterns: tuple[HardPattern, ...]


def recent(growth: ChildGrowth) -> list[Point]:
    """The readings that praise and practice are told from, oldest first: those of the last seven days, else the last
    ones of this school year.
    """
    year = [point for point in growth.points if point.day >= first_day(growth.today)]
    week = [point for point in year if point.day > growth.today - timedelta(days=7)]
    return (week or year[-LOOK_BACK:])[-_MOST_READINGS:]


def parent_report(growth: ChildGrowth, room: ClassRoom | None, details: Sequence[ReadingDetail]) -> ParentReport:
    """The report. details: the readings of `recent`, in its order."""
    student = growth.student
    norms = norms_of(student.grade, season_of(growth.today.month))
    scored = [one for one in details if one.score is not None]
    read = [
        WordsRead(one.summary.id, student.id, [word.spoken for word in one.passage.words], one.score.missed)
        for one in scored
        if one.score is not None
    ]
    return ParentReport(
        room=room,
        growth=growth,
        readings=sum(len(week.readings) for week in growth.weeks),
        goal=None if norms is None else (norms[_GOAL_FROM], norms[_GOAL_TO]),
        praises=_praises(scored),
        words=_to_practise(scored, student.id),
        # One word that was missed is no pattern.
        patterns=tuple(one for one in hard_patterns(read, len(PATTERNS)) if len(one.words) > 1)[:_MOST_PATTERNS],
    )


def _praises(details: Sequence[ReadingDetail]) -> tuple[Praise, ...]:
    found: dict[Strategy, Praise] = {}
    for one in reversed(details):
        seen = praise(one.events, one.passage)
        found.setdefault(seen.strategy, seen)
    telling = [one for strategy, one in found.items() if strategy not in _PLAIN]
    plain = [one for strategy, one in found.items() if strategy in _PLAIN]
    # A text read to its end is worth more than one begun.
    plain.sort(key=lambda one: _PLAIN.index(one.strategy))
    return tuple((telling + plain[:1])[:_MOST_PRAISES])


def _to_practise(details: Sequence[ReadingDetail], student_id: str) -> tuple[str, ...]:
    """The words that the child was given to practise after these readings, names left out."""
    read = []
    for one in details:
        words = [one.passage.words[index] for index in practice_words(one.events, one.passage)]
        spoken = [word.spoken for word in words if word.starts_sentence or not word.text[0].isupper()]
        read.append(WordsRead(one.summary.id, student_id, (), spoken))
    return tuple(one.word for one in hard_words(read, _MOST_WORDS))
