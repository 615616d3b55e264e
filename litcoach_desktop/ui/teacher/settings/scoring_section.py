"""Settings of scoring: the protocol of new readings, and from how many seconds waiting before a word counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.reading.own_protocols import with_rules
from litcoach_desktop.domain.reading.protocols import PRESETS, Doubt, ScoringProtocol, protocol_called
from litcoach_desktop.ui.teacher.protocol_editor import ProtocolEditor
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import ChoiceField, NumberField
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.widgets.expression_words import protocol_words
from litcoach_desktop.ui.widgets.plain import button

_WAITING_S = (1, 30)


class ScoringSection(Section):
    """A class may read under a protocol of its own, which is chosen at one of its readings."""

    def __init__(self, desk: SettingsDesk, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Scoring"), parent=parent)
        self._desk = desk
        self.protocols = ChoiceField(())
        self.protocol = SettingRow(
            desk,
            "protocol",
            self.tr("Protocol"),
            self.tr("What counts as an error in new readings. A reading that is there keeps its protocol."),
            self.protocols,
            read=self._offer,
        )
        self.waiting = SettingRow(
            desk,
            "protocol",
            self.tr("Pause length"),
            self.tr(
                "Waiting before a word counts as a hesitation from so many seconds. Another number than a published"
                " protocol has makes a protocol of your own beside it."
            ),
            NumberField(_WAITING_S, self.tr("seconds")),
            read=lambda: self._chosen().hesitation_s,
            write=lambda seconds: self._adjust(hesitation_s=float(str(seconds))),
        )
        self.sensitivity = SettingRow(
            desk,
            "protocol",
            self.tr("Sensitivity"),
            self.tr(
                "What a word counts as that the computer is not sure of, either way. It stays in the queue for your ear"
                " whatever it counts as."
            ),
            ChoiceField(
                (
                    (Doubt.RIGHT, self.tr("Lenient: as right")),
                    (Doubt.AS_HEARD, self.tr("Usual: as what is likelier")),
                    (Doubt.WRONG, self.tr("Strict: as misread")),
                )
            ),
            read=lambda: self._chosen().doubtful,
            write=lambda doubt: self._adjust(doubtful=str(doubt)),
        )
        self.own = button(self.tr("Own protocols ..."), "edit", "small", self.edit)
        self.add(self.protocol)
        self.column.addWidget(self.own, 0, Qt.AlignmentFlag.AlignRight)
        self.add(self.waiting)
        self.add(self.sensitivity)

    def edit(self) -> None:
        """Open the window of the school's own protocols."""
        editor = ProtocolEditor(self._desk.settings, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(lambda _ident: self.load())
        editor.open()

    def set_read_only(self, on: bool) -> None:
        """Whether the one who looks may change nothing."""
        super().set_read_only(on)
        self.own.setVisible(not on)

    def _chosen(self) -> ScoringProtocol:
        return protocol_called(self._desk.settings.protocol, self._desk.settings.protocols)

    def _offer(self) -> str:
        self.protocols.offer([(one.id, protocol_words(one)) for one in self._desk.settings.protocols.values()])
        return self._desk.settings.protocol

    def _adjust(self, **rules: object) -> str:
        """Take the protocol with these rules; why it could not be done, "" when it was."""
        settings = self._desk.settings
        ident, own = with_rules(settings.protocol, rules, settings.own_protocols, self._name)
        return self._desk.save(protocol=ident, own_protocols=own)

    def _name(self, made: ScoringProtocol) -> str:
        """What a protocol is called that differs from a published one in pause and sensitivity only."""
        base = next(one for one in PRESETS.values() if made.id.startswith(one.id))
        words = [protocol_words(base)]
        if made.hesitation_s != base.hesitation_s:
            words.append(self.tr("waiting from {0} s").format(f"{made.hesitation_s:g}"))
        if made.doubtful is not base.doubtful:
            words.append(self.tr("lenient") if made.doubtful is Doubt.RIGHT else self.tr("strict"))
        return ", ".join(words)
