"""`litcoach report`: the pages for parents, of a class, of a reading and name cards as PDFs. Needs the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.people import child_called, class_called, teachers_side
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.jobs import JobContext, Lane

if TYPE_CHECKING:
    from litcoach_desktop.cli.needs import CommandServices, Press
    from litcoach_desktop.services.teacher.reporting import Language

commands = typer.Typer(help="Print reports into PDF files.", no_args_is_help=True)

_Out = Annotated[Path, typer.Option(metavar="FILE", help="The PDF to write.")]
_Class = Annotated[str, typer.Option("--class", metavar="NAME", help="The class.")]
_Paper = Annotated[str, typer.Option(help="auto, letter or a4; as in the settings if not given.")]


@commands.command("parents")
def _parents(
    context: typer.Context,
    out: _Out,
    student: Annotated[str | None, typer.Option(metavar="NAME", help="Only this child's page.")] = None,
    class_name: Annotated[
        str | None, typer.Option("--class", metavar="NAME", help="The pages of all children of this class.")
    ] = None,
    language: Annotated[str, typer.Option(help="en, es or both.")] = "en",
    paper: _Paper = "",
) -> None:
    """Write the page for parents: of one child, or of all children of a class."""
    if (student is None) == (class_name is None):
        raise typer.BadParameter("give either --student or --class")
    languages = _languages(language)

    def make(services: CommandServices, press: Press, ctx: JobContext) -> bytes:
        reports = services.teacher.reports
        if class_name is not None:
            found = reports.for_all_parents(class_called(services, class_name), ctx.tick)
        else:
            found = [reports.for_parents(child_called(services, student or "").id)]
        if not found:
            raise EnvironmentProblem(
                f"There is no child in the class “{class_name}”.", "Nothing was written.", "Add children to it first."
            )
        # Told once: writing them takes less time than putting them together.
        return press.for_parents(found, languages, lambda *_so_far: None)

    _write(context, out, paper, make)


@commands.command("class")
def _of_class(context: typer.Context, out: _Out, class_name: _Class, paper: _Paper = "") -> None:
    """Write the report of a class."""

    def make(services: CommandServices, press: Press, ctx: JobContext) -> bytes:
        return press.of_class(services.teacher.reports.of_class(class_called(services, class_name)), ctx.tick)

    _write(context, out, paper, make)


@commands.command("record")
def _record(
    context: typer.Context,
    reading: Annotated[
        str, typer.Argument(metavar="READING", help="The reading's id, as `litcoach export csv` has it.")
    ],
    out: _Out,
    paper: _Paper = "",
) -> None:
    """Write the running record of a reading."""

    def make(services: CommandServices, press: Press, ctx: JobContext) -> bytes:
        try:
            report = services.teacher.reports.running_record(reading)
        except KeyError:
            raise EnvironmentProblem(
                f"No reading on this laptop has the id “{reading}”.",
                "Nothing was written.",
                "`litcoach export csv` lists all readings with their ids.",
            ) from None
        return press.running_record(report, ctx.tick)

    _write(context, out, paper, make)


@commands.command("cards")
def _cards(context: typer.Context, out: _Out, class_name: _Class, paper: _Paper = "") -> None:
    """Write the name cards of a class, with the animals and picture PINs."""

    def make(services: CommandServices, press: Press, ctx: JobContext) -> bytes:
        room, students = services.teacher.reports.name_cards(class_called(services, class_name))
        return press.name_cards(room, students, ctx.tick)

    _write(context, out, paper, make)


def _languages(name: str) -> tuple[Language, ...]:
    from litcoach_desktop.services.teacher.reporting import Language

    known = {"en": (Language.ENGLISH,), "es": (Language.SPANISH,), "both": (Language.ENGLISH, Language.SPANISH)}
    if name not in known:
        raise typer.BadParameter("--language must be en, es or both")
    return known[name]


def _write(
    context: typer.Context, out: Path, paper: str, make: Callable[[CommandServices, Press, JobContext], bytes]
) -> None:
    """Open the teacher's side, put the pages together, and write the file whole or not at all."""
    from litcoach_desktop.services.teacher.whole_file import write_whole

    if paper not in ("", "auto", "letter", "a4"):
        raise typer.BadParameter("--paper must be auto, letter or a4")
    parts, mailbox = cast(Parts, context.obj), Mailbox()
    with teachers_side(parts, mailbox) as services:
        press = parts.press(paper)
        content = mailbox.run(
            services.runner,
            Lane.MISC,
            lambda ctx: make(services, press, ctx),
            name="report",
            on_progress=ProgressLine(out.name),
        )
    write_whole(out, content)
    print(out)
