"""Time, so that tests may choose it."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for people and monotonic time for waiting."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
