"""Settings of printed pages: whose school they are from, and the paper that they are for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import ChoiceField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.teacher.settings.text_field import TextField


class PrintingSection(Section):
    """What stands on top of a page, and how large the page is."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Printing"), parent=parent)
        self.school = SettingRow(
            desk,
            "school_name",
            self.tr("Name of the school"),
            self.tr("Stands on top of every printed page. Empty: nothing stands there."),
            TextField(),
        )
        self.paper = SettingRow(
            desk,
            "paper",
            self.tr("Paper"),
            self.tr("The size that pages are laid out for."),
            ChoiceField(
                (
                    ("auto", self.tr("As is usual in this country")),
                    ("letter", self.tr("Letter (8.5 x 11 inches)")),
                    ("a4", self.tr("A4 (210 x 297 mm)")),
                )
            ),
        )
        self.add(self.school)
        self.add(self.paper)
