"""Groups by need: what each child of a class needs next, and the figures that say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.growth.aims import Verdict

LOOK_BACK = 3
"""How many of the last readings a need is told from, by their medians (ours)."""

LONG_AGO_DAYS = 14
"""Days without a reading after which a child has not read lately (ours)."""

# Below it the words themselves are the problem, whatever the pace: 95 % is where reading alone begins (Betts 1946).
_ACCURATE = 0.95
# Ten or more words below the 50th percentile over two unpractised readings call for a fluency programme
# (Hasbrouck & Tindal 2006, The Reading Teacher 59(7), 636-644).
_WORDS_BELOW = 10.0
# NAEP levels 1 and 2 are called nonfluent (Daane et al. 2005).
_FLUENT = 3.0
# Above the 75th percentile of the norms and reading nearly all words right (ours).
_STRONG_PLACE, _STRONG_ACCURACY = 75.0, 0.98


class Need(StrEnum):
    """What comes first for a child, in the order in which it is looked for."""

    READ = "read"
    """Nothing was read lately: nothing can be said."""
    WORDS = "words"
    """Too many words misread: word reading, and easier texts."""
    RATE = "rate"
    """The words are right, and slow: reading again, reading along."""
    PHRASING = "phrasing"
    """Right and fast enough, and without expression: phrases, reading to somebody."""
    CHANGE = "change"
    """Nothing of these, and yet four weeks below the aim line: teach in another way."""
    STRETCH = "stretch"
    """Well ahead: harder texts."""
    GO_ON = "go_on"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a child now: medians of the last readings; None for what is not known.

    usual: the 50th percentile of grade and season. place: the percentile. days_since: whole days since the last
    reading, None when there was none.
    """

    wcpm: float | None
    accuracy: float | None
    expression: float | None
    usual: float | None
    place: float | None
    verdict: Verdict
    days_since: int | None


def need_of(standing: Standing) -> Need:
    """The first need that applies: accuracy before rate before expression, as each carries the next."""
    days = standing.days_since
    if days is None or days > LONG_AGO_DAYS or standing.wcpm is None:
        return Need.READ
    if standing.accuracy is not None and standing.accuracy < _ACCURATE:
        return Need.WORDS
    if standing.usual is not None and standing.wcpm <= standing.usual - _WORDS_BELOW:
        return Need.RATE
    if standing.expression is not None and standing.expression < _FLUENT:
        return Need.PHRASING
    if standing.verdict is Verdict.CHANGE:
        return Need.CHANGE
    ahead = standing.place is not None and standing.place >= _STRONG_PLACE
    if ahead and standing.accuracy is not None and standing.accuracy >= _STRONG_ACCURACY:
        return Need.STRETCH
    return Need.GO_ON


def groups_of(standings: Mapping[str, Standing]) -> dict[Need, tuple[str, ...]]:
    """Children (by id) by their need, needs in order, each child once; needs that nobody has are left out."""
    by_need: dict[Need, list[str]] = {}
    for ident, standing in standings.items():
        by_need.setdefault(need_of(standing), []).append(ident)
    return {need: tuple(by_need[need]) for need in Need if need in by_need}
