"""The content service: the library's texts, the search in it, their sentences and the syllables of their words."""

from litcoach_desktop.services.content.catalogue import CatalogueProblem
from litcoach_desktop.services.content.importing import ImportPreview, PassagePreview
from litcoach_desktop.services.content.library import Added, Sources
from litcoach_desktop.services.content.library_search import By, Found, Hit, PassageHit
from litcoach_desktop.services.content.meanings import Meanings, MeaningsState, VectorParts
from litcoach_desktop.services.content.neighbours import Recommendation
from litcoach_desktop.services.content.service import ContentService
from litcoach_desktop.services.content.text_file import read_text_file

__all__ = [
    "Added",
    "By",
    "CatalogueProblem",
    "ContentService",
    "Found",
    "Hit",
    "ImportPreview",
    "Meanings",
    "MeaningsState",
    "PassageHit",
    "PassagePreview",
    "Recommendation",
    "Sources",
    "VectorParts",
    "read_text_file",
]
