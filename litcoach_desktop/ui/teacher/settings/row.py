"""One setting on the page: what it is, what it does, where its value comes from, and what to change it with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.fields import Field
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, frame, label


class SettingRow(QWidget):
    """Saves at once what its field hands over, and says so; a value that is refused stays in the field to be mended."""

    def __init__(
        self,
        desk: SettingsDesk,
        name: str,
        title: str,
        about: str,
        field: Field,
        *,
        read: Callable[[], object] | None = None,
        write: Callable[[object], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """read, write: for a row that shows and changes a part of the setting; write returns why it could not be."""
        super().__init__(parent)
        self.desk, self.name, self.field = desk, name, field
        self._read = read or (lambda: desk.value(name))
        self._write = write or (lambda value: desk.save(**{name: value}))
        self._read_only = False
        self.title = label(title, "strong")
        self.about = label(about, "label")
        self.origin = label("", "note")
        self.said = label("", "strong")
        self._note = frame("")
        noted = QVBoxLayout(self._note)
        noted.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        noted.addWidget(self.said)
        self.usual = button(self.tr("Use the usual value"), None, "small", self._put_back)
        self.usual.setAccessibleName(self.tr("Use the usual value: {0}").format(title))
        field.name_it(title, about)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.about)
        words.addWidget(self.origin)
        words.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(field)
        right.addWidget(self._note)
        back = QHBoxLayout()
        back.addWidget(self.usual)
        back.addStretch(1)
        right.addLayout(back)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SMALL, 0, SMALL)
        row.setSpacing(MEDIUM)
        row.addLayout(words, 3)
        row.addLayout(right, 2)
        field.chosen.connect(self._save)
        field.refused.connect(self._say)
        desk.changed.connect(self._changed)
        self.show_now()

    @Slot()
    def show_now(self) -> None:
        """Show the value that holds, and where it comes from."""
        locked = self.desk.locked(self.name)
        self.field.show_value(self._read())
        self.field.setEnabled(not locked and not self._read_only)
        self.origin.setText(self.desk.origin_words(self.name))
        self.usual.setVisible(self.desk.own(self.name) and not self._read_only)
        self._say("")

    def set_read_only(self, on: bool) -> None:
        """Whether the one who looks may change nothing."""
        self._read_only = on
        self.show_now()

    def tell(self, problem: str) -> None:
        """Say what came of a change: "" when it was saved."""
        if problem:
            self.field.show_value(self._read())
            self._say(problem)
        else:
            self._put_up(self.tr("Saved."), "calm")

    @Slot(object)
    def _save(self, value: object) -> None:
        self.tell(self._write(value))

    def _put_back(self) -> None:
        self.field.setFocus()
        self.tell(self.desk.put_back(self.name))

    @Slot(str)
    def _changed(self, name: str) -> None:
        if name == self.name:
            self.show_now()

    @Slot(str)
    def _say(self, problem: str) -> None:
        self._put_up(problem, "look")

    def _put_up(self, words: str, role: str) -> None:
        self._note.setProperty("role", role)
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self.said.setText(words)
        self._note.setVisible(bool(words))
