"""Things of known heights set under each other, a new page when one does not fit; headings stay with what follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from litcoach_desktop.ui.printing.document import Page
from litcoach_desktop.ui.printing.sheet import pt
from litcoach_desktop.ui.printing.text import LINE, Paragraph

Painted = Callable[[QPainter, float, float], None]
"""Paints with its top left corner there."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is never cut. with_next: it does not end a page. repeat: painted again on top of a new page that
    begins with one of the blocks after it that name it as their `under`.
    """

    height: float
    paint: Painted
    with_next: bool = False
    under: "Block | None" = None


def text_block(paragraph: Paragraph, *, left: float = 0.0, after: float = 0.0, with_next: bool = False) -> Block:
    """A paragraph. after: the space under it."""
    return Block(
        paragraph.height + after,
        lambda painter, x, y: paragraph.paint(painter, x + left, y),
        with_next=with_next,
    )


def rule_block(width: float, gap: float) -> Block:
    """A thin line with some space over and under it."""

    def paint(painter: QPainter, left: float, top: float) -> None:
        painter.setPen(QPen(LINE, pt(0.8)))
        painter.drawLine(QPointF(left, top + gap / 2), QPointF(left + width, top + gap / 2))

    return Block(gap, paint, with_next=True)


def set_pages(blocks: Sequence[Block], body: QRectF) -> list[Page]:
    """The blocks on as many pages as they need, at least one."""
    pages: list[list[tuple[float, Block]]] = [[]]
    used = 0.0
    at = 0
    while at < len(blocks):
        run = _together(blocks, at)
        height = sum(block.height for block in run)
        if pages[-1] and used + height > body.height():
            pages.append([])
            used = 0.0
            head = run[0].under
            if head is not None and head is not run[0]:
                pages[-1].append((0.0, head))
                used = head.height
        for block in run:
            pages[-1].append((used, block))
            used += block.height
        at += len(run)
    return [_painter(placed, body) for placed in pages]


def _together(blocks: Sequence[Block], at: int) -> list[Block]:
    """What has to stand on one page: a block with all before it that may not end one."""
    end = at
    while end + 1 < len(blocks) and blocks[end].with_next:
        end += 1
    return list(blocks[at : end + 1])


def _painter(placed: Sequence[tuple[float, Block]], body: QRectF) -> Page:
    def paint(painter: QPainter) -> None:
        for offset, block in placed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            block.paint(painter, body.left(), body.top() + offset)

    return paint
