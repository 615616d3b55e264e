"""The page for parents in words: both languages whole, plain, with right counts and dates, and nobody compared."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyphen
import pytest

from litcoach_desktop.domain.growth.aims import Aim, Pace, Verdict
from litcoach_desktop.domain.growth.hard_words import HardPattern
from litcoach_desktop.domain.growth.needs import Need, Standing
from litcoach_desktop.domain.growth.norm_lines import norm_lines
from litcoach_desktop.domain.growth.points import Point, weeks_of
from litcoach_desktop.domain.growth.sound_patterns import PATTERNS
from litcoach_desktop.domain.growth.trend import Trend
from litcoach_desktop.domain.reading.feedback import Praise, Strategy
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.resource_paths import RESOURCES
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.services.teacher.reporting import Language, ParentPage, ParentReport, parent_page
from litcoach_desktop.services.teacher.reporting.languages import phrases
from litcoach_desktop.services.teacher.reporting.parent_report import recent
from litcoach_desktop.services.teacher.reporting.plain_text import in_a_sentence, on_paper

TODAY = date(2026, 11, 24)
ROOM = ClassRoom("c", "Otters, room 12", 3)


def growth_of(
    given: str = "Maya",
    *,
    grade: int = 3,
    weeks: int = 9,
    rate: float = 80.0,
    gain: float = 1.5,
    accuracy: float = 0.96,
) -> ChildGrowth:
    """A child that read once a week up to today."""
    points = []
    for week in range(weeks):
        at = datetime(2026, 11, 24, 15, 0, tzinfo=UTC) - timedelta(weeks=weeks - 1 - week)
        wcpm = rate + gain * week
        points.append(Point(f"r{week}", at, at.date(), wcpm, wcpm - 4, wcpm + 4, accuracy, 3))
    norms = norm_lines(grade, TODAY)
    read = weeks > 0
    last = rate + gain * (weeks - 1)
    now = (last, accuracy, 3) if read else (None, None, None)
    return ChildGrowth(
        student=Student("s", "c", given, "Okafor", grade, "fox"),
        today=TODAY,
        points=tuple(points),
        weeks=weeks_of(points),
        norms=() if norms is None else (norms,),
        pace=Pace.USUAL,
        aim=Aim(TODAY - timedelta(weeks=weeks), rate, 1.0, date(2027, 5, 13)) if weeks >= 3 else None,
        verdict=Verdict.CONTINUE,
        trend=Trend(gain, gain - 0.3, gain + 0.3, rate) if weeks >= 4 else None,
        standing=Standing(*now, 83, 40, Verdict.CONTINUE, 0 if read else None),
        need=Need.GO_ON if read else Need.READ,
    )


def report_of(growth: ChildGrowth, **changes: Any) -> ParentReport:
    report = ParentReport(
        room=ROOM,
        growth=growth,
        readings=len(growth.points),
        goal=(59, 104) if growth.points else None,
        praises=(Praise(Strategy.SELF_CORRECTED, "through"),) if growth.points else (),
        words=("through", "creaked") if growth.points else (),
        patterns=(),
    )
    return replace(report, **changes)


def everything(page: ParentPage) -> str:
    parts = [page.title, *page.about]
    for part in (page.well, page.now, page.home):
        parts += [part.heading + ".", *part.said]
    parts += [page.cards, page.picture.sentence if page.picture else "", page.made_by]
    return "\n\n".join(one for one in parts if one)


def every_page(language: Language) -> list[ParentPage]:
    """Pages that hold every sentence there is."""
    found = []
    for need in Need:
        for strategy in Strategy:
            growth = replace(growth_of(), need=need)
            found.append(parent_page(report_of(growth, praises=(Praise(strategy, "through"),)), language))
    for pattern in PATTERNS:
        hard = HardPattern(pattern, 3, 6, ("s",), ("boat", "road"))
        found.append(parent_page(report_of(growth_of(), patterns=(hard,)), language))
    for expression in (1, 2, 3, 4):
        growth = growth_of()
        growth = replace(growth, standing=replace(growth.standing, expression=expression))
        found.append(parent_page(report_of(growth), language))
    for rate, gain, accuracy in ((30, 2, 0.8), (80, -2, 0.92), (150, 0, 0.99), (150, 1, 0.9)):
        found.append(parent_page(report_of(growth_of(rate=rate, gain=gain, accuracy=accuracy)), language))
    return [*found, parent_page(report_of(growth_of(weeks=0)), language)]


def test_both_languages_have_the_same_sentences_with_the_same_blanks() -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        if isinstance(value, list):
            return len(value)
        return set(re.findall(r"\{\w+\}", value)) - {"{count}"}

    english, spanish = (
        tomllib.loads((RESOURCES / "reports" / name).read_text(encoding="utf-8"))
        for name in ("english.toml", "spanish.toml")
    )
    assert shape(english) == shape(spanish)
    assert tuple(english["patterns"]) == tuple(spanish["patterns"]) == PATTERNS


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        (Language.ENGLISH, date(2026, 11, 4), "November 4, 2026"),
        (Language.SPANISH, date(2027, 2, 1), "1 de febrero de 2027"),
    ],
)
def test_dates_are_said_as_people_say_them(language: Language, day: date, said: str) -> None:
    assert phrases(language).date(day) == said


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (Language.ENGLISH, "heard Maya read once this", "heard Maya read 9 times this"),
        (Language.SPANISH, "oído leer a Maya una vez", "oído leer a Maya 9 veces"),
    ],
)
def test_one_is_not_many(language: Language, one: str, many: str) -> None:
    assert one in everything(parent_page(report_of(growth_of(weeks=1)), language))
    assert many in everything(parent_page(report_of(growth_of(weeks=9)), language))


@pytest.mark.parametrize("language", Language)
def test_no_blank_stays_open_and_nobody_is_compared(language: Language) -> None:
    compared = r"classmate|other child|other student|average|percentile|rank|compañer|otros niñ|promedio|percentil"
    for page in every_page(language):
        text = everything(page)
        assert "{" not in text
        assert not re.search(compared, text, flags=re.IGNORECASE)


def test_the_english_page_can_be_read_by_a_fifth_grader() -> None:
    hyphens = pyphen.Pyphen(lang="en_US")
    for page in every_page(Language.ENGLISH):
        passage = Passage(everything(page))
        words = passage.words
        sentences = sum(word.starts_sentence for word in words)
        syllables = sum(len(hyphens.positions(word.text)) + 1 for word in words)
        # Flesch-Kincaid (Kincaid et al. 1975).
        assert 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 < 5.0


@pytest.mark.parametrize("language", Language)
def test_sentences_are_short(language: Language) -> None:
    for page in every_page(language):
        for sentence in re.split(r"[.?!:]\s", everything(page)):
            assert len(Passage(sentence).words) <= 20, sentence


def test_what_is_said_follows_the_figures() -> None:
    below = everything(parent_page(report_of(growth_of(rate=30, accuracy=0.85)), Language.ENGLISH))
    assert "about 42 words right" in below
    assert "about 30." in below
    assert "The goal for grade 3 at this time of year is 59 to 104 words. Maya is still on the way there." in below
    assert "about 85 are right. These texts are still hard." in below
    assert "goes up by about 6 words in four weeks" in below
    above = everything(parent_page(report_of(growth_of(rate=140, gain=-3)), Language.ENGLISH))
    assert "has gone past it. Now it is time to think" in above
    assert "has gone down by about 12 words" in above
    hurried = everything(parent_page(report_of(growth_of(rate=140, accuracy=0.9)), Language.ENGLISH))
    assert "no need to hurry" in hurried


def test_all_of_a_hundred_is_every_word() -> None:
    assert "Every word is right." in everything(parent_page(report_of(growth_of(accuracy=1.0)), Language.ENGLISH))
    nearly = everything(parent_page(report_of(growth_of(accuracy=0.9999)), Language.SPANISH))
    assert "De cada 100 palabras, unas 99 salen bien." in nearly


def test_none_at_all_is_said_kindly() -> None:
    nothing = report_of(growth_of(rate=0, gain=0, accuracy=0.0))
    assert "is still getting ready to read words alone" in everything(parent_page(nothing, Language.ENGLISH))
    spanish = everything(parent_page(nothing, Language.SPANISH))
    assert "se prepara para leer" in spanish
    assert "Casi ninguna palabra sale bien todavía" in spanish


def test_a_child_without_readings_or_norms_gets_a_page_as_well() -> None:
    page = parent_page(report_of(growth_of("", weeks=0)), Language.SPANISH)
    assert "Todavía no hemos oído a Okafor leer" in page.well.said[0]
    assert (page.picture, page.words, page.cards) == (None, (), "")
    young = parent_page(report_of(growth_of(grade=0), goal=None), Language.ENGLISH)
    assert "goal" not in everything(young)
    assert young.about[0] == "Kindergarten"


def test_practice_is_told_from_this_week_or_else_from_the_last_readings() -> None:
    growth = growth_of(weeks=9)
    assert [point.reading_id for point in recent(growth)] == ["r8"]
    away = replace(growth, points=growth.points[:-1])
    assert [point.reading_id for point in recent(away)] == ["r5", "r6", "r7"]
    last_year = replace(growth, today=date(2027, 9, 1))
    assert recent(last_year) == []
    busy = replace(growth, points=tuple(growth.points[-1]._replace(reading_id=f"x{n}") for n in range(300)))
    assert [point.reading_id for point in recent(busy)] == [f"x{n}" for n in range(290, 300)]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Zoe\u0301", "Zoé"),
        ("An\u202ena\n", "Anna"),
        ("x" * 80, "x" * 59 + "…"),
        ("a\x00b", "ab"),
        ("  Jo   Ann ", "Jo Ann"),
    ],
)
def test_names_are_made_fit_for_paper(name: str, printed: str) -> None:
    assert on_paper(name) == printed


def test_a_name_from_right_to_left_turns_no_sentence_round() -> None:
    assert in_a_sentence("آوا") == "\u2068آوا\u2069"
    assert in_a_sentence("Łukasz") == "Łukasz"
