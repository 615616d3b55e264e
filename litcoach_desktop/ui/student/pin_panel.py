"""The picture PIN: a child taps its pictures in order."""

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.ui.student.who_model import WhoModel
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.animal import Animal, animal_icon
from litcoach_desktop.ui.widgets.dots import Dots
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label

_PICTURE = 112
_IN_A_ROW = 6


class PinPanel(QWidget):
    """Twelve pictures and as many dots as the PIN has pictures."""

    def __init__(self, model: WhoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.animal = Animal("fox", 84)
        self.words = label("", "title")
        self.dots = Dots()
        self.sentence = label("", "child")
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self.animal)
        top.addWidget(self.words, 1)
        self.pictures: dict[str, QPushButton] = {}
        grid = QWidget()
        grid.setMaximumWidth(_IN_A_ROW * (_PICTURE + 36))
        flow = FlowLayout(grid, MEDIUM)
        names = self._names()
        for picture in PICTURES:
            key = button("", None, "picture", partial(model.press_picture, picture))
            key.setIcon(animal_icon(picture, 2 * _PICTURE))
            key.setIconSize(QSize(_PICTURE, _PICTURE))
            key.setAccessibleName(names[picture])
            key.setToolTip(names[picture])
            flow.addWidget(key)
            self.pictures[picture] = key
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LARGE)
        column.addLayout(top)
        column.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(grid)
        column.addWidget(self.sentence)
        column.addStretch(1)

    def show_state(self) -> None:
        """Show whose PIN it is and how much of it is tapped."""
        student = self._model.chosen
        if student is None:
            return
        self.animal.show_animal(student.animal)
        self.words.setText(self.tr("%s, tap your pictures").replace("%s", self._model.name_of(student)))
        self.dots.show_dots(len(self._model.pin_tried), len(student.picture_pin or ()))
        self.sentence.setText(
            self.tr("Not quite. Have another try, or ask your teacher.") if self._model.pin_was_wrong else ""
        )

    def _names(self) -> dict[str, str]:
        return {
            "fox": self.tr("fox"),
            "owl": self.tr("owl"),
            "bear": self.tr("bear"),
            "frog": self.tr("frog"),
            "duck": self.tr("duck"),
            "cat": self.tr("cat"),
            "fish": self.tr("fish"),
            "bee": self.tr("bee"),
            "snail": self.tr("snail"),
            "hedgehog": self.tr("hedgehog"),
            "rabbit": self.tr("rabbit"),
            "whale": self.tr("whale"),
        }
