"""How a talk is put before a model: our own format for each family, never the template inside a model's file.

A template is a program, and files come from outside. What is said is put between the family's control tokens as plain
text, so that nobody can write such a token: neither a child nor a passage.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litcoach_desktop.ports.language_model import Message, Speaker


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a prompt. control: its control tokens are read as such; else all of it is plain text."""

    text: str
    control: bool = False


@dataclass(frozen=True, slots=True)
class PromptFormat:
    """What a family of models puts around a message. marks: the control tokens by which it is known.

    opening: with {role} in it. roles: of the system text, of the child and the tools, and of the coach. silence: an
    empty thought, for models that would think aloud first; used when its first mark is a token.
    """

    marks: tuple[str, ...]
    opening: str
    closing: str
    roles: tuple[str, str, str]
    silence: str = ""
    silence_mark: str = ""

    def begin(self, system: str) -> list[Piece]:
        """What stands before all messages, the same for every talk."""
        return [*self._open(self.roles[0]), Piece(system.strip()), *self._close()]

    def message(self, message: Message, thoughtless: str) -> list[Piece]:
        """One message. thoughtless: see `silent`."""
        if message.speaker is Speaker.COACH:
            return [*self.answer(thoughtless), Piece(message.text), *self._close()]
        return [*self._open(self.roles[1]), Piece(message.as_line()), *self._close()]

    def answer(self, thoughtless: str) -> list[Piece]:
        """What the coach's words come after."""
        opening = self._open(self.roles[2])
        return [*opening, Piece(thoughtless, control=True)] if thoughtless else opening

    def silent(self, is_token: Callable[[str], bool]) -> str:
        """The empty thought for a model that thinks."""
        return self.silence if self.silence_mark and is_token(self.silence_mark) else ""

    def _open(self, role: str) -> list[Piece]:
        return [Piece(self.opening.format(role=role), control=bool(self.marks))]

    def _close(self) -> list[Piece]:
        return [Piece(self.closing, control=bool(self.marks))]


CHATML = PromptFormat(
    ("<|im_start|>", "<|im_end|>"),
    "<|im_start|>{role}\n",
    "<|im_end|>\n",
    ("system", "user", "assistant"),
    "<think>\n\n</think>\n\n",
    "<think>",
)
GRANITE = PromptFormat(
    ("<|start_of_role|>", "<|end_of_role|>"),
    "<|start_of_role|>{role}<|end_of_role|>",
    "<|end_of_text|>\n",
    ("system", "user", "assistant"),
)
PLAIN = PromptFormat((), "\n", "\n", ("", "", ""))


def format_for(is_token: Callable[[str], bool]) -> PromptFormat:
    """The format of a model, by its tokens. is_token: whether a text is one control token of it."""
    return next((one for one in (CHATML, GRANITE) if all(is_token(mark) for mark in one.marks)), PLAIN)


def talk(chosen: PromptFormat, thoughtless: str, messages: Sequence[Message]) -> list[Piece]:
    """The messages, up to where the coach's next words begin."""
    pieces = [piece for message in messages for piece in chosen.message(message, thoughtless)]
    return [*pieces, *chosen.answer(thoughtless)]
