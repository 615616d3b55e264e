"""A setting that is a line of text, taken with Enter or when the keyboard goes elsewhere."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from litcoach_desktop.ui.teacher.settings.fields import Field

_MOST_LETTERS = 120


class TextField(Field):
    """Spaces around and doubled ones are no part of the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.line = QLineEdit()
        self.line.setMaxLength(_MOST_LETTERS)
        self.line.editingFinished.connect(self._take)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)

    def show_value(self, value: object) -> None:
        """Show what holds now."""
        self._shown = str(value)
        self.line.setText(self._shown)

    def name_it(self, name: str, about: str) -> None:
        """Tell a screen reader what this is."""
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(about)

    def _take(self) -> None:
        typed = " ".join(self.line.text().split())
        if typed != self._shown:
            self.chosen.emit(typed)
