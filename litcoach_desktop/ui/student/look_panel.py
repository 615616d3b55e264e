"""Beside the page: how it looks, each part with its choices as buttons."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.domain.page_look import CHOICES, PageLook
from litcoach_desktop.ui.page_style import FONT_NAMES, fonts_here, paper_of
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label


class LookPanel(QWidget):
    """One row of buttons for each part of a look; a press holds at once. `choices`: part and value to button."""

    def __init__(self, model: LookModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.choices: dict[tuple[str, object], QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, 0, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        for part, name in self._parts().items():
            column.addWidget(label(name, "strong"))
            column.addWidget(self._row(part))
        column.addStretch(1)
        model.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        chosen = self._model.look.as_values()
        for (part, value), choice in self.choices.items():
            choice.setChecked(chosen[part] == value)

    def _row(self, part: str) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, SMALL)
        group = QButtonGroup(holder)
        for value in self._offered(part):
            name = self._value_name(part, value)
            choice = button(name, None, "small", partial(self._model.choose, part, value))
            choice.setCheckable(True)
            choice.setAccessibleName(f"{self._parts()[part]}: {name}")
            if part == "paper":
                self._tint(choice, str(value))
            group.addButton(choice)
            flow.addWidget(choice)
            self.choices[part, value] = choice
        return holder

    @staticmethod
    def _offered(part: str) -> list[object]:
        # A font that the machine lacks is not offered; the look keeps it for the machine that has it.
        return [*fonts_here(current_theme())] if part == "font" else [*CHOICES[part]]

    @staticmethod
    def _tint(choice: QPushButton, paper: str) -> None:
        colours = paper_of(PageLook(paper=paper), current_theme())
        choice.setStyleSheet(f"background: {colours.ground.name()}; color: {colours.ink.name()};")

    @staticmethod
    def _tr(text: str) -> str:
        return QCoreApplication.translate("LookPanel", text)

    def _parts(self) -> dict[str, str]:
        return {
            "size": self._tr("How big"),
            "spacing": self._tr("How much room"),
            "line_length": self._tr("How long the lines are"),
            "focus_lines": self._tr("Lines to look at"),
            "syllables": self._tr("Parts of words"),
            "paper": self._tr("Paper"),
            "font": self._tr("Letters"),
        }

    def _value_name(self, part: str, value: object) -> str:
        if part == "font":
            return FONT_NAMES[str(value)]
        names = {
            ("size", 0.8): self._tr("Small"),
            ("size", 1.0): self._tr("Usual"),
            ("size", 1.25): self._tr("Big"),
            ("size", 1.5): self._tr("Bigger"),
            ("size", 2.0): self._tr("Biggest"),
            ("spacing", "normal"): self._tr("Usual"),
            ("spacing", "wide"): self._tr("More"),
            ("spacing", "widest"): self._tr("Most"),
            ("line_length", 60): self._tr("Long"),
            ("line_length", 45): self._tr("Shorter"),
            ("line_length", 30): self._tr("Short"),
            ("focus_lines", 0): self._tr("All"),
            ("focus_lines", 1): self._tr("One"),
            ("focus_lines", 3): self._tr("Three"),
            ("syllables", False): self._tr("Hidden"),
            ("syllables", True): self._tr("Shown"),
            ("paper", "plain"): self._tr("Plain"),
            ("paper", "cream"): self._tr("Cream"),
            ("paper", "blue"): self._tr("Blue"),
            ("paper", "green"): self._tr("Green"),
            ("paper", "rose"): self._tr("Rose"),
            ("paper", "night"): self._tr("Night"),
        }
        return names[part, value]
