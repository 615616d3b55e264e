"""A class on paper: where it stands, who needs what, its weeks, and the words and sounds of the week."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand, stand_of
from litcoach_desktop.domain.growth.points import Week
from litcoach_desktop.domain.reading.norms import percentile, season_of
from litcoach_desktop.services.teacher.growth_rows import ChildInClass
from litcoach_desktop.services.teacher.reporting import ClassReport
from litcoach_desktop.services.teacher.reporting.plain_text import in_a_sentence
from litcoach_desktop.ui.printing.document import Page, with_feet
from litcoach_desktop.ui.printing.flow import Block, set_pages
from litcoach_desktop.ui.printing.letterhead import (
    BODY,
    body,
    day_in_full,
    day_in_short,
    heading,
    letterhead,
    note,
    page_number,
)
from litcoach_desktop.ui.printing.sheet import Sheet, mm, pt
from litcoach_desktop.ui.printing.table import Cell, Column, table_blocks
from litcoach_desktop.ui.printing.text import INK, PALE, one_line, paper_font
from litcoach_desktop.ui.teacher.growth_words import (
    advice_words,
    class_summary,
    gain_short,
    need_words,
    reason_words,
    stand_words,
)
from litcoach_desktop.ui.widgets.reading_words import grade_words, percent_words, percentile_short, season_words

translate = QCoreApplication.translate


@dataclass(frozen=True)
class ClassPages:
    """A class. school: its name, may be empty."""

    report: ClassReport
    school: str = ""

    @property
    def title(self) -> str:
        """The title of the pages."""
        return translate("Printing", "{0}: class report").format(in_a_sentence(self.report.growth.room.name))

    @property
    def language(self) -> str:
        """The language of the window, which these sentences are in."""
        return translate("Printing", "en", "the tag of the language that this is translated into")

    def pages(self, sheet: Sheet) -> list[Page]:
        """As many pages as the class needs."""
        report, growth = self.report, self.report.growth
        width = sheet.body.width()
        about = [
            translate("Printing", "Grade {0}").format(grade_words(growth.room.grade)),
            translate("Printing", "against the norms of {0}").format(season_words(growth.season)),
            day_in_full(report.today),
        ]
        blocks = letterhead(self.school, self.title, about, width)
        blocks.append(body(class_summary(growth), width))
        if growth.children:
            blocks += _spread(report.spread, width)
            blocks += _groups(report.groups, width)
            blocks += _children(report, width)
            blocks += _weeks(report, width)
            blocks += _words(report, width)
        else:
            blocks.append(body(translate("Printing", "There is no child in this class yet."), width))
        return with_feet(set_pages(blocks, sheet.body), sheet, self.title, page_number)


def _name(child: ChildInClass) -> str:
    return in_a_sentence(child.student.display_name)


def _spread(spread: Mapping[Stand, int], width: float) -> list[Block]:
    """A bar for each place between the norms' percentiles, lowest first, with its name and number."""
    most = max(1, *spread.values())
    step, names = mm(5.6), mm(42)
    font = paper_font(BODY)

    def paint(painter: QPainter, left: float, top: float) -> None:
        for place, (stand, count) in enumerate(spread.items()):
            row = QRectF(left, top + place * step, width, step)
            place_of = QRectF(row.left(), row.top(), names, step)
            one_line(painter, stand_words(stand), font, place_of, Qt.AlignmentFlag.AlignLeft, INK)
            longest = width - names - mm(12)
            bar = QRectF(left + names, row.top() + step * 0.14, longest * count / most, step * 0.72)
            painter.setPen(QPen(INK, pt(0.6)))
            painter.setBrush(PALE)
            if count:
                painter.drawRect(bar)
            number = QRectF(bar.right() + mm(1.5), row.top(), mm(12), step)
            one_line(painter, str(count), font, number, Qt.AlignmentFlag.AlignLeft, INK)

    return [
        heading(translate("Printing", "Against the norms: children by percentile"), width),
        Block(step * len(spread) + pt(4), paint),
    ]


def _groups(groups: Mapping[Need, tuple[ChildInClass, ...]], width: float) -> list[Block]:
    blocks = [heading(translate("Printing", "Groups by need"), width)]
    rows = [
        (
            translate("Printing", "{0} ({1})").format(need_words(need), len(children)),
            ", ".join(_name(child) for child in children),
            advice_words(need),
        )
        for need, children in groups.items()
    ]
    columns = (
        Column(translate("Printing", "Group"), 3),
        Column(translate("Printing", "Children"), 6),
        Column(translate("Printing", "What helps"), 4),
    )
    return [*blocks, *table_blocks(columns, rows, width, most_lines=None)]


def _children(report: ClassReport, width: float) -> list[Block]:
    columns = (
        Column(translate("Printing", "Child"), 5),
        Column(translate("Printing", "WCPM"), 1.5, number=True),
        Column(translate("Printing", "Per-\ncentile"), 1.6, number=True),
        Column(translate("Printing", "Right"), 1.6, number=True),
        Column(translate("Printing", "Ex-\npression"), 2.2, number=True),
        Column(translate("Printing", "A week"), 1.9, number=True),
        Column(translate("Printing", "Next, and why"), 7.5),
    )
    rows: list[tuple[str, ...]] = []
    for child in report.growth.children:
        now = child.standing
        place = None
        if now.wcpm is not None:
            place = percentile(child.student.grade, report.growth.season, now.wcpm)
        why = translate("Printing", "{0}: {1}").format(need_words(child.need), reason_words(child.need, now))
        rows.append(
            (
                _name(child),
                "" if now.wcpm is None else str(round(now.wcpm)),
                "" if place is None else percentile_short(place),
                "" if now.accuracy is None else percent_words(now.accuracy),
                "" if now.expression is None else f"{now.expression:g}",
                "" if child.trend is None else gain_short(child.trend.slope),
                why,
            )
        )
    return [
        heading(translate("Printing", "The children"), width),
        note(
            translate(
                "Printing",
                "Medians of the last three readings of this school year. WCPM: words right in a minute. Expression:"
                " from 1 to 4. A week: words a minute gained in a week.",
            ),
            width,
            with_next=True,
        ),
        *table_blocks(columns, rows, width),
    ]


def _weeks(report: ClassReport, width: float) -> list[Block]:
    columns = (
        Column(translate("Printing", "Week of"), 4.5),
        *(Column(day_in_short(monday), 1.85, number=True) for monday in report.mondays),
    )
    rows: list[tuple[str | Cell, ...]] = [
        (_name(child), *(_week(child, child.weeks.get(monday)) for monday in report.mondays))
        for child in report.growth.children
    ]
    return [
        heading(translate("Printing", "The last weeks"), width),
        note(
            translate(
                "Printing",
                "Words right in a minute, the middle of each week’s readings. On gray: below the 25th percentile of the"
                " grade; in bold on gray: below the 10th.",
            ),
            width,
            with_next=True,
        ),
        *table_blocks(columns, rows, width),
    ]


def _week(child: ChildInClass, week: Week | None) -> Cell:
    if week is None:
        return Cell("")
    place = percentile(child.student.grade, season_of(week.monday.month), week.wcpm)
    stand = None if place is None else stand_of(place)
    return Cell(str(round(week.wcpm)), gray=stand in (Stand.BELOW_10, Stand.TO_25), bold=stand is Stand.BELOW_10)


def _words(report: ClassReport, width: float) -> list[Block]:
    growth = report.growth
    blocks = [heading(translate("Printing", "The last seven days"), width)]
    missing = ", ".join(in_a_sentence(student.display_name) for student in report.not_read)
    blocks.append(
        body(
            translate("Printing", "Not read: {0}.").format(missing)
            if missing
            else translate("Printing", "Everybody has read."),
            width,
        )
    )
    if growth.words:
        words = ", ".join(f"{one.word} ({len(one.students)})" for one in growth.words)
        blocks.append(
            body(translate("Printing", "Hard words, with how many children missed them: {0}.").format(words), width)
        )
    if growth.patterns:
        columns = (
            Column(translate("Printing", "Sound pattern"), 4),
            Column(translate("Printing", "Missed"), 2, number=True),
            Column(translate("Printing", "Children"), 2, number=True),
            Column(translate("Printing", "Such as"), 7),
        )
        rows = [
            (
                one.pattern,
                translate("Printing", "{0} of {1}").format(one.times, one.chances),
                str(len(one.students)),
                ", ".join(one.words),
            )
            for one in growth.patterns
        ]
        blocks += table_blocks(columns, rows, width)
    return blocks
