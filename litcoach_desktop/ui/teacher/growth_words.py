"""The sentences of the pages of growth: what a group needs and why, what the rule says, where a child stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.growth.aims import IN_A_ROW, ChosenPace, Pace, Verdict
from litcoach_desktop.domain.growth.needs import Need, Standing
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.growth.trend import Trend
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words, percent_words, season_words

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher.growth_rows import ChildGrowth, ClassGrowth, SchoolGrowth

translate = QCoreApplication.translate


def need_words(need: Need) -> str:
    """The name of a group."""
    return {
        Need.READ: translate("Growth", "Has not read lately"),
        Need.WORDS: translate("Growth", "Reading the words"),
        Need.RATE: translate("Growth", "Reading faster"),
        Need.PHRASING: translate("Growth", "Reading in phrases"),
        Need.CHANGE: translate("Growth", "Another way of teaching"),
        Need.STRETCH: translate("Growth", "Harder texts"),
        Need.GO_ON: translate("Growth", "Going well"),
    }[need]


def advice_words(need: Need) -> str:
    """What helps such a group."""
    return {
        Need.READ: translate("Growth", "Listen to each of them once; then there is something to go by."),
        Need.WORDS: translate("Growth", "Work on the sounds and spellings they miss, in texts that are easier."),
        Need.RATE: translate("Growth", "Let them read a text they know again, and read along with a good reader."),
        Need.PHRASING: translate("Growth", "Mark the phrases, read them to each other, play a scene."),
        Need.CHANGE: translate("Growth", "What was done does not help enough: change it, or give it more time."),
        Need.STRETCH: translate("Growth", "Give them texts of the next grade, and questions to think about."),
        Need.GO_ON: translate("Growth", "Go on as now."),
    }[need]


def reason_words(need: Need, now: Standing) -> str:
    """Why a child is in its group, with the figures that say so."""
    if need is Need.READ:
        if now.days_since is None:
            return translate("Growth", "No scored reading in this school year.")
        return translate("Growth", "The last scored reading was {0} days ago.").format(now.days_since)
    if need is Need.WORDS and now.accuracy is not None:
        return translate("Growth", "{0} of the words were right; from 95 % on a text is easy enough.").format(
            percent_words(now.accuracy)
        )
    if need is Need.RATE and now.wcpm is not None and now.usual is not None:
        below = round(now.usual - now.wcpm)
        return translate("Growth", "Right, and {0} words a minute below the middle of the grade ({1}).").format(
            below, round(now.usual)
        )
    if need is Need.PHRASING and now.expression is not None:
        return translate("Growth", "Right and fast enough; expression is at level {0} of 4.").format(
            f"{now.expression:g}"
        )
    if need is Need.CHANGE:
        return translate("Growth", "The last {0} weeks were all below the aim line.").format(IN_A_ROW)
    if need is Need.STRETCH and now.place is not None and now.accuracy is not None:
        return translate("Growth", "At the {0}th percentile, with {1} of the words right.").format(
            round(now.place), percent_words(now.accuracy)
        )
    return translate("Growth", "Words, rate and expression are where they should be.")


def verdict_words(verdict: Verdict) -> str:
    """What the four-point rule says, as a sentence."""
    return {
        Verdict.TOO_EARLY: translate("Growth", "It is too early for the rule of four weeks."),
        Verdict.CHANGE: translate(
            "Growth", "The last four weeks were all below the aim line: it is time to teach in another way."
        ),
        Verdict.RAISE: translate("Growth", "The last four weeks were all above the aim line: aim higher."),
        Verdict.CONTINUE: translate("Growth", "The last four weeks lie around the aim line: go on as now."),
    }[verdict]


def pace_words(pace: Pace) -> str:
    """The name of a pace to aim at."""
    return {
        Pace.USUAL: translate("Growth", "Aim: as is usual for the grade"),
        Pace.REALISTIC: translate("Growth", "Aim: realistic"),
        Pace.AMBITIOUS: translate("Growth", "Aim: ambitious"),
    }[pace]


def chosen_words(chosen: ChosenPace | None, today: date) -> str:
    """Who chose the pace, and when; empty while nobody has."""
    if chosen is None:
        return ""
    when = day_and_time_words(datetime.fromisoformat(chosen.made_at), today)
    return translate("Growth", "chosen by {0}, {1}").format(chosen.made_by, when)


def stand_words(stand: Stand) -> str:
    """Between which percentiles."""
    return {
        Stand.BELOW_10: translate("Growth", "Below the 10th"),
        Stand.TO_25: translate("Growth", "10th to 25th"),
        Stand.TO_50: translate("Growth", "25th to 50th"),
        Stand.TO_75: translate("Growth", "50th to 75th"),
        Stand.TO_90: translate("Growth", "75th to 90th"),
        Stand.ABOVE_90: translate("Growth", "Above the 90th"),
    }[stand]


def gain_short(words: float) -> str:
    """Words gained with their sign; a plain 0 for none."""
    short = f"{words:+.1f}"
    return "0" if short in ("+0.0", "-0.0") else short


def trend_short(trend: Trend | None) -> str:
    """The weekly gain with its interval; empty without one."""
    if trend is None:
        return ""
    return translate("Growth", "{0} ({1} to {2})").format(
        gain_short(trend.slope), gain_short(trend.low), gain_short(trend.high)
    )


def child_summary(growth: ChildGrowth) -> str:
    """A child's growth in three or four sentences."""
    now, said = growth.standing, []
    if now.wcpm is None:
        return translate("Growth", "No scored reading in this school year yet.")
    said.append(translate("Growth", "Now about {0} words right a minute.").format(round(now.wcpm)))
    if now.usual is not None:
        said.append(
            translate("Growth", "The middle of grade {0} reads {1} at this time of the year.").format(
                growth.student.grade, round(now.usual)
            )
        )
    if growth.trend is not None:
        said.append(
            translate("Growth", "This school year: {0} words a week, surely between {1} and {2}.").format(
                gain_short(growth.trend.slope), gain_short(growth.trend.low), gain_short(growth.trend.high)
            )
        )
    said.append(verdict_words(growth.verdict))
    return " ".join(said)


def class_summary(growth: ClassGrowth) -> str:
    """A class in two or three sentences."""
    known = sum(map(len, growth.spread.values()))
    low = len(growth.spread[Stand.BELOW_10]) + len(growth.spread[Stand.TO_25])
    said = [
        translate("Growth", "{0}: {1} of {2} children read in the last seven days.").format(
            growth.room.name, len(growth.children) - len(growth.not_read), len(growth.children)
        )
    ]
    if known:
        said.append(
            translate("Growth", "Against the norms of {0}, {1} of {2} read below the 25th percentile.").format(
                season_words(growth.season), low, known
            )
        )
    return " ".join(said)


def school_summary(growth: SchoolGrowth) -> str:
    """The school in two or three sentences."""
    school = growth.school
    said = [
        translate("Growth", "{0} in {1}; {2} read in the last seven days, {3} not for two weeks.").format(
            translate("Growth", "%n child(ren)", "", school.children),
            translate("Growth", "%n class(es)", "", len(growth.classes)),
            school.read_this_week,
            school.not_lately,
        )
    ]
    known = sum(school.spread.values())
    if known:
        low = school.spread[Stand.BELOW_10] + school.spread[Stand.TO_25]
        said.append(
            translate("Growth", "In {0}, {1} % read below the 25th percentile of their grade.").format(
                season_words(growth.season), round(100 * low / known)
            )
        )
    if growth.before is not None and school.gain is not None:
        said.append(
            translate("Growth", "The middle child gained {0} words a minute since {1}.").format(
                f"{school.gain:+.0f}", season_words(growth.before)
            )
        )
    return " ".join(said)


def spread_summary(spread: Mapping[Stand, int]) -> str:
    """A distribution in words: for those who do not see the bars."""
    return "; ".join(f"{stand_words(stand)}: {count}" for stand, count in spread.items())
