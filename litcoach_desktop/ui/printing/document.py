"""What can be printed: documents of pages, each painted when it is its turn, with a foot that counts them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from litcoach_desktop.ui.printing.sheet import Sheet
from litcoach_desktop.ui.printing.text import SOFT, one_line, paper_font

Page = Callable[[QPainter], None]
"""Paints one page, in units from the top left corner of the paper."""

Tick = Callable[[int, int, str], None]

_FOOT_POINTS = 8.5


class Document(Protocol):
    """Something to print. title, language (a tag such as "en"): what a PDF says of itself."""

    @property
    def title(self) -> str:
        """The title."""

    @property
    def language(self) -> str:
        """The language of its sentences."""

    def pages(self, sheet: Sheet) -> list[Page]:
        """The pages for a size of paper, at least one."""


@dataclass(frozen=True)
class Together:
    """Several documents one after the other: each begins a page of its own and counts its own pages."""

    title: str
    language: str
    documents: Sequence[Document]

    def pages(self, sheet: Sheet) -> list[Page]:
        """All pages in order; one that is white when there is no document at all."""
        return [page for document in self.documents for page in document.pages(sheet)] or [lambda _painter: None]


def with_feet(pages: Sequence[Page], sheet: Sheet, left: str, number: Callable[[int, int], str]) -> list[Page]:
    """The pages with a foot. left: what each of them belongs to. number: says "page 1 of 3" of the two numbers."""

    def footed(place: int, page: Page) -> Page:
        def paint(painter: QPainter) -> None:
            page(painter)
            foot = sheet.foot
            font = paper_font(_FOOT_POINTS)
            rest = foot.adjusted(0, 0, -foot.width() * 0.3, 0)
            one_line(painter, left, font, rest, Qt.AlignmentFlag.AlignLeft, SOFT)
            one_line(painter, number(place, len(pages)), font, foot, Qt.AlignmentFlag.AlignRight, SOFT)

        return paint

    return [footed(place, page) for place, page in enumerate(pages, 1)]
