"""The clock of the machine."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Wall time and monotonic time as the operating system gives them."""

    def now(self) -> datetime:
        """The time now, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()
