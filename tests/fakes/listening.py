"""A listener that hears what a test tells it to: it counts samples and never looks at them."""

import os
from collections.abc import Mapping, Sequence

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached


class ScriptedListener:
    """Finds every word right but those in `statuses`, spread evenly over the recording.

    A passage with the word "crash" takes the process down, one with "bug" raises: what native engines do.
    """

    name = "scripted"
    version = "1"

    def __init__(
        self,
        statuses: Mapping[int, WordStatus] | None = None,
        flags: Mapping[int, WordFlag] | None = None,
        insertions: Sequence[int] = (),
        unscored_reason: str | None = None,
    ) -> None:
        self.statuses = dict(statuses or {})
        self.flags = dict(flags or {})
        self.insertions = tuple(insertions)
        self.unscored_reason = unscored_reason

    def follow(self, passage: Passage, *, live: bool = True) -> "ScriptedFollowing":
        """Get ready to hear this passage."""
        words = [word.spoken for word in passage.words]
        if "crash" in words:
            os._exit(9)
        if "bug" in words:
            raise RuntimeError("a bug on purpose")
        return ScriptedFollowing(self, passage)


class ScriptedFollowing:
    """One reading: a word is reached each fifth of a second."""

    def __init__(self, script: ScriptedListener, passage: Passage) -> None:
        self._script = script
        self._passage = passage
        self._samples = 0

    def feed(self, samples: Samples) -> list[WordReached]:
        """Hear the next piece."""
        before, self._samples = self._words_by_now(), self._samples + len(samples)
        return [WordReached(index, self._samples / SAMPLE_RATE) for index in range(before, self._words_by_now())]

    def judge(self) -> ReadingEvents:
        """The verdict that the test wrote."""
        seconds = self._samples / SAMPLE_RATE
        step = seconds / max(1, len(self._passage.words))
        words = []
        for word in self._passage.words:
            status = self._script.statuses.get(word.index, WordStatus.CORRECT)
            if self._script.unscored_reason:
                status = WordStatus.UNSCORED
            right = 0.95 if status is WordStatus.CORRECT else 0.05
            flag = self._script.flags.get(word.index)
            start = word.index * step
            words.append(
                WordEvent(word.index, status, right, start, start + step, flags=frozenset({flag} if flag else ()))
            )
        insertions = tuple(Insertion(at, 0.0, 0.1) for at in self._script.insertions)
        return ReadingEvents(
            tuple(words),
            insertions,
            seconds,
            0.0,
            self._script.name,
            self._script.version,
            self._script.unscored_reason,
        )

    def _words_by_now(self) -> int:
        return min(len(self._passage.words), self._samples * 5 // SAMPLE_RATE)
