"""A running record on paper, in its standard form: the marked passage, tallies by line, totals, and who reviewed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from litcoach_desktop.domain.reading.running_record import Cue
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.services.teacher.reporting import RunningRecordReport, Tally
from litcoach_desktop.services.teacher.reporting.plain_text import in_a_sentence, on_paper
from litcoach_desktop.ui.printing.document import Page, with_feet
from litcoach_desktop.ui.printing.flow import Block, set_pages
from litcoach_desktop.ui.printing.letterhead import (
    BODY,
    SMALL,
    body,
    day_in_full,
    heading,
    letterhead,
    moment,
    note,
    page_number,
)
from litcoach_desktop.ui.printing.record_lines import RecordLine, RecordType, paint_line, record_lines
from litcoach_desktop.ui.printing.sheet import Sheet, pt
from litcoach_desktop.ui.printing.text import INK, LINE, SOFT, one_line, paper_font
from litcoach_desktop.ui.widgets.expression_words import naep_meaning, protocol_words
from litcoach_desktop.ui.widgets.reading_words import band_words, grade_words, percent_words, unscored_words

translate = QCoreApplication.translate

_LONGEST_TITLE = 90
_LONGEST_NOTE = 600
_FIGURES_IN_A_ROW = 5
# The passage, and beside it: errors, self-corrections, the cues in each.
_PASSAGE_SHARE = 0.69
_TALLY_SHARES = (0.13, 0.13, 0.37, 0.37)


@dataclass(frozen=True)
class RecordPages:
    """One reading. school: its name, may be empty."""

    report: RunningRecordReport
    school: str = ""

    @property
    def title(self) -> str:
        """The title of the pages."""
        text = in_a_sentence(self.report.detail.summary.text_title, _LONGEST_TITLE)
        return translate("Printing", "Running record: {0}").format(text)

    @property
    def language(self) -> str:
        """The language of the window, which these sentences are in."""
        return translate("Printing", "en", "the tag of the language that this is translated into")

    def pages(self, sheet: Sheet) -> list[Page]:
        """As many pages as the passage needs."""
        report, width = self.report, sheet.body.width()
        student = report.student
        name = translate("Printing", "A guest") if student is None else in_a_sentence(student.display_name)
        about = [
            name,
            "" if student is None else translate("Printing", "Grade {0}").format(grade_words(student.grade)),
            "" if report.room is None else in_a_sentence(report.room.name),
            translate("Printing", "read on {0}").format(moment(report.detail.summary.started_at)),
        ]
        blocks = letterhead(self.school, self.title, about, width)
        score = report.detail.score
        if score is None:
            reason = unscored_words(report.detail.summary.unscored_reason or "")
            not_scored = translate("Printing", "This reading was not scored: {0}. So it has no running record.")
            blocks.append(body(not_scored.format(reason), width))
            blocks += _about_scoring(report, width)
        else:
            blocks.append(_figures(_figures_of(report, score), width))
            blocks += _about_scoring(report, width)
            blocks += _passage(report, score, width)
            blocks.append(note(_legend(), width))
        foot = translate("Printing", "{0}, {1}; printed on {2}").format(name, self.title, day_in_full(report.today))
        return with_feet(set_pages(blocks, sheet.body), sheet, foot, page_number)


def _figures_of(report: RunningRecordReport, score: Score) -> list[tuple[str, str]]:
    """What each figure is called, and the figure."""
    none = "–"
    errors = none if score.error_ratio is None else f"1 : {round(score.error_ratio)}"
    corrected = none if score.self_correction_ratio is None else f"1 : {score.self_correction_ratio:.1f}"
    figures = [
        (translate("Printing", "Running words"), str(score.words_attempted)),
        (translate("Printing", "Errors"), str(score.errors)),
        (translate("Printing", "Error ratio"), errors),
        (translate("Printing", "Accuracy"), none if score.accuracy is None else percent_words(score.accuracy)),
        (translate("Printing", "Level of the text"), none if score.band is None else band_words(score.band)),
        (translate("Printing", "Self-corrections"), str(score.self_corrections)),
        (translate("Printing", "Self-correction ratio"), corrected),
        (translate("Printing", "Words right in a minute"), str(round(score.wcpm))),
        (translate("Printing", "95 % between"), f"{round(score.wcpm_low)} – {round(score.wcpm_high)}"),
        (translate("Printing", "Seconds"), str(round(score.duration_s))),
    ]
    expression = report.detail.expression
    if expression is not None and expression.naep.level is not None:
        figures.append((translate("Printing", "Expression, 1 to 4"), str(expression.naep.level)))
    if score.unscored:
        figures.append((translate("Printing", "Words not scored"), str(score.unscored)))
    return figures


def _figures(figures: Sequence[tuple[str, str]], width: float) -> Block:
    """Names in small type over figures in large type, five in a row."""
    name_font, figure_font = paper_font(SMALL), paper_font(13.0, bold=True)
    names, numbers = QFontMetricsF(name_font).height(), QFontMetricsF(figure_font).height()
    step, wide = names + numbers + pt(6), width / _FIGURES_IN_A_ROW
    rows = -(-len(figures) // _FIGURES_IN_A_ROW)

    def paint(painter: QPainter, left: float, top: float) -> None:
        for place, (name, figure) in enumerate(figures):
            x = left + place % _FIGURES_IN_A_ROW * wide
            y = top + place // _FIGURES_IN_A_ROW * step
            one_line(painter, name, name_font, QRectF(x, y, wide - pt(4), names), Qt.AlignmentFlag.AlignLeft, SOFT)
            area = QRectF(x, y + names, wide - pt(4), numbers)
            one_line(painter, figure, figure_font, area, Qt.AlignmentFlag.AlignLeft, INK)

    return Block(rows * step, paint)


def _about_scoring(report: RunningRecordReport, width: float) -> list[Block]:
    """Under which rules, who listened, who marked and who reviewed."""
    detail = report.detail
    said = [translate("Printing", "Scored by: {0}.").format(on_paper(protocol_words(detail.protocol)))]
    if detail.expression is not None and detail.expression.naep.level is not None:
        said.append(naep_meaning(detail.expression.naep.level))
    if detail.machine_events.engine:
        engine = f"{detail.machine_events.engine} {detail.machine_events.engine_version}".strip()
        said.append(translate("Printing", "Heard by the computer ({0}).").format(on_paper(engine)))
    if detail.marks:
        marked = len({mark.index for mark in detail.marks})
        people = ", ".join(sorted({in_a_sentence(mark.made_by) for mark in detail.marks}))
        said.append(translate("Printing", "Words marked by a person ({0}): {1}.").format(people, marked))
    if detail.accepted:
        count = len(detail.accepted)
        said.append(translate("Printing", "Own ways of saying a word that count as right: {0}.").format(count))
    blocks = [body(" ".join(said), width)]
    for review in report.reviews:
        who = translate("Printing", "Reviewed by {0} on {1}.").format(in_a_sentence(review.made_by), moment(review.at))
        blocks.append(body(f"{who} {in_a_sentence(review.note, _LONGEST_NOTE)}".strip(), width))
    if not report.reviews:
        blocks.append(body(translate("Printing", "Not yet reviewed by a person."), width))
    return blocks


def _passage(report: RunningRecordReport, score: Score, width: float) -> list[Block]:
    """The passage up to the line that the reader stopped on, with the tallies of each line and their totals."""
    type_ = RecordType()
    passage_width = width * _PASSAGE_SHARE
    head = _head_block(width, passage_width)
    blocks = [heading(translate("Printing", "The passage"), width), head]
    lines = record_lines(report, passage_width - pt(10), type_)
    read = [line for line in lines if line.units and line.first <= max(score.last_attempted, 0)]
    for line in read:
        blocks.append(_line_block(line, report.tally(line.first, line.last), head, width, passage_width, type_))
    total = report.tally(0, len(report.detail.passage.words))
    blocks.append(_total_block(total, head, width, passage_width))
    left = len(report.detail.passage.words) - 1 - max((line.last for line in read), default=-1)
    if left > 0:
        further = translate("Printing", "Words of the text further on: {0}.").format(left)
        blocks.append(note(further, width, with_next=True))
    if total.errors != score.errors:
        blocks.append(
            note(
                translate(
                    "Printing",
                    "{0} errors count: this protocol counts a skipped line or a name that was misread again once, or"
                    " counts repetitions too.",
                ).format(score.errors),
                width,
                with_next=True,
            )
        )
    return blocks


def _columns(left: float, width: float, passage_width: float) -> list[tuple[float, float]]:
    """Left edge and width of the four columns of tallies."""
    places, at = [], left + passage_width
    for share in _TALLY_SHARES:
        wide = (width - passage_width) * share
        places.append((at, wide))
        at += wide
    return places


def _head_block(width: float, passage_width: float) -> Block:
    font = paper_font(BODY, bold=True)
    height = QFontMetricsF(font).height() + pt(4)
    names = (
        translate("Printing", "E"),
        translate("Printing", "SC"),
        translate("Printing", "Cues in E"),
        translate("Printing", "Cues in SC"),
    )

    def paint(painter: QPainter, left: float, top: float) -> None:
        for (x, wide), name in zip(_columns(left, width, passage_width), names, strict=True):
            one_line(painter, name, font, QRectF(x, top, wide, height), Qt.AlignmentFlag.AlignHCenter, SOFT)
        painter.setPen(QPen(INK, pt(0.9)))
        painter.drawLine(int(left), int(top + height), int(left + width), int(top + height))

    return Block(height, paint, with_next=True)


def _line_block(
    line: RecordLine, tally: Tally, head: Block, width: float, passage_width: float, type_: RecordType
) -> Block:
    above = pt(6) if line.opens else 0.0
    height = type_.line_height + above

    def paint(painter: QPainter, left: float, top: float) -> None:
        paint_line(painter, line, left, top + above, type_)
        _paint_tally(painter, tally, QRectF(left, top + above, width, type_.line_height), passage_width)
        painter.setPen(QPen(LINE, pt(0.3)))
        painter.drawLine(int(left + passage_width), int(top + height), int(left + width), int(top + height))

    return Block(height, paint, under=head)


def _total_block(total: Tally, head: Block, width: float, passage_width: float) -> Block:
    font = paper_font(BODY, bold=True)
    height = QFontMetricsF(font).height() + pt(6)

    def paint(painter: QPainter, left: float, top: float) -> None:
        painter.setPen(QPen(INK, pt(0.9)))
        painter.drawLine(int(left), int(top + pt(1)), int(left + width), int(top + pt(1)))
        area = QRectF(left, top, passage_width - pt(8), height)
        one_line(painter, translate("Printing", "Total"), font, area, Qt.AlignmentFlag.AlignRight, INK)
        _paint_tally(painter, total, QRectF(left, top, width, height), passage_width, rings=False)

    # What the marks mean stands on the page of the totals.
    return Block(height + pt(6), paint, with_next=True, under=head)


def _paint_tally(painter: QPainter, tally: Tally, area: QRectF, passage_width: float, *, rings: bool = True) -> None:
    """Numbers of a line; M S V stand there to be ringed by hand where nobody has said yet which cues were used."""
    places = _columns(area.left(), area.width(), passage_width)
    font = paper_font(BODY)
    for (x, wide), count in zip(places, (tally.errors, tally.corrections), strict=False):
        place = QRectF(x, area.top(), wide, area.height())
        if count:
            one_line(painter, str(count), font, place, Qt.AlignmentFlag.AlignHCenter, INK)
    for (x, wide), cues, count in (
        (places[2], tally.error_cues, tally.errors),
        (places[3], tally.correction_cues, tally.corrections),
    ):
        if count:
            _paint_cues(painter, cues, QRectF(x, area.top(), wide, area.height()), rings=rings)


def _paint_cues(painter: QPainter, cues: Mapping[Cue, int], area: QRectF, *, rings: bool) -> None:
    # A little air between the two columns of cues.
    area = area.adjusted(pt(4), 0, -pt(4), 0)
    wide = area.width() / len(Cue)
    for place, cue in enumerate(Cue):
        used = cues[cue]
        words = f"{cue.value}{used}" if used > 1 or (used and not rings) else cue.value
        one = QRectF(area.left() + place * wide, area.top(), wide, area.height())
        colour = INK if used else LINE
        one_line(painter, words, paper_font(BODY, bold=bool(used)), one, Qt.AlignmentFlag.AlignHCenter, colour)
        if used and rings:
            side = min(area.height(), wide) * 0.92
            ring = QRectF(0, 0, side, side)
            ring.moveCenter(one.center())
            painter.setPen(QPen(INK, pt(0.8)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)


def _legend() -> str:
    return translate(
        "Printing",
        "Over the words: a tick for read right; what was said instead, over a line; – left out; ? not known; T told"
        " after waiting; SC put right by the reader; R said again; W waited; n could not be scored. A dash under a"
        " word: it was put in. ] is where the reader stopped. E: errors, SC: self-corrections. Cues: M meaning, S"
        " structure, V visual information; ringed when the teacher has said that the child used it.",
    )
