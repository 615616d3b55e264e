"""What the pages of growth show: of a child, of a class, of the school. Every figure carries what it is made of."""

from dataclasses import dataclass
from datetime import date, datetime

from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.domain.growth.aims import Aim, ChosenPace, Pace, Verdict
from litcoach_desktop.domain.growth.hard_words import HardPattern, HardWord
from litcoach_desktop.domain.growth.needs import Need, Standing
from litcoach_desktop.domain.growth.norm_lines import NormLines, Stand
from litcoach_desktop.domain.growth.points import Point, Week
from litcoach_desktop.domain.growth.trend import Trend
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.domain.writing.pieces import Piece


@dataclass(frozen=True, slots=True)
class ChildGrowth:
    """One child's time line. points: every scored reading, oldest first. weeks: those of this school year.

    norms: of each school year in which it read, oldest first, by the grade that it was in then. aim, trend: of this
    school year; the trend's x are weeks since the first of `weeks`. pace: that the aim has; chosen: who chose it, None
    while nobody has. writings: all that it wrote, oldest first.
    """

    student: Student
    today: date
    points: tuple[Point, ...]
    weeks: tuple[Week, ...]
    norms: tuple[NormLines, ...]
    pace: Pace
    aim: Aim | None
    verdict: Verdict
    trend: Trend | None
    standing: Standing
    need: Need
    chosen: ChosenPace | None = None
    writings: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildInClass:
    """One row of the class page. weeks: of this school year, by their Mondays. readings: of the standing, newest last.

    stand: None without a reading or without norms. points: every scored reading of this school year, oldest first.
    """

    student: Student
    points: tuple[Point, ...]
    weeks: dict[date, Week]
    readings: tuple[str, ...]
    standing: Standing
    stand: Stand | None
    need: Need
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class GroupGrowth:
    """A reading group taken together. wcpm, slope: of the middle child; None without a figure.

    with_level: how many of its children have a figure. needs: how many children need what next.
    """

    group: ReadingGroup
    with_level: int
    wcpm: float | None
    slope: float | None
    spread: dict[Stand, int]
    needs: dict[Need, int]
    read_this_week: int


@dataclass(frozen=True, slots=True)
class ClassGrowth:
    """One class. mondays: the weeks of this school year, oldest first. groups: children's ids by need.

    by_group: the teacher's own groups, by name. words, patterns: of the last seven days. not_read: ids of the children
    who did not read in them.
    """

    room: ClassRoom
    season: Season
    mondays: tuple[date, ...]
    children: tuple[ChildInClass, ...]
    spread: dict[Stand, tuple[str, ...]]
    groups: dict[Need, tuple[str, ...]]
    words: tuple[HardWord, ...]
    patterns: tuple[HardPattern, ...]
    not_read: tuple[str, ...]
    by_group: tuple[GroupGrowth, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildInSchool:
    """One row of the school's list. wcpm: median of the last readings of the season; before: of the one before.

    last: the last finished reading of this school year.
    """

    student: Student
    room: ClassRoom
    wcpm: float | None
    before: float | None
    place: float | None
    stand: Stand | None
    this_week: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Together:
    """Children taken together: a class, a grade or the school. gain: median of the gains since the season before.

    room: None unless it is a class. grade: None for the school. children: how many; with_level: of them with a figure.
    students: their ids.
    """

    room: ClassRoom | None
    grade: int | None
    children: int
    with_level: int
    wcpm: float | None
    gain: float | None
    spread: dict[Stand, int]
    read_this_week: int
    not_lately: int
    students: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SchoolGrowth:
    """The school in a season. before: the season that gains are counted from, None in fall.

    long_ago: who has read nothing since then has not read lately.
    """

    season: Season
    before: Season | None
    school: Together
    grades: tuple[Together, ...]
    classes: tuple[Together, ...]
    children: tuple[ChildInSchool, ...]
    long_ago: datetime
