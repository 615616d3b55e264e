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

    from litcoach_desktop.domain.rostering.plan import Plan
    from litcoach_desktop.services.teacher.demographics import Fairness

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
        plan = roster.plan(incoming)
        if same_names:
            agreed = {one.incoming: one.known[0].id for one in plan.same_name if len(one.known) == 1}
            plan = roster.plan(incoming, agreed)
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
    print(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.left)} left, {plan.same} as they are; "
        f"classes: {len(plan.new_classes)} new, {len(plan.renamed_classes)} renamed"
    )
    for note in incoming.notes:
        print(note)
    for one in plan.same_name[:_MOST_SHOWN]:
        name = f"{one.incoming.given_name} {one.incoming.family_name}".strip()
        print(f"{name} is on this laptop already: the same child? Then add --same.")
    for bad in incoming.bad_lines[:_MOST_SHOWN]:
        print(f"{bad.file}, line {bad.line}: {bad.why} {bad.remedy}")
    if len(incoming.bad_lines) > _MOST_SHOWN:
        print(f"... and {len(incoming.bad_lines) - _MOST_SHOWN} more; --mend FILE writes them all.")
