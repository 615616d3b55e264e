"""What is known of a benchmark's item, and what a listener said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from litcoach_desktop.domain.reading.events import WordStatus


class Label(StrEnum):
    """What the reader did at a passage word.

    NEAR, FAR: said another word, one or two phones away or with most phones different. OMISSION: said nothing.
    NOT_REACHED: had stopped before it.
    """

    OK = "ok"
    NEAR = "near"
    FAR = "far"
    OMISSION = "omission"
    NOT_REACHED = "not_reached"


class Kind(StrEnum):
    """What an item is: one sentence, or a passage of several with one thing done to it."""

    SENTENCE = "sentence"
    WHOLE = "passage-whole"
    SKIP = "passage-skip"
    REPEAT = "passage-repeat"
    STOP = "passage-stop"
    PAUSE = "passage-pause"


@dataclass(frozen=True, slots=True)
class Truth:
    """An item as it was made.

    labels, commonness, phones: one for each passage word; commonness is the log10 probability of the word in running
    text, phones are its first pronunciation.
    insertions: for each word that was said beyond the passage, the passage word before it (-1: the start).
    seconds: length of the recording. hesitations: passage words with a long pause before them. wcpm: the true rate,
    of passages only. speaker, traits: who reads, and what is known of the reader ("age": "8"). scores: what a person
    gave each word's pronunciation, None where nobody did; empty when there are no such scores.
    """

    id: str
    kind: Kind
    labels: tuple[Label, ...]
    commonness: tuple[float, ...]
    insertions: tuple[int, ...]
    seconds: float
    speaker: str
    phones: tuple[tuple[str, ...], ...]
    hesitations: tuple[int, ...] = ()
    wcpm: float | None = None
    traits: Mapping[str, str] = field(default_factory=dict)
    scores: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class WordVerdict:
    """What a listener said of one passage word. p_correct: its probability (0..1) that the word was read right."""

    status: WordStatus
    p_correct: float
    hesitation: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a listener said of an item. words: one for each passage word. elapsed_s: what judging it took."""

    words: tuple[WordVerdict, ...]
    insertions: tuple[int, ...]
    last_attempted: int
    wcpm: float
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Judged:
    """An item with its verdict."""

    truth: Truth
    verdict: Verdict
