"""What a setting is changed with: a list to choose from, a number with its unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.plain import label


class Field(QWidget):
    """`chosen` carries a value that may be saved, `refused` the sentence that says why one may not."""

    chosen = Signal(object)
    refused = Signal(str)

    def show_value(self, value: object) -> None:
        """Show what holds now."""
        raise NotImplementedError

    def name_it(self, name: str, about: str) -> None:
        """Tell a screen reader what this is."""
        raise NotImplementedError


class _Choices(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it changes nothing that the pointer happens to be over."""
        event.ignore()


class ChoiceField(Field):
    """One of several. choices: each value with its words."""

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Choices()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offer(choices)
        self.box.activated.connect(lambda _row: self.chosen.emit(self.box.currentData()))
        self.setFocusProxy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Put up other choices."""
        self.box.clear()
        for value, words in choices:
            self.box.addItem(words, value)
            self.box.setItemData(self.box.count() - 1, words, Qt.ItemDataRole.ToolTipRole)

    def show_value(self, value: object) -> None:
        """Show what holds now."""
        self.box.setCurrentIndex(self.box.findData(value))
        self.box.setToolTip(self.box.currentText())

    def name_it(self, name: str, about: str) -> None:
        """Tell a screen reader what this is."""
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(about)


class NumberField(Field):
    """A number with its unit, typed: taken with Enter or when the keyboard goes elsewhere."""

    def __init__(
        self, limits: tuple[float, float], unit: str, *, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._limits, self._whole, self._shown = limits, whole, ""
        self.line = QLineEdit()
        self.line.setMaxLength(12)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFixedWidth(self.line.fontMetrics().averageCharWidth() * 16)
        self.unit = label(unit, "label")
        self.line.editingFinished.connect(self._take)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.line)
        row.addWidget(self.unit, 1)

    def show_value(self, value: object) -> None:
        """Show what holds now."""
        self._shown = f"{value:g}" if isinstance(value, int | float) else str(value)
        self.line.setText(self._shown)

    def name_it(self, name: str, about: str) -> None:
        """Tell a screen reader what this is."""
        self.line.setAccessibleName(f"{name}, {self.unit.text()}")
        self.line.setAccessibleDescription(about)

    def _take(self) -> None:
        typed = self.line.text().strip().replace(",", ".")
        if typed == self._shown:
            return
        least, most = self._limits
        try:
            number = float(typed)
        except ValueError:
            self.refused.emit(self.tr("“{0}” is not a number.").format(self.line.text().strip()))
            return
        # Written so that NaN, which compares with nothing, is refused too.
        if not least <= number <= most:
            self.refused.emit(self.tr("This must be from {0} to {1}.").format(f"{least:g}", f"{most:g}"))
            return
        if self._whole and number != int(number):
            self.refused.emit(self.tr("This must be a whole number."))
            return
        self.chosen.emit(number)
