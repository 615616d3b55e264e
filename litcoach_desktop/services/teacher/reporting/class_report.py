"""What the pages of a class are made of: the growth of the class, and who of it needs what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher.growth_rows import ChildInClass, ClassGrowth

# So many columns of weeks fit beside a name on paper.
_MOST_WEEKS = 10


@dataclass(frozen=True, slots=True)
class ClassReport:
    """One class. growth: the very figures of its page of growth. mondays: the weeks that are shown, oldest first.

    spread: how many children stand where against the norms. groups: the children by need. not_read: who has not read in
    the last seven days.
    """

    today: date
    growth: ClassGrowth
    mondays: tuple[date, ...]
    spread: Mapping[Stand, int]
    groups: Mapping[Need, tuple[ChildInClass, ...]]
    not_read: tuple[Student, ...]


def class_report(growth: ClassGrowth, today: date) -> ClassReport:
    """The report of a class."""
    children = {child.student.id: child for child in growth.children}
    return ClassReport(
        today=today,
        growth=growth,
        mondays=growth.mondays[-_MOST_WEEKS:],
        spread={stand: len(found) for stand, found in growth.spread.items()},
        groups={need: tuple(children[ident] for ident in found) for need, found in growth.groups.items()},
        not_read=tuple(children[ident].student for ident in growth.not_read),
    )
