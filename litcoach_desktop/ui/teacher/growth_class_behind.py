"""The windows behind the numbers of a class: a word, a sound pattern, a week, a rate, with its readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.reading.norms import season_of
from litcoach_desktop.ui.teacher.growth_answer import GrowthAnswer
from litcoach_desktop.ui.teacher.growth_behind import Behind, BehindSheet
from litcoach_desktop.ui.teacher.growth_how import percentile_sentence
from litcoach_desktop.ui.widgets.reading_words import percent_words

if TYPE_CHECKING:
    from litcoach_desktop.domain.growth.hard_words import HardPattern, HardWord
    from litcoach_desktop.domain.growth.points import Week
    from litcoach_desktop.services.teacher.growth_rows import ChildInClass, ClassGrowth


class ClassBehind(QObject):
    """`opened` carries the Student of the reading that was chosen, its id and the word to look at or ""."""

    opened = Signal(object, str, str)

    def __init__(self, answer: GrowthAnswer, today: Callable[[], date], over: QWidget) -> None:
        super().__init__(over)
        self._answer = answer
        self._today = today
        self._over = over

    @Slot(object)
    def show_word(self, word: HardWord) -> None:
        """The readings in which it was missed."""
        said = self.tr("“{0}” was missed {1} times in the last seven days.").format(word.word, word.times)
        self._show(word.word, [said], [(ident, word.word) for ident, _child in word.readings])

    @Slot(object)
    def show_pattern(self, one: HardPattern) -> None:
        """The words with it that were missed, each in its reading."""
        said = self.tr(
            "Of the {0} words with {1} that were there to read in the last seven days, {2} were missed: {3}."
        ).format(one.chances, one.pattern, one.times, percent_words(one.share))
        self._show(one.pattern, [said], [(ident, word) for ident, _child, word in one.readings])

    @Slot(object, object)
    def show_week(self, child: ChildInClass, week: Week) -> None:
        """The readings of one week of one child."""
        said = [
            self.tr("{0} words right a minute is the median of the readings of this week: {1}.").format(
                round(week.wcpm), len(week.readings)
            ),
            percentile_sentence(child.student.grade, season_of(week.monday.month), week.wcpm),
        ]
        self._show(child.student.display_name, said, [(ident, "") for ident in week.readings])

    def show_rate(self, child: ChildInClass) -> None:
        """The readings that a child's rate is the median of."""
        growth: ClassGrowth | None = self._answer.value
        if growth is None or child.standing.wcpm is None:
            return
        said = [
            self.tr("{0} words right a minute is the median of the last readings of this year: {1}.").format(
                round(child.standing.wcpm), len(child.readings)
            ),
            percentile_sentence(child.student.grade, growth.season, child.standing.wcpm),
        ]
        self._show(child.student.display_name, said, [(ident, "") for ident in child.readings])

    def close(self) -> None:
        """Whose readings these are must not stand there any longer."""
        for sheet in self._over.findChildren(BehindSheet):
            sheet.reject()

    def _show(self, title: str, said: Sequence[str], readings: Sequence[tuple[str, str]]) -> None:
        """readings: the id of each, and the word in it."""
        growth: ClassGrowth | None = self._answer.value
        if growth is None:
            return
        known = {point.reading_id: (child.student, point) for child in growth.children for point in child.points}
        rows = [Behind(*known[ident], word) for ident, word in readings if ident in known]
        sheet = BehindSheet(title, said, rows, self._today, self._over)
        sheet.opened.connect(lambda row: self.opened.emit(row.student, row.point.reading_id, row.word))
        sheet.open()
