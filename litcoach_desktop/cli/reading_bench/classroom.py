"""Puts a classroom under the benchmark's items: for each, some other readers who speak at the same time."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from litcoach_desktop.cli.reading_bench.corpus import Corpus
from litcoach_desktop.cli.reading_bench.sound import Babble, Item
from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.reading.benchmark.truth import Truth

_RECORDINGS_A_VOICE = 6
_FEWEST_READERS = 3


def with_babble(
    items: Iterable[Item], truths: Iterable[Truth], corpus: Corpus, *, seed: int, snr_db: float, voices: int
) -> list[Item]:
    """The items with up to so many other readers of the corpus under each; the same voices at every ratio.

    Raises TextFileProblem when the corpus has fewer than three readers: nobody's own voice is put under theirs.
    """
    by_speaker: dict[str, list[Path]] = defaultdict(list)
    for recording in corpus.recordings:
        by_speaker[str(recording.speaker)].append(recording.audio)
    if len(by_speaker) < _FEWEST_READERS:
        raise TextFileProblem(
            f"The corpus has {len(by_speaker)} readers, too few for a classroom in the background.",
            "Nothing was measured.",
            f"Give a corpus of at least {_FEWEST_READERS} readers, or measure without --babble.",
        )
    return [
        replace(item, babble=_voices(f"{seed} {item.id}", truth.speaker, by_speaker, snr_db, voices))
        for item, truth in zip(items, truths, strict=True)
    ]


def _voices(seed: str, reader: str, by_speaker: dict[str, list[Path]], snr_db: float, count: int) -> Babble:
    rng = random.Random(seed)
    others = sorted(speaker for speaker in by_speaker if speaker != reader)
    chosen: Sequence[str] = rng.sample(others, min(count, len(others)))
    voices = [by_speaker[speaker] for speaker in chosen]
    return Babble(tuple(tuple(rng.sample(one, min(_RECORDINGS_A_VOICE, len(one)))) for one in voices), seed, snr_db)
