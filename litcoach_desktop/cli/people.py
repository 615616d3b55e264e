"""Who is meant and who is asking, at the terminal: a child or a class by its name, a teacher by the passphrase."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.accounts import Account, name_key
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.domain.roster import Student


def child_called(services: CommandServices, name: str) -> Student:
    """The child of that full or given name, or of that id. Raises EnvironmentProblem for none or more than one.

    Once the teacher's side is open, it is looked for among the children of that teacher only.
    """
    wanted = " ".join(name.split()).casefold()
    # A child can be in several classes.
    side = services.teacher if services.teacher.unlocked else services.assessment
    everybody = {one.id: one for room in side.classes() for one in side.students(room.id)}
    for names in (lambda one: one.id, lambda one: one.display_name.casefold(), lambda one: one.given_name.casefold()):
        found = [one for one in everybody.values() if names(one) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            break
    raise EnvironmentProblem(
        f"{'More than one child' if found else 'No child'} on this laptop is called “{name}”.",
        "Nothing was done.",
        "Give the full name as it stands in the class list, or the child's id.",
    )


def class_called(services: CommandServices, name: str) -> str:
    """The id of the teacher's class of that name or id. Raises EnvironmentProblem for none or more than one."""
    wanted = " ".join(name.split()).casefold()
    found = [room.id for room in services.teacher.classes() if wanted in (room.name.casefold(), room.id)]
    if len(found) != 1:
        raise EnvironmentProblem(
            f"{'More than one class' if found else 'No class'} on this laptop is called “{name}”.",
            "Nothing was done.",
            "Give the name as it stands in the class list, or the class's id.",
        )
    return found[0]


def account_called(people: list[Account], name: str) -> Account:
    """The account of that name, however it is capitalised. Raises EnvironmentProblem for none."""
    found = next((one for one in people if name_key(one.name) == name_key(name) or one.id == name), None)
    if found is None:
        raise EnvironmentProblem(
            f"Nobody on this laptop is called “{name}”.",
            "Nothing was done.",
            f"Give a name as it stands here: {', '.join(one.name for one in people)}.",
        )
    return found


def secret_from(lines: TextIO, asked: str, *, twice: bool = False) -> str:
    """A passphrase: typed unseen at a terminal, else the next line. twice: a new one, which has to be typed again."""
    if not lines.isatty():
        return lines.readline().rstrip("\n")
    typed = getpass.getpass(f"{asked}: ")
    if twice and getpass.getpass("The same again: ") != typed:
        raise Refused("The two are not the same.")
    return typed


def unlock(services: CommandServices, lines: TextIO) -> None:
    """Open the teacher's side: the name where several people have accounts, then the passphrase. Raises Refused."""
    people = services.teacher.people()
    account_id = None
    if len(people) > 1:
        if lines.isatty():
            print("Your name: ", end="", file=sys.stderr, flush=True)
        account_id = account_called(people, lines.readline().strip()).id
    services.teacher.unlock(secret_from(lines, "Teacher's passphrase"), account_id)


@contextmanager
def teachers_side(parts: Parts, mailbox: Mailbox) -> Iterator[CommandServices]:
    """The services with the teacher's side open. Raises Refused for a wrong passphrase."""
    services = parts.open_services(mailbox.deliver)
    try:
        unlock(services, sys.stdin)
        yield services
    finally:
        services.close()
