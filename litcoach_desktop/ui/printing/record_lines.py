"""The passage of a running record as lines: over each word what became of it, in the notation of Clay (2000)."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from litcoach_desktop.domain.reading.events import WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.running_record import Entry, Line
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.services.teacher.reporting import RunningRecordReport
from litcoach_desktop.services.teacher.reporting.plain_text import on_paper
from litcoach_desktop.ui.printing.sheet import pt
from litcoach_desktop.ui.printing.text import INK, SOFT, paper_font

LEFT_OUT, NOT_KNOWN, TOLD, CORRECTED, REPEATED, WAITED, NOT_SCORED = "–", "?", "T", "SC", "R", "W", "n"

_WORD_POINTS, _MARK_POINTS = 12.0, 8.5
_LONGEST_SAID = 20
_OPENING = "“‘\"'([¿¡«"


@dataclass(frozen=True, slots=True)
class Unit:
    """A word with what stands over it, or something that was put in (index of the word before it, printed: a dash).

    ticked: it was read right. fraction: a line between mark and word, as for everything that has an entry. last: the
    reader stopped after it.
    """

    index: int
    printed: str
    mark: str
    width: float
    ticked: bool = False
    fraction: bool = False
    reached: bool = True
    last: bool = False


@dataclass(slots=True)
class RecordLine:
    """A printed line. units: at least one, but for an empty line of the text. opens: a paragraph begins with it."""

    units: list[Unit] = field(default_factory=list)
    opens: bool = False

    @property
    def first(self) -> int:
        """The first passage word; what was put in counts with the word before it."""
        return min((unit.index for unit in self.units), default=-1)

    @property
    def last(self) -> int:
        """The last passage word."""
        return max((unit.index for unit in self.units), default=-2)


class RecordType:
    """The two fonts of a record, and how tall its lines are."""

    def __init__(self) -> None:
        self.word: QFont = paper_font(_WORD_POINTS, passage=True)
        self.mark: QFont = paper_font(_MARK_POINTS)
        self.words = QFontMetricsF(self.word)
        self.marks = QFontMetricsF(self.mark)
        self.space = self.words.horizontalAdvance(" ") * 1.5
        self.tick = self.marks.height() * 0.5

    @property
    def line_height(self) -> float:
        """Marks, words and the room around them."""
        return self.marks.height() + self.words.height() + pt(7)


def record_lines(report: RunningRecordReport, width: float, type_: RecordType) -> list[RecordLine]:
    """The passage in lines of at most this width, broken where the text begins a new one, too."""
    passage = report.detail.passage
    lines = [RecordLine(opens=True)]
    used = 0.0
    for index, units in enumerate(_units(report, width, type_)):
        if index and "\n" in _gap(passage, index):
            lines.append(RecordLine(opens="\n\n" in _gap(passage, index)))
            used = 0.0
        for unit in units:
            if lines[-1].units and used + unit.width > width:
                lines.append(RecordLine())
                used = 0.0
            lines[-1].units.append(unit)
            used += unit.width + type_.space
    return lines


def paint_line(painter: QPainter, line: RecordLine, left: float, top: float, type_: RecordType) -> None:
    """Paint a line, marks over words."""
    marks_foot = top + type_.marks.ascent() + pt(1)
    middle = top + type_.marks.height() + pt(1.5)
    words_foot = middle + type_.words.ascent() + pt(1)
    for unit in line.units:
        colour = INK if unit.reached else SOFT
        at = left
        if unit.ticked:
            _paint_tick(painter, at, marks_foot, type_.tick)
            at += type_.tick * 1.5
        painter.setPen(colour)
        painter.setFont(type_.mark)
        painter.drawText(QPointF(at, marks_foot), unit.mark)
        painter.setFont(type_.word)
        painter.drawText(QPointF(left, words_foot), unit.printed)
        if unit.fraction:
            painter.setPen(QPen(INK, pt(0.8)))
            painter.drawLine(QPointF(left, middle), QPointF(left + unit.width, middle))
        if unit.last:
            foot = words_foot + type_.words.descent()
            _paint_bracket(painter, left + unit.width + type_.space * 0.35, middle, foot)
        left += unit.width + type_.space


def _units(report: RunningRecordReport, width: float, type_: RecordType) -> list[list[Unit]]:
    """For each passage word its unit and those of what was put in after it (before the first: in front of it)."""
    passage, events = report.detail.passage, report.detail.events
    entries: dict[int, Line] = {}
    put_in: dict[int, list[Line]] = {}
    for line in report.sheet.lines if report.sheet is not None else ():
        if line.entry is Entry.INSERTION:
            put_in.setdefault(line.index, []).append(line)
        else:
            entries[line.index] = line
    last = report.detail.score.last_attempted if report.detail.score is not None else -1
    found = []
    for word in passage.words:
        units = []
        if word.index == 0:
            units += [_inserted(line, 0, width, type_) for line in put_in.get(-1, ())]
        event = events.words[word.index] if word.index < len(events.words) else None
        stopped = word.index == last and last + 1 < len(passage.words)
        units.append(_word(passage, word.index, event, entries.get(word.index), stopped, last, width, type_))
        units += [_inserted(line, word.index, width, type_) for line in put_in.get(word.index, ())]
        found.append(units)
    return found


def _word(
    passage: Passage,
    index: int,
    event: WordEvent | None,
    entry: Line | None,
    stopped: bool,
    last: int,
    width: float,
    type_: RecordType,
) -> Unit:
    printed = type_.words.elidedText(_printed(passage, index), Qt.TextElideMode.ElideMiddle, width)
    reached = index <= last
    mark, ticked = "", False
    if entry is not None:
        mark = _notation(entry)
    elif reached and event is not None:
        ticked = event.status is WordStatus.CORRECT
        # What the protocol does not count is still told, without a line under it.
        mark = "" if ticked else _uncounted(event)
    if reached and event is not None:
        if WordFlag.HESITATION in event.flags and not (entry is not None and entry.told):
            mark = f"{mark} {WAITED}".strip()
        if WordFlag.REPETITION in event.flags:
            mark = f"{mark} {REPEATED}".strip()
    wide = type_.marks.horizontalAdvance(mark) + (type_.tick * 1.5 if ticked else 0.0)
    unit_width = min(max(type_.words.horizontalAdvance(printed), wide), width)
    return Unit(index, printed, mark, unit_width, ticked, entry is not None, reached, stopped)


def _uncounted(event: WordEvent) -> str:
    if event.status is WordStatus.UNSCORED:
        return NOT_SCORED
    return on_paper(event.heard or NOT_KNOWN, _LONGEST_SAID) if event.status is WordStatus.MISREAD else LEFT_OUT


def _inserted(line: Line, index: int, width: float, type_: RecordType) -> Unit:
    said = on_paper(line.said or NOT_KNOWN, _LONGEST_SAID)
    wide = max(type_.marks.horizontalAdvance(said), type_.words.horizontalAdvance(LEFT_OUT))
    return Unit(index, LEFT_OUT, said, min(wide, width), fraction=True)


def _notation(entry: Line) -> str:
    said = LEFT_OUT if entry.left_out else TOLD if entry.told else on_paper(entry.said or NOT_KNOWN, _LONGEST_SAID)
    return f"{said} | {CORRECTED}" if entry.entry is Entry.SELF_CORRECTION else said


def _gap(passage: Passage, index: int) -> str:
    """What stands between a word and the one before it."""
    return passage.text[passage.words[index - 1].end : passage.words[index].start]


def _printed(passage: Passage, index: int) -> str:
    """The word with the signs around it: those that open before it, all others up to the next space behind."""
    words = passage.words
    word = words[index]
    before = passage.text[words[index - 1].end if index else 0 : word.start]
    after = passage.text[word.end : words[index + 1].start if index + 1 < len(words) else len(passage.text)]
    opening = before[len(before.rstrip(_OPENING)) :]
    behind = after.split(maxsplit=1)[0] if after[:1].strip() else ""
    # Without a space between two words the signs that open belong to the second one.
    if behind == after and index + 1 < len(words):
        behind = behind.rstrip(_OPENING)
    return f"{opening}{word.text}{behind}"


def _paint_tick(painter: QPainter, left: float, foot: float, side: float) -> None:
    pen = QPen(INK, side * 0.16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(left + side * 0.1, foot - side * 0.45),
                QPointF(left + side * 0.4, foot - side * 0.1),
                QPointF(left + side, foot - side),
            ]
        )
    )


def _paint_bracket(painter: QPainter, x: float, top: float, bottom: float) -> None:
    arm = pt(2.5)
    painter.setPen(QPen(INK, pt(1.2)))
    painter.drawPolyline(
        QPolygonF([QPointF(x - arm, top), QPointF(x, top), QPointF(x, bottom), QPointF(x - arm, bottom)])
    )
