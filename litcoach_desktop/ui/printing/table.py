"""A table on paper: a head that comes again on every page, rows that are never cut, cells in one line or more."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from litcoach_desktop.ui.printing.flow import Block
from litcoach_desktop.ui.printing.sheet import pt
from litcoach_desktop.ui.printing.text import INK, LINE, PALE, SOFT, Paragraph, paper_font

_POINTS = 9.0
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """share: of the table's width, beside the other columns' shares. number: written at the right."""

    name: str
    share: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell that is more than its words: on gray, in bold."""

    text: str
    gray: bool = False
    bold: bool = False


def table_blocks(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | Cell]],
    width: float,
    *,
    most_lines: int | None = _MOST_LINES,
) -> list[Block]:
    """The head and a block for each row; every row has a cell for each column. most_lines: of a cell."""
    whole = sum(column.share for column in columns)
    widths = [width * column.share / whole for column in columns]
    head = _row([column.name for column in columns], columns, widths, most_lines, head=True)
    top = Block(head.height, head.paint, with_next=bool(rows))
    return [top, *(_under(_row(row, columns, widths, most_lines), top) for row in rows)]


def _under(block: Block, head: Block) -> Block:
    return Block(block.height, block.paint, under=head)


def _row(
    row: Sequence[str | Cell],
    columns: Sequence[Column],
    widths: Sequence[float],
    most_lines: int | None,
    *,
    head: bool = False,
) -> Block:
    cells = [Cell(cell, bold=head) if isinstance(cell, str) else cell for cell in row]
    room, beside = pt(3), pt(5)
    paragraphs = [
        Paragraph(
            cell.text,
            paper_font(_POINTS, bold=cell.bold),
            max(width - 2 * beside, pt(6)),
            colour=SOFT if head else INK,
            align=Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft,
            leading=1.05,
            most_lines=most_lines,
        )
        for cell, column, width in zip(cells, columns, widths, strict=True)
    ]
    height = max(paragraph.height for paragraph in paragraphs) + 2 * room

    def paint(painter: QPainter, left: float, top: float) -> None:
        at = left
        for cell, paragraph, width in zip(cells, paragraphs, widths, strict=True):
            if cell.gray:
                painter.fillRect(QRectF(at, top, width, height), PALE)
            # Names of columns stand on their line, cells hang from theirs.
            down = height - room - paragraph.height if head else room
            paragraph.paint(painter, at + beside, top + down)
            at += width
        painter.setPen(QPen(INK if head else LINE, pt(0.9 if head else 0.4)))
        painter.drawLine(QPointF(left, top + height), QPointF(at, top + height))

    return Block(height, paint)
