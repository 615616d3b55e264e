"""Settings of what children see and hear of their reading."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import ChoiceField, NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section


class ChildrenSection(Section):
    """Never anything that compares one child with others."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What children see"), parent=parent)
        self.rate = SettingRow(
            desk,
            "child_sees_rate",
            self.tr("Words a minute"),
            self.tr("After a reading a child is told what was good and how long it read; its pace only if you wish."),
            ChoiceField((("hidden", self.tr("Not shown")), ("shown", self.tr("Shown after a reading")))),
        )
        self.help = SettingRow(
            desk,
            "child_help_after_s",
            self.tr("Help with a word after"),
            self.tr("A word that a child waits on for so long grows an ear, to hear it. Never in an assessment."),
            NumberField(desk.limits("child_help_after_s"), self.tr("seconds")),
        )
        self.add(self.rate)
        self.add(self.help)
