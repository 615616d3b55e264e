"""Settings of the teacher's side itself: when it locks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section


class LockSection(Section):
    """What a forgotten laptop shows to a class."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Locking"), parent=parent)
        self.minutes = SettingRow(
            desk,
            "lock_after_minutes",
            self.tr("Locks itself after"),
            self.tr("Without a touch for so long, the teacher's side closes. 0: never."),
            NumberField(desk.limits("lock_after_minutes"), self.tr("minutes")),
        )
        self.add(self.minutes)
