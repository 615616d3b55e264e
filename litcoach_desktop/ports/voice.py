"""The voice that reads words and passages to the child."""

from collections.abc import Callable
from typing import Protocol


class Voice(Protocol):
    """A speech synthesiser of the operating system."""

    @property
    def available(self) -> bool:
        """False when the system has no voice: the screens then say so instead of offering to read."""

    @property
    def tells_words(self) -> bool:
        """Whether `on_word` is called; some systems' voices never say where they are."""

    def say(
        self,
        text: str,
        *,
        rate: float = 0.0,
        on_word: Callable[[int], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        """Speak and return at once; rate from -1.0 (slow) to 1.0 (fast), 0 is the voice's own.

        on_word: called with the offset in `text` of each word as it is begun. on_end: called once all was spoken;
        not after `stop`, and not when something else is said before the end.
        """

    def stop(self) -> None:
        """Fall silent."""
