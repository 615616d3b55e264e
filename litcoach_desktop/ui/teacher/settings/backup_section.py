"""What the settings page says of the copies of the databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.messages import describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.settings.fact_row import FactRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from litcoach_desktop.domain.retention import Copies
    from litcoach_desktop.services.teacher import TeacherService


class BackupSection(Section):
    """Asks for the copies when the page comes up."""

    def __init__(
        self, teacher: TeacherService, errands: Errands, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Safety copies"), parent=parent)
        self._teacher, self._errands, self._today = teacher, errands, today
        self.status = FactRow(self.tr("Copies"))
        self.folder = FactRow(self.tr("Folder"))
        self.add(self.status)
        self.add(self.folder)
        self.folder.hide()

    def load(self) -> None:
        """Ask for the copies that there are."""
        super().load()
        self.status.tell(self.tr("Looking ..."))
        self._errands.send("look at the copies", self._teacher.keeping.copies, self._show, wrong=self._wrong)

    def _show(self, copies: Copies) -> None:
        self.folder.setVisible(copies.count > 0)
        self.folder.tell(copies.folder)
        if copies.newest is None:
            self.status.tell(self.tr("None yet. One is made before an update changes the databases."))
            return
        self.status.tell(
            self.tr("{0}, the newest of {1}, together {2}. They open with this laptop's key only.").format(
                copies.count,
                day_and_time_words(copies.newest, self._today()),
                QLocale().formattedDataSize(copies.size),
            )
        )

    def _wrong(self, problem: Exception) -> None:
        log_bug(problem)
        self.status.tell(describe(problem).text)
