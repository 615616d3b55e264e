"""Whose list a roster is: one that was imported before, or a new one with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from litcoach_desktop.domain.rostering.sources import source_name
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.plain import label

if TYPE_CHECKING:
    from litcoach_desktop.domain.rostering.sources import Whose

_UNSAID = "?"


class ListChoice(QWidget):
    """`chosen` carries the id of the list and its name; "" and a name for a new one."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whose: Whose | None = None
        self.box = QComboBox()
        self.box.setAccessibleName(self.tr("Whose list it is"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(18)
        self.box.activated.connect(self._choose)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the new list"))
        self.name.setToolTip(self.tr("Next week it is known by this name: a school, a class, a club"))
        self.name.editingFinished.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(label(self.tr("This is"), "strong", wrap=False))
        row.addWidget(self.box)
        row.addWidget(self.name)

    def show_choice(self, whose: Whose | None, list_id: str | None, name: str) -> None:
        """Which lists there are, and which of them it is; None: somebody has to say."""
        self._whose = whose
        self.setVisible(whose is not None)
        if whose is None:
            self.box.clear()
            self.name.clear()
            return
        self.box.clear()
        if list_id is None:
            self.box.addItem(self.tr("Say whose list it is ..."), _UNSAID)
        for one in whose.known:
            self.box.addItem(self.tr("the list “{0}” again").format(one.name), one.id)
        self.box.addItem(self.tr("a new list, called"), "")
        self.box.setCurrentIndex(self.box.findData(_UNSAID if list_id is None else list_id))
        self.name.setText(name)
        self.name.setVisible(list_id == "")

    @Slot()
    def _choose(self) -> None:
        ident, whose = self.box.currentData(), self._whose
        if ident is None or ident == _UNSAID or whose is None:
            return
        if ident:
            self.chosen.emit(str(ident), "")
            return
        self.name.show()
        others = [one.name for one in whose.known]
        try:
            name = source_name(self.name.text() or whose.new_name, others)
        except ValueError:
            name = whose.new_name
        self.name.setText(name)
        self.chosen.emit("", name)
