"""Makes the benchmark's items: sentences with planted miscues, and passages of one reader's recordings."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from litcoach_desktop.cli.reading_bench.corpus import Corpus, Recording
from litcoach_desktop.cli.reading_bench.planting import Planted, Planter
from litcoach_desktop.cli.reading_bench.sound import Item, ReadSound, Room, Spoken, room
from litcoach_desktop.domain.errors import AudioFileProblem
from litcoach_desktop.domain.reading.benchmark.truth import Kind, Label, Truth
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.ports.vocabulary import Vocabulary

RECORDINGS_A_PASSAGE = 8
_PAUSE_S, _GAP_S = 4.0, 0.35
_VARIANTS = (Kind.WHOLE, Kind.SKIP, Kind.REPEAT, Kind.STOP, Kind.PAUSE)
# Which recording of a passage is left out, said twice, not reached any more, or begun late.
_SKIPPED, _REPEATED, _STOPPED_FROM, _PAUSED_BEFORE = 3, 2, 5, 4


@dataclass
class Made:
    """items and truths belong together by place; unreadable: why some items are missing, their sound being broken."""

    items: list[Item] = field(default_factory=list)
    truths: list[Truth] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def make_items(
    corpus: Corpus, vocabulary: Vocabulary, read: ReadSound, *, seed: int, sentences: int, passages: int
) -> Made:
    """At most so many items of each sort, the same for the same corpus and seed on every machine.

    A passage takes a reader of eight recordings or more, and no reader reads two.
    """
    rng = random.Random(seed)
    maker, made = _Maker(vocabulary, read, rng), Made()
    planter = Planter(corpus.used, vocabulary, rng)
    for number, recording in enumerate(rng.sample(corpus.recordings, min(sentences, len(corpus.recordings)))):
        planted = planter.plant(recording.words)
        try:
            made.truths.append(maker.sentence(f"s{number:04d}", recording, planted))
        except AudioFileProblem as problem:
            made.unreadable.append(problem.happened)
            continue
        made.items.append(Item(f"s{number:04d}", _shown(planted.words), (Spoken(recording.audio),)))
    for number, (recordings, kind) in enumerate(_castings(corpus, passages, rng)):
        try:
            pieces, truth = maker.passage(f"p{number:04d}", recordings, kind)
        except AudioFileProblem as problem:
            made.unreadable.append(problem.happened)
            continue
        made.truths.append(truth)
        made.items.append(Item(truth.id, _shown([word for one in recordings for word in one.words]), tuple(pieces)))
    return made


def _shown(words: Sequence[str]) -> str:
    return " ".join(words) + "."


def _castings(corpus: Corpus, passages: int, rng: random.Random) -> Iterator[tuple[list[Recording], Kind]]:
    """Who reads which recordings in each passage, and what is done to it."""
    by_speaker: dict[str | int, list[Recording]] = defaultdict(list)
    for recording in corpus.recordings:
        by_speaker[recording.speaker].append(recording)
    # A manifest may mix numbers and names, which do not compare.
    speakers = sorted(by_speaker, key=lambda speaker: (isinstance(speaker, str), speaker))
    speakers = [speaker for speaker in speakers if len(by_speaker[speaker]) >= RECORDINGS_A_PASSAGE]
    rng.shuffle(speakers)
    for number, speaker in enumerate(speakers[:passages]):
        yield rng.sample(by_speaker[speaker], RECORDINGS_A_PASSAGE), _VARIANTS[number % len(_VARIANTS)]


class _Maker:
    """Makes the truth of each item, and the pieces of a passage's sound."""

    def __init__(self, vocabulary: Vocabulary, read: ReadSound, rng: random.Random) -> None:
        self._vocabulary = vocabulary
        self._read = read
        self._rng = rng

    def sentence(self, ident: str, recording: Recording, planted: Planted) -> Truth:
        """The truth of a sentence. Raises AudioFileProblem."""
        seconds = len(self._read(recording.audio)) / SAMPLE_RATE
        return Truth(
            id=ident,
            kind=Kind.SENTENCE,
            labels=tuple(planted.labels),
            commonness=self._commonness(planted.words),
            insertions=tuple(planted.insertions),
            seconds=seconds,
            speaker=str(recording.speaker),
            phones=self._phones(planted.words),
            traits=recording.traits,
            scores=tuple(None if at is None else recording.scores[at] for at in planted.origins),
        )

    def passage(self, ident: str, recordings: Sequence[Recording], kind: Kind) -> tuple[list[Spoken | Room], Truth]:
        """Eight recordings as one reading. Raises AudioFileProblem."""
        pieces: list[Spoken | Room] = []
        words: list[str] = []
        labels: list[Label] = []
        hesitations: list[int] = []
        samples = 0
        for place, recording in enumerate(recordings):
            length = len(self._read(recording.audio))
            if kind is Kind.PAUSE and place == _PAUSED_BEFORE:
                pieces.append(room(recording.audio, length, _PAUSE_S, self._rng))
                samples += int(_PAUSE_S * SAMPLE_RATE)
                hesitations.append(len(words))
            label = _label(kind, place)
            times = 0 if label is not Label.OK else 2 if kind is Kind.REPEAT and place == _REPEATED else 1
            for _ in range(times):
                pieces += [Spoken(recording.audio), room(recording.audio, length, _GAP_S, self._rng)]
                samples += length + int(_GAP_S * SAMPLE_RATE)
            words += recording.words
            labels += [label] * len(recording.words)
        seconds = samples / SAMPLE_RATE
        return pieces, Truth(
            id=ident,
            kind=kind,
            labels=tuple(labels),
            commonness=self._commonness(words),
            insertions=(),
            seconds=seconds,
            speaker=str(recordings[0].speaker),
            phones=self._phones(words),
            hesitations=tuple(hesitations),
            wcpm=labels.count(Label.OK) / (seconds / 60),
            traits=recordings[0].traits,
            scores=tuple(score for one in recordings for score in one.scores),
        )

    def _phones(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(self._vocabulary.phones(word.lower()) for word in words)

    def _commonness(self, words: Sequence[str]) -> tuple[float, ...]:
        return tuple(round(self._vocabulary.commonness(word.lower()), 2) for word in words)


def _label(kind: Kind, place: int) -> Label:
    if kind is Kind.SKIP and place == _SKIPPED:
        return Label.OMISSION
    if kind is Kind.STOP and place >= _STOPPED_FROM:
        return Label.NOT_REACHED
    return Label.OK
