"""Settings of the coach that children talk with."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section


class CoachSection(Section):
    """Who tells of harm is always answered, whatever the limit."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("The coach"), parent=parent)
        self.messages = SettingRow(
            desk,
            "coach_messages_a_day",
            self.tr("Messages a day"),
            self.tr(
                "So many messages of one child are answered in a day. 0: no end. A child who tells of harm is always"
                " answered."
            ),
            NumberField(desk.limits("coach_messages_a_day"), self.tr("messages"), whole=True),
        )
        self.add(self.messages)
