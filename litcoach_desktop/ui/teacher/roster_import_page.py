"""Importing a roster: drop a file, look at its columns and at what would change, import, undo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.services.teacher.roster_import import PastImport, bad_lines_csv
from litcoach_desktop.services.teacher.whole_file import write_whole
from litcoach_desktop.ui.messages import UserMessage, report, say
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.roster_import import RosterImporting, RosterStep
from litcoach_desktop.ui.teacher.roster_import_columns import ColumnsPage
from litcoach_desktop.ui.teacher.roster_import_preview import RosterPreviewPage
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.teacher.working_page import WorkingPage
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, frame, label

_WORKING = (RosterStep.LOADING, RosterStep.READING, RosterStep.IMPORTING)


class RosterImportPage(QWidget):
    """Start, work under way, columns, or preview. A file or folder can be dropped anywhere on it."""

    def __init__(self, model: RosterImporting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.setAcceptDrops(True)
        self.said = label("", "strong")
        self.problem_card = frame("look")
        self.problem = label("", "body")
        inside = QVBoxLayout(self.problem_card)
        inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        inside.addWidget(self.problem)
        self.open_file = button(self.tr("A file ..."), "add", "go", self.ask_for_file)
        self.open_folder = button(self.tr("A folder ..."), "add", "", self.ask_for_folder)
        self.undo = button(self.tr("Undo the last"), "again", "quiet", self._undo)
        self.past = RecordTable(self._past_columns(), key=lambda one: one.id)
        self.past.setAccessibleName(self.tr("Imports"))
        self.past_title = label(self.tr("Imports so far"), "strong")
        self.forms = label(
            self.tr(
                "OneRoster, Clever or Microsoft School Data Sync as a zip or folder, or any table of children (CSV). "
                "You see what would change before anything does."
            )
        )
        self.working = WorkingPage(self.tr("Cancel"), model.back)
        self.columns = ColumnsPage()
        self.preview = RosterPreviewPage()
        self.pages = QStackedWidget()
        for page in (self._start_page(), self.working, self.columns, self.preview):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above = QVBoxLayout()
        above.setContentsMargins(MEDIUM, 0, MEDIUM, 0)
        above.addWidget(self.problem_card)
        column.addLayout(above)
        column.addWidget(self.pages, 1)
        self.columns.columns_said.connect(model.use_columns)
        self.columns.back_asked.connect(model.back)
        self.preview.back_asked.connect(model.back)
        self.preview.import_asked.connect(model.carry_out)
        self.preview.answered.connect(model.answer)
        self.preview.as_before.connect(model.answer_as_before)
        self.preview.list.chosen.connect(model.choose_list)
        self.preview.mend_asked.connect(self.ask_where_to_mend)
        model.changed.connect(self._show)
        model.progressed.connect(self.working.show_progress)
        self._show()

    def ask_for_file(self) -> None:
        """Let the teacher pick a zip or a table."""
        kinds = self.tr("Rosters (*.zip *.csv *.txt *.tsv);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Import a roster"), "", kinds)
        if name:
            self.model.read(Path(name))

    def ask_for_folder(self) -> None:
        """Let the teacher pick a folder of tables."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Import a roster"))
        if name:
            self.model.read(Path(name))

    def ask_where_to_mend(self) -> None:
        """Keep the lines that were left out as a table of their own."""
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Keep the bad lines"), self.tr("lines to mend.csv"), self.tr("Tables (*.csv)")
        )
        if name:
            self.keep_bad_lines(Path(name))

    def keep_bad_lines(self, file: Path) -> None:
        """Write them, and say so or say why not."""
        plan = self.model.plan
        if plan is None:
            return
        try:
            write_whole(file, bad_lines_csv(plan.incoming.bad_lines))
        except StorageProblem as problem:
            report(problem)
            return
        say(UserMessage(self.tr("Kept in {0}. Mend the lines there and import that file.").format(file.name)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file or folder of this laptop."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile() and self.model.step not in _WORKING:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into it."""
        event.acceptProposedAction()
        self.model.read(Path(event.mimeData().urls()[0].toLocalFile()))

    def _past_columns(self) -> list[Column]:
        def when(one: PastImport) -> str:
            return f"{one.at.astimezone():%Y-%m-%d %H:%M}"

        return [
            Column(self.tr("When"), when, when),
            Column(self.tr("File"), lambda one: one.file, lambda one: one.file),
            Column(self.tr("What it was"), lambda one: self._kind(one.kind), lambda one: one.kind),
            Column(self.tr("Added"), lambda one: str(one.added), lambda one: one.added, number=True),
            Column(self.tr("Changed or left"), lambda one: str(one.changed), lambda one: one.changed, number=True),
            Column(
                self.tr("State"),
                lambda one: self.tr("undone") if one.undone_at else self.tr("holds"),
                lambda one: one.undone_at is not None,
            ),
        ]

    def _kind(self, kind: str) -> str:
        return self.tr("A table") if kind == "table" else kind

    def _start_page(self) -> QWidget:
        page = QWidget()
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        inside.setSpacing(SMALL)
        inside.addWidget(label(self.tr("Drop the school's roster here"), "heading"))
        inside.addWidget(self.forms)
        body = QVBoxLayout()
        body.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        body.setSpacing(SMALL)
        body.addWidget(self.said)
        body.addWidget(card)
        body.addWidget(self.past_title)
        body.addWidget(self.past, 1)
        body.addStretch(0)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(Footer(self.undo, self.open_folder, go=self.open_file))
        return page

    @Slot()
    def _show(self) -> None:
        model, step = self.model, self.model.step
        if step in _WORKING:
            self.working.show_doing(self._doing(), may_stop=step is not RosterStep.LOADING)
        if step is RosterStep.COLUMNS and model.table is not None and model.path is not None:
            self.columns.show_table(model.path.name, model.table, model.columns)
        if step is RosterStep.PREVIEW and model.plan is not None:
            self.preview.list.show_choice(model.whose, model.list_id, model.list_name)
            self.preview.show_plan(model.plan, model.class_names, model.same, known=model.list_id is not None)
        if model.plan is None:
            self.preview.forget()
        self.pages.setCurrentIndex(
            1 if step in _WORKING else 2 if step is RosterStep.COLUMNS else 3 if step is RosterStep.PREVIEW else 0
        )
        problem = model.problem
        self.problem_card.setVisible(problem is not None)
        # In large type there is no room for both; what went wrong matters more.
        self.forms.setVisible(problem is None)
        self.problem.setText("" if problem is None else problem.text)
        done = model.done_words
        self.said.setVisible(done is not None)
        if done is not None:
            self.said.setText(self.tr("Imported: {0} added, {1} changed, {2} left.").format(*done))
            # The button that was pressed is gone; the keyboard would go to the bar above.
            self.open_file.setFocus()
        self.past.show_records(model.past)
        self.past.setVisible(bool(model.past))
        self.past_title.setVisible(bool(model.past))
        self.undo.setVisible(any(one.undone_at is None for one in model.past))

    def _doing(self) -> str:
        if self.model.step is RosterStep.READING:
            return self.tr("Reading the roster ...")
        if self.model.step is RosterStep.IMPORTING:
            return self.tr("Importing ...")
        return self.tr("One moment ...")

    def _undo(self) -> None:
        last = next((one for one in self.model.past if one.undone_at is None), None)
        if last is not None:
            self.model.undo(last.id)
