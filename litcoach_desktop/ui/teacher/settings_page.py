"""Settings: the sections at the left to go to, and all of them in one column that scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Account, Deed
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.plain import scrolling


class SettingsPage(QWidget):
    """make: makes the sections, called when the page is first opened: until then nobody waits for them.

    who: has opened the teacher's side. Settings hold for the whole laptop, so only who manages it changes them; a
    principal sees none of them.
    """

    def __init__(
        self,
        make: Callable[[], Sequence[Section]],
        who: Callable[[], Account | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._who = who
        self.sections: list[Section] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._go_to)
        self.list.itemActivated.connect(self._enter)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SMALL, 0)
        self._column.setSpacing(MEDIUM)
        self.area = scrolling(inside)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        row.setSpacing(MEDIUM)
        row.addWidget(self.list)
        row.addWidget(self.area, 1)
        current_theme().changed.connect(self._fit)
        self._fit()

    def load(self) -> None:
        """Show what holds now."""
        if not self.sections:
            self.sections = list(self._make())
            for section in self.sections:
                self._column.addWidget(section)
                self.list.addItem(QListWidgetItem(section.name))
            self._column.addStretch(1)
        account = self._who()
        for row, section in enumerate(self.sections):
            shown = section.for_all or (account is not None and account.may(Deed.LOOK))
            section.setVisible(shown)
            self.list.item(row).setHidden(not shown)
            if shown:
                section.set_read_only(account is None or not account.may(Deed.MANAGE))
                section.load()
        self.list.setCurrentRow(next(row for row, section in enumerate(self.sections) if not section.isHidden()))

    def forget(self) -> None:
        """The teacher's side is locked."""
        for section in self.sections:
            section.forget()

    @Slot(int)
    def _go_to(self, row: int) -> None:
        if 0 <= row < len(self.sections):
            self.area.verticalScrollBar().setValue(self.sections[row].y())

    @Slot(QListWidgetItem)
    def _enter(self, item: QListWidgetItem) -> None:
        """Enter on a section goes into it."""
        section = self.sections[self.list.row(item)]
        parts = (part for part in section.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        first = next((part for part in parts if part.isEnabled() and part.isVisible()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(int)
    def _follow(self, top: int) -> None:
        """The list shows which section is on top."""
        shown = [
            row for row, section in enumerate(self.sections) if not section.isHidden() and section.y() <= top + MEDIUM
        ]
        at_end = top == self.area.verticalScrollBar().maximum()
        # The last ones are too short to come to the top: whoever went to one of them stays there.
        if shown and not (at_end and self.list.currentRow() > shown[-1]):
            self.list.blockSignals(True)
            self.list.setCurrentRow(shown[-1])
            self.list.blockSignals(False)

    @Slot()
    def _fit(self) -> None:
        letter = self.list.fontMetrics().averageCharWidth()
        self.list.setFixedWidth(min(340, max(200, letter * 26)))
