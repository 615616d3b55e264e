"""The one form in which a model answers: a tool with its arguments, or a reply; and the reply while it is written."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.domain.coaching.turns import ToolResult

_LONGEST_REPLY = 400
_LONGEST_SENTENCE = 200
_LONGEST_FACT = 160
# Signs of markup, addresses and code: a child is spoken to in plain words.
_NO_PLAIN_WORDS = re.compile(r"[<>{}\[\]|\\`@#^~\x00-\x1f]|https?:|www\.")
_ENDED = re.compile(r"[.!?…][”\"')]*$")
_OPENING = re.compile(r'\s*\{\s*"reply"\s*:\s*"')
_ESCAPE_LENGTH = {"u": 6}


class NoChoice(ValueError):
    """What the model wrote is neither a tool nor a reply."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Either a tool, then with arguments, or a reply."""

    tool: str | None
    arguments: dict[str, str]
    reply: str = ""


def read_choice(written: str) -> Choice:
    """What the model chose. Raises NoChoice."""
    try:
        content = json.loads(written)
    except ValueError as problem:
        raise NoChoice("it is not JSON") from problem
    match content:
        case {"tool": str(name), "args": dict(arguments)} if len(content) == 2:
            return Choice(name, arguments)
        case {"reply": str(reply)} if len(content) == 1:
            return Choice(None, {}, _plain(reply))
    raise NoChoice("it is neither a tool nor a reply")


def _plain(reply: str) -> str:
    words = " ".join(reply.split())
    if not any(letter.isalpha() for letter in words):
        raise NoChoice("the reply has no words")
    if len(words) > _LONGEST_REPLY:
        raise NoChoice("the reply is too long")
    if _NO_PLAIN_WORDS.search(words):
        raise NoChoice("the reply is no plain language")
    if len(words) > _LONGEST_SENTENCE and not _ENDED.search(words):
        # It was cut off in the middle of a sentence: what is whole before that stands.
        words = words[: max(words.rfind(mark) for mark in ".!?") + 1]
        if not words:
            raise NoChoice("the reply is one endless sentence")
    return words


class ReplyStream:
    """The words of a reply, while the JSON around them is still being written."""

    def __init__(self) -> None:
        self._written = ""
        self._at: int | None = None
        self._ended = False

    def feed(self, piece: str) -> str:
        """What this piece adds to the reply; nothing for a tool. Raises NoChoice for words that no child is told."""
        self._written += piece
        if self._at is None:
            opening = _OPENING.match(self._written)
            if opening is None:
                return ""
            self._at = opening.end()
        more = ""
        while not self._ended and (sign := self._next()):
            more += sign
        if _NO_PLAIN_WORDS.search(more):
            raise NoChoice("the reply is no plain language")
        return more

    def _next(self) -> str:
        """The next whole sign of the JSON string; empty when it is not all there yet, or the string has ended."""
        at = self._at or 0
        sign = self._written[at : at + 1]
        if sign == '"':
            self._ended = True
            return ""
        if sign != "\\":
            self._at = at + len(sign)
            return sign
        end = at + _ESCAPE_LENGTH.get(self._written[at + 1 : at + 2], 2)
        if len(self._written) < end:
            return ""
        self._at = end
        try:
            return str(json.loads(f'"{self._written[at:end]}"'))
        except ValueError as problem:
            raise NoChoice("the reply has a sign that does not exist") from problem


def describe(cards: Sequence[ToolCard]) -> str:
    """The tools, a line for each. The same tools give the same bytes."""
    return "".join(f"- {_call(card)}: {' '.join(card.purpose.split())}\n" for card in cards)


def _call(card: ToolCard) -> str:
    values = [name if allowed is None else f"{name}={'|'.join(allowed)}" for name, allowed in card.parameters.items()]
    return f"{card.name}({', '.join(values)})"


def describe_result(result: ToolResult) -> str:
    """What a tool found, for the model: short, and as data in quotation marks."""
    facts = {name: value[:_LONGEST_FACT] for name, value in result.facts.items() if value}
    found: dict[str, object] = {"found": result.status, **facts}
    if result.choices:
        found["choices"] = [choice[:_LONGEST_FACT] for choice in result.choices]
    return json.dumps(found, ensure_ascii=False)
