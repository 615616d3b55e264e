"""The figures of a reading in one strip; they change at once when a mark does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.growth_how import percentile_sentence
from litcoach_desktop.ui.theme import LARGE, SMALL, current_theme
from litcoach_desktop.ui.widgets.expression_words import protocol_words
from litcoach_desktop.ui.widgets.plain import frame, label
from litcoach_desktop.ui.widgets.reading_words import (
    band_meaning,
    band_words,
    percent_words,
    percentile_short,
    percentile_words,
    unscored_words,
)

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import ReadingDetail

_ROOM_BELOW = 1.5


class _Figure(QWidget):
    """A number, and under it what it is."""

    def __init__(self) -> None:
        super().__init__()
        self._number: QLabel = label("", "heading", wrap=False)
        self._caption: QLabel = label("", "note", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._caption)
        current_theme().changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """With large type the passage needs the room that large figures would take."""
        self._number.setProperty("role", "heading" if current_theme().text_scale < _ROOM_BELOW else "strong")
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)

    def show_figure(self, number: str, caption: str, tip: str) -> None:
        self._number.setText(number)
        self._caption.setText(caption)
        self.setToolTip(tip)
        self.setAccessibleName(f"{number} {caption}. {tip}".strip(" ."))

    @property
    def number(self) -> str:
        return self._number.text()


class ScoreStrip(QWidget):
    """Six figures, or the reason why there are none; at the right, which reading it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        figures = tuple(_Figure() for _ in range(6))
        self.rate, self.accuracy, self.right, self.corrected, self.place, self.to_check = figures
        self.reason = label("", "strong")
        self._figures = figures
        self.about = label("", "note")
        self.about.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # What the figures leave is its room: it breaks into lines rather than make the window wider.
        self.about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._when = self._under = ""
        current_theme().changed.connect(self._show_about)
        self._card = frame("card")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.setSpacing(LARGE)
        for figure in self._figures:
            row.addWidget(figure)
        row.addWidget(self.reason, 4)
        row.addWidget(self.about, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._card)

    @Slot()
    def _show_about(self) -> None:
        # With large type two more lines would make the strip higher; the menu has the protocol too.
        under = self._under if current_theme().text_scale < _ROOM_BELOW else ""
        self.about.setText("\n".join(filter(None, (self._when, under))))
        self.about.setToolTip(self._under)

    def show_detail(self, detail: ReadingDetail | None, when: str = "") -> None:
        """Show the score of a reading; None empties the strip. when: its day and time, in words."""
        score = detail.score if detail is not None else None
        self._when = when
        self._under = protocol_words(detail.protocol) if detail is not None and score is not None else ""
        self._show_about()
        for figure in self._figures:
            figure.setVisible(score is not None)
            if score is None:
                figure.show_figure("", "", "")
        self.reason.setVisible(score is None)
        if detail is None or score is None:
            why = detail.events.unscored_reason if detail is not None else None
            self.reason.setText(
                self.tr("Not scored: {0}. Marks that you make are kept, but give no score.").format(unscored_words(why))
                if why
                else ""
            )
            return
        self.rate.show_figure(
            str(round(score.wcpm)),
            self.tr("WCPM, {0} to {1}").format(round(score.wcpm_low), round(score.wcpm_high)),
            self.tr("Words read right in a minute. It lies between the two figures with a certainty of 95 %."),
        )
        self.accuracy.show_figure(
            "–" if score.accuracy is None else percent_words(score.accuracy),
            self.tr("right") if score.band is None else band_words(score.band),
            "" if score.band is None else band_meaning(score.band),
        )
        self.right.show_figure(
            self.tr("{0} of {1}").format(score.words_correct, score.words_attempted),
            self.tr("words, %n error(s)", "", score.errors),
            self.tr("Words read right, of those that were tried. What could not be scored is in neither."),
        )
        self.corrected.show_figure(
            str(score.self_corrections),
            self.tr("put right"),
            self.tr("Words that the child misread and put right without help."),
        )
        self.to_check.show_figure(
            str(sum(word.doubtful for word in detail.events.words)),
            self.tr("to check"),
            self.tr("Words that the computer is not sure of, and that nobody has marked yet."),
        )
        place = detail.percentile
        self.place.setVisible(place is not None)
        if place is not None:
            how = percentile_sentence(place.grade, place.season, score.wcpm)
            self.place.show_figure(percentile_short(place), self.tr("percentile"), f"{percentile_words(place)} {how}")
