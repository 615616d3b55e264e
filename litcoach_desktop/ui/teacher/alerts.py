"""View-model of what a child said to the coach that an adult should know, and settling it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert
    from litcoach_desktop.services.teacher import TeacherService


class Alerts(QObject):
    """Holds all alerts, the open and most urgent first. `settled` carries the id of one that was just settled."""

    changed = Signal()
    settled = Signal(str)

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self.alerts: list[TalkAlert] = []
        self.problem: UserMessage | None = None

    @property
    def waiting(self) -> list[TalkAlert]:
        """Those that nobody has settled yet."""
        return [alert for alert in self.alerts if alert.settled_at is None]

    def load(self) -> None:
        """Fetch them (again)."""
        self._errands.send("alerts", lambda: self._teacher.alerts(), self._have, wrong=self._failed)

    def settle(self, alert_id: str, note: str) -> None:
        """Somebody has seen to it. note: what was done."""

        def have(alerts: list[TalkAlert]) -> None:
            self._have(alerts)
            self.settled.emit(alert_id)

        self._errands.send("settle an alert", lambda: self._teacher.settle_alert(alert_id, note), have)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.alerts, self.problem = [], None
        self.changed.emit()

    def _have(self, alerts: list[TalkAlert]) -> None:
        self.alerts, self.problem = alerts, None
        self.changed.emit()

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.problem = describe(problem)
        self.changed.emit()
