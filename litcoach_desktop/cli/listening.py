"""One recording, judged without anybody watching; and the pieces that a microphone would deliver."""

from __future__ import annotations

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import Listener

CHUNK = SAMPLE_RATE // 10
"""100 ms, as the live reading feeds them."""


def hear(listener: Listener, passage: Passage, samples: Samples) -> ReadingEvents:
    """The verdict over a whole recording. Raises ModelProblem."""
    following = listener.follow(passage, live=False)
    following.feed(samples)
    return following.judge()
