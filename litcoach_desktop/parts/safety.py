"""Reads what safety learned from sentences, as `python -m training.safety` wrote it."""

import tomllib
from pathlib import Path

from litcoach_desktop.domain.safety import Category, Learned, Tier
from litcoach_desktop.domain.safety.wording import read_word_book


def learned_safety(words: Path, weights: Path) -> Learned:
    """The weights and their words. Raises OSError, KeyError and ValueError for files of another form."""
    import numpy as np

    with np.load(weights, allow_pickle=False) as arrays:
        labels = [label.split() for label in arrays["labels"].tolist()]
        return Learned(
            book=read_word_book(tomllib.loads(words.read_text(encoding="utf-8")), arrays["known"].tolist()),
            harm=memoryview(arrays["harm"].tobytes()).cast("h"),
            scale=float(arrays["scale"]),
            bias=float(arrays["bias"]),
            labels=tuple((Category(category), Tier(tier)) for category, tier in labels),
            kinds=tuple(memoryview(row.tobytes()).cast("h") for row in arrays["kinds"]),
            kind_biases=tuple(arrays["kind_biases"].tolist()),
            threshold=float(arrays["threshold"]),
        )
