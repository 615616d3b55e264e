"""Where a reader paused, against where the text's punctuation asks for it; how long the phrases were, and how fast."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent
from litcoach_desktop.domain.reading.tokens import Passage

LONG_PAUSE_S = 1.0
"""An extended pause (ours)."""
_STRETCH = 4  # words over which a local rate is taken
# Questions with these ask for something; they usually end falling, others rising.
_QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
_MARKS = re.compile(r"[.!?…]")


class SentenceEnd(StrEnum):
    """How a sentence ends. A question with a question word ends like a statement."""

    STATEMENT = "statement"
    QUESTION = "question"
    WORD_QUESTION = "word_question"
    EXCLAMATION = "exclamation"


@dataclass(frozen=True)
class Phrasing:
    """The heard words of one reading, cut at its pauses.

    words: indices of the words that were heard, in the passage's order. phrases: the same, between pauses.
    clauses: the passage's words between punctuation, as far as they were heard. sentence_ends: by the index of the
    last word of a sentence that was heard. kept, missed: ends of sentences with and without a pause behind them.
    shorts_missed: other punctuation without a pause. unexpected: words before which a pause was not asked for.
    long_pauses: those of them that are extended. wpm: words a minute from the first to the last word heard.
    unevenness: local rate in the fast quarter of the reading over that in the slow quarter; 1 where it is short.
    """

    words: tuple[int, ...]
    phrases: tuple[tuple[int, ...], ...]
    clauses: tuple[tuple[int, ...], ...]
    sentence_ends: dict[int, SentenceEnd]
    kept: int
    missed: int
    shorts_missed: int
    unexpected: frozenset[int]
    long_pauses: int
    wpm: float
    unevenness: float

    @property
    def usual_length(self) -> float:
        """The phrase length, in words, that half of the words are in at most: 1 is word by word."""
        lengths = sorted(len(phrase) for phrase in self.phrases for _ in phrase)
        return float(lengths[len(lengths) // 2]) if lengths else 0.0

    @property
    def broken_clauses(self) -> tuple[int, int]:
        """Clauses with a pause inside, and all that could have one."""
        breakable = [clause for clause in self.clauses if len(clause) > 1]
        broken = sum(any(index in self.unexpected for index in clause) for clause in breakable)
        return broken, len(breakable)

    @property
    def ends_kept(self) -> tuple[int, int]:
        """Ends of sentences with a pause behind them, and all after which something was heard."""
        return self.kept, self.kept + self.missed

    @property
    def unexpected_pauses(self) -> int:
        """Pauses where the text asks for none."""
        return len(self.unexpected)

    def share_in_phrases(self, least: int, *, whole_clauses: bool = True) -> float:
        """Share (0..1) of the words in phrases of at least so many words.

        whole_clauses: or in a phrase of two or more that is a whole clause, however short the text made it.
        """
        starts = {clause[0] for clause in self.clauses}
        ends = {clause[-1] for clause in self.clauses}

        def counts(phrase: tuple[int, ...]) -> bool:
            whole = whole_clauses and len(phrase) > 1 and phrase[0] in starts and phrase[-1] in ends
            return whole or len(phrase) >= least

        inside = sum(len(phrase) for phrase in self.phrases if counts(phrase))
        return inside / len(self.words) if self.words else 0.0

    def clause_to(self, index: int) -> tuple[int, ...]:
        """The heard words of the clause that ends with this word."""
        return next((clause for clause in self.clauses if clause[-1] == index), ())


def phrasing_of(events: ReadingEvents, passage: Passage, pause_s: float) -> Phrasing:
    """The phrases of a reading. pause_s: silence between two words, in seconds, that counts as a pause."""
    heard = [word for word in events.words[: events.last_attempted + 1] if word.start_s is not None]
    phrases: list[list[int]] = []
    clauses: list[list[int]] = []
    unexpected = set()
    kept = missed = shorts_missed = long_pauses = 0
    before: WordEvent | None = None
    for word in heard:
        paused = before is None or word.pause_before_s >= pause_s
        between = [] if before is None else passage.words[before.index : word.index]
        asked = before is None or any(one.ends_clause for one in between)
        if paused:
            phrases.append([])
        if asked:
            clauses.append([])
        phrases[-1].append(word.index)
        clauses[-1].append(word.index)
        if before is not None and asked:
            ended = any(_ends_sentence(passage, one.index) for one in between)
            kept += ended and paused
            missed += ended and not paused
            shorts_missed += not ended and not paused
        elif paused and before is not None:
            unexpected.add(word.index)
            long_pauses += word.pause_before_s >= LONG_PAUSE_S
        before = word
    indices = tuple(word.index for word in heard)
    return Phrasing(
        words=indices,
        phrases=tuple(map(tuple, phrases)),
        clauses=tuple(map(tuple, clauses)),
        sentence_ends={index: _sentence_end(passage, index) for index in indices if _ends_sentence(passage, index)},
        kept=kept,
        missed=missed,
        shorts_missed=shorts_missed,
        unexpected=frozenset(unexpected),
        long_pauses=long_pauses,
        wpm=_wpm(heard),
        unevenness=_unevenness(heard),
    )


def _ends_sentence(passage: Passage, index: int) -> bool:
    following = index + 1
    return following == len(passage.words) or passage.words[following].starts_sentence


def _sentence_end(passage: Passage, index: int) -> SentenceEnd:
    words = passage.words
    following = words[index + 1].start if index + 1 < len(words) else len(passage.text)
    mark = _MARKS.search(passage.text, words[index].end, following)
    if mark is None or mark.group() in ".…":
        return SentenceEnd.STATEMENT
    if mark.group() == "!":
        return SentenceEnd.EXCLAMATION
    start = index
    while not words[start].starts_sentence:
        start -= 1
    asks = any(word.spoken in _QUESTION_WORDS for word in words[start : start + 2])
    return SentenceEnd.WORD_QUESTION if asks else SentenceEnd.QUESTION


def _times(heard: list[WordEvent]) -> Iterator[tuple[float, float]]:
    """Start and end of each word, later than all before it: what was said again counts where it was right at last."""
    latest = 0.0
    for word in heard:
        start, end = word.start_s or 0.0, word.end_s or word.start_s or 0.0
        latest = max(latest, end)
        yield start, latest


def _wpm(heard: list[WordEvent]) -> float:
    times = list(_times(heard))
    seconds = times[-1][1] - times[0][0] if times else 0.0
    return 60 * len(heard) / seconds if seconds > 0 else 0.0


def _unevenness(heard: list[WordEvent]) -> float:
    """Local rates over stretches of words, each from the end of the word before it, so that pauses count."""
    ends = [end for _, end in _times(heard)][::_STRETCH]
    took = sorted(later - earlier for earlier, later in pairwise(ends) if later > earlier)
    if len(took) < 4:
        return 1.0
    quarter = len(took) // 4
    fast, slow = sum(took[:quarter]), sum(took[-quarter:])
    return slow / fast
