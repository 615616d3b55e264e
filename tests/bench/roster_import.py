"""How long a district's roster takes: PYTHONPATH=. python -m tests.bench.roster_import [--rows 100000]

A OneRoster zip of so many children in classes of 25 is read, planned, imported and undone, in a folder of its own.
Printed: seconds of each step, how many of them this process was at work in, and the longest time between two ticks,
which is what a Cancel has to wait for.
"""

import argparse
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.services.teacher.roster_import import RosterImport
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.keys import obtain_key
from tests.fakes.scope import open_scope

T = TypeVar("T")
_IN_A_CLASS = 25


class Ticks:
    """Counts ticks, and the longest time between two of them."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()

    def __call__(self, done: int, total: int, note: str) -> None:
        """One more."""
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def write_roster(file: Path, children: int) -> None:
    """A OneRoster 1.1 zip; three of its files grow with the number of children."""
    classes = range(-(-children // _IN_A_CLASS))
    tables = {
        "manifest": ["propertyName,value", "oneroster.version,1.1"],
        "classes": ["sourcedId,status,title,grades", *(f"c{at},active,Class {at},0{1 + at % 6}" for at in classes)],
        "users": [
            "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,grades",
            *(f"s{at},active,true,o1,student,u{at},Given{at},Family{at},03" for at in range(children)),
        ],
        "enrollments": [
            "sourcedId,status,classSourcedId,userSourcedId,role",
            *(f"e{at},active,c{at // _IN_A_CLASS},s{at},student" for at in range(children)),
        ],
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            archive.writestr(f"{name}.csv", "\r\n".join(lines))


def main() -> None:
    """Make, read, import and undo a roster."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_roster(folder / "roster.zip", rows)
        clock = SystemClock()
        with open_databases(
            folder / "data", obtain_key(folder / "data", create=True, portable=True), clock
        ) as databases:
            roster = RosterImport(
                databases.roster_imports, databases.roster_sources, clock, open_scope(databases.roster.classes)
            )
            ticks = Ticks()
            incoming = timed("read", lambda: roster.look(folder / "roster.zip", ticks))
            plan = timed("plan", lambda: roster.plan(incoming))
            ident = timed("import", lambda: roster.carry_out(plan, "roster.zip", ticks))
            again = timed("plan again", lambda: roster.plan(incoming))
            assert again.does_nothing
            timed("undo", lambda: roster.undo(ident))
            print(f"{len(incoming.children):,} children; longest time between two ticks {ticks.longest:.2f} s")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it and say how long it took."""
    began, busy = time.perf_counter(), time.process_time()
    done = work()
    print(f"{what}: {time.perf_counter() - began:.2f} s, {time.process_time() - busy:.2f} s of them at work")
    return done


if __name__ == "__main__":
    main()
