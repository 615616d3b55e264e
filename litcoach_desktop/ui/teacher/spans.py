"""Which stretch of a recording belongs to a word, so that it can be heard."""

from dataclasses import dataclass

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

MARGIN_S = 0.15
"""A word cut off at its first sound is hard to judge."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds from the start of the recording. exact: the word itself; else the words around the place."""

    start_s: float
    end_s: float
    exact: bool

    def cut(self, samples: Samples) -> Samples:
        """What is heard of it, with the margin at both ends where the recording has it."""
        first = max(0, round((self.start_s - MARGIN_S) * SAMPLE_RATE))
        last = min(len(samples), round((self.end_s + MARGIN_S) * SAMPLE_RATE))
        return samples[first : max(first, last)]


def word_span(events: ReadingEvents, index: int) -> Span | None:
    """Where a word is heard.

    For a word that was not heard: from the word before it to the one after it, so that the teacher hears what
    is missing. None when nothing around it was heard either.
    """
    if not 0 <= index < len(events.words):
        return None
    word = events.words[index]
    if word.start_s is not None and word.end_s is not None:
        return Span(word.start_s, word.end_s, exact=True)
    timed = [word for word in events.words if word.start_s is not None and word.end_s is not None]
    before = next((word for word in reversed(timed) if word.index < index), None)
    after = next((word for word in timed if word.index > index), None)
    if before is None or before.start_s is None:
        return None if after is None or after.end_s is None else Span(0.0, after.end_s, exact=False)
    if after is None or after.end_s is None:
        return Span(before.start_s, max(events.duration_s, before.end_s or 0.0), exact=False)
    return Span(before.start_s, after.end_s, exact=False)


def span_from(events: ReadingEvents, index: int) -> Span | None:
    """From a word to the end of the recording; all of it when no word has a place in it."""
    start = word_span(events, index)
    if start is None:
        return Span(0.0, events.duration_s, exact=False) if events.duration_s > 0 else None
    return Span(start.start_s, max(events.duration_s, start.end_s), exact=start.exact)


def word_at(events: ReadingEvents, seconds: float) -> int | None:
    """The word that is being said at a time, or the last one before it; None before the first."""
    said = [word for word in events.words if word.start_s is not None and word.start_s <= seconds]
    return max(said, key=lambda word: word.start_s or 0.0).index if said else None
