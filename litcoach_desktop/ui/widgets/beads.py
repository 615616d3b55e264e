"""The syllables of a word as beads on a string, to tap one by one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from litcoach_desktop.ui.widgets.flow import clear
from litcoach_desktop.ui.widgets.plain import button


class Beads(QWidget):
    """One round button for each syllable. `tapped` carries the syllable's text."""

    tapped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_syllables(self, syllables: list[str]) -> None:
        """Another word."""
        clear(self._row)
        for syllable in syllables:
            bead = button(syllable, None, "bead", lambda part=syllable: self.tapped.emit(part))
            bead.setAccessibleName(self.tr("Syllable %s").replace("%s", syllable))
            self._row.addWidget(bead)

    @property
    def beads(self) -> list[QPushButton]:
        """The buttons, left to right."""
        found = (self._row.itemAt(place) for place in range(self._row.count()))
        return [item.widget() for item in found if item is not None]
