"""The page for parents in words: every sentence of it, in the language that is asked for."""

from dataclasses import dataclass

from litcoach_desktop.domain.growth.hard_words import HardPattern
from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.reading.feedback import Praise, Strategy
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.services.teacher.reporting.languages import Language, Phrases, phrases
from litcoach_desktop.services.teacher.reporting.parent_report import ParentReport
from litcoach_desktop.services.teacher.reporting.plain_text import in_a_sentence, on_paper

# From these shares of right words on a text is easy, or right to learn from (Betts 1946), as in the scoring protocols.
_EASY, _FITTING = 0.95, 0.90
# Fewer weeks are dots, not a line.
_LEAST_WEEKS = 2
# A line that still may go either way after so many weeks goes neither.
_ENOUGH_WEEKS = 8
# A gain by the week is a fraction that nobody can picture.
_WEEKS_TOLD = 4
_LONGEST_WORD = 24
# Of a longer given name, sentences take the first word.
_LONGEST_NAME = 24

_HOME = {
    Need.READ: "home.read",
    Need.WORDS: "home.words",
    Need.RATE: "home.rate",
    Need.PHRASING: "home.phrasing",
    Need.CHANGE: "home.change",
    Need.STRETCH: "home.stretch",
    Need.GO_ON: "home.go_on",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the sentences under it, a paragraph each."""

    heading: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is written on and under the picture of growth. band: empty where there is none."""

    rate: str
    band: str
    months: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ParentPage:
    """One page. about: grade, class, date. cards: what is said over `words`. picture: None with too few weeks."""

    language: Language
    title: str
    about: tuple[str, ...]
    well: Part
    now: Part
    picture: PictureWords | None
    home: Part
    cards: str
    words: tuple[str, ...]
    made_by: str
    number: str
    report: ParentReport


def parent_page(report: ParentReport, language: Language) -> ParentPage:
    """The page in a language."""
    said = phrases(language)
    student = report.growth.student
    name = _name(student, said)
    # In a title it may stand at the beginning.
    about = {
        "grade": said.grade(student.grade),
        "room": "" if report.room is None else in_a_sentence(report.room.name),
        "date": said.date(report.growth.today),
    }
    filled = (one.format(**about) for one in said.list("page.about"))
    return ParentPage(
        language=language,
        title=_capital(said.say("page.title", name=in_a_sentence(student.display_name) or name)),
        about=tuple(one for one in filled if one),
        well=Part(said.say("well.heading"), _well(report, name, said)),
        now=Part(said.say("now.heading"), _now(report, name, said)),
        picture=_picture(report, said),
        home=Part(said.say("home.heading"), _home(report, name, said)),
        cards=said.say("home.cards") if report.words else "",
        words=tuple(on_paper(word, _LONGEST_WORD) for word in report.words),
        made_by=said.say("page.made_by"),
        number=said.say("page.number", page=1, pages=1),
        report=report,
    )


def _name(student: Student, said: Phrases) -> str:
    given = on_paper(student.given_name) or on_paper(student.family_name)
    if len(given) > _LONGEST_NAME:
        given = given.split()[0]
    return in_a_sentence(given, _LONGEST_NAME) or said.say("page.nameless")


def _well(report: ParentReport, name: str, said: Phrases) -> tuple[str, ...]:
    if not report.praises:
        return (said.say("well.nothing", name=name),)
    return tuple(_capital(_praised(one, name, said)) for one in report.praises)


def _praised(one: Praise, name: str, said: Phrases) -> str:
    key = {
        Strategy.SELF_CORRECTED: "well.self_corrected",
        Strategy.WORKED_OUT: "well.worked_out",
        Strategy.REREAD: "well.reread",
        Strategy.FINISHED: "well.finished",
        Strategy.STARTED: "well.started",
    }[one.strategy]
    return said.say(key, name=name, word=on_paper(one.word or "", _LONGEST_WORD))


def _now(report: ParentReport, name: str, said: Phrases) -> tuple[str, ...]:
    growth, now = report.growth, report.growth.standing
    if now.wcpm is None:
        return (said.say("now.nothing"),)
    lines = [said.count("now.readings", report.readings, name=name)]
    rate = said.count("now.rate", round(now.wcpm), name=name)
    if growth.aim is not None:
        rate += " " + said.count("now.start", round(growth.aim.baseline))
    lines.append(rate)
    if report.goal is not None:
        low, high = report.goal
        hurried = now.accuracy is not None and now.accuracy < _EASY
        above = "hurried" if hurried else "above"
        place = "below" if round(now.wcpm) < low else above if round(now.wcpm) > high else "within"
        goal = said.say("now.goal", grade=said.grade(growth.student.grade, inside=True), low=low, high=high)
        lines.append(f"{goal} {_capital(said.say(f'now.{place}', name=name))}")
    if now.accuracy is not None:
        fit = "easy" if now.accuracy >= _EASY else "fitting" if now.accuracy >= _FITTING else "hard"
        # Rounded down as everywhere: all of a hundred means no error at all.
        of_hundred = int(100 * now.accuracy + 1e-9)
        right = said.say("now.all") if of_hundred == 100 else said.count("now.right", of_hundred)
        lines.append(f"{right} {said.say(f'now.{fit}')}")
    if now.expression is not None:
        lines.append(said.choose("now.expression", min(max(round(now.expression), 1), 4) - 1))
    return tuple(lines)


def _picture(report: ParentReport, said: Phrases) -> PictureWords | None:
    growth = report.growth
    if len(growth.weeks) < _LEAST_WEEKS:
        return None
    grade = said.grade(growth.student.grade, inside=True)
    has_band = bool(growth.norms) and growth.norms[-1].grade == growth.student.grade
    sentences = [
        said.say("picture.dots"),
        said.say("picture.gray", grade=grade) if has_band else "",
        _slope(growth, said),
    ]
    return PictureWords(
        rate=said.say("picture.rate"),
        band=said.say("picture.band", grade=grade) if has_band else "",
        months=said.list("page.short_months"),
        sentence=" ".join(one for one in sentences if one),
    )


def _slope(growth: ChildGrowth, said: Phrases) -> str:
    trend = growth.trend
    if trend is None:
        return said.say("picture.early")
    gained = round(_WEEKS_TOLD * trend.slope)
    if not trend.certain and len(growth.weeks) < _ENOUGH_WEEKS:
        return said.say("picture.early")
    if not trend.certain or not gained:
        return said.say("picture.level")
    return said.count("picture.up" if gained > 0 else "picture.down", abs(gained))


def _home(report: ParentReport, name: str, said: Phrases) -> tuple[str, ...]:
    lines = [said.say("home.every_day", name=name), said.say(_HOME[report.growth.need], name=name)]
    lines += [_pattern(one, said) for one in report.patterns]
    return tuple(lines)


def _pattern(one: HardPattern, said: Phrases) -> str:
    words = ", ".join(on_paper(word, _LONGEST_WORD) for word in one.words[:3])
    return said.say("home.pattern", pattern=said.say(f"patterns.{one.pattern}"), words=words)


def _capital(sentence: str) -> str:
    """A name may have a small letter; a sentence that begins with words of ours begins with a large one."""
    return sentence[:1].upper() + sentence[1:]
