"""Growth over a real database: time lines, classes, the school, and a year scored anew with marks and own ways."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from litcoach_desktop.domain.accounts import Account, Role
from litcoach_desktop.domain.growth.aims import Pace, Verdict
from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordEvent, WordStatus
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.writing.counts import WritingCounts
from litcoach_desktop.domain.writing.pieces import WritingTask, WritingVersion
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.services.teacher.writings import Writings
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock
from tests.fakes.scope import open_scope

KEY = Key(bytes(range(32)), "file")
TEXT = "The boat jumped on the road and the coat was wet now."
NOW = datetime(2027, 2, 3, 15, 0, tzinfo=UTC)
NOON = NOW - timedelta(hours=3)


def no_tick(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


class School:
    """Two classes; what is read takes as long as a wanted rate says."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(NOW)
        self.databases: Databases = open_databases(folder, KEY, self.clock)
        roster = self.databases.roster
        self.room = roster.add_class("Room 12", 3)
        self.other = roster.add_class("Room 13", 2)
        self.maya = roster.add_student(self.room.id, "Maya", "Lin", 3)
        self.omar = roster.add_student(self.room.id, "Omar", "Aziz", 3)
        self.ruth = roster.add_student(self.other.id, "Ruth", "Lee", 2)
        self.scope = open_scope(roster.classes)
        self.growth = Growth(
            roster,
            self.databases.growth,
            self.databases.judgements,
            self.clock,
            lambda: PRESETS,
            self.scope,
            self.databases.groups,
            aims=self.databases.aims,
            writings=self.databases.writings,
            manner=ExpressionRules,
        )

    def read(self, student_id: str, rate: float, *, weeks_ago: float, missed: tuple[int, ...] = ()) -> str:
        """Twelve words at so many words a minute; those that were missed are misread."""
        seconds, reading_id = 60 * 12 / rate, new_id()
        words = tuple(
            WordEvent(
                place,
                WordStatus.MISREAD if place in missed else WordStatus.CORRECT,
                0.0 if place in missed else 1.0,
                place * seconds / 12,
                (place + 1) * seconds / 12,
                "x" if place in missed else None,
            )
            for place in range(12)
        )
        events = ReadingEvents(words, duration_s=seconds, first_word_s=0.0)
        self.databases.readings.begin(
            reading_id=reading_id,
            student_id=student_id,
            text_id="boat",
            text_title="The Boat",
            passage_text=TEXT,
            protocol="reading_progress",
            started_at=NOW - timedelta(weeks=weeks_ago),
        )
        scored = score(events, Passage(TEXT), PRESETS["reading_progress"])
        self.databases.readings.finish(reading_id, events, scored, expression=3)
        return reading_id


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    made.databases.close()


def test_a_childs_time_line_has_norms_of_each_year_and_the_aim_of_this_one(school: School) -> None:
    school.read(school.maya.id, 60, weeks_ago=50)
    for week in range(9):
        school.read(school.maya.id, 80 + 2 * week, weeks_ago=8 - week)
    assert school.growth.of_child(school.maya.id).pace is Pace.USUAL
    found = school.growth.choose_pace(school.maya.id, Pace.REALISTIC)
    assert len(found.points) == 10
    assert found.points[0].wcpm == pytest.approx(60)
    assert [lines.grade for lines in found.norms] == [2, 3]
    assert len(found.weeks) == 9
    assert found.trend is not None
    assert found.trend.slope == pytest.approx(2)
    assert found.aim is not None
    assert (found.aim.baseline, found.aim.per_week) == (pytest.approx(82), 1.0)
    # Two words a week where one is asked for.
    assert found.verdict is Verdict.RAISE
    assert (found.standing.wcpm, found.standing.expression) == (pytest.approx(94), 3)
    assert found.need is Need.GO_ON


def test_a_chosen_pace_is_kept_with_who_chose_it_and_decides_in_the_class_too(school: School) -> None:
    for week in range(9):
        # One and a quarter words a week: above what is realistic in grade 3, below what is ambitious.
        school.read(school.maya.id, 80 + 1.25 * week, weeks_ago=8 - week)
    school.growth.choose_pace(school.maya.id, Pace.REALISTIC)
    school.clock.pass_time(60)
    assert school.growth.choose_pace(school.maya.id, Pace.AMBITIOUS).verdict is Verdict.CHANGE
    found = school.growth.of_child(school.maya.id)
    assert found.chosen is not None
    assert (found.pace, found.aim and found.aim.per_week) == (Pace.AMBITIOUS, 1.5)
    assert (found.chosen.made_by, found.chosen.made_at) == ("teacher", "2027-02-03T15:01:00+00:00")
    maya = school.growth.of_class(school.room.id).children[0]
    assert (maya.standing.verdict, maya.need) == (Verdict.CHANGE, Need.CHANGE)
    with pytest.raises(KeyError):
        school.growth.choose_pace("none", Pace.USUAL)
    twin = school.databases.roster.add_student(school.room.id, "Maya", "Lin", 3)
    school.databases.roster.merge(twin.id, school.maya.id)
    assert school.growth.of_child(twin.id).pace is Pace.AMBITIOUS


def test_what_a_child_wrote_is_on_its_time_line(school: School) -> None:
    counts = WritingCounts(words=12, spelled=11, sequences=10, possible=14, sentences=2)
    task = WritingTask("boat", "The Boat", "Why did it float?")
    version = WritingVersion(NOON, "The boat ...", counts, "rules", handed_in=True)
    school.databases.writings.add(None, school.maya.id, task, version)
    (piece,) = school.growth.of_child(school.maya.id).writings
    assert (piece.task, piece.last) == (task, version)
    assert Writings(school.databases.writings, open_scope()).of(school.maya.id) == [piece]
    school.scope.account = Account("account-2", "Ms. Reyes", Role.PRINCIPAL)
    (figures,) = school.growth.of_child(school.maya.id).writings
    assert (figures.last.written, figures.last.counts) == ("", counts)


def test_a_class_has_its_groups_and_the_words_of_the_week(school: School) -> None:
    for week in range(4):
        school.read(school.maya.id, 100, weeks_ago=week, missed=(1, 5) if week == 0 else ())
    old = school.read(school.omar.id, 60, weeks_ago=3)
    found = school.growth.of_class(school.room.id)
    maya, omar = found.children
    assert (found.season, found.mondays[-1].isoformat()) == (Season.WINTER, "2027-02-01")
    assert found.groups == {Need.READ: (omar.student.id,), Need.GO_ON: (maya.student.id,)}
    assert omar.readings == (old,)
    assert (maya.stand, omar.stand) == (Stand.TO_75, Stand.BELOW_10)
    assert found.spread[Stand.BELOW_10] == (omar.student.id,)
    assert [word.word for word in found.words] == ["boat", "road"]
    assert found.not_read == (omar.student.id,)
    with pytest.raises(KeyError):
        school.growth.of_class("none")


def test_the_school_gains_from_season_to_season(school: School) -> None:
    for rate, weeks_ago in ((70, 15), (80, 14), (90, 13), (100, 3), (110, 2), (120, 0.5)):
        school.read(school.maya.id, rate, weeks_ago=weeks_ago)
    school.read(school.ruth.id, 50, weeks_ago=4)
    found = school.growth.of_school()
    assert (found.season, found.before) == (Season.WINTER, Season.FALL)
    maya = next(one for one in found.children if one.student == school.maya)
    assert (maya.wcpm, maya.before, maya.this_week) == (pytest.approx(110), pytest.approx(80), 1)
    room, other = found.classes
    assert (room.children, room.with_level, room.gain) == (2, 1, pytest.approx(30))
    assert (room.read_this_week, room.not_lately) == (1, 1)
    assert (other.wcpm, other.gain, other.not_lately) == (pytest.approx(50), None, 1)
    assert [one.grade for one in found.grades] == [2, 3]
    assert found.school.children == 3
    assert sum(found.school.spread.values()) == 2


def test_a_year_is_scored_anew_with_marks_and_accepted_ways(school: School) -> None:
    marked = school.read(school.maya.id, 100, weeks_ago=2, missed=(1, 5))
    accepted = school.read(school.omar.id, 100, weeks_ago=1, missed=(1,))
    before = school.read(school.maya.id, 100, weeks_ago=40, missed=(1, 5))
    school.databases.readings.add_mark(marked, TeacherMark(1, WordStatus.CORRECT, "teacher", NOW.isoformat()))
    school.databases.judgements.add_pronunciation(
        AcceptedPronunciation(
            school.omar.id, "boat", "x", NOW - timedelta(weeks=3), accepted, 1, "teacher", NOW.isoformat()
        )
    )
    assert school.growth.score_again(school.room.id, "cbm", no_tick) == 2
    readings = {one: school.databases.readings.get(one) for one in (marked, accepted, before)}
    assert [readings[one].protocol for one in readings] == ["cbm", "cbm", "reading_progress"]
    assert readings[marked].accuracy == pytest.approx(11 / 12)
    assert readings[accepted].accuracy == 1.0
    (point,) = school.growth.of_child(school.omar.id).points
    assert point.expression == 3


def test_readings_from_before_expression_was_kept_get_theirs_when_they_are_scored_anew(school: School) -> None:
    long = " ".join(["The boat jumped on the road and the coat was wet now."] * 3)
    passage = Passage(long)
    words = tuple(
        WordEvent(word.index, WordStatus.CORRECT, 1.0, word.index * 0.5, word.index * 0.5 + 0.4)
        for word in passage.words
    )
    events = ReadingEvents(words, duration_s=20.0, first_word_s=0.0)
    school.databases.readings.begin(
        reading_id="old",
        student_id=school.maya.id,
        text_id="boat",
        text_title="The Boat",
        passage_text=long,
        protocol="reading_progress",
        started_at=NOW - timedelta(weeks=2),
    )
    school.databases.readings.finish("old", events, score(events, passage, PRESETS["reading_progress"]))
    kept = school.read(school.maya.id, 100, weeks_ago=1)
    assert [point.expression for point in school.growth.of_child(school.maya.id).points] == [None, 3]
    assert school.growth.score_again(school.room.id, "cbm", no_tick) == 2
    expected = expression_of(events, passage)
    assert expected is not None
    levels = {point.reading_id: point.expression for point in school.growth.of_child(school.maya.id).points}
    assert levels == {"old": expected.naep.level, kept: 3}


def test_a_scoring_that_is_stopped_changes_nothing(school: School) -> None:
    reading = school.read(school.maya.id, 100, weeks_ago=1, missed=(1,))

    def stop(_done: int, _total: int, _note: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        school.growth.score_again(school.room.id, "cbm", stop)
    assert school.databases.readings.get(reading).protocol == "reading_progress"
    with pytest.raises(KeyError):
        school.growth.score_again(school.room.id, "none", no_tick)
