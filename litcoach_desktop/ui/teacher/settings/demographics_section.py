"""The setting for demographics: dropped or kept, asked before they are erased, and how groups of children are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.rostering.demographics import Trait
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, say
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fact_row import FactRow
from litcoach_desktop.ui.teacher.settings.fields import ChoiceField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import percent_words

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.services.teacher.demographics import Fairness

translate = QCoreApplication.translate
_NAME = "demographics"


class DemographicsSection(Section):
    """Switching off what is kept asks first, since it erases."""

    def __init__(
        self, teacher: TeacherService, errands: Errands, desk: SettingsDesk, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Demographics"),
            self.tr(
                "Birth date, sex, race, home language, English learner, IEP and lunch stand in many rosters. Names, "
                "grades and classes are all that litcoach needs; passwords are never kept."
            ),
            parent,
        )
        self._teacher, self._errands, self._desk = teacher, errands, desk
        self._count = 0
        self.row = SettingRow(
            desk,
            _NAME,
            self.tr("From a roster they are"),
            self.tr("Kept, they serve one thing: to see whether some groups of children are heard worse than others."),
            ChoiceField((("dropped", self.tr("Dropped")), ("kept", self.tr("Kept")))),
            write=self._write,
        )
        # The usual value is the one that erases: it is asked about as well.
        self.row.usual.clicked.disconnect()
        self.row.usual.clicked.connect(lambda _checked=False: self._write("dropped"))
        self.kept = FactRow(self.tr("Kept now"))
        self.compare = button(self.tr("Compare groups ..."), "chart", "small", self._compare)
        self.add(self.row)
        self.add(self.kept)
        self.column.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self) -> None:
        """Ask of how many children anything is kept."""
        super().load()
        self._errands.send("count demographics", self._teacher.demographics.count, self._show, wrong=self._wrong)

    def forget(self) -> None:
        """Hold nothing of any child."""
        self._show(0)

    def _show(self, count: int) -> None:
        self._count = count
        self.kept.tell(self.tr("Children: {0}").format(count) if count else self.tr("Nothing"))
        self.compare.setVisible(count > 0)

    def _wrong(self, problem: Exception) -> None:
        log_bug(problem)
        self.kept.tell(describe(problem).text)
        self.compare.hide()

    def _write(self, value: object) -> str:
        if value == self._desk.value(_NAME):
            return ""
        if value == "kept" or not self._count:
            return self._desk.save(**{_NAME: value})
        sheet = EraseDemographicsSheet(self._count, self.window())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(self._switch_off)
        sheet.rejected.connect(self.row.show_now)
        sheet.open()
        return ""

    def _switch_off(self) -> None:
        refused = self._desk.save(**{_NAME: "dropped"})
        self.row.show_now()
        if refused:
            say(UserMessage(refused))
            return

        def erased(count: int) -> None:
            self._show(0)
            say(UserMessage(self.tr("Erased. Children: {0}.").format(count)))

        self._errands.send("erase demographics", self._teacher.demographics.erase, erased)

    def _compare(self) -> None:
        def have(found: list[Fairness]) -> None:
            sheet = FairnessSheet(found, self.window())
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.open()

        self._errands.send("compare groups", self._teacher.demographics.fairness, have)


class EraseDemographicsSheet(Sheet):
    """Accepted: they are to go."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Demographics"), self.tr("Drop them and erase what is kept?"))
        self.body_column.addWidget(
            label(
                self.tr("What is kept is erased for good. Children: {0}. Names, classes and readings stay.").format(
                    count
                )
            )
        )
        self.body_column.addStretch(1)
        self.erase = button(self.tr("Erase them"), "close", "go", self.accept)
        self.put_buttons(button(self.tr("Keep them"), None, "quiet", self.reject), go=self.erase)


class FairnessSheet(Sheet):
    """How groups of children are heard and read in this school year."""

    def __init__(self, found: list[Fairness], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Compare groups"), self.tr("Are all children heard alike?"))
        self.table = RecordTable(_columns(), key=lambda one: (one.trait, one.value))
        self.table.setAccessibleName(self.tr("Groups of children"))
        self.table.setMinimumHeight(280)
        self.table.show_records(found)
        words = (
            self.tr(
                "This school year. Large differences in “unsure” or “put right” say that the computer hears some "
                "children worse: check their readings first. Groups of fewer than five are not told of."
            )
            if found
            else self.tr("No group of five children or more yet: of fewer, figures would tell who they are.")
        )
        self.body_column.addWidget(label(words, "label"))
        self.body_column.addWidget(self.table, 1)
        self.table.setVisible(bool(found))
        self.put_buttons(go=button(self.tr("Done"), "done", "go", self.accept))


def trait_words(trait: Trait) -> str:
    """What a trait is called."""
    return {
        Trait.BIRTH_DATE: translate("Demographics", "Birth date"),
        Trait.SEX: translate("Demographics", "Sex"),
        Trait.RACE: translate("Demographics", "Race"),
        Trait.HISPANIC: translate("Demographics", "Hispanic or Latino"),
        Trait.LANGUAGE: translate("Demographics", "Home language"),
        Trait.ELL: translate("Demographics", "Learns English"),
        Trait.IEP: translate("Demographics", "IEP"),
        Trait.LUNCH: translate("Demographics", "Lunch"),
    }[trait]


def _columns() -> tuple[Column, ...]:
    order = list(Trait)

    def rounded(value: float | None, digits: int = 0) -> str:
        return "" if value is None else f"{value:.{digits}f}"

    return (
        Column(
            translate("Demographics", "Who"),
            lambda one: f"{trait_words(one.trait)}: {one.value}",
            lambda one: f"{order.index(one.trait)} {one.value}",
        ),
        Column(
            translate("Demographics", "Children"), lambda one: str(one.children), lambda one: one.children, number=True
        ),
        Column(
            translate("Demographics", "WCPM"),
            lambda one: rounded(one.wcpm),
            lambda one: one.wcpm,
            tip=translate("Demographics", "Of the middle child"),
            number=True,
        ),
        Column(
            translate("Demographics", "Not scored"),
            lambda one: "" if one.unscored is None else percent_words(one.unscored),
            lambda one: one.unscored,
            tip=translate("Demographics", "Share of the readings that could not be scored"),
            number=True,
        ),
        Column(
            translate("Demographics", "Unsure"),
            lambda one: rounded(one.doubtful, 1),
            lambda one: one.doubtful,
            tip=translate("Demographics", "Words in a reading that the computer was not sure of"),
            number=True,
        ),
        Column(
            translate("Demographics", "Put right"),
            lambda one: rounded(one.put_right, 1),
            lambda one: one.put_right,
            tip=translate("Demographics", "Words in a reviewed reading that a person said were right after all"),
            number=True,
        ),
    )
