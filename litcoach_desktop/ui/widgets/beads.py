"""The syllables of a word as beads on a string, to tap one by one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from litcoach_desktop.ui.widgets.flow import clear
from litcoach_desktop.ui.widgets.plain import button


class Beads(QWidget):
    """One round button for each syllable. `tapped` carries the syllable's text."""

    tapped = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, *, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter
    ) -> None:
        super().__init__(parent)
        self.beads: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.setAlignment(align)

    def show_syllables(self, syllables: list[str]) -> None:
        """Another word."""
        clear(self._row)
        self.beads = []
        for syllable in syllables:
            bead = button(syllable, None, "bead", partial(self.tapped.emit, syllable))
            bead.setAccessibleName(self.tr("Syllable %s").replace("%s", syllable))
            self._row.addWidget(bead)
            self.beads.append(bead)
