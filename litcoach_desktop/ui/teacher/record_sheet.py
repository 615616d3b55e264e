"""The running record of one reading as a sheet: errors and self-corrections, and the cues the teacher sees in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.domain.reading.running_record import Cue, Entry, Line, Sheet
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import percent_words

if TYPE_CHECKING:
    from litcoach_desktop.domain.reading.scoring import Score
    from litcoach_desktop.domain.reading.tokens import Passage
    from litcoach_desktop.services.teacher import ReadingDetail

_WORD, _SAID, _KIND, _FIRST_CUE = range(4)
_PLACE = Qt.ItemDataRole.UserRole
_KEYS = {Qt.Key.Key_M: Cue.MEANING, Qt.Key.Key_S: Cue.STRUCTURE, Qt.Key.Key_V: Cue.VISUAL}


class RecordSheet(QWidget):
    """`cues_asked` carries a Place and the cues that it should have; `hear_asked` the index of a word."""

    cues_asked = Signal(object, object)
    hear_asked = Signal(int)
    word_changed = Signal(int)
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._passage: Passage | None = None
        self.figures: QLabel = label("", "strong")
        self.cues: QLabel = label("", "label")
        self.none = label("", "body")
        self.table = QTableWidget(0, _FIRST_CUE + len(Cue))
        self.table.setHorizontalHeaderLabels(
            [self.tr("In the text"), self.tr("Read as"), self.tr("Counts as"), *(cue.value for cue in Cue)]
        )
        self._cue_names = (self.tr("Meaning"), self.tr("Structure"), self.tr("Visual information"))
        for column, tip in enumerate(self._cue_names, _FIRST_CUE):
            title = QTableWidgetItem(list(Cue)[column - _FIRST_CUE].value)
            title.setToolTip(tip)
            title.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setHorizontalHeaderItem(column, title)
        self.table.setAccessibleName(self.tr("Errors and self-corrections"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setAlternatingRowColors(True)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_SAID, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.cellClicked.connect(self._clicked)
        self.table.currentCellChanged.connect(self._moved)
        self.table.installEventFilter(self)
        self.hint = label(
            self.tr("Keys: arrows choose a line, Space plays it, M S V say which cues the child used."), "note"
        )
        self.print = button(self.tr("Print the running record"), "print", "small", self.print_asked.emit)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column_layout.setSpacing(SMALL)
        for part in (self.figures, self.cues, self.none):
            column_layout.addWidget(part)
        column_layout.addWidget(self.table, 1)
        column_layout.addWidget(self.hint)
        column_layout.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.table)

    def show_detail(self, detail: ReadingDetail | None) -> None:
        """Show the sheet of a reading; None empties it."""
        sheet = detail.sheet if detail is not None else None
        score = detail.score if detail is not None else None
        row = self.table.currentRow()
        self._lines = sheet.lines if sheet is not None else ()
        self._passage = detail.passage if detail is not None else None
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._lines))
        for number, line in enumerate(self._lines):
            self._fill(number, line)
        self.table.setCurrentCell(min(max(row, 0), len(self._lines) - 1), 0)
        self.table.blockSignals(False)
        self.none.setVisible(not self._lines)
        self.none.setText(
            self.tr("The reading was not scored, so it has no running record.")
            if sheet is None
            else self.tr("No error and no self-correction under this protocol.")
        )
        for part in (self.table, self.hint):
            part.setVisible(bool(self._lines))
        self.print.setVisible(sheet is not None)
        self.figures.setText("" if score is None else self._figures(score))
        self.cues.setText("" if sheet is None else self._cue_counts(sheet))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """M, S and V belong to the sheet while it has the keyboard, not to the table's search for letters."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            cue = _KEYS.get(Qt.Key(event.key()))
            ours = not event.modifiers() and (cue is not None or event.key() == Qt.Key.Key_Space)
            if ours and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if ours:
                row = self.table.currentRow()
                if cue is not None:
                    self._toggle(row, cue)
                elif 0 <= row < len(self._lines):
                    self.hear_asked.emit(max(0, self._lines[row].index))
                return True
        return super().eventFilter(watched, event)

    def _fill(self, row: int, line: Line) -> None:
        kinds = {
            Entry.ERROR: self.tr("Error"),
            Entry.SELF_CORRECTION: self.tr("Put right (SC)"),
            Entry.INSERTION: self.tr("Error, put in"),
        }
        texts = [line.word or self._before(line), self._notation(line), kinds[line.entry]]
        texts += [cue.value if cue in line.cues else "·" for cue in Cue]
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(_PLACE, line.place)
            if column >= _FIRST_CUE:
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                used = self.tr("{0}: used") if text != "·" else self.tr("{0}: not used")
                name = self._cue_names[column - _FIRST_CUE]
                item.setData(Qt.ItemDataRole.AccessibleTextRole, used.format(name))
                font = item.font()
                font.setBold(text != "·")
                item.setFont(font)
            self.table.setItem(row, column, item)

    def _before(self, line: Line) -> str:
        """Where something was put in."""
        if self._passage is None or line.index < 0:
            return self.tr("at the start")
        return self.tr("after “{0}”").format(self._passage.words[line.index].text)

    def _notation(self, line: Line) -> str:
        if line.left_out:
            return self.tr("– (left out)")
        if line.told:
            return self.tr("T (told after waiting)")
        return line.said or self.tr("? (not known)")

    def _figures(self, score: Score) -> str:
        parts = [self.tr("Errors {0}").format(score.errors)]
        if score.error_ratio is not None:
            parts.append(self.tr("error rate 1:{0}").format(round(score.error_ratio)))
        parts.append(self.tr("self-corrections {0}").format(score.self_corrections))
        if score.self_correction_ratio is not None:
            parts.append(self.tr("self-correction rate 1:{0:.1f}").format(score.self_correction_ratio))
        if score.accuracy is not None:
            parts.append(self.tr("accuracy {0}").format(percent_words(score.accuracy)))
        return " · ".join(parts)

    def _cue_counts(self, sheet: Sheet) -> str:
        def counts(found: dict[Cue, int]) -> str:
            return " ".join(f"{cue.value} {found[cue]}" for cue in Cue)

        return self.tr("Cues in errors: {0}. In self-corrections: {1}.").format(
            counts(dict(sheet.error_cues)), counts(dict(sheet.correction_cues))
        )

    def _toggle(self, row: int, cue: Cue) -> None:
        if 0 <= row < len(self._lines):
            line = self._lines[row]
            self.cues_asked.emit(line.place, line.cues ^ {cue})

    @Slot(int, int)
    def _clicked(self, row: int, column: int) -> None:
        if column >= _FIRST_CUE:
            self._toggle(row, list(Cue)[column - _FIRST_CUE])

    @Slot(int, int, int, int)
    def _moved(self, row: int, _column: int, _row_before: int, _column_before: int) -> None:
        if 0 <= row < len(self._lines):
            self.word_changed.emit(max(0, self._lines[row].index))
