"""Settings of what is kept: recordings at all or not, and for how long each kind of thing stays."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.teacher.keeping_page import Listed
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import ChoiceField, NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button


class RecordingsSection(Section):
    """COPPA asks for a period for each kind; what a legal hold covers stays whatever these say.

    `list_asked` carries which list of the keeping page is wanted.
    """

    list_asked = Signal(object)

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Recordings and keeping"),
            self.tr("At the end of its time a thing is erased by itself, when litcoach starts. 0 days: no end."),
            parent,
        )
        self.sound = SettingRow(
            desk,
            "recordings",
            self.tr("Recordings"),
            self.tr("The sound of a reading lets you hear each word again. Without it the marks and figures stay."),
            ChoiceField(
                (
                    ("kept", self.tr("Kept")),
                    ("erased_when_judged", self.tr("Erased once they are judged")),
                    ("off", self.tr("Off: sound never reaches the disk")),
                )
            ),
        )
        self.periods = [
            SettingRow(desk, name, title, about, NumberField(desk.limits(name), self.tr("days"), whole=True))
            for name, title, about in (
                ("keep_sound_days", self.tr("Recordings stay"), self.tr("400 reach from one spring to the next.")),
                ("keep_readings_days", self.tr("Readings stay"), self.tr("With their marks, figures and sound.")),
                ("keep_writings_days", self.tr("Writing stays"), self.tr("What children wrote, with its counts.")),
                (
                    "keep_talks_days",
                    self.tr("Talks with the coach stay"),
                    self.tr("One with an alert that nobody has settled stays until somebody has."),
                ),
                (
                    "keep_copies_days",
                    self.tr("Safety copies stay"),
                    self.tr("An erased child is gone from the copies too at the end of this time."),
                ),
            )
        ]
        for row in (self.sound, *self.periods):
            self.add(row)
        lists = QWidget()
        flow = FlowLayout(lists, SMALL)
        self.lists = {
            listed: button(words, None, "small", partial(self.list_asked.emit, listed))
            for listed, words in (
                (Listed.DUE, self.tr("What will be erased ...")),
                (Listed.HELD, self.tr("Legal holds ...")),
                (Listed.ERASED, self.tr("What was erased ...")),
            )
        }
        for made in self.lists.values():
            flow.addWidget(made)
        self.add(lists)
