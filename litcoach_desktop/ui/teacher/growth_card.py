"""A plot with its sentence and, behind a switch, its table: what is drawn can always be read as well."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.plain import button, frame, label

_LARGE_TYPE = 1.5


class PlotCard(QWidget):
    """Plot and table hold the same; the switch says what it leads to. summary: the plot in a sentence."""

    def __init__(self, title: str, plot: QWidget, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label(title, "strong")
        self.summary = label("", "note")
        self.switch = button(self.tr("Show as a table"), None, "small", self.turn)
        self.pages = QStackedWidget()
        self.pages.addWidget(plot)
        self.pages.addWidget(table)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        inside.setSpacing(SMALL)
        inside.addWidget(self.title)
        inside.addWidget(self.pages, 1)
        inside.addWidget(self.summary)
        inside.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        current_theme().changed.connect(self._fit)

    def show_summary(self, text: str) -> None:
        """The sentence under the plot; a screen reader reads it for the plot too."""
        self.summary.setText(text)
        self._fit()
        plot = self.pages.widget(0)
        if plot is not None:
            plot.setAccessibleDescription(text)

    @Slot()
    def _fit(self) -> None:
        """In the largest type the sentence would leave the plot no room; the table says the same."""
        self.summary.setVisible(bool(self.summary.text()) and current_theme().text_scale < _LARGE_TYPE)

    @Slot()
    def turn(self) -> None:
        """From the plot to the table and back."""
        table = self.pages.currentIndex() == 0
        self.pages.setCurrentIndex(1 if table else 0)
        self.switch.setText(self.tr("Show as a picture") if table else self.tr("Show as a table"))
