"""Importing a roster: look at a file, show what it would change, change it, undo it."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

from litcoach_desktop.domain.cells import safe_cell
from litcoach_desktop.domain.rostering.columns import Holds, PlainTable
from litcoach_desktop.domain.rostering.incoming import BadLine, Incoming, IncomingChild
from litcoach_desktop.domain.rostering.plan import Plan, plan_import
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.marking import TEACHER
from litcoach_desktop.services.teacher.roster_import.reading import Tick, plain_table, read_roster
from litcoach_desktop.store.roster_import import PastImport, RosterImportRepository


class RosterImport:
    """Part of the teacher's side. need_open raises Refused while that is locked."""

    def __init__(self, imports: RosterImportRepository, clock: Clock, need_open: Callable[[], None]) -> None:
        self._imports = imports
        self._clock = clock
        self._need_open = need_open

    def look(self, path: Path, tick: Tick, *, columns: Mapping[Holds, int] | None = None) -> Incoming:
        """Read a file, folder or zip; nothing is changed. Raises RosterFileProblem."""
        self._need_open()
        return read_roster(path, tick, columns=columns)

    def columns(self, path: Path) -> PlainTable | None:
        """The columns of a plain table as they were guessed; None for a roster in a known form.

        Raises RosterFileProblem.
        """
        self._need_open()
        return plain_table(path)

    def plan(self, incoming: Incoming, same: Mapping[IncomingChild, str] | None = None) -> Plan:
        """What it would change. same: children of the file that a person knows to be those with these ids."""
        self._need_open()
        return plan_import(incoming, *self._imports.known(incoming.source), same)

    def carry_out(self, plan: Plan, file: str, tick: Tick) -> str:
        """Change it, whole or not at all; the import's id comes back. file: its name, for the list of imports."""
        self._need_open()
        return self._imports.carry_out(plan, self._clock.now(), TEACHER, file, tick)

    def imports(self) -> list[PastImport]:
        """All imports, the newest first."""
        self._need_open()
        return self._imports.imports()

    def undo(self, import_id: str) -> None:
        """Undo the last import. Raises Refused for an older one."""
        self._need_open()
        self._imports.undo(import_id, self._clock.now())


def bad_lines_csv(lines: tuple[BadLine, ...]) -> bytes:
    """The lines that were left out, to be mended and imported: why, what to do, and the line itself."""
    columns = list(dict.fromkeys(name for line in lines for name in line.cells))
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(["file", "line", "why", "what to do", *columns])
    for line in lines:
        cells = [safe_cell(line.cells.get(name, "")) for name in columns]
        writer.writerow([line.file, line.line, line.why, line.remedy, *cells])
    return written.getvalue().encode("utf-8-sig")
