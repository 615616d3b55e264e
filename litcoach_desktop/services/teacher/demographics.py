"""Demographics: whether they are kept, how groups of children are heard and read by them, and erasing them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.growth.needs import LOOK_BACK
from litcoach_desktop.domain.growth.school_year import first_day
from litcoach_desktop.domain.retention import Retention
from litcoach_desktop.domain.rostering.demographics import COMPARED, Trait
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.demographics import DemographicRepository, HeardOf
from litcoach_desktop.store.growth import GrowthRepository

FEWEST = 5
"""Children that a group needs to be told of: of fewer, figures would tell who they are."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """Children of whom the same is said, taken together, in this school year. Shares: 0 to 1; None without a reading.

    wcpm: of the middle child. unscored: share of readings that could not be scored. doubtful: words that the machine
    was not sure of, in one reading. put_right: words that a person said were right after all, in one reviewed reading.
    """

    trait: Trait
    value: str
    children: int
    readings: int
    wcpm: float | None
    unscored: float | None
    doubtful: float | None
    put_right: float | None


class DemographicsKept:
    """Part of the teacher's side. kept: a callable, because a school may switch them while litcoach runs."""

    def __init__(
        self,
        demographics: DemographicRepository,
        growth: GrowthRepository,
        clock: Clock,
        kept: Callable[[], bool],
        periods: Callable[[], Retention],
        scope: Scope,
    ) -> None:
        self._demographics = demographics
        self._growth = growth
        self._clock = clock
        self._kept = kept
        self._periods = periods
        self._scope = scope

    def count(self) -> int:
        """Of how many children anything is kept."""
        self._scope.laptop(Deed.SEE)
        return self._demographics.count()

    def erase(self) -> int:
        """Erase all of it; of how many children there was anything. Raises Refused while they are to be kept."""
        account = self._scope.laptop(Deed.ERASE)
        if self._kept():
            raise Refused("Demographics are kept on this laptop. Switch that off first: then they are erased.")
        return self._erase(account.name)

    def end_if_dropped(self) -> int:
        """Erase what is there although the school keeps none. Asks for no passphrase: the school has decided."""
        return 0 if self._kept() or not self._demographics.count() else self._erase("policy")

    def fairness(self) -> list[Fairness]:
        """How children are heard and read by what is said of them; groups of fewer than FEWEST are left out.

        A large difference in what the machine was not sure of, or what people had to put right, says that the machine
        hears some children worse. Empty while none are kept.
        """
        self._scope.laptop(Deed.SEE)
        if not self._kept():
            return []
        said = self._demographics.everybody()
        now = self._clock.now()
        since = datetime.combine(first_day(now.astimezone().date()), datetime.min.time()).astimezone()
        heard = self._demographics.heard(since)
        levels = self._growth.levels([(since, now.astimezone(UTC) + timedelta(days=1))], LOOK_BACK)
        rates = {ident: median(found[0]) for ident, found in levels.items() if found[0]}
        together: dict[tuple[Trait, str], list[str]] = {}
        for ident, one in said.items():
            for trait, value in one.values:
                if trait in COMPARED:
                    together.setdefault((trait, value), []).append(ident)
        order = list(Trait)
        return [
            _of(trait, value, len(children), [heard[one] for one in children if one in heard], rates, children)
            for (trait, value), children in sorted(
                together.items(), key=lambda pair: (order.index(pair[0][0]), -len(pair[1]), pair[0][1])
            )
            if len(children) >= FEWEST
        ]

    def _erase(self, made_by: str) -> int:
        now = self._clock.now()
        return self._demographics.erase(now, made_by, now + timedelta(days=self._periods().backups))


def _of(
    trait: Trait,
    value: str,
    count: int,
    heard: Iterable[HeardOf],
    rates: dict[str, float],
    children: Iterable[str],
) -> Fairness:
    known = list(heard)
    readings, reviewed = sum(one.readings for one in known), sum(one.reviewed for one in known)
    levels = [rates[one] for one in children if one in rates]
    return Fairness(
        trait=trait,
        value=value,
        children=count,
        readings=readings,
        wcpm=median(levels) if levels else None,
        unscored=sum(one.unscored for one in known) / readings if readings else None,
        doubtful=sum(one.doubtful for one in known) / readings if readings else None,
        put_right=sum(one.put_right for one in known) / reviewed if reviewed else None,
    )
