"""What a file would bring: its passages to choose from, each with title, grade, level and what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.domain.levels import Level, dale_chall, flesch_kincaid, spache
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import grade_words

if TYPE_CHECKING:
    from litcoach_desktop.services.content import ImportPreview, PassagePreview

_TITLE, _GRADE, _LEVEL, _WORDS, _NOTE = range(5)
_HIGHEST_GRADE = 8
_LONGEST_TITLE = 120
_MOST_SENTENCES = 6


class ImportPreviewPage(QWidget):
    """`add_asked` carries the chosen texts as the teacher named them; `cancelled` carries nothing."""

    add_asked = Signal(list)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: tuple[PassagePreview, ...] = ()
        self.what = label("", "heading")
        self.left_out = label("", "label")
        self.table = QTableWidget(0, 5)
        self.table.setAccessibleName(self.tr("Passages"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Title"), self.tr("Grade"), self.tr("Reads like"), self.tr("Words"), self.tr("Note")]
        )
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("The passage"))
        self.note = label("", "note")
        self.rights = QLineEdit()
        self.rights.setAccessibleName(self.tr("Rights"))
        self.rights.setPlaceholderText(self.tr("Whose text is it, and may the class use it?"))
        self.all = button(self.tr("All"), None, "small", lambda: self._check_all(True))
        self.none = button(self.tr("None"), None, "small", lambda: self._check_all(False))
        self.cancel = button(self.tr("Cancel"), None, "quiet", self.cancelled.emit)
        self.add = button("", "add", "go", self._add)
        self._build()
        self.table.itemChanged.connect(self._item_changed)
        self.table.currentCellChanged.connect(self._show_passage)

    def show_preview(self, preview: ImportPreview) -> None:
        """Another file."""
        self._passages = preview.passages
        count = self.tr("%n passage(s)", "", len(preview.passages))
        by = self.tr(" by {0}").format(preview.author) if preview.author else ""
        self.what.setText(self.tr("“{0}”{1}: {2}").format(preview.title, by, count))
        self.note.setText(preview.rights_note)
        said = list(preview.left_out[:_MOST_SENTENCES])
        if len(preview.left_out) > _MOST_SENTENCES:
            said.append(self.tr("%n more like these", "", len(preview.left_out) - _MOST_SENTENCES))
        self.left_out.setText("\n".join(said))
        self.left_out.setVisible(bool(said))
        self.rights.setText(preview.rights)
        self.table.blockSignals(True)
        self.table.setRowCount(len(preview.passages))
        for row, passage in enumerate(preview.passages):
            self._fill(row, passage)
        self.table.blockSignals(False)
        for column in (_GRADE, _LEVEL, _WORDS, _NOTE):
            self.table.resizeColumnToContents(column)
        if preview.passages:
            self.table.setCurrentCell(0, _TITLE)
        else:
            self.text.clear()
        self._count()

    @property
    def chosen(self) -> list[Text]:
        """The checked passages, titled and graded as the table says, with the rights of the line below it."""
        texts = []
        for row, passage in enumerate(self._passages):
            title, grade = self.table.item(row, _TITLE), self.table.item(row, _GRADE)
            if title is None or grade is None or title.checkState() is not Qt.CheckState.Checked:
                continue
            chosen = int(grade.data(Qt.ItemDataRole.UserRole))
            # What has no grade finds no child.
            if chosen < 0:
                continue
            name = title.text().strip()[:_LONGEST_TITLE] or passage.text.title
            rights = self.rights.text().strip()
            texts.append(replace(passage.text, title=name, grade=chosen, rights=rights))
        return texts

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(SMALL)
        tools.addWidget(label(self.tr("Tick what to add. Titles and grades can be changed."), "label"), 1)
        tools.addWidget(self.all)
        tools.addWidget(self.none)
        rights = QHBoxLayout()
        rights.setSpacing(SMALL)
        rights.addWidget(label(self.tr("Rights:"), "label", wrap=False))
        rights.addWidget(self.rights, 1)
        left = QVBoxLayout()
        left.setSpacing(SMALL)
        left.addLayout(tools)
        left.addWidget(self.table, 1)
        left.addLayout(rights)
        left.addWidget(self.note)
        middle = QHBoxLayout()
        middle.setSpacing(MEDIUM)
        middle.addLayout(left, 3)
        middle.addWidget(self.text, 2)
        body = QVBoxLayout()
        body.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        body.setSpacing(SMALL)
        body.addWidget(self.what)
        body.addWidget(self.left_out)
        body.addLayout(middle, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(body, 1)
        page.addWidget(Footer(self.cancel, go=self.add))

    def _fill(self, row: int, passage: PassagePreview) -> None:
        text = passage.text
        title = QTableWidgetItem(text.title)
        title.setFlags(title.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        # What is there already is not added twice unless somebody says so; what has no grade waits for one.
        stays_out = passage.twin or text.grade < 0
        title.setCheckState(Qt.CheckState.Unchecked if stays_out else Qt.CheckState.Checked)
        grade = QTableWidgetItem(_grade_words(text.grade))
        grade.setData(Qt.ItemDataRole.UserRole, text.grade)
        notes = [self.tr("Already here: “{0}”").format(passage.twin)] if passage.twin else []
        if text.grade < 0:
            notes.append(self.tr("Its level cannot be told: please type a grade."))
        others = (_level_words(passage.level), str(passage.words), " ".join(notes))
        self.table.setItem(row, _TITLE, title)
        self.table.setItem(row, _GRADE, grade)
        for column, words in zip((_LEVEL, _WORDS, _NOTE), others, strict=True):
            item = QTableWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setToolTip(self._formulas(passage.level) if column == _LEVEL else words)
            self.table.setItem(row, column, item)

    def _formulas(self, level: Level | None) -> str:
        """What the published formulas say, for whoever knows them."""
        if level is None:
            return ""
        return self.tr("Flesch-Kincaid {0}, Dale-Chall {1}, Spache {2}").format(
            *(f"{formula(level.measures):.1f}" for formula in (flesch_kincaid, dale_chall, spache))
        )

    def _check_all(self, checked: bool) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, _TITLE)
            if item is not None:
                item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)

    @Slot(QTableWidgetItem)
    def _item_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _GRADE:
            self._take_grade(item)
        self._count()

    def _take_grade(self, item: QTableWidgetItem) -> None:
        typed = item.text().strip().upper()
        grade = 0 if typed == grade_words(0).upper() else int(typed) if typed.isdecimal() else -1
        self.table.blockSignals(True)
        if 0 <= grade <= _HIGHEST_GRADE:
            item.setData(Qt.ItemDataRole.UserRole, grade)
            title = self.table.item(item.row(), _TITLE)
            if title is not None:
                title.setCheckState(Qt.CheckState.Checked)
        # What is no grade is put back.
        item.setText(_grade_words(int(item.data(Qt.ItemDataRole.UserRole))))
        self.table.blockSignals(False)

    @Slot(int, int, int, int)
    def _show_passage(self, row: int, _column: int, _row_before: int, _column_before: int) -> None:
        if 0 <= row < len(self._passages):
            self.text.setPlainText(self._passages[row].text.body)

    def _count(self) -> None:
        count = len(self.chosen)
        self.add.setText(self.tr("Add %n text(s)", "", count))
        self.add.setEnabled(count > 0)

    def _add(self) -> None:
        self.add_asked.emit(self.chosen)


def _grade_words(grade: int) -> str:
    return "?" if grade < 0 else grade_words(grade)


def _level_words(level: Level | None) -> str:
    """The level as a grade and how far it may be off; empty for a passage too short to say."""
    if level is None:
        return ""
    return f"{level.grade:.1f} ({level.low:.0f}–{level.high:.0f})"
