"""`litcoach chat --voice`: the talk with the coach by microphone and loudspeaker; typing goes on beside it."""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from rich.console import Console

from litcoach_desktop.cli import messages
from litcoach_desktop.cli.needs import CommandServices
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.coaching.spoken import words_to_ask_about
from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.jobs import Job, Lane
from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.services.agent import CoachSession
from litcoach_desktop.services.gateway import FellAsleep, Heard, Interrupted, Listening, NotUnderstood, TalkControl

_HEARS_ENGLISH = (
    "Say one of the things in brackets, or: read to me, what does ... mean, ask me a question, goodbye. "
    "You can type, too. Press Enter alone to make the coach stop and listen."
)


class VoiceChat:
    """One talk. Everything here runs on the thread that waits in `run`."""

    def __init__(
        self,
        services: CommandServices,
        session: CoachSession,
        voice: Voice,
        mailbox: Mailbox,
        show: Callable[[Reply], None],
    ) -> None:
        self._services = services
        self._session = session
        self._voice = voice
        self._mailbox = mailbox
        self._show = show
        self._control = TalkControl()
        self._listening: Job[None] | None = None
        self._answering = False
        self._over = False
        self._ends = False
        self._choices: tuple[str, ...] = ()
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def run(self, lines: TextIO) -> None:
        """Talk until the child says goodbye, or the lines end and nobody can be heard."""
        self._console.print(_HEARS_ENGLISH, style="dim")
        if not self._voice.available:
            self._console.print("No voice is installed (espeak-ng): the coach's answers are shown only.", style="dim")
        self._tell(self._session.opening())
        self._listen()
        threading.Thread(target=self._read, args=(lines,), name="typed lines", daemon=True).start()
        while not self._over:
            self._mailbox.take()
        self._control.finish()
        self._voice.stop()

    def _read(self, lines: TextIO) -> None:
        for line in lines:
            self._mailbox.deliver(functools.partial(self._typed, line.strip()))
        self._mailbox.deliver(self._no_more_lines)

    def _typed(self, line: str) -> None:
        self._fall_silent()
        if line:
            self._answer(line)
        elif self._listening is None:
            self._listen()

    def _no_more_lines(self) -> None:
        self._over = self._over or self._listening is None

    def _listen(self) -> None:
        # A new handle, because the old one may have been told to stop.
        speaking = self._control.is_speaking
        self._control = TalkControl()
        self._control.speaking(speaking)
        self._control.use_hands_free(True)
        self._expect(self._choices)
        self._listening = self._services.runner.submit(
            Lane.LISTEN,
            self._services.gateway.converse(self._control),
            name="talk with the coach by voice",
            on_success=lambda _nothing: self._deaf(),
            on_failure=self._failed,
            on_event=self._heard,
        )

    def _heard(self, event: object) -> None:
        if isinstance(event, Heard):
            self._console.print(f"> {event.text}")
            self._answer(event.text)
        elif isinstance(event, Interrupted):
            self._fall_silent()
        elif isinstance(event, NotUnderstood):
            self._console.print("  (I did not catch that.)", style="dim")
        elif isinstance(event, FellAsleep):
            self._console.print("The microphone is off now. Press Enter to be heard again.")
        elif isinstance(event, Listening) and event.on:
            self._console.print("  (listening)", style="dim")

    def _failed(self, problem: Exception) -> None:
        messages.tell(problem, None, to=sys.stderr)
        self._console.print("You can go on typing. Press Enter to be heard again.")
        self._deaf()

    def _deaf(self) -> None:
        self._listening = None

    def _answer(self, said: str) -> None:
        # What is said while an answer is being made waits for no one: the next thing counts.
        if self._answering:
            return
        self._answering = True
        self._services.runner.submit(
            Lane.LLM if self._services.agent.uses_model else Lane.MISC,
            lambda _ctx: self._session.say(said),
            name="talk with the coach",
            on_success=self._answered,
            on_failure=self._not_answered,
        )

    def _answered(self, reply: Reply) -> None:
        self._answering = False
        self._tell(reply)

    def _not_answered(self, problem: Exception) -> None:
        self._answering = False
        messages.tell(problem, None, to=sys.stderr)

    def _tell(self, reply: Reply) -> None:
        # Spoken first, shown then: half a second is all that an answer has.
        self._ends = reply.ends
        self._control.speaking(True)
        if self._voice.available:
            self._voice.say(reply.said, on_end=lambda: self._mailbox.deliver(self._spoken))
        else:
            self._mailbox.deliver(self._spoken)
        self._expect(reply.choices)
        self._show(reply)

    def _spoken(self) -> None:
        self._control.speaking(False)
        self._over = self._over or self._ends

    def _fall_silent(self) -> None:
        self._voice.stop()
        self._spoken()

    def _expect(self, choices: tuple[str, ...]) -> None:
        self._choices = choices
        self._control.expect(self._choices, words_to_ask_about(self._session.text))
