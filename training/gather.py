"""Judges' examples: every recording against edited texts, heard with a phone classifier that never heard the reader."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import Lexicon, ReadStretch, analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.hearing import hear_warped
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer
from training.corpus import Recording
from training.edits import FAR, INSERTION, NEAR, NEAR_ANY_LETTER, OMISSION, Editor
from training.hear_corpus import HeardRecording

VARIANTS = ((NEAR, INSERTION), (FAR, OMISSION, NEAR), (NEAR_ANY_LETTER, INSERTION), (FAR, OMISSION))
_ROOM_FOR_TWO = 5  # words from which a text gets two edits; shorter ones get one, drawn by lot
_ROOM_FOR_ALL = 8


@dataclass(frozen=True)
class Example:
    """One recording against one text. labels: by word. inserted: gap indices."""

    recording: str
    speaker: str
    age: int
    labels: tuple[str, ...]
    inserted: tuple[int, ...]
    stretches: tuple[ReadStretch, ...]


def gather_examples(
    recording: Recording,
    heard: HeardRecording,
    net: PhoneNet,
    editor: Editor,
    lexicon: Lexicon,
    scorer: SenoneScorer,
    variants: Sequence[Sequence[str]] = VARIANTS,
    seed: int = 0,
) -> list[Example]:
    """An example for each variant. Without edits a text keeps every label "ok"."""
    hearing = hear_warped(heard.energies, heard.warp, scorer, net)
    rng = random.Random(f"{seed} {recording.id}")
    words = recording.words
    examples = []
    for kinds in variants:
        chosen = kinds if len(words) >= _ROOM_FOR_ALL else rng.sample(kinds, 2 if len(words) >= _ROOM_FOR_TWO else 1)
        edited = editor.edit(words, chosen, rng)
        if not edited.words:
            continue
        passage = Passage(" ".join(edited.words) + ".")
        analysis = analyse_reading(hearing, passage_words(passage, lexicon, scorer.model), [0], scorer.model)
        examples.append(
            Example(
                recording.id,
                recording.speaker,
                recording.age,
                edited.labels,
                edited.inserted,
                analysis.stretches,
            )
        )
    return examples
