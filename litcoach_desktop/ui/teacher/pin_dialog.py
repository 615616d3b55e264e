"""Choosing a child's picture PIN: three animals in an order."""

import functools

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.animal import Animal, animal_icon
from litcoach_desktop.ui.widgets.flow import clear
from litcoach_desktop.ui.widgets.plain import button, label

PIN_PICTURES = 3
_ICON_SIDE = 64
_COLUMNS = 6


class PinChooser(QWidget):
    """Twelve animals to press and the row of those chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: tuple[str, ...] = ()
        self._row = QHBoxLayout()
        self._row.setSpacing(SMALL)
        self._words = label("", "label")
        self.pictures: dict[str, QPushButton] = {}
        grid = QGridLayout()
        grid.setSpacing(SMALL)
        for number, animal in enumerate(PICTURES):
            picture = button("", None, "picture", functools.partial(self._add, animal))
            picture.setIcon(animal_icon(animal, _ICON_SIDE))
            picture.setIconSize(QSize(_ICON_SIDE, _ICON_SIDE))
            picture.setFixedSize(_ICON_SIDE + 24, _ICON_SIDE + 24)
            picture.setAccessibleName(animal_name(animal))
            picture.setToolTip(animal_name(animal))
            self.pictures[animal] = picture
            grid.addWidget(picture, number // _COLUMNS, number % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self.again = button(self.tr("Start again"), "erase", "small", self.clear)
        below = QHBoxLayout()
        below.addLayout(self._row)
        below.addWidget(self._words, 1)
        below.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addLayout(grid)
        column.addLayout(below)
        self._show()

    @property
    def complete(self) -> bool:
        """Whether there are enough pictures."""
        return len(self.chosen) == PIN_PICTURES

    def clear(self) -> None:
        """Choose from the beginning."""
        self.chosen = ()
        self._show()

    def _add(self, animal: str) -> None:
        if not self.complete:
            self.chosen = (*self.chosen, animal)
            self._show()

    def _show(self) -> None:
        clear(self._row)
        for animal in self.chosen:
            self._row.addWidget(Animal(animal, 44))
        missing = PIN_PICTURES - len(self.chosen)
        if missing == 0:
            words = self.tr("Tell the child these three, in this order.")
        else:
            words = self.tr("Press three animals, one after the other: {0} to go.").format(missing)
        self._words.setText(words)
        self._words.setAccessibleName(" ".join([*(animal_name(a) for a in self.chosen), words]))
        self.again.setEnabled(bool(self.chosen))
        for picture in self.pictures.values():
            picture.setEnabled(missing > 0)
        self.changed.emit()


class PinDialog(Sheet):
    """Gives a child a picture PIN or takes it away: `pin` after it was accepted."""

    def __init__(self, name: str, has_pin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Picture PIN"), self.tr("A picture PIN for {0}").format(name))
        self.pin: tuple[str, ...] | None = None
        self.chooser = PinChooser()
        self.keep = button(self.tr("Set this PIN"), "done", "go", self._keep)
        self.remove = button(self.tr("Take the PIN away"), "erase", "", self._remove)
        self.remove.setVisible(has_pin)
        self.body_column.addWidget(
            label(self.tr("It keeps classmates from reading under this name. It is not a strong lock."), "label")
        )
        self.body_column.addWidget(self.chooser)
        self.body_column.addStretch(1)
        cancel = button(self.tr("Cancel"), None, "quiet", self.reject)
        self.put_buttons(cancel, self.remove, go=self.keep)
        self.chooser.changed.connect(self._allow)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.keep.setEnabled(self.chooser.complete)

    def _keep(self) -> None:
        self.pin = self.chooser.chosen
        self.accept()

    def _remove(self) -> None:
        self.pin = None
        self.accept()


def animal_name(animal: str) -> str:
    """The animal's name for tool tips and screen readers."""
    return {
        "fox": QCoreApplication.translate("Animals", "fox"),
        "owl": QCoreApplication.translate("Animals", "owl"),
        "bear": QCoreApplication.translate("Animals", "bear"),
        "frog": QCoreApplication.translate("Animals", "frog"),
        "duck": QCoreApplication.translate("Animals", "duck"),
        "cat": QCoreApplication.translate("Animals", "cat"),
        "fish": QCoreApplication.translate("Animals", "fish"),
        "bee": QCoreApplication.translate("Animals", "bee"),
        "snail": QCoreApplication.translate("Animals", "snail"),
        "hedgehog": QCoreApplication.translate("Animals", "hedgehog"),
        "rabbit": QCoreApplication.translate("Animals", "rabbit"),
        "whale": QCoreApplication.translate("Animals", "whale"),
    }.get(animal, animal)
