"""Whether a word is an English one, by the pronunciation dictionary that ships with the listener; read when needed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litcoach_desktop.ports.vocabulary import Vocabulary


def is_word(word: str) -> bool:
    """Whether the dictionary lists a word in small letters. Raises ModelProblem."""
    return bool(_vocabulary().phones(word))


@functools.cache
def _vocabulary() -> Vocabulary:
    from litcoach_desktop.engines.sphinx.vocabulary import SphinxVocabulary

    return SphinxVocabulary()
