"""`litcoach roster`: import a school's roster, list what was imported, undo the last. Needs the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.people import teachers_side
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.jobs import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litcoach_desktop.domain.rostering.incoming import Incoming, IncomingChild
    from litcoach_desktop.domain.rostering.plan import Plan
    from litcoach_desktop.services.teacher.demographics import Fairness
    from litcoach_desktop.services.teacher.roster_import import RosterImport

commands = typer.Typer(help="The school's roster: import it, list imports, undo the last.", no_args_is_help=True)
_MOST_SHOWN = 20


@commands.command("import")
def _import(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A zip, a folder or a CSV file.")],
    yes: Annotated[bool, typer.Option("--yes", help="Change it; without it, only say what would change.")] = False,
    same_names: Annotated[
        bool,
        typer.Option("--same", help="Take children of one name to be the same where just one has it."),
    ] = False,
    others: Annotated[
        bool, typer.Option("--others", help="Take children of a list without ids to be others than those before.")
    ] = False,
    list_name: Annotated[
        str, typer.Option("--list", metavar="NAME", help="Whose list it is: the name of one that was imported before.")
    ] = "",
    new_list: Annotated[
        str, typer.Option("--new", metavar="NAME", help="It is a list that was not imported before, called this.")
    ] = "",
    bad_lines: Annotated[
        Path | None, typer.Option("--mend", metavar="FILE", help="Write the lines that were left out, to mend them.")
    ] = None,
) -> None:
    """Read a roster, say what it would add, change and leave, and with --yes do it."""
    from litcoach_desktop.services.teacher.roster_import import bad_lines_csv
    from litcoach_desktop.services.teacher.whole_file import write_whole

    mailbox = Mailbox()
    with teachers_side(cast(Parts, context.obj), mailbox) as services:
        roster = services.teacher.roster_import
        line = ProgressLine(path.name)
        incoming = mailbox.run(
            services.runner, Lane.MISC, lambda ctx: roster.look(path, ctx.tick), name="read a roster", on_progress=line
        )
        incoming = _of_list(roster, incoming, path, list_name, new_list)
        plan = roster.plan(incoming)
        answers: dict[IncomingChild, str | None] = {}
        for one in plan.same_name:
            only = one.known[0].id if len(one.known) == 1 else None
            if same_names and (one.expected or only):
                answers[one.incoming] = one.expected or only
            elif others:
                answers[one.incoming] = None
        plan = roster.plan(incoming, answers)
        _print(plan)
        if bad_lines is not None:
            write_whole(bad_lines, bad_lines_csv(incoming.bad_lines))
        if yes and not plan.does_nothing:
            mailbox.run(
                services.runner,
                Lane.STORE,
                lambda ctx: roster.carry_out(plan, path.name, ctx.tick),
                name="import a roster",
                on_progress=line,
            )
            print("Imported.")


def _of_list(roster: RosterImport, incoming: Incoming, path: Path, name: str, new_name: str) -> Incoming:
    """The file as an edition of the list that was named, or of the one that it is likely to be."""
    whose = roster.whose(incoming, path.stem)
    by_name = {one.name.casefold(): one for one in whose.known}
    if name and name.casefold() not in by_name:
        raise Refused(f"No list of this form is called “{name}”. There are: {', '.join(sorted(by_name)) or 'none'}.")
    ident = by_name[name.casefold()].id if name else "" if new_name else whose.likely
    if ident is None:
        raise Refused(
            "It cannot be told whose list this is. Say it with --list NAME or --new NAME. "
            f"There are: {', '.join(one.name for one in whose.known)}."
        )
    found = roster.of_list(incoming, ident, new_name or whose.new_name)
    called = next((one.name for one in whose.known if one.id == ident), "") or f"{found.source_name} (new)"
    print(f"list: {called}")
    return found


@commands.command("list")
def _list(context: typer.Context) -> None:
    """Say which rosters were imported, the newest first."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        for one in services.teacher.roster_import.imports():
            when = one.at.astimezone().isoformat(sep=" ", timespec="minutes")
            state = "" if one.undone_at is None else ", undone"
            print(f"{when}  {one.file} ({one.kind}): {one.added} added, {one.changed} changed{state}")


@commands.command("undo")
def _undo(context: typer.Context) -> None:
    """Undo the last import that holds. Children who have read since stay."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        last = next((one for one in services.teacher.roster_import.imports() if one.undone_at is None), None)
        if last is None:
            print("There is no import to undo.")
            return
        services.teacher.roster_import.undo(last.id)
        print(f"Undone: {last.file}")


@commands.command("demographics")
def _demographics(
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(metavar="[kept|dropped]", help="What becomes of them from now on; without it, what does.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Erase what is kept, when they are dropped from now on.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="How groups of children are heard, as a table.")] = False,
) -> None:
    """Say whether demographics of a roster are kept, switch that, or compare how groups of children are heard."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        settings, demographics = services.settings, services.teacher.demographics
        if wanted and wanted not in ("kept", "dropped"):
            raise Refused("Demographics are either kept or dropped.")
        there = demographics.count()
        if wanted == "dropped" and there and not yes:
            raise Refused(f"This erases what is kept of {there} children, for good. Add --yes to do it.")
        if wanted:
            settings.save(demographics=wanted)
        if wanted == "dropped":
            print(f"Erased: what was said of {demographics.erase()} children.")
        print(f"demographics: {settings.demographics} ({settings.origin('demographics').value})")
        print(f"children of whom any are kept: {demographics.count()}")
        if compare:
            _print_fairness(demographics.fairness())


def _print_fairness(found: Sequence[Fairness]) -> None:
    print("trait\tvalue\tchildren\treadings\twcpm\tunscored\tdoubtful\tput right")
    for one in found:
        figures = (one.wcpm, one.unscored, one.doubtful, one.put_right)
        cells = ("" if figure is None else f"{figure:.2f}" for figure in figures)
        print("\t".join((one.trait.value, one.value, str(one.children), str(one.readings), *cells)))


def _print(plan: Plan) -> None:
    incoming = plan.incoming
    print(f"{incoming.kind}; children: {len(incoming.children)}, classes: {len(incoming.classes)}")
    if plan.out:
        print(f"{len(plan.out)} go out of the classes of this list and stay in others")
    print(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.left)} left, {plan.same} as they are; "
        f"classes: {len(plan.new_classes)} new, {len(plan.renamed_classes)} renamed"
    )
    if plan.loses_many:
        print("More than half of the children of this list would leave: is the file a part of it, or another list?")
    for note in incoming.notes:
        print(note)
    for one in plan.same_name[:_MOST_SHOWN]:
        name = f"{one.incoming.given_name} {one.incoming.family_name}".strip()
        print(f"{name} is on this laptop already: the same child? Then add --same, else --others.")
    for bad in incoming.bad_lines[:_MOST_SHOWN]:
        print(f"{bad.file}, line {bad.line}: {bad.why} {bad.remedy}")
    if len(incoming.bad_lines) > _MOST_SHOWN:
        print(f"... and {len(incoming.bad_lines) - _MOST_SHOWN} more; --mend FILE writes them all.")
