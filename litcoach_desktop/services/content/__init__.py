"""The content service: the library's texts, their sentences and the syllables of their words."""

from litcoach_desktop.services.content.catalogue import CatalogueProblem, check_catalogue
from litcoach_desktop.services.content.service import ContentService
from litcoach_desktop.services.content.text_file import read_text_file

__all__ = ["CatalogueProblem", "ContentService", "check_catalogue", "read_text_file"]
