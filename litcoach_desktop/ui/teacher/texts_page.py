"""The school's own texts: what was added, and the way to add more from a file or by pasting."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.import_preview import ImportPreviewPage
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import Column, RecordTable, folded
from litcoach_desktop.ui.teacher.text_import import ImportState, TextImport
from litcoach_desktop.ui.teacher.working_page import WorkingPage
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_words import grade_words


class PasteSheet(Sheet):
    """`typed` is the text once it was accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Paste a text"), self.tr("Paste a text"))
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("The text"))
        self.field.setPlaceholderText(self.tr("The first line may be the title; an empty line parts paragraphs."))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(260)
        self.look = button(self.tr("Look at it"), "go", "go", self.accept)
        self.body_column.addWidget(self.field, 1)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.look)
        self.field.textChanged.connect(self._check)
        self._check()

    @property
    def typed(self) -> str:
        """What was pasted or typed."""
        return self.field.toPlainText()

    @Slot()
    def _check(self) -> None:
        self.look.setEnabled(bool(self.typed.strip()))


class TextsPage(QWidget):
    """A list of the added texts, or the work on a file, or what it would bring. `assign_asked` carries a Text."""

    assign_asked = Signal(object)

    def __init__(self, model: TextImport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.said = label("", "body")
        self.problem_card = frame("look")
        self.problem = label("", "body")
        inside = QVBoxLayout(self.problem_card)
        inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        inside.addWidget(self.problem)
        self.table = RecordTable(self._columns(), key=lambda text: text.id)
        self.table.setAccessibleName(self.tr("The school's own texts"))
        self.none = Notice()
        self.none.show_empty(
            self.tr("No text of your own yet"),
            self.tr(
                "Add one from a file (text, Word, EPUB, PDF, CSV) or paste it; you see what comes of it before "
                "anything is added."
            ),
        )
        self.open_file = button(self.tr("Add from a file ..."), "add", "go", self.ask_for_file)
        self.paste = button(self.tr("Paste a text ..."), "edit", "", self.ask_for_paste)
        self.remove = button(self.tr("Take off the shelf"), "close", "quiet", self._remove)
        self.assign = button(self.tr("Ask a class to read it"), "read", "", self._assign)
        self.working = WorkingPage(self.tr("Cancel"), model.cancel)
        self.preview = ImportPreviewPage()
        self.pages = QStackedWidget()
        for page in (self._list_page(), self.working, self.preview):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.preview.add_asked.connect(model.add)
        self.preview.cancelled.connect(model.cancel)
        self.table.chosen_changed.connect(self._allow)
        model.changed.connect(self._show)
        model.progressed.connect(self.working.show_progress)
        self._show()

    def ask_for_file(self) -> None:
        """Let the teacher pick a file."""
        kinds = self.tr("Texts (*.txt *.md *.docx *.epub *.pdf *.csv *.json);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Add from a file"), "", kinds)
        if name:
            self.model.read_file(Path(name))

    def ask_for_paste(self) -> None:
        """Let the teacher paste a text."""
        sheet = PasteSheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self.model.read_pasted(sheet.typed))
        sheet.open()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Title"), lambda text: text.title, lambda text: folded(text.title)),
            Column(self.tr("Grade"), lambda text: grade_words(text.grade), lambda text: text.grade),
            Column(
                self.tr("Words"),
                lambda text: str(len(text.passage.words)),
                lambda text: len(text.passage.words),
                number=True,
            ),
            Column(self.tr("Rights"), lambda text: text.rights, lambda text: folded(text.rights)),
        ]

    def _list_page(self) -> QWidget:
        page = QWidget()
        body = QVBoxLayout()
        body.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        body.setSpacing(SMALL)
        body.addWidget(self.problem_card)
        body.addWidget(self.said)
        body.addWidget(self.table, 1)
        body.addWidget(self.none, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(Footer(self.paste, self.assign, self.remove, go=self.open_file))
        return page

    @Slot()
    def _show(self) -> None:
        model = self.model
        working = model.state in (ImportState.LOADING, ImportState.READING, ImportState.ADDING)
        self.pages.setCurrentIndex(2 if model.state is ImportState.PREVIEW else 1 if working else 0)
        if working:
            self.working.show_doing(self._doing(), may_stop=model.state is not ImportState.LOADING)
        if model.state is ImportState.PREVIEW and model.preview is not None:
            self.preview.show_preview(model.preview)
        problem = model.problem
        self.problem_card.setVisible(problem is not None)
        if problem is not None:
            self.problem.setText(problem.text)
        self.table.show_records(model.texts)
        self.table.setVisible(bool(model.texts))
        self.none.setVisible(not model.texts)
        self.said.setText(self._said())
        self.said.setVisible(bool(self.said.text()))
        self._allow()

    def _doing(self) -> str:
        if self.model.state is ImportState.READING:
            return self.tr("Reading the file ...")
        if self.model.state is ImportState.ADDING:
            return self.tr("Putting the texts on the shelf ...")
        return self.tr("Fetching the school's texts ...")

    def _said(self) -> str:
        if self.model.added:
            return self.tr("%n text(s) are on the shelf now.", "", self.model.added)
        if not self.model.texts:
            return ""
        return self.tr("Texts that were added here. The children find them on the shelf.")

    @Slot()
    def _allow(self) -> None:
        self.remove.setVisible(bool(self.model.texts))
        self.remove.setEnabled(isinstance(self.table.chosen, Text))
        self.assign.setVisible(bool(self.model.texts))
        self.assign.setEnabled(isinstance(self.table.chosen, Text))

    def _assign(self) -> None:
        if isinstance(self.table.chosen, Text):
            self.assign_asked.emit(self.table.chosen)

    def _remove(self) -> None:
        if isinstance(self.table.chosen, Text):
            self.model.remove(self.table.chosen.id)
