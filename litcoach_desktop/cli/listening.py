"""One recording, heard in the pieces that a microphone would deliver, and judged."""

from __future__ import annotations

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import Following, Listener

CHUNK = SAMPLE_RATE // 10
"""100 ms, as the live reading feeds them."""


def hear(listener: Listener, passage: Passage, samples: Samples) -> ReadingEvents:
    """Follow a whole recording and judge it. Raises ModelProblem."""
    following = listener.follow(passage)
    feed_all(following, samples)
    return following.judge()


def feed_all(following: Following, samples: Samples) -> None:
    """Feed a recording piece by piece."""
    for start in range(0, len(samples), CHUNK):
        following.feed(samples[start : start + CHUNK])
