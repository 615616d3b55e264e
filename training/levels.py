"""Fits the estimate of a text's grade in domain/levels.py to the grades that a catalogue's texts were written for.

    python -m training.levels [CATALOGUE]

Prose alone is fitted (log words a sentence, log syllables a word, percent unfamiliar words; least squares); what verse
and plays are off by is printed beside it. The error is left-one-out: each text is judged by a fit without it.
"""

import sys
from math import log
from pathlib import Path

import numpy as np

from litcoach_desktop.domain.levels import Measures, measure
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.services.content.syllables import syllables

PROSE = ("story", "information")
# A text for a grade is read somewhere in its school year.
MIDDLE_OF_YEAR = 0.5


def main(path: Path) -> None:
    """Print the coefficients and what they leave over."""
    texts, _ = read_catalogue(path)
    measured = [(text, measure(text.passage, lambda word: len(syllables(word)))) for text in texts]
    rows = [(text, _row(found)) for text, found in measured if found is not None]
    prose = [(row, text.grade + MIDDLE_OF_YEAR) for text, row in rows if text.genre in PROSE]
    spoken = [(row, text.grade + MIDDLE_OF_YEAR) for text, row in rows if text.genre not in PROSE]
    given, wanted = np.array([row for row, _ in prose]), np.array([grade for _, grade in prose])
    fitted = _fit(given, wanted)
    alone = []
    for place in range(len(prose)):
        others = np.arange(len(prose)) != place
        alone.append(given[place] @ _fit(given[others], wanted[others]) - wanted[place])
    print("constant, sentence, syllable, unfamiliar:", np.round(fitted, 4))
    print(f"{len(prose)} in prose: sd {np.std(alone):.2f} grades, 8 of 10 within {np.quantile(np.abs(alone), 0.8):.2f}")
    off = np.array([row for row, _ in spoken]) @ fitted - np.array([grade for _, grade in spoken])
    around = np.quantile(np.abs(off - off.mean()), 0.8)
    print(f"{len(spoken)} in verse or spoken: {off.mean():+.2f} grades, 8 of 10 within {around:.2f} of that")


def _row(measures: Measures) -> list[float]:
    return [1.0, log(measures.words_per_sentence), log(measures.syllables_per_word), measures.percent_unfamiliar]


def _fit(given: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    return np.linalg.lstsq(given, wanted, rcond=None)[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "texts" / "texts.json")
