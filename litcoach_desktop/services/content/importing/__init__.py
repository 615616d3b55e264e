"""Brings a teacher's own books and texts into the library: a preview first; only what is confirmed goes in."""

from litcoach_desktop.services.content.importing.preview import (
    WORDS_IN_A_PASSAGE,
    ImportPreview,
    PassagePreview,
    texts_to_add,
)
from litcoach_desktop.services.content.importing.reading import preview_file, preview_pasted

__all__ = [
    "WORDS_IN_A_PASSAGE",
    "ImportPreview",
    "PassagePreview",
    "preview_file",
    "preview_pasted",
    "texts_to_add",
]
