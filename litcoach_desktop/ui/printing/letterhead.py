"""What stands on top of a teacher's pages: school, title, and what they are about."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from litcoach_desktop.services.teacher.reporting.plain_text import on_paper
from litcoach_desktop.ui.printing.flow import Block, rule_block, text_block
from litcoach_desktop.ui.printing.sheet import pt
from litcoach_desktop.ui.printing.text import SOFT, Paragraph, fitting_font, paper_font

translate = QCoreApplication.translate

TITLE, HEADING, BODY, SMALL = 20.0, 13.0, 10.5, 8.5
"""Type sizes of a teacher's pages in points."""


def letterhead(school: str, title: str, about: list[str], width: float) -> list[Block]:
    """School, title, about, and a line under them."""
    blocks = []
    if school:
        blocks.append(text_block(Paragraph(on_paper(school), paper_font(BODY), width, colour=SOFT, most_lines=1)))
    font = fitting_font([title], TITLE, HEADING, width, bold=True)
    blocks.append(text_block(Paragraph(title, font, width, most_lines=2)))
    said = " · ".join(one for one in about if one)
    blocks.append(text_block(Paragraph(said, paper_font(BODY), width, colour=SOFT, most_lines=2)))
    return [*blocks, rule_block(width, pt(6))]


def heading(text: str, width: float) -> Block:
    """A heading with the space around it, never the last thing on a page."""
    paragraph = Paragraph(text, paper_font(HEADING, bold=True), width)
    return Block(
        paragraph.height + pt(12),
        lambda painter, left, top: paragraph.paint(painter, left, top + pt(9)),
        with_next=True,
    )


def body(text: str, width: float, *, with_next: bool = False, points: float = BODY) -> Block:
    """A paragraph of plain text."""
    return text_block(Paragraph(text, paper_font(points), width), after=pt(2), with_next=with_next)


def note(text: str, width: float, *, with_next: bool = False) -> Block:
    """A paragraph in small type."""
    return text_block(Paragraph(text, paper_font(SMALL), width, colour=SOFT), after=pt(2), with_next=with_next)


def page_number(place: int, count: int) -> str:
    """What the foot says."""
    return translate("Printing", "Page {0} of {1}").format(place, count)


def day_in_full(day: date) -> str:
    """A date in full, as is usual here."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def day_in_short(day: date) -> str:
    """Day and month."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")


def moment(at: datetime) -> str:
    """Date and time of day here."""
    here = at.astimezone()
    clock = QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    return translate("Printing", "{0}, {1}").format(day_in_full(here.date()), clock)
