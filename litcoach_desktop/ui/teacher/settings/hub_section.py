"""What the settings page says of the school's hub."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.fact_row import FactRow
from litcoach_desktop.ui.teacher.settings.section import Section


class HubSection(Section):
    """This laptop works by itself: a hub is never in the way, and nothing is missing without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("School hub"), parent=parent)
        self.status = FactRow(
            self.tr("Status"),
            self.tr("Not connected. Everything is kept on this laptop, and nothing is missing without a hub."),
        )
        self.add(self.status)
