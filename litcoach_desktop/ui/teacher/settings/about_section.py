"""What the settings page says of litcoach itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop import __version__
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fact_row import FactRow
from litcoach_desktop.ui.teacher.settings.section import Section


class AboutSection(Section):
    """What somebody who helps from afar asks first."""

    for_all = True

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("About"), parent=parent)
        self.add(FactRow(self.tr("Version"), f"litcoach {__version__}"))
        self.add(FactRow(self.tr("Licence"), self.tr("MIT: free to use, to look into and to change.")))
        self.add(FactRow(self.tr("Data on this laptop"), str(desk.settings.data_dir)))
        self.add(FactRow(self.tr("Network"), self.tr("None is needed. Nothing leaves this laptop by itself.")))
