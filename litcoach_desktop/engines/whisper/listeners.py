"""Readings heard by the second listener alone, and by both, for comparing them over recordings."""

from collections.abc import Sequence

import numpy as np

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.second_opinion import SecondOpinion, WordOpinion, with_second_opinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import Following, Listener, WordReached
from litcoach_desktop.ports.transcription import SecondListener

_RIGHT = 0.75
"""Closeness from which the second listener, when it is alone, calls a word right. Not calibrated."""


class SecondAlone:
    """Implements `ports.listening.Listener`: what the second listener makes of a reading by itself.

    Its probabilities are the closeness of the sounds: good for putting words in order, not calibrated. It follows
    nothing live, and hears no repetitions, hesitations or insertions.
    """

    def __init__(self, second: SecondListener) -> None:
        self._second = second

    @property
    def name(self) -> str:
        """The second listener's."""
        return self._second.name

    @property
    def version(self) -> str:
        """The second listener's."""
        return self._second.version

    def follow(self, passage: Passage, *, live: bool = True) -> "_Collected":
        """Get ready to hear this passage."""
        del live
        return _Collected(passage, self._second)


class BothListeners:
    """Implements `ports.listening.Listener`: the first listener's verdict, as far as the second one doubts it."""

    def __init__(self, first: Listener, second: SecondListener) -> None:
        self._first = first
        self._second = second

    @property
    def name(self) -> str:
        """Both names."""
        return f"{self._first.name}+{self._second.name}"

    @property
    def version(self) -> str:
        """Both versions."""
        return f"{self._first.version}+{self._second.version}"

    def follow(self, passage: Passage, *, live: bool = True) -> "_Collected":
        """Get ready to hear this passage."""
        return _Collected(passage, self._second, self._first.follow(passage, live=live))


class _Collected:
    """A reading whose sound is kept until it can be judged. Implements `ports.listening.Following`."""

    def __init__(self, passage: Passage, second: SecondListener, first: Following | None = None) -> None:
        self._passage = passage
        self._second = second
        self._first = first
        self._pieces: list[Samples] = []

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Keep the next piece; what the first listener reached with it."""
        self._pieces.append(np.array(samples, dtype=np.int16).reshape(-1))
        return () if self._first is None else self._first.feed(samples)

    def judge(self) -> ReadingEvents:
        """The verdict over all that was fed."""
        samples = np.concatenate([np.empty(0, np.int16), *self._pieces])
        first = None if self._first is None else self._first.judge()
        if first is not None and first.unscored_reason is not None:
            return first
        opinion = self._second.hear(samples, self._passage)
        return _verdict(opinion, len(samples) / SAMPLE_RATE) if first is None else with_second_opinion(first, opinion)


def _verdict(opinion: SecondOpinion, duration_s: float) -> ReadingEvents:
    last = opinion.last_heard
    words = tuple(_event(word, reached=word.index <= last) for word in opinion.words)
    return ReadingEvents(
        words,
        duration_s=round(duration_s, 2),
        first_word_s=min((word.start_s for word in words if word.start_s is not None), default=None),
        engine=opinion.engine,
        engine_version=opinion.engine_version,
        unscored_reason=None if last >= 0 else "silent",
    )


def _event(word: WordOpinion, *, reached: bool) -> WordEvent:
    if word.heard is None:
        return WordEvent(word.index, WordStatus.OMITTED if reached else WordStatus.NOT_REACHED, 0.0)
    status = WordStatus.CORRECT if word.closeness >= _RIGHT else WordStatus.MISREAD
    heard = None if status is WordStatus.CORRECT else word.heard
    return WordEvent(word.index, status, word.closeness, word.start_s, word.end_s, heard)
