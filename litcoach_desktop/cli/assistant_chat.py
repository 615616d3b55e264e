"""`litcoach chat --teacher`: questions about one class in the terminal, after the passphrase; nothing of it is kept."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.people import unlock
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.jobs import Lane


def run(parts: Parts, lines: TextIO, *, class_name: str | None) -> int:
    """Answer until the teacher says goodbye or the lines end. Raises Refused for a wrong passphrase.

    class_name: may be left out where there is one class only; else EnvironmentProblem says which there are.
    """
    mailbox = Mailbox()
    services = parts.open_services(mailbox.deliver)
    try:
        unlock(services, lines)
        session = services.agent.open_assistant(_class(services, class_name).id)

        def answer(asked: str) -> Reply:
            return mailbox.run(services.runner, Lane.MISC, lambda _ctx: session.say(asked), name="ask the assistant")

        _print(session.opening())
        for line in lines:
            if not line.strip():
                continue
            reply = answer(line.strip())
            _print(reply)
            if reply.ends:
                break
    finally:
        services.close()
    return 0


def _class(services: CommandServices, name: str | None) -> ClassRoom:
    rooms = services.teacher.classes()
    found = [one for one in rooms if name is None or name.casefold() in (one.name.casefold(), one.id)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(one.name for one in rooms) or "none yet"
    raise EnvironmentProblem(
        f"There is no class “{name}”." if name else "There is not one class only on this laptop.",
        "The assistant answers about one class at a time.",
        f"Say which with --class NAME. Classes: {there}.",
    )


def _print(reply: Reply) -> None:
    """As plain text: what stands in square brackets is part of what is said."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(reply.said)
    for source in reply.sources:
        console.print(f"  {source.kind}: {source.title}", style="dim")
    console.print(f"  [{'] ['.join(reply.choices)}]")
