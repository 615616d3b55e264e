"""Settings of how expression is judged."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section


class ExpressionSection(Section):
    """The cut-offs are matters of judgement, so a school may move them."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Expression"), parent=parent)
        self.pause = SettingRow(
            desk,
            "expression_pause_s",
            self.tr("Pause in a phrase"),
            self.tr("So much silence between two words parts one phrase from the next."),
            NumberField(desk.limits("expression_pause_s"), self.tr("seconds")),
        )
        self.concern = SettingRow(
            desk,
            "expression_concern_below",
            self.tr("Concern below"),
            self.tr("A total of the fluency scale's four parts, 4 to 16, below which fluency may be a concern."),
            NumberField(desk.limits("expression_concern_below"), self.tr("points"), whole=True),
        )
        self.add(self.pause)
        self.add(self.concern)
