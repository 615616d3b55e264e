"""What needs the teacher, at the right of "My classes": one card for each alert that nobody has settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.domain.safety import Tier
from litcoach_desktop.ui.teacher.alert_words import about, name_of
from litcoach_desktop.ui.teacher.alerts import Alerts
from litcoach_desktop.ui.theme import SMALL, current_theme
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.flow import FlowLayout, clear
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert

_WIDTH = 330
_WIDEST = 440
_MOST_WORDS = 160
_MOST_CARDS = 60


class AlertsPanel(QFrame):
    """Hidden while nothing waits. `talk_asked` and `settle_asked` carry a TalkAlert."""

    talk_asked = Signal(object)
    settle_asked = Signal(object)

    def __init__(self, alerts: Alerts, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts, self._today = alerts, today
        self.setProperty("role", "card")
        self.opens: list[QPushButton] = []
        self.settles: list[QPushButton] = []
        self.heading = label("", "strong")
        self.more = label("", "note")
        self.again = button(self.tr("Try again"), "again", "small", alerts.load)
        inside = QWidget()
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, SMALL, 0)
        self._cards.setSpacing(SMALL)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(12, SMALL, SMALL, SMALL)
        outside.addWidget(self.heading)
        outside.addWidget(scrolling(inside), 1)
        outside.addWidget(self.more)
        outside.addWidget(self.again)
        alerts.changed.connect(self._show)
        current_theme().changed.connect(self._fit)
        self._fit()
        self._show()

    @Slot()
    def _show(self) -> None:
        waiting, problem = self._alerts.waiting, self._alerts.problem
        clear(self._cards)
        self.opens, self.settles = [], []
        for alert in waiting[:_MOST_CARDS]:
            self._cards.addWidget(self._card(alert))
        self._cards.addStretch(1)
        self.heading.setText(self.tr("Needs you: {0}").format(len(waiting)))
        hidden = len(waiting) - _MOST_CARDS
        self.more.setText(problem.text if problem else self.tr("and {0} more").format(hidden) if hidden > 0 else "")
        self.more.setVisible(problem is not None or hidden > 0)
        self.again.setVisible(problem is not None)
        self.setVisible(bool(waiting) or problem is not None)

    def _card(self, alert: TalkAlert) -> QWidget:
        card = frame("look" if alert.tier is Tier.NOW else "bubble")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, SMALL, 12, SMALL)
        column.setSpacing(4)
        column.addWidget(label(breakable(name_of(alert)), "strong"))
        column.addWidget(label(about(alert, self._today()), "note"))
        words = alert.said if len(alert.said) <= _MOST_WORDS else alert.said[:_MOST_WORDS].rstrip() + " …"
        column.addWidget(label(f"“{breakable(words)}”", "table"))
        tools = QWidget()
        row = FlowLayout(tools, SMALL)
        opens = button(self.tr("Open the talk"), "coach", "small", partial(self.talk_asked.emit, alert))
        settles = button(self.tr("Settle"), "done", "small", partial(self.settle_asked.emit, alert))
        for made in (opens, settles):
            made.setAccessibleName(self.tr("{0}: {1}").format(made.text(), name_of(alert)))
            row.addWidget(made)
        column.addWidget(tools)
        self.opens.append(opens)
        self.settles.append(settles)
        return card

    @Slot()
    def _fit(self) -> None:
        self.setFixedWidth(min(_WIDEST, round(_WIDTH * (0.4 + 0.6 * current_theme().text_scale))))
