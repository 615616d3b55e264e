"""Phones and commonness of words, from the dictionary and the language model inside the pocketsphinx wheel."""

import functools
from typing import TYPE_CHECKING

import numpy as np

from litcoach_desktop.engines.sphinx.lexicon import Lexicon

if TYPE_CHECKING:
    from pocketsphinx import NGramModel

# The base of all of PocketSphinx's logarithms.
_LOG_BASE = 1.0001
_RAREST = -7.0


class SphinxVocabulary:
    """Implements `ports.vocabulary.Vocabulary`. Reads the language model (0.1 s) when a commonness is asked for."""

    def __init__(self) -> None:
        self._lexicon = Lexicon()

    def phones(self, word: str) -> tuple[str, ...]:
        """The first listed pronunciation. Raises ModelProblem."""
        listed = self._lexicon.listed(word)
        return listed[0] if listed else ()

    def commonness(self, word: str) -> float:
        """Log10 probability, at least -7."""
        return max(_RAREST, float(self._language_model.prob([word]) * np.log10(_LOG_BASE)))

    @functools.cached_property
    def _language_model(self) -> "NGramModel":
        from pocketsphinx import Config, LogMath, NGramModel, get_model_path

        return NGramModel(Config(), LogMath(_LOG_BASE), get_model_path("en-us/en-us.lm.bin"))
