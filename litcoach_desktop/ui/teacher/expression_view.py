"""How one reading sounded: the NAEP level, the four parts of the fluency scale, and the evidence of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from litcoach_desktop.domain.reading.prosody import LEAST_WORDS, Level, Part
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.expression_words import finding_words, missed_words, naep_meaning, part_words
from litcoach_desktop.ui.widgets.plain import label, scrolling

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import ReadingDetail

_LEVELS = 4
_FULL, _EMPTY = "●", "○"


class _Row:
    """One scale: its name, its level as dots and figure, and why."""

    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        self._name = name
        self.level: QLabel = label("", "strong", wrap=False)
        self.why: QLabel = label("", "label")
        for column, part in enumerate((label(name, "strong"), self.level, self.why)):
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)

    def show_level(self, level: Level, unknown: str, before: str = "") -> None:
        """`before`: said ahead of the evidence."""
        dots = "" if level.level is None else _FULL * level.level + _EMPTY * (_LEVELS - level.level)
        self.level.setText(unknown if level.level is None else f"{dots}  {level.level}")
        self.level.setAccessibleName(f"{self._name}: {level.level or unknown}")
        self.why.setText(" ".join(filter(None, (before, *map(finding_words, level.evidence)))))


class ExpressionView(QWidget):
    """Five lines, what was read over, and the total; or why there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        column.setSpacing(MEDIUM)
        self.none = label("", "body")
        self._levels = QWidget()
        grid = QGridLayout(self._levels)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(LARGE)
        grid.setVerticalSpacing(MEDIUM)
        grid.setColumnStretch(2, 1)
        self.naep = _Row(grid, 0, self.tr("NAEP level"))
        self.parts = {part: _Row(grid, row, part_words(part)) for row, part in enumerate(Part, 1)}
        self.missed = label("", "label")
        self.total = label("", "strong")
        self.about = label(
            self.tr(
                "These levels follow by fixed rules from pauses, pitch and rate. They show where to listen; "
                "your own ear decides."
            ),
            "note",
        )
        for shown in (self.none, self.total, self._levels, self.missed, self.about):
            column.addWidget(shown)
        column.addStretch(1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, SMALL)
        outside.addWidget(scrolling(inside))

    def show_detail(self, detail: ReadingDetail | None) -> None:
        """Show the expression of a reading; None empties the view."""
        expression = detail.expression if detail is not None else None
        for shown in (self._levels, self.missed, self.total, self.about):
            shown.setVisible(expression is not None)
        self.none.setVisible(expression is None and detail is not None)
        unscored = detail is not None and detail.score is None
        self.none.setText(
            self.tr("The reading was not scored, so nothing can be said of how it sounded.")
            if unscored
            else self.tr("There is too little to hear how it sounded: that takes at least {0} words.").format(
                LEAST_WORDS
            )
        )
        if expression is None:
            return
        unknown = self.tr("open")
        naep = expression.naep
        self.naep.show_level(naep, unknown, naep_meaning(naep.level) if naep.level is not None else "")
        for part, row in self.parts.items():
            row.show_level(expression.parts[part], unknown)
        missed = missed_words(expression.missed)
        self.missed.setText(missed)
        self.missed.setVisible(bool(missed))
        if expression.total is None:
            self.total.setText(self.tr("Multidimensional Fluency Scale: open, as one part could not be told"))
        elif expression.concern:
            self.total.setText(
                self.tr("Multidimensional Fluency Scale: {0} of 16, fluency may be a concern").format(expression.total)
            )
        else:
            self.total.setText(
                self.tr("Multidimensional Fluency Scale: {0} of 16, good progress").format(expression.total)
            )
