"""`litcoach child`: hand out, hold or erase what is kept about a child, and say what is due; with the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.people import child_called, teachers_side
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.jobs import Lane

commands = typer.Typer(help="What is kept about a child: hand it out, hold it, erase it.", no_args_is_help=True)
_Student = Annotated[str, typer.Argument(metavar="NAME", help="The child's full name, or its id.")]


@commands.command("hand-out")
def _hand_out(
    context: typer.Context,
    student: _Student,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The zip file to write.")],
) -> None:
    """Write all that is kept about a child into a zip file: every row, and the sound of every reading."""
    mailbox = Mailbox()
    with teachers_side(cast(Parts, context.obj), mailbox) as services:
        child = child_called(services, student)
        mailbox.run(
            services.runner,
            Lane.MISC,
            lambda ctx: services.teacher.keeping.hand_out(child.id, out, ctx.tick),
            name="hand out",
            on_progress=ProgressLine(child.display_name),
        )
    print(out)


@commands.command("erase")
def _erase(
    context: typer.Context,
    student: _Student,
    yes: Annotated[bool, typer.Option("--yes", help="Erase; without it, only say what would be erased.")] = False,
) -> None:
    """Erase a child everywhere, for good, and print the certificate of it."""
    from litcoach_desktop.services.teacher import certificate_text

    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        child = child_called(services, student)
        if not yes:
            readings = len(services.teacher.readings(child.id))
            raise Refused(
                f"This would erase {child.display_name} and {readings} readings, for good. Add --yes to do it;"
                " `litcoach child hand-out` keeps a copy first."
            )
        print(certificate_text(services.teacher.keeping.erase_child(child.id)))


@commands.command("hold")
def _hold(
    context: typer.Context,
    student: _Student,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the hold.")],
) -> None:
    """Let nothing about a child be erased, by age or by hand, until the hold is lifted."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        services.teacher.keeping.hold(child_called(services, student).id, reason)


@commands.command("lift")
def _lift(context: typer.Context, student: _Student) -> None:
    """End the hold on a child."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        services.teacher.keeping.lift(child_called(services, student).id)


@commands.command("due")
def _due(context: typer.Context) -> None:
    """Say what will be erased in the next seven days, because its period ends."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        due = services.teacher.keeping.due()
        for kind in dict.fromkeys(one.kind for one in due):
            days = [one.day.astimezone().date().isoformat() for one in due if one.kind is kind]
            print(f"{kind.value}: {len(days)}, the first on {days[0]}")


@commands.command("certificates")
def _certificates(context: typer.Context) -> None:
    """Print what was ever erased on this laptop, the newest first."""
    from litcoach_desktop.services.teacher import certificate_text

    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        for certificate in services.teacher.keeping.certificates():
            print(certificate_text(certificate))
