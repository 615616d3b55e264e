"""What a conversation tells while it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listening:
    """Whether what is said now is heard: the microphone is open, and litcoach does not speak itself."""

    on: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Something was understood. text: as the coach is told. sureness: 0..1, of the engine; 1 for free speech."""

    text: str
    sureness: float


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Something was said that is none of the expected things. pressed: the child held the button to say it."""

    pressed: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The child speaks while litcoach does, and means to be heard: fall silent."""


@dataclass(frozen=True, slots=True)
class FellAsleep:
    """Nobody has spoken for so long that the microphone was let go."""
