"""Times reports over the school of school.py: `python -m tests.bench.reports FOLDER OUT`, with PDFs into OUT."""

import sys
from pathlib import Path

from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.services.teacher.marking import Marking
from litcoach_desktop.services.teacher.reporting import Language, Reporting
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.ui.printing.press import Press
from tests.bench.school import KEY, StoppedClock, growth_over, timed
from tests.fakes.scope import open_scope

ROOM = "room-12"


def no_tick(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def measure(folder: Path, out: Path) -> None:
    """Put the reports of one class together, and write them."""
    clock = StoppedClock()
    press = Press("Lincoln Elementary School", "letter")
    with open_databases(folder, KEY, clock) as databases:
        growth = growth_over(databases, clock)
        marking = Marking(
            databases.roster, databases.readings, databases.judgements, clock, lambda: PRESETS, ExpressionRules
        )
        scope = open_scope(databases.roster.classes)
        reports = Reporting(databases.roster, growth, marking.reading, databases.reviews, clock, scope)
        parents = reports.for_all_parents(ROOM, no_tick)
        child = parents[0]
        reading = child.growth.points[-1].reading_id
        print(f"children: {len(parents)}, readings of the first: {len(child.growth.points)}")
        both = (Language.ENGLISH, Language.SPANISH)
        for name, languages in (("en", both[:1]), ("es", both[1:])):
            (out / f"parents-{name}.pdf").write_bytes(press.for_parents(parents, languages, no_tick))
        (out / "class.pdf").write_bytes(press.of_class(reports.of_class(ROOM), no_tick))
        (out / "record.pdf").write_bytes(press.running_record(reports.running_record(reading), no_tick))
        timed("one page for parents, put together", lambda _turn: reports.for_parents(child.growth.student.id))
        timed("one page for parents, written", lambda _turn: press.for_parents([child], both[:1], no_tick))
        timed("all parents of the class, put together", lambda _turn: reports.for_all_parents(ROOM, no_tick))
        timed("all parents of the class, written", lambda _turn: press.for_parents(parents, both[:1], no_tick))
        timed("the class", lambda _turn: press.of_class(reports.of_class(ROOM), no_tick))
        timed("a running record", lambda _turn: press.running_record(reports.running_record(reading), no_tick))


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]))
