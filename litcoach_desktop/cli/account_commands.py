"""`litcoach accounts`: who may open the teacher's side of this laptop, whose the classes are, and who did what."""

from __future__ import annotations

import sys
from typing import Annotated, cast

import typer

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.people import account_called, class_called, secret_from, teachers_side
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.accounts import FIRST_NAME, Role
from litcoach_desktop.domain.errors import EnvironmentProblem

commands = typer.Typer(help="Accounts of several teachers on one laptop.", no_args_is_help=True)
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The account's name.")]


@commands.command("list")
def _list(context: typer.Context) -> None:
    """Say who may open the teacher's side, with role and classes."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        rooms = services.teacher.classes()
        for entry in services.teacher.accounts.entries():
            own = ", ".join(room.name for room in rooms if room.id in entry.class_ids)
            told = "every class" if entry.account.role.sees_all else own or "no class yet"
            print(f"{entry.account.name}  {entry.account.role.value}  {told}")


@commands.command("add")
def _add(
    context: typer.Context,
    name: _Name,
    role: Annotated[str, typer.Option(help="teacher, principal or manager.")] = Role.TEACHER.value,
) -> None:
    """Make an account. Its passphrase is asked for; the person can change it later."""
    wanted = _role(role)
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        passphrase = secret_from(sys.stdin, f"Passphrase for {name}", twice=True)
        account = services.teacher.accounts.add(name, wanted, passphrase)
        print(f"{account.name}: {account.role.value}")
        if services.teacher.account is not None and services.teacher.account.name == FIRST_NAME:
            print(f"Your own account is still called “{FIRST_NAME}”: litcoach accounts rename.", file=sys.stderr)


@commands.command("rename")
def _rename(
    context: typer.Context,
    name: _Name,
    to: Annotated[str, typer.Option(metavar="NAME", help="The new name.")],
) -> None:
    """Give an account another name; marks and log keep the one that it had."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        print(services.teacher.accounts.rename(_called(services, name), to).name)


@commands.command("role")
def _change_role(
    context: typer.Context,
    name: _Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="teacher, principal or manager.")],
) -> None:
    """Change what an account may do. Somebody always has to manage the laptop."""
    wanted = _role(role)
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        account = services.teacher.accounts.set_role(_called(services, name), wanted)
        print(f"{account.name}: {account.role.value}")


@commands.command("classes")
def _classes(
    context: typer.Context,
    name: _Name,
    classes: Annotated[list[str] | None, typer.Option("--class", metavar="NAME", help="One of them.")] = None,
) -> None:
    """Say which classes are a teacher's, and no others; several teachers may share one."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        wanted = {class_called(services, one) for one in classes or ()}
        services.teacher.accounts.set_classes(_called(services, name), wanted)
        print(", ".join(room.name for room in services.teacher.classes() if room.id in wanted) or "no class")


@commands.command("reset")
def _reset(context: typer.Context, name: _Name) -> None:
    """Set another passphrase for somebody who has forgotten it."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        account_id = _called(services, name)
        services.teacher.accounts.reset(account_id, secret_from(sys.stdin, f"Passphrase for {name}", twice=True))
        print("Set.")


@commands.command("remove")
def _remove(context: typer.Context, name: _Name) -> None:
    """Take an account away. What was done with it stays, under its name."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        services.teacher.accounts.remove(_called(services, name))
        print("Removed.")


@commands.command("log")
def _log(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most so many lines.")] = 100,
) -> None:
    """Say who did what, the newest first: marks, imports, exports, erasures, holds, who opened and wrong tries."""
    with teachers_side(cast(Parts, context.obj), Mailbox()) as services:
        for line in services.teacher.accounts.log(limit):
            when = line.at.astimezone().isoformat(sep=" ", timespec="seconds")
            print("  ".join(part for part in (when, line.who, line.what, line.about) if part))


def _called(services: CommandServices, name: str) -> str:
    return account_called(services.teacher.people(), name).id


def _role(name: str) -> Role:
    try:
        return Role(name.casefold())
    except ValueError:
        raise EnvironmentProblem(
            f"There is no role “{name}”.", "Nothing was done.", f"Choose one of: {', '.join(Role)}."
        ) from None
