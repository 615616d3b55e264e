"""A card about one word: its parts to tap, what it means, how it sounds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import MEDIUM
from litcoach_desktop.ui.widgets.beads import Beads
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label


class WordCard(QWidget):
    """`asked_to_say` carries what to say and whether slowly; `asked_to_read` wants the reading to go on from here."""

    asked_to_say = Signal(str, bool)
    asked_to_read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word = ""
        self.word = label("", "title")
        self.beads = Beads(align=Qt.AlignmentFlag.AlignLeft)
        self.beads.tapped.connect(lambda part: self.asked_to_say.emit(part, False))
        self.meaning = label("", "child")
        self.normal = button(self.tr("Hear it"), "listen", "", lambda: self.asked_to_say.emit(self._word, False))
        self.slow = button(self.tr("Slowly"), "slow", "", lambda: self.asked_to_say.emit(self._word, True))
        self.from_here = button(self.tr("Read from here"), "play", "", self.asked_to_read.emit)
        hear = QWidget()
        flow = FlowLayout(hear, MEDIUM)
        flow.addWidget(self.normal)
        flow.addWidget(self.slow)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, 0, MEDIUM, MEDIUM)
        column.setSpacing(MEDIUM)
        for part in (self.word, self.beads, self.meaning, hear):
            column.addWidget(part)
        column.addWidget(self.from_here, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_word(self, word: str, syllables: list[str], meaning: str, *, voice: bool) -> None:
        """Another word. meaning: empty when the text explains it nowhere. voice: whether it can be heard."""
        self._word = word
        self.word.setText(word)
        self.beads.show_syllables(syllables)
        self.meaning.setText(meaning)
        self.meaning.setVisible(bool(meaning))
        for part in (self.normal, self.slow, self.from_here):
            part.setVisible(voice)
