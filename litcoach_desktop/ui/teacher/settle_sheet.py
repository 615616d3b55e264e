"""A small window in which a teacher says what was done about an alert."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from litcoach_desktop.ui.teacher.alert_words import name_of
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert

_MOST_WORDS = 300


class SettleSheet(Sheet):
    """`note` is what was written once it was accepted. It cannot be settled without a word."""

    def __init__(self, alert: TalkAlert, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alert = alert
        self.set_title(self.tr("Settle"), self.tr("What was done?"))
        said = alert.said if len(alert.said) <= _MOST_WORDS else alert.said[:_MOST_WORDS].rstrip() + " …"
        self.body_column.addWidget(label(breakable(self.tr("{0}: “{1}”").format(name_of(alert), said)), "label"))
        ready = QWidget()
        row = FlowLayout(ready, SMALL)
        self.ready = [
            button(words, None, "small", partial(self._use, words))
            for words in (
                self.tr("I talked with the child."),
                self.tr("I told the counselor."),
                self.tr("I called the family."),
                self.tr("It was a false alarm."),
            )
        ]
        for made in self.ready:
            row.addWidget(made)
        self.body_column.addWidget(ready)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("What was done"))
        self.field.setPlaceholderText(self.tr("It stays with the talk, with the time."))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(110)
        self.body_column.addWidget(self.field, 1)
        self.done_button = button(self.tr("Settle"), "done", "go", self.accept)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.done_button)
        self.field.textChanged.connect(self._check)
        self._check()

    @property
    def note(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    def _use(self, words: str) -> None:
        self.field.setPlainText(f"{self.note} {words}".strip())
        self.done_button.setFocus()

    @Slot()
    def _check(self) -> None:
        self.done_button.setEnabled(bool(self.note))
