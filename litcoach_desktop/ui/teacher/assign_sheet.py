"""The window in which the teacher says what is to be read, by whom, until when, and what for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from litcoach_desktop.domain.assignments import Kind, pick_passages
from litcoach_desktop.domain.growth.norm_lines import PASSAGES
from litcoach_desktop.domain.reading.norms import Season, season_of
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.ui.teacher.assign_model import Group, Wish
from litcoach_desktop.ui.teacher.assign_words import kind_meaning, kind_words
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import folded
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.due_words import due_words
from litcoach_desktop.ui.widgets.expression_words import protocol_words
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import grade_words, season_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litcoach_desktop.domain.texts import Text
    from litcoach_desktop.ui.teacher.assign_model import Assignments

_DAYS = 28
_GRADES = range(9)
_USUAL_ASSESSMENT = "dibels8"


class AssignSheet(Sheet):
    """`wish` once it was accepted. text: chosen already; groups: those that are offered beside class and children."""

    def __init__(
        self,
        model: Assignments,
        protocols: Sequence[ScoringProtocol],
        today: date,
        parent: QWidget | None = None,
        *,
        text: Text | None = None,
        groups: Sequence[Group] = (),
    ) -> None:
        super().__init__(parent)
        self._model, self._today = model, today
        room = model.room
        self.set_title(self.tr("Ask for a reading"), self.tr("What should be read?"))
        self.kind = self._box(self.tr("What for"), [(kind_words(kind), kind) for kind in Kind])
        self.meaning = label("", "note")
        self.whom = self._box(self.tr("Who"), self._people(groups))
        self.whom.setCurrentIndex(1 if groups else 0)
        self.later = label(
            self.tr("Whoever is in the group on the day is asked, also who comes into it later."), "note"
        )
        self.what = self._box(
            self.tr("What"), [(self.tr("This text"), "text"), (self.tr("Any text of a level"), "level")]
        )
        self.grade = self._box(self.tr("Level"), [(grade_words(grade), grade) for grade in _GRADES])
        self.grade.setCurrentIndex(self.grade.findData(room.grade if room else 2))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a text"))
        self.search.setAccessibleName(self.tr("Find a text"))
        self.texts = QListWidget()
        self.texts.setAccessibleName(self.tr("Texts"))
        self.texts.setMinimumHeight(130)
        self.picked = label("", "label")
        self.due = self._box(self.tr("Until"), [(self.tr("No day"), None), *self._days()])
        self.protocol = self._box(self.tr("Scored by"), [(protocol_words(one), one.id) for one in protocols])
        self.protocol.setCurrentIndex(max(0, self.protocol.findData(_USUAL_ASSESSMENT)))
        self.season = self._box(self.tr("Season"), [(season_words(season), season) for season in Season])
        self.season.setCurrentIndex(self.season.findData(season_of(today.month)))
        self.ask = button(self.tr("Ask for it"), "go", "go", self.accept)
        self._chosen_before = text
        self._build()
        for box in (self.kind, self.what, self.grade, self.whom):
            box.currentIndexChanged.connect(self._show)
        self.search.textChanged.connect(self._fill)
        self.texts.currentRowChanged.connect(self._check)
        self._fill()
        self._show()

    @property
    def wish(self) -> Wish:
        """What was asked for."""
        kind = Kind(self.kind.currentData())
        one_try = kind is not Kind.PRACTICE
        level = kind is Kind.PRACTICE and self.what.currentData() == "level"
        texts = self._passages() if kind is Kind.BENCHMARK else () if level else self._text()
        season = self.season.currentData()
        protocol = self.protocol.currentData()
        return Wish(
            kind,
            texts,
            self.grade.currentData() if level else None,
            self.whom.currentData(),
            self.due.currentData(),
            str(protocol) if one_try else None,
            Season(season) if kind is Kind.BENCHMARK else None,
        )

    def _build(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(SMALL)
        self._rows: dict[QWidget, QWidget] = {}
        for row, (name, field) in enumerate(
            (
                (self.tr("What for"), self.kind),
                ("", self.meaning),
                (self.tr("Who"), self.whom),
                ("", self.later),
                (self.tr("What"), self.what),
                (self.tr("Level"), self.grade),
                ("", self.search),
                ("", self.texts),
                ("", self.picked),
                (self.tr("Until"), self.due),
                (self.tr("Scored by"), self.protocol),
                (self.tr("Season"), self.season),
            )
        ):
            title = label(name, "strong")
            form.addWidget(title, row, 0)
            form.addWidget(field, row, 1)
            self._rows[field] = title
        form.setColumnStretch(1, 1)
        self.body_column.addLayout(form)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.ask)

    def _box(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        # A long name must not make the window wider than the screen.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        for words, value in choices:
            box.addItem(words, value)
        return box

    def _people(self, groups: Sequence[Group]) -> list[tuple[str, object]]:
        people: list[tuple[str, object]] = [(self.tr("The whole class"), None)]
        known = {one.id for one in groups}
        # Those that were asked for come first; then the class's own groups, whoever is in them on the day.
        offered = [*groups, *(one for one in self._model.groups if one.id not in known)]
        people += [(self.tr("{0}: {1} children").format(one.name, len(one.children)), one) for one in offered]
        for student in self._model.students:
            people.append((student.display_name, Group(student.display_name, (student.id,))))
        return people

    def _days(self) -> list[tuple[str, object]]:
        found: list[tuple[str, object]] = []
        for number in range(_DAYS):
            day = self._today + timedelta(days=number)
            if day.weekday() < 5:
                plain = QLocale().toString(QDate(day.year, day.month, day.day), "d MMM")
                found.append((f"{due_words(day, self._today)}, {plain}" if number < 7 else plain, day))
        return found

    def _passages(self) -> tuple[str, ...]:
        grade = self.grade.currentData()
        return pick_passages([text.id for text in self._model.texts if text.grade == grade], self._model.used())

    def _text(self) -> tuple[str, ...]:
        item = self.texts.currentItem()
        return () if item is None else (str(item.data(Qt.ItemDataRole.UserRole)),)

    @Slot()
    def _fill(self) -> None:
        parts = folded(self.search.text()).split()
        self.texts.clear()
        for text in self._model.texts:
            words = self.tr("{0}, grade {1}").format(text.title, grade_words(text.grade))
            if all(part in folded(words) for part in parts):
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, text.id)
                self.texts.addItem(item)
                if self._chosen_before is not None and text.id == self._chosen_before.id:
                    self.texts.setCurrentItem(item)
        if self.texts.currentRow() < 0:
            self.texts.setCurrentRow(0)
        self._check()

    @Slot()
    def _show(self) -> None:
        kind = Kind(self.kind.currentData())
        level = kind is Kind.PRACTICE and self.what.currentData() == "level"
        one_text = kind is not Kind.BENCHMARK and not level
        self.meaning.setText(kind_meaning(kind))
        group = self.whom.currentData()
        for field, shown in (
            (self.later, group is not None and group.id is not None),
            (self.what, kind is Kind.PRACTICE),
            (self.grade, not one_text),
            (self.search, one_text),
            (self.texts, one_text),
            (self.picked, kind is Kind.BENCHMARK),
            (self.protocol, kind is not Kind.PRACTICE),
            (self.season, kind is Kind.BENCHMARK),
        ):
            field.setVisible(shown)
            self._rows[field].setVisible(shown)
        titles = [self._model.title(ident) for ident in self._passages()]
        self.picked.setText(
            ", ".join(titles)
            if len(titles) == PASSAGES
            else self.tr("There are not three texts of this level yet. Choose another level, or add texts.")
        )
        self._check()

    @Slot()
    def _check(self) -> None:
        wish = self.wish
        whole = len(wish.text_ids) == PASSAGES if wish.kind is Kind.BENCHMARK else bool(wish.text_ids)
        self.ask.setEnabled(whole or wish.grade is not None)
