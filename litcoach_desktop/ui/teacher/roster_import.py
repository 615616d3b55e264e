"""State of a roster import: the file, its guessed columns, what would change, and the imports made before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.domain.rostering.columns import Holds, PlainTable, is_enough
from litcoach_desktop.domain.rostering.incoming import Incoming, IncomingChild
from litcoach_desktop.jobs import JobContext, JobRunner, Lane
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.one_job import OneJob

if TYPE_CHECKING:
    from litcoach_desktop.domain.rostering.plan import Plan
    from litcoach_desktop.domain.rostering.sources import Whose
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.services.teacher.roster_import import PastImport

T = TypeVar("T")


class RosterStep(Enum):
    """What the page shows."""

    LOADING = auto()
    START = auto()
    READING = auto()
    COLUMNS = auto()
    PREVIEW = auto()
    IMPORTING = auto()


class RosterImporting(QObject):
    """`changed`: look again. `progressed`: how many of how many. `imported`: classes or children are other than before.

    Nothing is changed before `carry_out`. After `forget` no answer arrives.
    """

    changed = Signal()
    imported = Signal()

    def __init__(self, teacher: TeacherService, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._work = OneJob(runner, self)
        self.progressed = self._work.progressed
        self.step = RosterStep.LOADING
        self.past: list[PastImport] = []
        self.path: Path | None = None
        self.table: PlainTable | None = None
        self.columns: dict[Holds, int] = {}
        self.plan: Plan | None = None
        self._read: Incoming | None = None
        self.class_names: dict[str, str] = {}
        self.same: dict[IncomingChild, str | None] = {}
        self.whose: Whose | None = None
        self.list_id: str | None = None
        """Of the list that the file is; "" for a new one, None until a person has said."""
        self.list_name = ""
        self.problem: UserMessage | None = None
        self.done_words: tuple[int, int, int] | None = None
        """Of the import that was just made: how many were added, changed, and have left."""

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._work.busy

    def load(self) -> None:
        """Fetch the imports that were made before."""
        self.problem = None
        self._go(RosterStep.LOADING)
        self._fetch_past()

    def read(self, path: Path) -> None:
        """Look into a file, folder or zip. A plain table shows its columns first."""
        self._empty()
        self.path = path
        self._go(RosterStep.READING)
        self._send(lambda ctx: self._looked_at(path, ctx), "read a roster", self._have_read)

    def use_columns(self, columns: Mapping[Holds, int]) -> None:
        """The columns as a person knows them. Without a name nothing can be read."""
        path = self.path
        if path is None or not is_enough(columns):
            return
        self.columns = dict(columns)
        self.problem = None
        self._go(RosterStep.READING)

        def read(ctx: JobContext) -> Incoming:
            return self._teacher.roster_import.look(path, ctx.tick, columns=columns)

        self._send(read, "read a roster", self._ask_whose, back=RosterStep.COLUMNS)

    def answer(self, child: IncomingChild, known_id: str | None) -> None:
        """A child of the file is the one with this id, or None: it is another one."""
        self.same[child] = known_id
        if self.plan is not None:
            self._plan(self.plan.incoming)

    def answer_as_before(self) -> None:
        """All children of a list without ids who have name and class of one that it has brought before are that one."""
        if self.plan is not None:
            self.same |= {one.incoming: one.expected for one in self.plan.same_name if one.expected is not None}
            self._plan(self.plan.incoming)

    def choose_list(self, list_id: str, name: str = "") -> None:
        """The file is an edition of this list; "": of a new one, called `name`."""
        incoming = self._read
        if incoming is None or (list_id == self.list_id and (list_id or name == self.list_name)):
            return
        self.list_id, self.list_name, self.same = list_id, name, {}
        self._plan_as(incoming)

    @property
    def ready(self) -> bool:
        """Whether it could be carried out now: it is known whose list it is, and of all children who they are."""
        plan = self.plan
        return plan is not None and self.list_id is not None and not plan.waits and not plan.does_nothing

    def carry_out(self) -> None:
        """Change it, whole or not at all."""
        plan, path = self.plan, self.path
        if plan is None or path is None or self.busy or not self.ready:
            return
        self.problem = None
        self._go(RosterStep.IMPORTING)
        self._send(
            lambda ctx: self._teacher.roster_import.carry_out(plan, path.name, ctx.tick),
            "import a roster",
            self._done,
            back=RosterStep.PREVIEW,
            lane=Lane.STORE,
        )

    def undo(self, import_id: str) -> None:
        """Undo the last import."""

        def undone(_nothing: None) -> None:
            self.done_words = None
            self.imported.emit()
            self._fetch_past()

        self.problem = None
        self._go(RosterStep.LOADING)
        self._send(lambda _ctx: self._teacher.roster_import.undo(import_id), "undo an import", undone, lane=Lane.STORE)

    def back(self) -> None:
        """From what would change to the columns, else to the start; what is under way stops, nothing was changed."""
        self._work.cancel()
        if self.step is RosterStep.IMPORTING:
            self._go(RosterStep.PREVIEW)
        elif self.table is not None and self.step is RosterStep.PREVIEW:
            self._go(RosterStep.COLUMNS)
        else:
            self.problem = None
            self._go(RosterStep.START)

    def forget(self) -> None:
        """The teacher has gone."""
        self._work.cancel()
        self._empty()
        self.past = []
        self._go(RosterStep.LOADING)

    def _empty(self) -> None:
        self.path = self.table = self.plan = self.problem = self.done_words = None
        self.whose = self._read = self.list_id = None
        self.columns, self.class_names, self.same, self.list_name = {}, {}, {}, ""

    def _looked_at(self, path: Path, ctx: JobContext) -> tuple[PlainTable | None, Incoming | None]:
        table = self._teacher.roster_import.columns(path)
        if table is not None:
            return table, None
        return None, self._teacher.roster_import.look(path, ctx.tick)

    def _have_read(self, found: tuple[PlainTable | None, Incoming | None]) -> None:
        table, incoming = found
        self.table = table
        if table is not None:
            self.columns = dict(table.columns)
            self._go(RosterStep.COLUMNS)
        elif incoming is not None:
            self._ask_whose(incoming)

    def _ask_whose(self, incoming: Incoming) -> None:
        """Which list it is likely to be; the preview shows that and lets it be changed."""
        self._read, self.plan, self.same = incoming, None, {}
        file = self.path.stem if self.path is not None else ""

        def told(whose: Whose) -> None:
            self.whose, self.list_id, self.list_name = whose, whose.likely, whose.new_name
            self._plan_as(incoming)

        self._send(
            lambda _ctx: self._teacher.roster_import.whose(incoming, file), "whose list it is", told, lane=Lane.STORE
        )

    def _plan_as(self, incoming: Incoming) -> None:
        # Until a person has said whose it is, it is shown as a new one.
        list_id, name = self.list_id or "", self.list_name
        back = RosterStep.START if self.plan is None else RosterStep.PREVIEW
        self._send(
            lambda _ctx: self._teacher.roster_import.of_list(incoming, list_id, name),
            "an edition of a list",
            self._plan,
            back=back,
            lane=Lane.STORE,
        )

    def _plan(self, incoming: Incoming) -> None:
        def planned(found: tuple[Plan, dict[str, str]]) -> None:
            self.plan, self.class_names = found
            self._go(RosterStep.PREVIEW)

        same = dict(self.same)
        back = RosterStep.START if self.plan is None else RosterStep.PREVIEW

        def plan(_ctx: JobContext) -> tuple[Plan, dict[str, str]]:
            names = {room.id: room.name for room in self._teacher.classes()}
            return self._teacher.roster_import.plan(incoming, same), names

        self._send(plan, "plan an import", planned, back=back, lane=Lane.STORE)

    def _done(self, _import_id: str) -> None:
        plan = self.plan
        words = None if plan is None else (len(plan.added), len(plan.changed), len(plan.left) + len(plan.out))
        self._empty()
        self.done_words = words
        self._go(RosterStep.LOADING)
        self.imported.emit()
        self._fetch_past()

    def _fetch_past(self) -> None:
        def have(past: list[PastImport]) -> None:
            self.past = past
            self._go(RosterStep.START)

        self._send(lambda _ctx: self._teacher.roster_import.imports(), "imports of rosters", have, lane=Lane.STORE)

    def _send(
        self,
        work: Callable[[JobContext], T],
        name: str,
        then: Callable[[T], object],
        *,
        back: RosterStep = RosterStep.START,
        lane: Lane = Lane.MISC,
    ) -> None:
        def failed(problem: Exception) -> None:
            if not isinstance(problem, RosterFileProblem):
                log_bug(problem)
            self.problem = describe(problem)
            self._go(back)

        self._work.cancel()
        self._work.send(work, name, then, failed, lane=lane)

    def _go(self, step: RosterStep) -> None:
        self.step = step
        self.changed.emit()
