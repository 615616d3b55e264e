"""The coach with a language model: it may choose a tool or words, one at a time; the scripted coach stands behind it.

The model never says what stands in a text, what a word means or whether an answer is right: such results are told in
the scripted coach's words, with their quotation. It chooses what is done, and may speak freely around that.
"""

import logging
import time
from collections.abc import Callable, Sequence

from litcoach_desktop.domain.coaching.talks import PassedOn
from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.domain.coaching.turns import Reply, Source
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.domain.safety import Category
from litcoach_desktop.ports.coaching import SILENCE, HeldBack, PlainCoach, Telling, ToolCaller
from litcoach_desktop.ports.language_model import LanguageModel, Message, Request, Speaker, TooMuch, Written
from litcoach_desktop.services.agent.choices import (
    Choice,
    NoChoice,
    ReplyStream,
    describe,
    describe_result,
    read_choice,
)

STEPS = 4
"""Choices in one turn; the last one can only be a reply."""
FRESH_TOKENS = 400
"""Read and written in one turn, beside the system text."""
DEADLINE_S = 20.0
_KEPT_TURNS = 6
_TRIES = 2
"""After so many failures in a row the rest of the talk goes on without the model: a child must not wait each time."""
_LONGEST_SAID = 300
# What the model may put into words of its own. Everything else quotes the library or judges an answer.
_FREE = frozenset(
    [
        ("find_texts", "found"),
        ("what_next", "found"),
        ("open_text", "opened"),
        ("hard_words", "found"),
        ("hear_word", "parts"),
        ("hear_word", "one_part"),
    ]
)

_log = logging.getLogger(__name__)


class ModelCoach:
    """Implements `ports.coaching.Coach`. Whatever fails, the scripted coach answers in the same turn."""

    def __init__(
        self,
        model: LanguageModel,
        scripted: PlainCoach,
        instructions: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """instructions: what stands before the list of tools, the same for every child."""
        self._model = model
        self._scripted = scripted
        self._instructions = instructions
        self._clock = clock
        self._turns: list[tuple[Message, ...]] = []
        self._failed = 0

    def opening(self) -> Reply:
        """The scripted coach's."""
        return self._scripted.opening()

    def safe_reply(self, category: Category, passed_on: PassedOn = PassedOn.SILENT) -> Reply:
        """The fixed words that people wrote."""
        return self._scripted.safe_reply(category, passed_on)

    def instead(self) -> Reply:
        """The scripted coach's."""
        return self._scripted.instead()

    def closing(self, said: str) -> Reply:
        """The scripted coach's."""
        return self._scripted.closing(said)

    def not_kept(self) -> str:
        """The scripted coach's."""
        return self._scripted.not_kept()

    def answer(self, said: str, tools: ToolCaller, telling: Telling = SILENCE) -> Reply:
        """What the scripted coach says where it understands, else what the model chose.

        What the rules understand they get right more often than a small model, and sooner.
        """
        if self._scripted.is_ready_for(said) or self._failed >= _TRIES:
            return self._scripted.answer(said, tools, telling)
        turn = _Turn(self._scripted, tools, telling)
        system = system_text(self._instructions, tools.cards)
        deadline = self._clock() + DEADLINE_S
        turn.messages.append(Message(Speaker.CHILD, said[:_LONGEST_SAID]))
        try:
            reply = self._converse(turn, system, deadline)
        except HeldBack:
            raise
        except (EnvironmentProblem, NoChoice, Refused, TooMuch) as problem:
            _log.warning("the scripted coach answers, because the model %s failed: %r", self._model.name, problem)
            self._failed += isinstance(problem, EnvironmentProblem)
        except Exception as problem:
            _log.error("the scripted coach answers after a fault of the model's coach", exc_info=problem)
            self._failed += 1
        else:
            self._failed = 0
            # The model has read all turns but for new ones. To drop the first one only would have it read all again.
            before = self._turns if len(self._turns) < _KEPT_TURNS else self._turns[-1:]
            self._turns = [*before, tuple(turn.messages)]
            return reply
        # What a tool has done is done: it is told, and not done again.
        return turn.told or self._scripted.answer(said, tools, telling)

    def _converse(self, turn: "_Turn", system: str, deadline: float) -> Reply:
        left = FRESH_TOKENS
        for step in range(STEPS):
            cards = () if step == STEPS - 1 else tuple(turn.tools.cards)
            written = self._write(turn, Request(system, (), cards, left, deadline))
            left -= written.read + written.written
            choice = read_choice(written.text)
            turn.messages.append(Message(Speaker.COACH, written.text))
            if choice.tool is None:
                return turn.reply(choice.reply)
            reply = turn.use(choice)
            if reply is not None:
                return reply
        raise NoChoice("it did not come to a reply")

    def _write(self, turn: "_Turn", request: Request) -> Written:
        """One choice. When the whole talk is too much, the model goes on without what was said before."""
        stream = ReplyStream()

        def on_text(piece: str) -> None:
            turn.telling.words(stream.feed(piece), turn.sources)

        def with_messages(messages: tuple[Message, ...]) -> Request:
            return Request(request.system, messages, request.tools, request.most_tokens, request.deadline)

        before = tuple(message for earlier in self._turns for message in earlier)
        try:
            whole = with_messages((*before, *turn.messages))
            return self._model.write(whole, on_text, turn.telling.cancelled)
        except TooMuch:
            if not self._turns:
                raise
            self._turns = []
            return self._model.write(with_messages(tuple(turn.messages)), on_text, turn.telling.cancelled)


def system_text(instructions: str, cards: Sequence[ToolCard]) -> str:
    """What the model reads first. The same tools give the same bytes, in every talk."""
    return instructions + describe(cards)


class _Turn:
    """What came of one message of the child so far. told: the last tool's result in words that people wrote."""

    def __init__(self, scripted: PlainCoach, tools: ToolCaller, telling: Telling) -> None:
        self._scripted = scripted
        self.tools = tools
        self.telling = telling
        self.messages: list[Message] = []
        self.sources: list[Source] = []
        self.told: Reply | None = None
        self._done: list[Choice] = []

    def use(self, choice: Choice) -> Reply | None:
        """Run the tool; the reply when the turn ends with it. Raises Refused, NoChoice for the same thing twice."""
        if choice in self._done:
            raise NoChoice("it did the same thing twice")
        self._done.append(choice)
        name = choice.tool or ""
        result = self.tools.call(name, choice.arguments)
        self.told = self._scripted.tell(name, choice.arguments, result)
        self.sources += result.sources
        if (name, result.status) not in _FREE:
            return self.told
        self.messages.append(Message(Speaker.TOOL, describe_result(result)))
        return None

    def reply(self, words: str) -> Reply:
        """The model's words, with the next steps of the last tool."""
        if self.told is None:
            return Reply(words, self._scripted.instead().choices)
        return Reply(words, self.told.choices, tuple(self.sources))
