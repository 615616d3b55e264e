"""The shelf's filters: how hard, what kind, how long, and only what is new to the child."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from litcoach_desktop.domain.searching import Filters
from litcoach_desktop.domain.texts import GENRES
from litcoach_desktop.ui.student.level_words import level
from litcoach_desktop.ui.student.shelf_words import LENGTHS, kind_of_row, length_words
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button

_GRADES = range(9)


class ShelfFilters(QWidget):
    """`changed`: another choice. The words are a child's, so there is no grade to see."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = self._choice(self.tr("Easy or hard"))
        # The last levels share a name; they are one choice.
        bands: dict[str, tuple[int, int]] = {}
        for grade in _GRADES:
            word = level(grade).word
            bands[word] = (bands.get(word, (grade, grade))[0], grade)
        for word, band in bands.items():
            self.level.addItem(word, band)
        self.kind = self._choice(self.tr("All kinds"))
        for genre in GENRES:
            self.kind.addItem(kind_of_row()[genre], genre)
        self.length = self._choice(self.tr("Short or long"))
        for name, words in length_words().items():
            self.length.addItem(words, LENGTHS[name])
        self.unread: QPushButton = button(self.tr("New to me"), None, "small")
        self.unread.setCheckable(True)
        self.unread.toggled.connect(self._tell)
        flow = FlowLayout(self, SMALL)
        for part in (self.level, self.kind, self.length, self.unread):
            flow.addWidget(part)

    @property
    def filters(self) -> Filters:
        """What the choices come to."""
        genre = self.kind.currentData()
        return Filters(
            grades=self.level.currentData(),
            genres=frozenset({genre}) if genre else frozenset(),
            words=self.length.currentData(),
        )

    @property
    def only_unread(self) -> bool:
        """Whether what the child has read is left out."""
        return self.unread.isChecked()

    def clear(self) -> None:
        """Let everything pass, without telling."""
        for part in (self.level, self.kind, self.length, self.unread):
            part.blockSignals(True)
        for choice in (self.level, self.kind, self.length):
            choice.setCurrentIndex(0)
        self.unread.setChecked(False)
        for part in (self.level, self.kind, self.length, self.unread):
            part.blockSignals(False)

    def _choice(self, everything: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(everything)
        made.setProperty("role", "small")
        made.addItem(everything, None)
        made.currentIndexChanged.connect(self._tell)
        return made

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
