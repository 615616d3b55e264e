"""The handle by which a face steers a conversation that listens on another thread."""

import threading
from collections.abc import Sequence


class TalkControl:
    """Every call may come from any thread, at any time, more than once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._finish = threading.Event()
        self._pressed = False
        self._hands_free = False
        self._speaking = False
        self._expected: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def press(self) -> None:
        """The child holds the button: from now on everything is heard, whatever litcoach is saying."""
        self._pressed = True

    def release(self) -> None:
        """The child lets go: what was said until now is the whole of it."""
        self._pressed = False

    def use_hands_free(self, on: bool) -> None:
        """Whether speech is noticed without a button."""
        self._hands_free = on

    def speaking(self, on: bool) -> None:
        """litcoach itself speaks, or has ended: its own voice must not be taken for the child's."""
        self._speaking = on

    def expect(self, choices: Sequence[str], words: Sequence[str]) -> None:
        """What may be said next: the choices as they are printed, and the words that may be asked about."""
        with self._lock:
            self._expected = (tuple(choices), tuple(words))

    def finish(self) -> None:
        """Stop listening and let the microphone go."""
        self._finish.set()

    @property
    def pressed(self) -> bool:
        """Whether the button is held."""
        return self._pressed

    @property
    def hands_free(self) -> bool:
        """Whether speech is noticed without a button."""
        return self._hands_free

    @property
    def is_speaking(self) -> bool:
        """Whether litcoach speaks."""
        return self._speaking

    @property
    def expected(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Choices and words."""
        with self._lock:
            return self._expected

    @property
    def finished(self) -> bool:
        """Whether `finish` was called."""
        return self._finish.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep, but wake at `finish`; True if it was called."""
        return self._finish.wait(seconds)
