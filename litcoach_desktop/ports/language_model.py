"""What the agent service expects of a language model: one choice at a time, between the tools it is shown and words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from litcoach_desktop.domain.coaching.tool_card import ToolCard


class Speaker(StrEnum):
    """Whose words a message is."""

    CHILD = "child"
    COACH = "coach"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a talk."""

    speaker: Speaker
    text: str

    def as_line(self) -> str:
        """Who says what, in one line: with a line break a child could begin what looks like a tool's result."""
        return f"{self.speaker.value.capitalize()}: {' '.join(self.text.split())}"


@dataclass(frozen=True, slots=True)
class Request:
    """What the model is to go on from.

    system: the same bytes in every talk, so that what the model made of them is kept. tools: those that may be chosen
    now; none when there is to be a reply. most_tokens: of the messages that it has not read yet and of what it writes
    together; the system text does not count. deadline: in the time of `time.monotonic`.
    """

    system: str
    messages: tuple[Message, ...]
    tools: tuple[ToolCard, ...]
    most_tokens: int
    deadline: float


@dataclass(frozen=True, slots=True)
class Written:
    """One choice, as JSON: {"tool": name, "args": {...}} or {"reply": words}. read, written: tokens that it cost."""

    text: str
    read: int
    written: int


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What was seen of the model that the coach uses. worry: a sentence that somebody should read, may be empty."""

    name: str
    worry: str = ""
    remedy: str = ""


class TooMuch(Exception):
    """The messages are more than the request allows or the model can hold: nothing was read."""


class LanguageModel(Protocol):
    """A model of this machine, or of a server that the school runs. A second call waits for the first."""

    @property
    def name(self) -> str:
        """Which model it is."""

    def get_ready(self, system: str, cancelled: Callable[[], bool]) -> None:
        """Load what is needed and read the system text, so that the first choice comes sooner.

        Raises ModelProblem, Cancelled.
        """

    def write(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Written:
        """Let the model make one choice. on_text: called with each piece of it; what it raises ends the work.

        Raises TooMuch; ModelProblem when it cannot be used, fails, is late or breaks off; Cancelled within 0.3 s of
        `cancelled` turning true.
        """
