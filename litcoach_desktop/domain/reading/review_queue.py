"""Which readings need a teacher's ear, and in which order: by doubt, then by surprise against the child's own trend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

# A child's rate moves by so many words a minute from passage to passage: the median standard error of measurement
# that Christ & Silberglitt (2007, School Psychology Review 36, 130-146) found for oral reading on mixed passages.
_USUAL_ERROR_WPM = 10.0
# From a median absolute deviation to a standard deviation, of a normal distribution.
_MAD_TO_SD = 1.4826
_LEAST_BEFORE = 3
_MOST_BEFORE = 10
SURPRISING = 2.0
"""Standard deviations from the child's own usual rate from which a reading is one to listen to."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading that nobody has reviewed.

    doubtful_words: words of which the machine was not sure. wcpm: None when it could not be scored, and
    unscored_reason says why. usual_wcpm: the middle of the child's last readings before it; surprise: how many standard
    deviations it lies from them; both None without three of them.
    """

    reading_id: str
    student_id: str
    student_name: str
    text_title: str
    started_at: datetime
    doubtful_words: int
    wcpm: float | None
    unscored_reason: str | None
    usual_wcpm: float | None = None
    surprise: float | None = None

    @property
    def needs_ear(self) -> bool:
        """Whether there is a reason to listen to it."""
        surprising = self.surprise is not None and self.surprise >= SURPRISING
        return self.doubtful_words > 0 or surprising or self.unscored_reason is not None


def usual_rate(before: Sequence[float]) -> tuple[float, float] | None:
    """The middle and the standard deviation of a child's rates, oldest first; None for fewer than three.

    Of the last ten; both are robust against one odd reading. The deviation is never below the error of measurement.
    """
    if len(before) < _LEAST_BEFORE:
        return None
    last = before[-_MOST_BEFORE:]
    middle = median(last)
    spread = _MAD_TO_SD * median(abs(one - middle) for one in last)
    return middle, max(spread, _USUAL_ERROR_WPM)


def surprise(wcpm: float, before: Sequence[float]) -> float | None:
    """How many standard deviations a rate lies from the child's own; None where there is nothing to go by."""
    usual = usual_rate(before)
    return None if usual is None else abs(wcpm - usual[0]) / usual[1]


def in_order(readings: Iterable[Waiting]) -> list[Waiting]:
    """Those that need an ear: most doubtful words first, then the most surprising, then the newest."""
    waiting = [one for one in readings if one.needs_ear]
    return sorted(waiting, key=lambda one: (-one.doubtful_words, -(one.surprise or 0.0), -one.started_at.timestamp()))
