"""False alarms by the sounds of a word: where a dialect or a first language is taken for misreading, it shows here.

Sounds that a group of readers says in its own way, and no others, then have more false alarms than words without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.benchmark.evidence import SAID_WRONG
from litcoach_desktop.domain.reading.benchmark.truth import Judged, Kind, Label

STARTS_WITH_TWO, ENDS_WITH_TWO = "two consonants first", "two consonants last"
_VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())


@dataclass(frozen=True, slots=True)
class Sound:
    """words, marked: words read right that have the sound, and false alarms among them; others_*: all other words."""

    name: str
    words: int
    marked: int
    others: int
    others_marked: int

    @property
    def excess(self) -> float:
        """The share of false alarms in words with the sound less that in words without it."""
        return self.marked / max(1, self.words) - self.others_marked / max(1, self.others)


def by_sound(judged: Iterable[Judged], fewest: int) -> list[Sound]:
    """Each phone, and each end with two consonants, that at least so many words have; the most excess first."""
    words: dict[str, int] = {}
    marked: dict[str, int] = {}
    total = total_marked = 0
    for one in judged:
        if one.truth.kind is not Kind.SENTENCE:
            continue
        for label, phones, word in zip(one.truth.labels, one.truth.phones, one.verdict.words, strict=True):
            if label is not Label.OK:
                continue
            wrong = word.status in SAID_WRONG
            total += 1
            total_marked += wrong
            for sound in _sounds(phones):
                words[sound] = words.get(sound, 0) + 1
                marked[sound] = marked.get(sound, 0) + wrong
    found = [
        Sound(name, count, marked[name], total - count, total_marked - marked[name])
        for name, count in words.items()
        if count >= fewest
    ]
    return sorted(found, key=lambda sound: (-sound.excess, sound.name))


def _sounds(phones: Sequence[str]) -> set[str]:
    sounds = set(phones)
    if len(phones) > 1 and not _VOWELS & set(phones[:2]):
        sounds.add(STARTS_WITH_TWO)
    if len(phones) > 1 and not _VOWELS & set(phones[-2:]):
        sounds.add(ENDS_WITH_TWO)
    return sounds
