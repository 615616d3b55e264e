"""A school's own protocols: made, changed and removed in a small window."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QDoubleSpinBox, QGridLayout, QLineEdit, QWidget

from litcoach_desktop.domain.errors import LitcoachError
from litcoach_desktop.domain.reading.own_protocols import BASED_ON, ident_for, protocol_from, table_of
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL, PRESETS, Counts, Doubt, ScoringProtocol
from litcoach_desktop.ui.messages import describe
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.expression_words import doubt_words, protocol_words
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.settings import Settings

_SHARE, _PER_CENT = "_from", 100
_EVENTS = ("misreading", "omission", "insertion", "repetition", "hesitation")


class ProtocolEditor(Sheet):
    """`saved` carries the id of the protocol that was made or changed, "" after one was removed."""

    saved = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.set_title(self.tr("Own protocols"), self.tr("Own protocols"))
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Protocol"))
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.based_on = QComboBox()
        for preset in PRESETS.values():
            self.based_on.addItem(protocol_words(preset), preset.id)
        self.counts = {name: self._counts_box() for name in _EVENTS}
        self.doubtful = QComboBox()
        for doubt in Doubt:
            self.doubtful.addItem(doubt_words(doubt), doubt.value)
        seconds, words, share = self.tr(" s"), self.tr(" words"), self.tr(" %")
        self.numbers = {
            "hesitation_s": self._number("hesitation_s", seconds),
            "self_correction_within_s": self._number("self_correction_within_s", seconds, self.tr("any time")),
            "clock_s": self._number("clock_s", seconds, self.tr("no clock")),
            "skipped_run_words": self._number("skipped_run_words", words, self.tr("each word is an error")),
            "first_words_stop": self._number("first_words_stop", words, self.tr("no such rule")),
            "independent_from": self._number("independent_from", share),
            "instructional_from": self._number("instructional_from", share),
        }
        self.repeated_name_once = QCheckBox(self.tr("The same name misread again is no further error"))
        self.problem = label("", "label")
        self.save = button(self.tr("Save"), "done", "go", self._save)
        self.remove = button(self.tr("Remove"), "erase", "quiet", self._remove)
        self._form()
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), self.remove, go=self.save)
        self.which.currentIndexChanged.connect(self._show_chosen)
        self.based_on.activated.connect(self._take_preset)
        self.name.textChanged.connect(lambda _text: self._tell(""))
        self._list("")

    def _form(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(SMALL)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Protocol"), self.which),
            (self.tr("Name"), self.name),
            (self.tr("Starts from"), self.based_on),
            (self.tr("Word misread"), self.counts["misreading"]),
            (self.tr("Word left out"), self.counts["omission"]),
            (self.tr("Word put in"), self.counts["insertion"]),
            (self.tr("Word said again"), self.counts["repetition"]),
            (self.tr("Waiting before a word"), self.counts["hesitation"]),
            (self.tr("Word in doubt"), self.doubtful),
            (self.tr("Waiting counts from"), self.numbers["hesitation_s"]),
            (self.tr("Put right within"), self.numbers["self_correction_within_s"]),
            (self.tr("Clock"), self.numbers["clock_s"]),
            (self.tr("A skipped line is one error from"), self.numbers["skipped_run_words"]),
            (self.tr("Score 0 when none is right of the first"), self.numbers["first_words_stop"]),
            (self.tr("Independent from"), self.numbers["independent_from"]),
            (self.tr("Instructional from"), self.numbers["instructional_from"]),
        )
        for row, (words, field) in enumerate(rows):
            named = label(words, "label")
            named.setBuddy(field)
            field.setAccessibleName(words)
            field.installEventFilter(self)
            form.addWidget(named, row, 0)
            form.addWidget(field, row, 1)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 1)
        self.body_column.addLayout(form)
        self.body_column.addWidget(self.repeated_name_once)
        self.body_column.addWidget(self.problem)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the window; it changes no rule that the pointer happens to be over."""
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox | QAbstractSpinBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _counts_box(self) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("Error"), Counts.ERROR.value)
        box.addItem(self.tr("Lowers accuracy only"), Counts.ACCURACY.value)
        box.addItem(self.tr("Only noted"), Counts.NOTHING.value)
        return box

    def _number(self, rule: str, unit: str, off: str = "") -> QDoubleSpinBox:
        """A field for a number within the rule's limits. off: what 0 says where the rule may be off."""
        limits = next(one.metadata for one in fields(ScoringProtocol) if one.name == rule)
        scale = _PER_CENT if rule.endswith(_SHARE) else 1
        least, most = limits["least"] * scale, limits["most"] * scale
        box = QDoubleSpinBox()
        box.setRange(0 if off else least, most)
        box.setDecimals(1 if rule.endswith("_s") else 0)
        box.setSuffix(unit)
        box.setSpecialValueText(off)
        # A style sheet does not reach into the field.
        box.lineEdit().setTextMargins(SMALL, 0, SMALL, 0)

        def keep_off_or_enough() -> None:
            if 0 < box.value() < least:
                box.setValue(least)

        box.editingFinished.connect(keep_off_or_enough)
        return box

    def _list(self, chosen: str) -> None:
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(self.tr("A new protocol"), "")
        for ident in self._settings.own_protocols:
            self.which.addItem(self._settings.protocols[ident].name, ident)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.which.blockSignals(False)
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        ident = str(self.which.currentData())
        table: dict[str, Any] = self._settings.own_protocols.get(ident, {})
        base = str(table.get(BASED_ON, DEFAULT_PROTOCOL))
        self.based_on.setCurrentIndex(self.based_on.findData(base))
        self._fill(self._settings.protocols[ident] if ident else replace(PRESETS[base], name=""))
        self.name.setText(self._settings.protocols[ident].name if ident else "")
        fixed = ident in self._settings.fixed("own_protocols")
        self.save.setEnabled(not fixed)
        self.remove.setEnabled(bool(ident) and not fixed)
        self._tell(self.tr("This one is set by your school and cannot be changed here.") if fixed else "")

    @Slot()
    def _take_preset(self) -> None:
        self._fill(PRESETS[str(self.based_on.currentData())])

    def _fill(self, protocol: ScoringProtocol) -> None:
        for name, box in self.counts.items():
            box.setCurrentIndex(box.findData(getattr(protocol, name).value))
        for name, number in self.numbers.items():
            value = getattr(protocol, name)
            number.setValue(0 if value is None else value * _PER_CENT if name.endswith(_SHARE) else value)
        self.doubtful.setCurrentIndex(self.doubtful.findData(protocol.doubtful.value))
        self.repeated_name_once.setChecked(protocol.repeated_name_once)

    def _table(self, ident: str) -> dict[str, object]:
        """What is on the screen, as a table. Raises ValueError."""
        base = str(self.based_on.currentData())
        table: dict[str, object] = {"name": self.name.text(), BASED_ON: base}
        # What the window does not show stays as it was.
        table |= {key: value for key, value in self._settings.own_protocols.get(ident, {}).items() if key == "timing"}
        table |= {name: str(box.currentData()) for name, box in self.counts.items()}
        for name, number in self.numbers.items():
            table[name] = number.value() / _PER_CENT if name.endswith(_SHARE) else number.value()
        table["doubtful"] = str(self.doubtful.currentData())
        table["repeated_name_once"] = self.repeated_name_once.isChecked()
        return table_of(protocol_from(ident, table), base)

    def _save(self) -> None:
        own = self._settings.own_protocols
        ident = str(self.which.currentData()) or ident_for(self.name.text(), own)
        if not self.name.text().strip():
            self._tell(self.tr("Give it a name first."))
            self.name.setFocus()
            return
        if self.numbers["instructional_from"].value() > self.numbers["independent_from"].value():
            self._tell(self.tr("Instructional must not begin above independent."))
            return
        try:
            self._settings.save(own_protocols=own | {ident: self._table(ident)})
        except ValueError as problem:
            self._tell(self.tr("This does not fit together: {0}.").format(problem))
            return
        except LitcoachError as problem:
            self._tell(describe(problem).text)
            return
        self.saved.emit(ident)
        self.accept()

    def _remove(self) -> None:
        ident = str(self.which.currentData())
        kept = {name: table for name, table in self._settings.own_protocols.items() if name != ident}
        usual = DEFAULT_PROTOCOL if self._settings.protocol == ident else self._settings.protocol
        try:
            self._settings.save(own_protocols=kept, protocol=usual)
        except LitcoachError as problem:
            self._tell(describe(problem).text)
            return
        self.saved.emit("")
        self._list("")

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
