"""The grammar of a stretch of passage, as PocketSphinx takes it: read on, leave out, go back, jump, say other things.

States 0..n stand before each of the n words and behind the last; every word of the passage is a dictionary word
of its own ("w12"), so that what was heard says where in the passage it was heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.tokens import Word

SILENCE = "<sil>"
NOISE = "[NOISE]"
PHONES = (
    *("AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY", "JH"),
    *("K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y", "Z", "ZH"),
)
Transition = tuple[int, int, float] | tuple[int, int, float, str]
"""From state, to state, probability, and the word on the way (none: a way without sound)."""


@dataclass(frozen=True, slots=True)
class GrammarWeights:
    """Probabilities of what a reader does at a word. PocketSphinx raises each to its language weight.

    back: going back by one word and further. sentence: to the start of this sentence or the one before.
    jump: to any word of the window. other: each phone that is not of the passage.
    """

    skip_one: float = 1e-7
    skip_two: float = 1e-10
    back: float = 1e-8
    sentence: float = 1e-7
    jump: float = 1e-16
    other: float = 1e-20
    noise: float = 1e-4
    silence: float = 0.3


def word_name(index: int) -> str:
    """The dictionary word that stands for a passage word."""
    return f"w{index}"


def word_index(name: str) -> int | None:
    """The passage word that a dictionary word stands for; None for silence and other sounds."""
    if not name.startswith("w"):
        return None
    return int(name[1:].partition("(")[0])


def window_transitions(
    words: Sequence[Word], first: int, stop: int, entry: int | None, weights: GrammarWeights
) -> tuple[int, int, list[Transition]]:
    """Start state, final state and transitions for the words from `first` to `stop` (exclusive).

    entry: the word that is expected next; None when the place is not known.
    """
    count = stop - first
    anywhere, end, start = count + 1, count + 2, count + 3
    ways: list[Transition] = []
    for state in range(count + 1):
        _reading(ways, words, first, state, count, weights)
        ways.append((state, state, weights.silence, SILENCE))
        ways.append((state, state, weights.noise, NOISE))
        ways.extend((state, state, weights.other, f"[{phone}]") for phone in PHONES)
        ways.append((state, anywhere, weights.jump))
        ways.append((state, end, 1.0))
    share = 1.0 / max(1, count)
    ways.extend((anywhere, state + 1, share, word_name(first + state)) for state in range(count))
    if entry is None:
        ways.append((start, anywhere, 1.0))
        ways.append((start, start, weights.silence, SILENCE))
        ways.append((start, start, weights.noise, NOISE))
        ways.extend((start, start, weights.other, f"[{phone}]") for phone in PHONES)
    else:
        ways.append((start, min(max(entry - first, 0), count), 1.0))
    return start, end, ways


def _reading(
    ways: list[Transition], words: Sequence[Word], first: int, state: int, count: int, weights: GrammarWeights
) -> None:
    """From one state: the next word, the one or two after it, and the ways back."""
    steps = {0: 0.9, 1: weights.skip_one, 2: weights.skip_two}
    steps |= {-back: weights.back / back for back in (1, 2, 3)}
    starts = [at for at in range(state) if words[first + at].starts_sentence][-2:]
    for step, probability in steps.items():
        target = state + step
        if 0 <= target < count and target not in starts:
            ways.append((state, target + 1, probability, word_name(first + target)))
    ways.extend((state, start + 1, weights.sentence, word_name(first + start)) for start in starts)
