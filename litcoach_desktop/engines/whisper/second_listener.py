"""The second listener: what a transcriber wrote down, compared with the passage by sound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.second_opinion import SecondOpinion, WordOpinion
from litcoach_desktop.domain.reading.tokens import WORD_PATTERN, Passage
from litcoach_desktop.engines.whisper.phone_alignment import Visit, align
from litcoach_desktop.engines.whisper.phone_costs import NUMBERS, closeness
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.transcription import Progress, TranscribedWord, Transcriber

Pronounce = Callable[[str], Sequence[Sequence[str]]]
"""The ways in which a word may be said, likeliest first, each as phones of the pronouncing dictionary."""

_Ways = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word that was written down. begin, end: where its sounds lie among all that were heard."""

    word: TranscribedWord
    text: str
    ways: _Ways
    begin: int
    end: int


class PhoneticSecondListener:
    """Implements `ports.transcription.SecondListener` over any transcriber."""

    def __init__(self, transcriber: Transcriber, pronounce: Pronounce, *, prompted: bool = False) -> None:
        """prompted: whether the transcriber is given the passage, which makes it hear what it should rather than
        what was said; a benchmark on a school's own recordings decides.
        """
        self._transcriber = transcriber
        self._pronounce = pronounce
        self._prompted = prompted

    @property
    def name(self) -> str:
        """The transcriber's."""
        return self._transcriber.name

    @property
    def version(self) -> str:
        """The transcriber's, and whether it was given the passage."""
        return f"{self._transcriber.version}{'-prompted' if self._prompted else ''}"

    def hear(self, samples: Samples, passage: Passage, progress: Progress | None = None) -> SecondOpinion:
        """What was heard at every word of the passage."""
        prompt = passage.text if self._prompted else ""
        return self.compare(passage, self._transcriber.transcribe(samples, prompt=prompt, progress=progress))

    def compare(self, passage: Passage, transcribed: Sequence[TranscribedWord]) -> SecondOpinion:
        """Lay the words that were written down along the passage; of several tries at a word the best counts."""
        said = [self._ways(word.text) for word in passage.words]
        heard = self._heard(transcribed)
        best = [WordOpinion(word.index, 0.0) for word in passage.words]
        visits = align([ways[0] for ways in said], [one.ways[0] for one in heard])
        for before, visit, after in zip([None, *visits], visits, [*visits[1:], None], strict=False):
            bounds = (before.end if before else 0, after.begin if after else visit.end)
            opinion = _opinion(visit, bounds, said[visit.word], heard)
            if opinion.closeness > best[visit.word].closeness or best[visit.word].heard is None:
                best[visit.word] = opinion
        return SecondOpinion(tuple(best), self.name, self.version)

    def _heard(self, transcribed: Sequence[TranscribedWord]) -> list[_Heard]:
        found: list[_Heard] = []
        at = 0
        for word in transcribed:
            for part in WORD_PATTERN.findall(word.text):
                ways = self._ways(part)
                found.append(_Heard(word, part, ways, at, at + len(ways[0])))
                at += len(ways[0])
        return found

    def _ways(self, word: str) -> _Ways:
        return tuple(tuple(NUMBERS[phone] for phone in way) for way in self._pronounce(word))


def _opinion(visit: Visit, bounds: tuple[int, int], said: _Ways, heard: Sequence[_Heard]) -> WordOpinion:
    """What was heard in one try at a word. bounds: where the try before it ended and the one after it begins."""
    there = [one for one in heard if one.begin < visit.end and visit.begin < one.end]
    first, last = there[0], there[-1]
    if first is last and bounds[0] <= first.begin and first.end <= max(bounds[1], visit.end):
        # One word against one: either may be said in several ways, and all of it was said here.
        likeness = max(closeness(way, other) for way in said for other in first.ways)
    else:
        sounds = [phone for one in there for phone in one.ways[0]]
        sounds = sounds[visit.begin - first.begin : visit.end - first.begin]
        likeness = max(closeness(way, sounds) for way in said)
    # A word of which this one took an edge only is its neighbour's.
    mostly = [one for one in there if 2 * (min(one.end, visit.end) - max(one.begin, visit.begin)) >= len(one.ways[0])]
    return WordOpinion(
        visit.word,
        round(likeness, 3),
        " ".join(one.text for one in mostly or there),
        round(min(one.word.probability for one in there), 3),
        first.word.start_s,
        last.word.end_s,
    )
