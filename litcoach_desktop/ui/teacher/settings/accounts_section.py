"""Accounts on the settings page: one's own, and for who manages the laptop those of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from litcoach_desktop.domain.accounts import FIRST_NAME
from litcoach_desktop.ui.teacher.account_sheet import AccountSheet, PassphraseSheet, RemoveSheet
from litcoach_desktop.ui.teacher.account_words import role_words
from litcoach_desktop.ui.teacher.accounts_model import AccountsModel
from litcoach_desktop.ui.teacher.key_sheet import KeySheet, RenewKeySheet
from litcoach_desktop.ui.teacher.log_sheet import LogSheet
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.domain.accounts import LogLine
    from litcoach_desktop.services.teacher.accounts import AccountEntry

_SHOWN_ACCOUNTS = 5


class AccountsSection(Section):
    """Who manages the laptop sees the list; everybody changes the own passphrase here."""

    for_all = True

    def __init__(self, model: AccountsModel, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Accounts"), parent=parent)
        self.model, self._today = model, today
        model.setParent(self)
        self._open: QDialog | None = None
        self.me = label("", "body")
        self.said = label("", "strong")
        self.own = button(self.tr("Change my passphrase"), "edit", "small", self._change_own)
        self.about = label("", "label")
        self.table = RecordTable(self._columns(), key=lambda entry: entry.account.id)
        self.table.setAccessibleName(self.tr("Accounts"))
        self.table.opened.connect(self._change)
        self.table.chosen_changed.connect(self._allow)
        self.add_one = button(self.tr("Add a colleague"), "add", "small", lambda: self._change(None))
        self.change = button(self.tr("Change"), "edit", "small", lambda: self._change(self.table.chosen))
        self.reset = button(self.tr("New passphrase"), "unlock", "small", self._reset)
        self.remove = button(self.tr("Remove"), "close", "small", self._remove)
        self.log = button(self.tr("Who did what"), "search", "small", model.ask_log)
        self.key = button(self.tr("New recovery key"), "print", "small", self._renew_key)
        mine = QWidget()
        row = QHBoxLayout(mine)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.me, 1)
        row.addWidget(self.own)
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        for part in (self.add_one, self.change, self.reset, self.remove, self.log, self.key):
            flow.addWidget(part)
        for one in (mine, self.about, self.table, tools, self.said):
            self.add(one)
        self._say("")
        model.changed.connect(self._show)
        model.refused.connect(self._refused)
        model.done.connect(self._done)
        model.logged.connect(self._show_log)
        model.key.connect(self._show_key)
        self._show()

    def load(self) -> None:
        """The page comes up."""
        super().load()
        self._say("")
        self.model.load()
        self._show()

    def forget(self) -> None:
        """The teacher's side is locked."""
        self._open = None
        self._say("")
        self.model.forget()

    def _columns(self) -> list[Column]:
        def classes(entry: AccountEntry) -> str:
            if entry.account.role.sees_all:
                return self.tr("Every class")
            names = [room.name for room in self.model.rooms if room.id in entry.class_ids]
            return ", ".join(names) or self.tr("No class yet")

        def role(entry: AccountEntry) -> str:
            return role_words(entry.account.role)

        return [
            Column(self.tr("Name"), lambda entry: entry.account.name, lambda entry: entry.account.name),
            Column(self.tr("Role"), role, role),
            Column(self.tr("Classes"), classes, classes, cell_tip=classes),
        ]

    @Slot()
    def _show(self) -> None:
        model, account = self.model, self.model.account
        name = "" if account is None else account.name
        self.me.setText(breakable(self.tr("You are {0}.").format(name)) if name else "")
        several = len(model.entries) > 1
        unnamed = model.manages and name == FIRST_NAME
        self.about.setText(
            self.tr(
                "Who manages the laptop opens every class, gives classes to colleagues, and sets a new passphrase for "
                "one who forgot hers. The recovery key opens for who manages it."
            )
            if several
            else self.tr(
                "Colleagues can have accounts of their own on this laptop, each with her own classes. "
                "As long as you are alone, nobody is asked for a name."
            )
        )
        if several and unnamed:
            self.about.setText(self.tr("Change your own name first, so that everybody knows who “teacher” is."))
        self.about.setVisible(model.manages)
        for part in (self.add_one, self.log, self.key):
            part.setVisible(model.manages)
        self.table.setVisible(model.manages and bool(model.entries))
        for part in (self.change, self.reset, self.remove):
            part.setVisible(model.manages and bool(model.entries))
        self.table.show_records(model.entries)
        rows = max(1, min(_SHOWN_ACCOUNTS, len(model.entries)))
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * self.table.verticalHeader().defaultSectionSize() + 12)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        chosen, account = self.table.chosen, self.model.account
        mine = chosen is not None and account is not None and chosen.account.id == account.id
        self.change.setEnabled(chosen is not None)
        self.reset.setEnabled(chosen is not None and not mine)
        self.remove.setEnabled(chosen is not None and not mine)

    def _change(self, entry: AccountEntry | None) -> None:
        sheet = AccountSheet(entry, self.model.rooms, self)

        def asked() -> None:
            if entry is None and sheet.passphrase is not None:
                self.model.add(sheet.name.text(), sheet.chosen_role, sheet.passphrase.text(), sheet.class_ids)
            elif entry is not None:
                self.model.change(entry, " ".join(sheet.name.text().split()), sheet.chosen_role, sheet.class_ids)

        sheet.asked.connect(asked)
        self._show_sheet(sheet)

    def _change_own(self) -> None:
        account = self.model.account
        if account is not None:
            sheet = PassphraseSheet(account.name, own=True, parent=self)
            sheet.asked.connect(self.model.change_own)
            self._show_sheet(sheet)

    def _reset(self) -> None:
        entry = self.table.chosen
        if entry is not None:
            sheet = PassphraseSheet(entry.account.name, own=False, parent=self)
            sheet.asked.connect(lambda _old, new: self.model.reset(entry.account.id, new))
            self._show_sheet(sheet)

    def _remove(self) -> None:
        entry = self.table.chosen
        if entry is not None:
            sheet = RemoveSheet(entry.account.name, self)
            sheet.accepted.connect(lambda: self.model.remove(entry.account.id))
            self._show_sheet(sheet)

    def _renew_key(self) -> None:
        sheet = RenewKeySheet(self)
        sheet.accepted.connect(self.model.renew_key)
        self._show_sheet(sheet)

    def _show_sheet(self, sheet: QDialog) -> None:
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.finished.connect(self._closed)
        self._open = sheet
        sheet.open()

    @Slot()
    def _closed(self) -> None:
        self._open = None

    @Slot()
    def _done(self) -> None:
        sheet, self._open = self._open, None
        if sheet is not None:
            sheet.accept()
        self._say(self.tr("Saved."))
        self._show()

    @Slot(str)
    def _refused(self, why: str) -> None:
        if isinstance(self._open, AccountSheet | PassphraseSheet):
            self._open.show_refused(why)
        else:
            self._say(why)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    @Slot(list)
    def _show_log(self, lines: list[LogLine]) -> None:
        self._show_sheet(LogSheet(lines, self._today, self))

    @Slot(str)
    def _show_key(self, key: str) -> None:
        self._show_sheet(KeySheet(key, self))
