"""What a second listener heard at each word, and how far it may change the first one's verdict.

Until the two have been calibrated together on real children, the second listener can only lower confidence: a word
that it clearly did not hear goes to the teacher. It never raises a probability and never changes a mark, because such
models write down what should have been said more often than what was said.
"""

from dataclasses import dataclass, replace

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus

HEARD_CLEARLY = 0.75
"""From this closeness on, the word was heard. Below it a sound or two differ, as they do between accents."""
HEARD_OTHERWISE = 0.5
"""Up to this closeness, something else was heard: at most half of the sounds are the word's."""
_IN_DOUBT = 0.5
_SURE = 0.8
_LEAST_SURE_WORDS = 5
_LEAST_AGREEMENT = 0.6
"""Of the words of which the first listener is sure; a second one that hears fewer of them does not understand this
reader, and what it did not hear says nothing about the reading."""


@dataclass(frozen=True, slots=True)
class WordOpinion:
    """What was heard at one passage word.

    closeness: 1 - (weighted phone edit distance / phones of the longer one), 0..1; 0 when nothing was heard there.
    heard: the words that stood there, None when there were none. probability: how sure of them the engine was, 0..1.
    start_s, end_s: seconds into the recording, None when nothing was heard.
    """

    index: int
    closeness: float
    heard: str | None = None
    probability: float = 0.0
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """What a second listener heard. words: one for each passage word, in order."""

    words: tuple[WordOpinion, ...]
    engine: str
    engine_version: str

    @property
    def last_heard(self) -> int:
        """Index of the last word at which anything was heard, -1 when nothing was: beyond it there is no opinion."""
        return max((word.index for word in self.words if word.heard is not None), default=-1)


def with_second_opinion(events: ReadingEvents, opinion: SecondOpinion) -> ReadingEvents:
    """The events as both listeners together leave them; unchanged when the second one cannot judge this reading.

    A word that the first listener called correct and the second clearly did not hear becomes doubtful. A word without
    a guess at what was said gets the second's.
    """
    if events.unscored_reason is not None or not understands(events, opinion):
        return events
    last = opinion.last_heard
    words = tuple(
        _doubted(word, heard) if word.index <= last else word
        for word, heard in zip(events.words, opinion.words, strict=True)
    )
    return replace(
        events,
        words=words,
        engine=f"{events.engine}+{opinion.engine}",
        engine_version=f"{events.engine_version}+{opinion.engine_version}",
    )


def understands(events: ReadingEvents, opinion: SecondOpinion) -> bool:
    """Whether the second listener heard most of the words of which the first is sure."""
    sure = [
        opinion.words[word.index].closeness >= HEARD_CLEARLY
        for word in events.words
        if word.status is WordStatus.CORRECT and word.p_correct >= _SURE
    ]
    return len(sure) >= _LEAST_SURE_WORDS and sum(sure) >= _LEAST_AGREEMENT * len(sure)


def _doubted(word: WordEvent, opinion: WordOpinion) -> WordEvent:
    if opinion.closeness > HEARD_OTHERWISE or word.status not in (WordStatus.CORRECT, WordStatus.MISREAD):
        return word
    heard = word.heard if word.heard is not None else opinion.heard
    if word.status is WordStatus.MISREAD:
        return replace(word, heard=heard)
    return replace(word, p_correct=min(word.p_correct, _IN_DOUBT), heard=heard)
