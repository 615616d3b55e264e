"""What was measured of a voice while it read: numbers only, from which the rules of `prosody` make levels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """How the voice moved at the end of the passage word `index`, in semitones: rising is positive."""

    index: int
    movement: float


@dataclass(frozen=True, slots=True)
class Voice:
    """The voice of one reading, within the words that were heard.

    median_hz: its pitch. span: semitones between the 10th and the 90th percentile of its pitch. voiced_s: seconds
    with a pitch; few mean that nothing should be made of the rest. above_room_db: how far the voice stood above
    the room. pitches: for each passage word its middle pitch in semitones from the median, None without one.
    endings: of the words before punctuation, in reading order, where they could be measured.
    """

    median_hz: float
    span: float
    voiced_s: float
    above_room_db: float
    pitches: tuple[float | None, ...]
    endings: tuple[Ending, ...] = ()
