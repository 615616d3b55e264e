"""Who is meant and who is asking, at the terminal: a child by its name, a teacher by the passphrase."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.domain.roster import Student


def child_called(services: CommandServices, name: str) -> Student:
    """The child of that full or given name, or of that id. Raises EnvironmentProblem for none or more than one."""
    wanted = " ".join(name.split()).casefold()
    # A child can be in several classes.
    everybody = {one.id: one for room in services.assessment.classes() for one in services.assessment.students(room.id)}
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


def passphrase_from(lines: TextIO) -> str:
    """The teacher's passphrase: typed unseen at a terminal, else the next line."""
    if lines.isatty():
        return getpass.getpass("Teacher's passphrase: ")
    return lines.readline().rstrip("\n")


@contextmanager
def teachers_side(parts: Parts, mailbox: Mailbox) -> Iterator[CommandServices]:
    """The services with the teacher's side open. Raises Refused for a wrong passphrase."""
    services = parts.open_services(mailbox.deliver)
    try:
        services.teacher.unlock(passphrase_from(sys.stdin))
        yield services
    finally:
        services.close()
