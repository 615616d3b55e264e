"""A child's accepted pronunciations in a small window, each with the button that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words


class AcceptedSheet(Sheet):
    """`take_back_asked` carries an AcceptedPronunciation."""

    take_back_asked = Signal(object)

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.set_title(self.tr("Accepted pronunciations"), self.tr("How {0} says words").format(name))
        self.about = label("", "label")
        self.body_column.addWidget(self.about)
        self._rows = QWidget()
        self.buttons: list[QPushButton] = []
        self.body_column.addWidget(self._rows)
        self.body_column.addStretch(1)
        self.put_buttons(go=button(self.tr("Done"), "done", "go", self.accept))

    def show_accepted(self, accepted: Sequence[AcceptedPronunciation]) -> None:
        """List what is accepted now."""
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = QWidget()
        self.buttons = []
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MEDIUM)
        grid.setVerticalSpacing(SMALL)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(accepted):
            way = self.tr("heard as “{0}”").format(one.heard) if one.heard else self.tr("in a way that has no name")
            when = day_and_time_words(datetime.fromisoformat(one.made_at), self._today())
            grid.addWidget(label(one.word, "strong"), row, 0)
            grid.addWidget(label(self.tr("{0}; confirmed: {1}").format(way, when), "label"), row, 1)
            made = button(self.tr("Take back"), "erase", "small", partial(self.take_back_asked.emit, one))
            made.setAccessibleName(self.tr("Take back {0}").format(one.word))
            grid.addWidget(made, row, 2)
            self.buttons.append(made)
        self.body_column.insertWidget(1, self._rows)
        self.about.setText(
            self.tr("Read like this, these words count as right. Taken back, they count as misread again everywhere.")
            if accepted
            else self.tr(
                "None yet. In a reading, choose a word that the computer called misread: “The child says it so”."
            )
        )
