"""Importing a roster: look at a file, show what it would change, change it, undo it."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from litcoach_desktop.domain.accounts import Account, Deed
from litcoach_desktop.domain.cells import safe_cell
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.rostering.columns import Holds, PlainTable
from litcoach_desktop.domain.rostering.incoming import BadLine, Incoming, IncomingChild
from litcoach_desktop.domain.rostering.plan import KnownChild, KnownClass, Plan, plan_import
from litcoach_desktop.domain.rostering.sources import Source, Whose, source_name, whose
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.roster_import.reading import Tick, plain_table, read_roster
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster_import import PastImport, RosterImportRepository
from litcoach_desktop.store.roster_sources import RosterSources


class RosterImport:
    """Part of the teacher's side.

    A teacher imports classes that are hers or new, which are hers then; a file that names children or classes of
    another teacher is for who manages the laptop, since it would move or rename what she may not see.
    """

    def __init__(
        self,
        imports: RosterImportRepository,
        sources: RosterSources,
        clock: Clock,
        scope: Scope,
        demographics_kept: Callable[[], bool] = lambda: False,
    ) -> None:
        self._imports = imports
        self._sources = sources
        self._clock = clock
        self._scope = scope
        self._demographics_kept = demographics_kept

    def look(self, path: Path, tick: Tick, *, columns: Mapping[Holds, int] | None = None) -> Incoming:
        """Read a file, folder or zip; nothing is changed. Raises RosterFileProblem."""
        self._scope.open(Deed.LOOK)
        return read_roster(path, tick, columns=columns, demographics=self._demographics_kept())

    def columns(self, path: Path) -> PlainTable | None:
        """The columns of a plain table as they were guessed; None for a roster in a known form.

        Raises RosterFileProblem.
        """
        self._scope.open(Deed.LOOK)
        return plain_table(path)

    def whose(self, incoming: Incoming, file: str) -> Whose:
        """Which list a file is an edition of, as far as that can be told. file: its name."""
        sources = self._lists(incoming.family)
        return whose(incoming, sources, self._sources.familiar(one.id for one in sources), file)

    def of_list(self, incoming: Incoming, source_id: str, name: str = "") -> Incoming:
        """The file as an edition of a list. source_id: one of `whose`, or "" for a new one, which is called `name`.

        Raises Refused for a name that is none or is taken, KeyError for an unknown id.
        """
        sources = self._lists(incoming.family)
        if source_id:
            if source_id not in {one.id for one in sources}:
                raise KeyError(source_id)
            return replace(incoming, source=source_id, source_name="")
        try:
            called = source_name(name, [one.name for one in sources])
        except ValueError as wrong:
            raise Refused(f"This cannot be a list yet: {wrong}.") from wrong
        return replace(incoming, source=f"{incoming.family}:{new_id()}", source_name=called)

    def plan(self, incoming: Incoming, same: Mapping[IncomingChild, str | None] | None = None) -> Plan:
        """What it would change. same: children of the file that a person knows to be those with these ids.

        None there: it is another child.

        Raises Refused for a file that names classes or children of another teacher.
        """
        account = self._scope.open(Deed.LOOK)
        return plan_import(incoming, *self._own(account, incoming), same)

    def carry_out(self, plan: Plan, file: str, tick: Tick) -> str:
        """Change it, whole or not at all; the import's id comes back. file: its name, for the list of imports.

        Raises Refused while a person has to say of children whether they are those that this list has brought before.
        """
        account = self._scope.open(Deed.LOOK)
        if plan.waits:
            raise Refused(
                f"The list has no ids: say first of {plan.waits} children whether they are those of the same name that "
                "it has brought before."
            )
        self._own(account, plan.incoming)
        touched = [change.before.id for change in plan.changed] + [child.id for child in (*plan.left, *plan.out)]
        self._scope.children(Deed.LOOK, () if account.role.sees_all else touched)
        account = self._scope.open(Deed.IMPORT)
        # They may have been switched off since the file was looked at.
        keeps = self._demographics_kept()
        import_id = self._imports.carry_out(plan, self._clock.now(), account.name, file, tick, demographics=keeps)
        self._scope.take_in(account, self._imports.classes_added(import_id))
        return import_id

    def imports(self) -> list[PastImport]:
        """All imports, the newest first; of a teacher, her own."""
        account = self._scope.open(Deed.LOOK)
        return [one for one in self._imports.imports() if account.role.sees_all or one.made_by == account.name]

    def undo(self, import_id: str) -> None:
        """Undo the last import. Raises Refused for an older one, and for another teacher's."""
        if import_id not in {one.id for one in self.imports()}:
            raise Refused("Only your own imports can be undone, or by who manages this computer.")
        self._scope.open(Deed.UNDO)
        self._imports.undo(import_id, self._clock.now())

    def _lists(self, family: str) -> list[Source]:
        """The lists of one form; of a teacher, those that have brought a class of hers."""
        account = self._scope.open(Deed.LOOK)
        found = self._sources.of_family(family)
        if account.role.sees_all:
            return found
        own = {room.id for room in self._scope.rooms(Deed.LOOK)}
        return [one for one in found if self._sources.classes(one.id) & own]

    def _own(self, account: Account, incoming: Incoming) -> tuple[list[KnownClass], list[KnownChild]]:
        """What is known of the account's own classes. Raises Refused when the file names what is another teacher's."""
        classes, children = self._imports.known(incoming.source)
        if account.role.sees_all:
            return classes, children
        own = {room.id for room in self._scope.rooms(Deed.LOOK)}
        hers = self._scope.hers(Deed.LOOK, (child.id for child in children))
        named = {room.source_id for room in incoming.classes}
        listed = {child.source_id for child in incoming.children if child.source_id}
        foreign = [room for room in classes if room.id not in own and room.source_id in named]
        strangers = [one for one in children if one.id not in hers and listed & {one.source_id, *one.other_ids}]
        if foreign or strangers:
            raise Refused(
                f"This file names classes ({len(foreign)}) or children ({len(strangers)}) of another teacher. "
                "Choose a file of your own classes, or ask who manages this computer to import it."
            )
        return [room for room in classes if room.id in own], [one for one in children if one.id in hers]


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
