"""Where the sentences of a passage begin and end."""

from dataclasses import dataclass

from litcoach_desktop.domain.reading.tokens import Passage, Word

_OPENING = "“‘\"'([—–"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` of a passage (last included), printed at text[start:end], quotation marks included."""

    first: int
    last: int
    start: int
    end: int


def sentences(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences in order; together they hold every word once. A stanza ends one, too.

    Empty for a passage without words.
    """
    words = passage.words
    firsts = [one.index for one in words if one.index == 0 or _starts(passage, one)]
    # What stands between two sentences belongs to the first one up to the last closing mark, to the second
    # one from its opening quote on.
    starts = [_begin(passage.text, words[first].start) for first in firsts]
    ends = [*starts[1:], len(passage.text)]
    lasts = [*(first - 1 for first in firsts[1:]), len(words) - 1]
    # `ends` and `lasts` are one too long for a passage without words.
    return tuple(Sentence(*one) for one in zip(firsts, lasts, starts, ends, strict=False))


def _starts(passage: Passage, word: Word) -> bool:
    """What goes on in small letters after “…?” is still the same sentence: “Who?” asked the owl."""
    before = passage.words[word.index - 1]
    return word.starts_sentence and not (word.text[0].islower() and "\n\n" not in passage.text[before.end : word.start])


def _begin(text: str, word_start: int) -> int:
    while word_start > 0 and text[word_start - 1] in _OPENING:
        word_start -= 1
    return word_start
