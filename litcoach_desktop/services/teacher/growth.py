"""Growth as the teacher's side asks for it: one child, one class, the whole school; and a class scored anew."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from statistics import median

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.domain.growth.aims import ChosenPace, Pace, Verdict, aim_of, decide
from litcoach_desktop.domain.growth.hard_words import WordsRead, hard_patterns, hard_words
from litcoach_desktop.domain.growth.needs import LONG_AGO_DAYS, LOOK_BACK, Need, Standing, groups_of, need_of
from litcoach_desktop.domain.growth.norm_lines import Stand, norm_lines, spread_of, stand_of
from litcoach_desktop.domain.growth.points import Point, Week, middle, of_last, weeks_of
from litcoach_desktop.domain.growth.school_year import first_day, grade_then, seasons_until, weeks_until
from litcoach_desktop.domain.growth.trend import Trend, trend_of
from litcoach_desktop.domain.reading.accepted import accepted_words, standing, with_accepted
from litcoach_desktop.domain.reading.events import ReadingEvents, with_marks
from litcoach_desktop.domain.reading.norms import norms_of, percentile, season_of
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.reading.scoring import Score, score, score_columns
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.growth_rows import (
    ChildGrowth,
    ChildInClass,
    ChildInSchool,
    ClassGrowth,
    GroupGrowth,
    SchoolGrowth,
    Together,
)
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.aims import AimRepository
from litcoach_desktop.store.groups import GroupRepository
from litcoach_desktop.store.growth import GrowthRepository
from litcoach_desktop.store.judgements import TeacherJudgementRepository
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.writings import WritingRepository

Tick = Callable[[int, int, str], None]

_WEEK = timedelta(days=7)
# A school year has no more of them before summer; older ones would not fit beside each other.
_MOST_WEEKS = 44
_MOST_WORDS, _MOST_PATTERNS = 12, 8


class Growth:
    """Part of the teacher's side: figures, which a principal sees too; scoring anew is for teachers."""

    def __init__(
        self,
        roster: RosterRepository,
        growth: GrowthRepository,
        judgements: TeacherJudgementRepository,
        clock: Clock,
        protocols: Callable[[], Mapping[str, ScoringProtocol]],
        scope: Scope,
        groups: GroupRepository,
        *,
        aims: AimRepository,
        writings: WritingRepository,
        manner: Callable[[], ExpressionRules],
    ) -> None:
        self._roster = roster
        self._growth = growth
        self._judgements = judgements
        self._clock = clock
        self._protocols = protocols
        self._scope = scope
        self._groups = groups
        self._aims = aims
        self._writings = writings
        self._manner = manner

    def of_child(self, student_id: str) -> ChildGrowth:
        """All that a child has read and written, against norms and aim. Raises KeyError for no such child.

        Who may see figures only gets the writing without its words.
        """
        account = self._scope.child(Deed.SEE, student_id)
        today = self._today()
        student = self._roster.student(student_id)
        points = self._growth.of_student(student_id)
        years = sorted({first_day(point.day) for point in points} | {first_day(today)})
        norms = (norm_lines(grade_then(student.grade, year, today), year) for year in years)
        this_year = [point for point in points if point.day >= first_day(today)]
        weeks = weeks_of(this_year)
        chosen = self._aims.of_children([student_id]).get(student_id)
        pace = _pace(chosen)
        aim = aim_of(weeks, student.grade, pace)
        now = _standing(student, this_year, decide(weeks, aim), today)
        return ChildGrowth(
            student=student,
            today=today,
            points=tuple(points),
            weeks=weeks,
            norms=tuple(lines for lines in norms if lines is not None),
            pace=pace,
            aim=aim,
            verdict=now.verdict,
            trend=_trend(weeks),
            standing=now,
            need=need_of(now),
            chosen=chosen,
            writings=tuple(
                one if account.may(Deed.LISTEN) else one.without_words()
                for one in self._writings.of_student(student_id)
            ),
        )

    def choose_pace(self, student_id: str, pace: Pace) -> ChildGrowth:
        """Let the child aim at a pace from now on. Raises KeyError for no such child."""
        account = self._scope.child(Deed.AIM, student_id)
        made_at = self._clock.now().isoformat(timespec="seconds")
        self._aims.choose(student_id, ChosenPace(pace, account.name, made_at))
        return self.of_child(student_id)

    def of_class(self, class_id: str) -> ClassGrowth:
        """A class in this school year. Raises KeyError for no such class."""
        self._scope.room(Deed.SEE, class_id)
        today = self._today()
        room = next((room for room in self._scope.rooms(Deed.SEE) if room.id == class_id), None)
        if room is None:
            raise KeyError(class_id)
        points = self._growth.of_class(class_id, _begin(first_day(today)))
        students = self._roster.students(class_id)
        paces = self._aims.of_children(student.id for student in students)
        children = tuple(
            _in_class(student, points.get(student.id, []), _pace(paces.get(student.id)), today) for student in students
        )
        week_ago = self._clock.now() - _WEEK
        read = self._read_since(class_id, week_ago)
        lately = {ident for ident, found in points.items() if found[-1].at >= week_ago}
        return ClassGrowth(
            room=room,
            season=season_of(today.month),
            mondays=weeks_until(today, _MOST_WEEKS),
            children=children,
            spread={stand: tuple(one.student.id for one in children if one.stand is stand) for stand in Stand},
            groups=groups_of({one.student.id: one.standing for one in children}),
            words=hard_words(read, _MOST_WORDS),
            patterns=hard_patterns(read, _MOST_PATTERNS),
            not_read=tuple(one.student.id for one in children if one.student.id not in lately),
            by_group=tuple(_of_group(group, children, lately) for group in self._groups.of_class(class_id)),
        )

    def of_school(self) -> SchoolGrowth:
        """All classes of the account in this season, and what was gained since the season before."""
        rooms_here, by_class = self._scope.rooms(Deed.SEE), self._roster.by_class()
        today, now = self._today(), self._clock.now()
        seasons = seasons_until(today)[-2:]
        levels = self._growth.levels([(_begin(span.start), _begin(span.stop)) for _season, span in seasons], LOOK_BACK)
        last = self._growth.last_read(_begin(first_day(today)), now - _WEEK)
        # A child of two classes counts in both of them, and once in its grade and in the school.
        children: dict[str, ChildInSchool] = {}
        in_rooms: dict[str, list[str]] = {}
        for room in rooms_here:
            for student in by_class.get(room.id, []):
                in_rooms.setdefault(room.id, []).append(student.id)
                if student.id in children and student.class_id != room.id:
                    continue
                rates = [middle(found) if found else None for found in levels[student.id]]
                before = rates[0] if len(rates) > 1 else None
                at, count = last[student.id]
                place, stand = _place(student.grade, rates[-1], today)
                children[student.id] = ChildInSchool(student, room, rates[-1], before, place, stand, count, at)
        everybody = list(children.values())
        grades = sorted({one.student.grade for one in everybody})
        long_ago = now - timedelta(days=LONG_AGO_DAYS)
        return SchoolGrowth(
            season=seasons[-1][0],
            before=seasons[0][0] if len(seasons) > 1 else None,
            school=_together(everybody, long_ago),
            grades=tuple(
                _together([one for one in everybody if one.student.grade == grade], long_ago, grade=grade)
                for grade in grades
            ),
            classes=tuple(
                _together([children[one] for one in in_rooms[room.id]], long_ago, room=room)
                for room in rooms_here
                if room.id in in_rooms
            ),
            children=tuple(everybody),
            long_ago=long_ago,
        )

    def score_again(self, class_id: str, protocol: str, tick: Tick) -> int:
        """Score a class's readings of this school year under another protocol; how many there were.

        All of them change together or, when `tick` raises, none. Events and marks stay as they are. Those that were
        judged before the level of expression was kept get theirs. Raises KeyError for an unknown protocol.
        tick: readings done, readings, "".
        """
        self._scope.room(Deed.RULES, class_id)
        rules = self._protocols()[protocol]
        since = _begin(first_day(self._today()))
        judged = self._growth.judged(class_id, since)
        marks = self._growth.marks(class_id, since)
        children = {one.student_id for one in judged}
        ways = {ident: standing(self._judgements.pronunciations(ident)) for ident in children}
        texts = self._growth.passages(one.passage for one in judged)
        passages = {digest: Passage(text) for digest, text in texts.items()}
        scores: dict[str, tuple[Score, int | None]] = {}
        for done, one in enumerate(judged):
            tick(done, len(judged), "")
            passage = passages[one.passage]
            if not (ways[one.student_id] or one.id in marks or one.no_expression):
                # Almost all of them: what nobody changed needs no objects.
                scores[one.id] = (score_columns(self._growth.columns(one), passage, rules), None)
                continue
            events = self._growth.events(one)
            if ways[one.student_id]:
                events = with_accepted(events, accepted_words(events, passage, ways[one.student_id], one.at))
            events = with_marks(events, marks.get(one.id, ()))
            level = self._level(events, passage) if one.no_expression else None
            scores[one.id] = (score(events, passage, rules), level)
        self._growth.put_scores(protocol, scores)
        return len(scores)

    def _level(self, events: ReadingEvents, passage: Passage) -> int | None:
        found = expression_of(events, passage, rules=self._manner())
        return None if found is None else found.naep.level

    def _read_since(self, class_id: str, since: datetime) -> list[WordsRead]:
        missed = self._growth.missed(class_id, since)
        texts = self._growth.passages(one.passage for one in missed)
        words = {digest: _spoken(text) for digest, text in texts.items()}
        return [WordsRead(one.reading_id, one.student_id, words[one.passage], one.words) for one in missed]

    def _today(self) -> date:
        return self._clock.now().astimezone().date()


@lru_cache(maxsize=512)
def _spoken(text: str) -> tuple[str, ...]:
    """The words of a passage as a dictionary lists them; a class reads the same few again and again."""
    return tuple([word.spoken for word in Passage(text).words])


def _begin(day: date) -> datetime:
    """The first moment of a day here."""
    return datetime.combine(day, time.min).astimezone()


def _trend(weeks: Sequence[Week]) -> Trend | None:
    if not weeks:
        return None
    return trend_of([(week.monday - weeks[0].monday).days / 7 for week in weeks], [week.wcpm for week in weeks])


def _place(grade: int, wcpm: float | None, today: date) -> tuple[float | None, Stand | None]:
    place = None if wcpm is None else percentile(grade, season_of(today.month), wcpm)
    return (None, None) if place is None else (place.value, stand_of(place))


def _standing(student: Student, points: Sequence[Point], verdict: Verdict, today: date) -> Standing:
    wcpm, accuracy, expression = of_last(points, LOOK_BACK)
    norms = norms_of(student.grade, season_of(today.month))
    return Standing(
        wcpm=wcpm,
        accuracy=accuracy,
        expression=expression,
        usual=None if norms is None else float(norms[2]),
        place=_place(student.grade, wcpm, today)[0],
        verdict=verdict,
        days_since=(today - points[-1].day).days if points else None,
    )


def _pace(chosen: ChosenPace | None) -> Pace:
    return Pace.USUAL if chosen is None else chosen.pace


def _in_class(student: Student, points: Sequence[Point], pace: Pace, today: date) -> ChildInClass:
    weeks = weeks_of(points)
    now = _standing(student, points, decide(weeks, aim_of(weeks, student.grade, pace)), today)
    return ChildInClass(
        student=student,
        points=tuple(points),
        weeks={week.monday: week for week in weeks},
        readings=tuple(point.reading_id for point in points[-LOOK_BACK:]),
        standing=now,
        stand=_place(student.grade, now.wcpm, today)[1],
        need=need_of(now),
        trend=_trend(weeks),
    )


def _of_group(group: ReadingGroup, children: Sequence[ChildInClass], lately: Collection[str]) -> GroupGrowth:
    own = [one for one in children if one.student.id in group.children]
    rates = [one.standing.wcpm for one in own if one.standing.wcpm is not None]
    slopes = [one.trend.slope for one in own if one.trend is not None]
    return GroupGrowth(
        group=group,
        with_level=len(rates),
        wcpm=median(rates) if rates else None,
        slope=median(slopes) if slopes else None,
        spread=spread_of(one.stand for one in own if one.stand is not None),
        needs={need: count for need in Need if (count := sum(one.need is need for one in own))},
        read_this_week=sum(one.student.id in lately for one in own),
    )


def _together(
    children: Iterable[ChildInSchool], long_ago: datetime, *, room: ClassRoom | None = None, grade: int | None = None
) -> Together:
    known = list(children)
    rates = [one.wcpm for one in known if one.wcpm is not None]
    gains = [one.wcpm - one.before for one in known if one.wcpm is not None and one.before is not None]
    return Together(
        room=room,
        grade=grade if room is None else room.grade,
        children=len(known),
        with_level=len(rates),
        wcpm=median(rates) if rates else None,
        gain=median(gains) if gains else None,
        spread=spread_of(one.stand for one in known if one.stand is not None),
        read_this_week=sum(one.this_week > 0 for one in known),
        not_lately=sum(one.last is None or one.last < long_ago for one in known),
        students=frozenset([one.student.id for one in known]),
    )
