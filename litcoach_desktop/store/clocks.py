"""The computer's clocks, for a store that was given no others."""

import time
from datetime import UTC, datetime


class SystemClock:
    """The wall clock and the one that never runs backwards."""

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment of the past."""
        return time.monotonic()
