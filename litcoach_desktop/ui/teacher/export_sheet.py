"""The window in which a teacher takes readings out for other programs: which, in what form, into what file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QProgressBar, QRadioButton, QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.jobs import JobRunner
from litcoach_desktop.services.teacher import Format
from litcoach_desktop.ui.messages import describe, log_bug
from litcoach_desktop.ui.teacher.one_job import OneJob
from litcoach_desktop.ui.teacher.only_for import only_for
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService

_ENDINGS = {Format.XLSX: "xlsx", Format.CSV: "csv", Format.ONEROSTER: "zip", Format.SUBMISSIONS: "json"}
_NOT_IN_FILE_NAMES = '<>:"/\\|?*'


class ExportSheet(Sheet):
    """A file is written whole or not at all: what was there before stays when something goes wrong or is stopped."""

    def __init__(
        self, teacher: TeacherService, runner: JobRunner, room: ClassRoom, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._teacher, self._room = teacher, room
        self.work = OneJob(runner, self)
        self.set_title(self.tr("Export"), self.tr("Export readings"))
        self.whose = QComboBox()
        self.whose.addItem(room.name, room.id)
        self.whose.addItem(self.tr("All my classes"), "")
        self.whose.setAccessibleName(self.tr("Whose readings"))
        self.body_column.addWidget(label(self.tr("Whose readings"), "strong"))
        self.body_column.addWidget(self.whose)
        self.body_column.addWidget(label(self.tr("For what"), "strong"))
        self.forms: dict[Format, QRadioButton] = {}
        self._group = QButtonGroup(self)
        for form, words, about in (
            (
                Format.XLSX,
                self.tr("A spreadsheet"),
                self.tr("A line for each reading, for Excel or LibreOffice."),
            ),
            (
                Format.CSV,
                self.tr("A plain table (CSV)"),
                self.tr("The same for other programs: UTF-8 and commas."),
            ),
            (Format.ONEROSTER, self.tr("OneRoster results"), self.tr("For the school's information system.")),
            (
                Format.SUBMISSIONS,
                self.tr("Microsoft's reading submissions"),
                self.tr("For programs that read those of Reading Progress."),
            ),
        ):
            choice = QRadioButton(words)
            choice.setAccessibleDescription(about)
            self.forms[form] = choice
            self._group.addButton(choice)
            explained = label(about, "label")
            self.body_column.addWidget(choice)
            self.body_column.addWidget(explained)
            if form is Format.SUBMISSIONS:
                only_for(Deed.LISTEN, choice, explained)
        self.forms[Format.XLSX].setChecked(True)
        self.said = label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.body_column.addWidget(self.said)
        self.body_column.addWidget(self.bar)
        self.cancel = button(self.tr("Close"), None, "quiet", self._cancel)
        self.go = button(self.tr("Choose a file ..."), "go", "go", self._ask_where)
        self.put_buttons(self.cancel, go=self.go)
        self.work.progressed.connect(self._show_progress)
        self._say("")

    @property
    def form(self) -> Format:
        """The form that is chosen."""
        return next(form for form, choice in self.forms.items() if choice.isChecked())

    def export_to(self, file: Path) -> None:
        """Write the file."""
        exporting, form, class_id = self._teacher.exporting, self.form, str(self.whose.currentData())
        self._say(self.tr("Writing {0} ...").format(file.name), working=True)
        self.work.send(
            lambda ctx: exporting.export(form, file, ctx.tick, class_id=class_id),
            "export readings",
            lambda count: self._say(self.tr("{0} has {1} readings.").format(file.name, count)),
            self._failed,
        )

    def reject(self) -> None:
        """Escape, or the teacher's side is locked."""
        self.work.cancel()
        super().reject()

    def _cancel(self) -> None:
        if self.work.busy:
            self.work.cancel()
            self._say(self.tr("Stopped. Nothing was written."))
        else:
            self.reject()

    def _ask_where(self) -> None:
        ending = _ENDINGS[self.form]
        whose = self._room.name if self.whose.currentData() else self.tr("all classes")
        name = "".join(one for one in self.tr("{0} readings").format(whose) if one not in _NOT_IN_FILE_NAMES)
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Export readings"), str(folder / f"{name}.{ending}"), f"(*.{ending})"
        )
        if chosen:
            self.export_to(Path(chosen))

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self._say(describe(problem).text)

    def _say(self, words: str, *, working: bool = False) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.bar.setRange(0, 0)
        self.bar.setVisible(working)
        self.cancel.setText(self.tr("Cancel") if working else self.tr("Close"))
        for part in (self.whose, self.go, *self.forms.values()):
            part.setEnabled(not working)

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
