"""How the numbers of growth are worked out, said with the numbers themselves and where the rules come from."""

from __future__ import annotations

from collections.abc import Sequence

from litcoach_desktop.domain.growth.aims import BASELINE_POINTS, IN_A_ROW, Aim, Pace
from litcoach_desktop.domain.growth.points import Week
from litcoach_desktop.domain.reading.norms import PERCENTILES, Season, norms_of
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.ui.teacher.growth_words import gain_short, need_words, reason_words, translate, verdict_words
from litcoach_desktop.ui.widgets.reading_words import grade_words, season_words


def growth_sentences(growth: ChildGrowth, season: Season) -> list[str]:
    """Each number of a child's page of growth: rate, place, trend, aim, rule and need, in this order."""
    now = growth.standing
    said = []
    if now.wcpm is not None:
        last = growth.points[-3:]
        said.append(
            translate(
                "Growth", "{0} words right a minute is the median of the last readings of this year: {1}."
            ).format(round(now.wcpm), _listed([point.wcpm for point in last]))
        )
        said.append(percentile_sentence(growth.student.grade, season, now.wcpm))
    if growth.trend is not None:
        said.append(
            translate(
                "Growth",
                "{0} words a week is the median of the slopes between all pairs of this year's {1} weeks (Theil 1950,"
                " Sen 1968); a week is the median of its readings.",
            ).format(gain_short(growth.trend.slope), len(growth.weeks))
        )
    if growth.aim is not None:
        said.append(_aim_sentence(growth.aim, growth))
        after = growth.weeks[BASELINE_POINTS:][-IN_A_ROW:]
        if len(after) == IN_A_ROW:
            said.append(_rule_sentence(after, growth.aim, growth))
    said.append(f"{need_words(growth.need)}: {reason_words(growth.need, now)}")
    return said


def percentile_sentence(grade: int, season: Season, wcpm: float) -> str:
    """Between which published figures a rate lies, and how far."""
    norms = norms_of(grade, season)
    where = translate("Growth", "grade {0} in {1}").format(grade_words(grade), season_words(season))
    if norms is None:
        return translate("Growth", "There are no norms for {0}.").format(where)
    source = norms_source(grade)
    if wcpm < norms[0]:
        return translate("Growth", "In {0} the 10th percentile is {1}, and {2} is below it. {3}").format(
            where, norms[0], round(wcpm), source
        )
    if wcpm > norms[-1]:
        return translate("Growth", "In {0} the 90th percentile is {1}, and {2} is above it. {3}").format(
            where, norms[-1], round(wcpm), source
        )
    above = max(1, next(place for place, norm in enumerate(norms) if wcpm <= norm))
    low, high = norms[above - 1], norms[above]
    share = (wcpm - low) / (high - low)
    place = PERCENTILES[above - 1] + share * (PERCENTILES[above] - PERCENTILES[above - 1])
    return translate(
        "Growth",
        "In {0} the {1}th percentile is {2} and the {3}th is {4}; {5} lies {6} % of the way between them: at the {7}th."
        " {8}",
    ).format(
        where,
        PERCENTILES[above - 1],
        low,
        PERCENTILES[above],
        high,
        round(wcpm),
        round(100 * share),
        round(place),
        source,
    )


def norms_source(grade: int) -> str:
    """Where the norms of a grade were published."""
    if grade <= 6:
        return translate("Growth", "Norms: Hasbrouck and Tindal 2017, straight between the published figures.")
    return translate("Growth", "Norms: Hasbrouck and Tindal 2006, straight between the published figures.")


def pace_source(pace: Pace, grade: int) -> str:
    """Where the weekly rate of a pace was published."""
    if pace is Pace.USUAL or grade not in range(1, 7):
        return translate("Growth", "as the middle of the grade grows by Hasbrouck and Tindal")
    return {
        Pace.REALISTIC: translate("Growth", "realistic by Fuchs and others 1993"),
        Pace.AMBITIOUS: translate("Growth", "ambitious by Fuchs and others 1993"),
    }[pace]


def _aim_sentence(aim: Aim, growth: ChildGrowth) -> str:
    first = [week.wcpm for week in growth.weeks[:BASELINE_POINTS]]
    return translate(
        "Growth",
        "The aim line starts at {0}, the median of the first three weeks ({1}), and rises by {2} a week, {3}"
        " (Stecker and Lembke 2005).",
    ).format(round(aim.baseline), _listed(first), f"{aim.per_week:.2g}", pace_source(growth.pace, growth.student.grade))


def _rule_sentence(weeks: Sequence[Week], aim: Aim, growth: ChildGrowth) -> str:
    return translate(
        "Growth",
        "The last four weeks were {0}; the line asked for {1}. {2} The rule of four points: Mirkin and others 1982,"
        " Stecker and Lembke 2005.",
    ).format(
        _listed([week.wcpm for week in weeks]),
        _listed([aim.at(week.monday) for week in weeks]),
        verdict_words(growth.verdict),
    )


def _listed(values: Sequence[float]) -> str:
    return ", ".join(str(round(value)) for value in values)
