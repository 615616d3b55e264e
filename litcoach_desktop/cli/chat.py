"""`litcoach chat`: a talk with the coach in the terminal, kept like one in the window."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.people import child_called
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.jobs import Lane


def run(parts: Parts, lines: TextIO, *, student: str | None, voice: bool = False) -> int:
    """Talk until the child says goodbye or the lines end. Raises EnvironmentProblem, and Refused for a wrong PIN.

    voice: also listen to the microphone, and speak.
    """
    mailbox = Mailbox()
    services = parts.open_services(mailbox.deliver)
    try:
        child = None if student is None else _child(services, student, lines)
        session = services.agent.open_session(child)
        if services.agent.uses_model:
            services.runner.submit(
                Lane.MISC, lambda ctx: services.agent.get_ready(lambda: ctx.cancelled), name="get the model ready"
            )
        if voice:
            from litcoach_desktop.cli.voice_chat import VoiceChat

            VoiceChat(services, session, parts.voice(), mailbox, _print).run(lines)
            return 0

        def answer(said: str) -> Reply:
            lane = Lane.LLM if services.agent.uses_model else Lane.MISC
            shown: list[str] = []

            def show(words: str) -> None:
                shown.append(words)
                _console().print(words, end="")

            reply = mailbox.run(
                services.runner,
                lane,
                lambda ctx: session.say(said, words=ctx.emit, cancelled=lambda: ctx.cancelled),
                name="talk with the coach",
                on_event=show,
            )
            _print(reply, "".join(shown))
            return reply

        _print(session.opening())
        for line in lines:
            if not line.strip():
                continue
            if answer(line.strip()).ends:
                break
    finally:
        services.close()
    return 0


def _child(services: CommandServices, name: str, lines: TextIO) -> Student:
    """The child of that name, who shows the picture PIN where it has one."""
    child = child_called(services, name)
    if child.picture_pin is not None:
        Console(stderr=True, highlight=False).print("Your secret pictures, in order, with spaces between:")
        if not services.assessment.check_pin(child.id, tuple(lines.readline().lower().split())):
            raise Refused("Those are not the right pictures.")
    return child


def _print(reply: Reply, shown: str = "") -> None:
    """The rest of a reply that was shown as far as it was ready; all of it where another one took its place."""
    console = _console()
    if reply.said.startswith(shown):
        console.print(reply.said.removeprefix(shown))
    else:
        console.print(f"\n{reply.said}")
    places = [source for source in reply.sources if source.quote and source.end]
    for source in places:
        console.print(f"  from {source.title}, {source.start}-{source.end}", style="dim")
    console.print(f"  [{'] ['.join(reply.choices)}]")


def _console() -> Console:
    """For plain text: what stands in square brackets is part of what is said."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
