"""The voice that reads words and passages to the child."""

from typing import Protocol


class Voice(Protocol):
    """A speech synthesiser of the operating system."""

    @property
    def available(self) -> bool:
        """False when the system has no voice: the screens then say so instead of offering to read."""

    def say(self, text: str, *, rate: float = 0.0) -> None:
        """Speak and return at once; rate from -1.0 (slow) to 1.0 (fast), 0 is the voice's own."""

    def stop(self) -> None:
        """Fall silent."""
