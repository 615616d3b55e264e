"""The counts of curriculum-based measurement in writing (CBM-W): TWW, WSC, and what can be told of CWS by rule.

Total words written and words spelled correctly: Deno, Marston & Mirkin (1982), Valid measurement procedures for
continuous evaluation of written expression, Exceptional Children 48, 368-371. Correct word sequences: Videen, Deno &
Marston (1982), Correct word sequences: A valid indicator of proficiency in written expression, IRLD Research Report
84, University of Minnesota. How they are scored: Hosp, Hosp & Howell, The ABCs of CBM, chapter on writing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from litcoach_desktop.domain.writing.sentences import WrittenSentence, WrittenWord, sentences_of
from litcoach_desktop.domain.writing.slips import slip_for

COUNTED_BY = "litcoach cbm-w 1"
"""Kept with the counts: these rules, and the version of them."""

IsWord = Callable[[str], bool]
"""Whether a word in small letters is an English word."""


@dataclass(frozen=True, slots=True)
class WritingCounts:
    """Counts of one piece of writing; all are numbers of words or of pairs.

    words: TWW, every word that was written, right or wrong; numbers in digits do not count. spelled: WSC, words that
    are spelled correctly whatever they mean there. sequences: of CWS, the pairs of neighbours (word and word, end mark
    and first word, last word and end mark) whose spelling, capital and end mark are right. Grammar and meaning, which
    CWS asks for too, are not judged: a person's CWS is this number or less. possible: how many pairs there are.
    """

    words: int
    spelled: int
    sequences: int
    possible: int
    sentences: int


def count_writing(writing: str, is_word: IsWord) -> WritingCounts:
    """The counts of what a child wrote. Time: CBM-W is given for 3 to 7 minutes; who knows the time can divide."""
    found = sentences_of(writing)
    words = [word for sentence in found for word in sentence.words]
    sequences = sum(_right_pairs(sentence, is_word) for sentence in found)
    return WritingCounts(
        words=len(words),
        spelled=sum(
            is_spelled(word, sentence.words[0] is word, is_word) for sentence in found for word in sentence.words
        ),
        sequences=sequences,
        # Before the first word, between words, and the end mark.
        possible=len(words) + len(found),
        sentences=len(found),
    )


def is_spelled(word: WrittenWord, first: bool, is_word: IsWord) -> bool:
    """Whether a word is spelled correctly in itself. A capital within a sentence is taken for a name."""
    plain = word.text.replace("’", "'")
    small = plain.casefold()
    if slip_for(small) is not None:
        return False
    if small == "i" or is_word(small) or is_word(small.removesuffix("'s")):
        return True
    return not first and plain[:1].isupper() and len(plain) > 1


def _right_pairs(sentence: WrittenSentence, is_word: IsWord) -> int:
    spelled = [is_spelled(word, place == 0, is_word) for place, word in enumerate(sentence.words)]
    # “i” alone is spelled, but no correct member of a sequence without its capital.
    right = [
        fine and word.text not in ("i", "i'm", "i'll", "i've", "i'd")
        for fine, word in zip(spelled, sentence.words, strict=True)
    ]
    starts = right[0] and sentence.words[0].text[:1].isupper()
    ends = right[-1] and sentence.has_end_mark
    return int(starts) + sum(one and other for one, other in pairwise(right)) + int(ends)
