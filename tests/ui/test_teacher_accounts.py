"""Accounts on the settings page: adding a colleague, changing, resetting, removing, the log; and what others see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.accounts import AccountEvent, Deed, Role
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.teacher import log_words
from litcoach_desktop.ui.teacher.account_sheet import AccountSheet, PassphraseSheet, RemoveSheet
from litcoach_desktop.ui.teacher.key_sheet import KeySheet, RenewKeySheet
from litcoach_desktop.ui.teacher.log_sheet import LogSheet
from litcoach_desktop.ui.teacher.settings.accounts_section import AccountsSection
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.sheet import Sheet
from tests.fakes.teacher import PASSPHRASE, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk

HERS = "eight quiet otters"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher, Settings(data_dir=tmp_path)) as desk:
        yield desk


def section_of(desk: Desk) -> AccountsSection:
    """The section, once somebody has opened the settings."""
    desk.side.classes_page.settings.click()
    desk.settle()
    (section,) = desk.side.places.current.page.findChildren(AccountsSection)
    return section


def open_sheet(desk: Desk, kind: type[Sheet]) -> Sheet:
    return next(one for one in desk.side.findChildren(kind) if one.isVisible())


def with_rivera(desk: Desk, role: Role = Role.TEACHER) -> None:
    account = desk.teacher.accounts.keep("Ms. Rivera", role, HERS)
    desk.teacher.accounts.classes[account.id] = frozenset({desk.teacher.rooms[0].id})
    desk.side.entry.ask()
    desk.settle()


def sit(desk: Desk, name: str, passphrase: str) -> None:
    names = desk.side.way_in.unlock_page.names
    names.setCurrentItem(names.findItems(name, Qt.MatchFlag.MatchExactly)[0])
    desk.unlock(passphrase)


def test_a_colleague_is_added_under_a_name_of_her_own(desk: Desk) -> None:
    desk.unlock()
    section = section_of(desk)
    assert desk.shown_rows(section.table) == ["teacher"]
    section.add_one.click()
    sheet = open_sheet(desk, AccountSheet)
    assert isinstance(sheet, AccountSheet)
    assert sheet.passphrase is not None
    sheet.name.setText("TEACHER")
    sheet.passphrase.setText(HERS)
    sheet.classes.item(0).setCheckState(Qt.CheckState.Checked)
    sheet.go.click()
    desk.settle()
    assert "There is an account called" in sheet.problem.text()
    sheet.name.setText("Ms. Rivera")
    sheet.go.click()
    desk.settle()
    assert desk.shown_rows(section.table) == ["Ms. Rivera", "teacher"]
    assert desk.shown_rows(section.table, 2)[1] == "Every class"
    (added,) = [one for one in desk.teacher.accounts.kept if one.name == "Ms. Rivera"]
    assert len(desk.teacher.accounts.classes[added.id]) == 1
    assert desk.teacher.accounts.secrets[added.id] == HERS


def test_a_colleague_is_changed_given_a_passphrase_and_removed(desk: Desk) -> None:
    with_rivera(desk)
    sit(desk, "teacher", PASSPHRASE)
    section = section_of(desk)
    section.table.choose(lambda entry: entry.account.name == "Ms. Rivera")
    section.change.click()
    change = open_sheet(desk, AccountSheet)
    assert isinstance(change, AccountSheet)
    assert change.class_ids == {desk.teacher.rooms[0].id}
    change.name.setText("Ms. Rivera-Cho")
    change.role.setCurrentIndex(change.role.findData("principal"))
    assert not change.classes.isVisible()
    change.go.click()
    desk.settle()
    assert desk.shown_rows(section.table, 1)[0] == "Principal: looks only"
    section.table.choose(lambda entry: entry.account.name == "Ms. Rivera-Cho")
    section.reset.click()
    reset = open_sheet(desk, PassphraseSheet)
    assert isinstance(reset, PassphraseSheet)
    reset.first.setText("nine quiet otters")
    reset.second.setText("nine loud")
    assert not reset.go.isEnabled()
    reset.second.setText("nine quiet otters")
    reset.go.click()
    desk.settle()
    assert "nine quiet otters" in desk.teacher.accounts.secrets.values()
    section.remove.click()
    remove = open_sheet(desk, RemoveSheet)
    assert isinstance(remove, RemoveSheet)
    remove.go.click()
    desk.settle()
    assert [one.name for one in desk.teacher.accounts.kept] == ["teacher"]


def test_the_last_manager_stays_one(desk: Desk) -> None:
    with_rivera(desk)
    sit(desk, "teacher", PASSPHRASE)
    section = section_of(desk)
    section.table.choose(lambda entry: entry.account.name == "teacher")
    assert not section.remove.isEnabled()
    section.change.click()
    change = open_sheet(desk, AccountSheet)
    assert isinstance(change, AccountSheet)
    change.role.setCurrentIndex(change.role.findData("teacher"))
    change.go.click()
    desk.settle()
    assert change.problem.text().startswith("Somebody has to manage")


def test_the_log_is_read_and_searched_and_a_new_key_shown_once(desk: Desk) -> None:
    desk.teacher.accounts.note("Ms. Rivera", "marked a reading", "Maya Okafor")
    desk.teacher.accounts.note("Ms. Rivera", "wrong passphrase")
    desk.unlock()
    section = section_of(desk)
    section.log.click()
    desk.settle()
    log = open_sheet(desk, LogSheet)
    assert isinstance(log, LogSheet)
    log.search.setText("maya")
    assert desk.shown_rows(log.table, 2) == ["marked a reading"]
    log.accept()
    section.key.click()
    asked = open_sheet(desk, RenewKeySheet)
    assert isinstance(asked, RenewKeySheet)
    asked.go.click()
    desk.settle()
    key = open_sheet(desk, KeySheet)
    assert isinstance(key, KeySheet)
    assert key.key.accessibleName() == "2222-3333-4444-5555-6666-7777"
    desk.side.leave()
    assert "2222" not in desk.everything_readable()
    assert "Rivera" not in desk.everything_readable()


def test_a_teacher_changes_her_own_passphrase_and_no_setting(desk: Desk) -> None:
    with_rivera(desk)
    sit(desk, "Ms. Rivera", HERS)
    section = section_of(desk)
    assert [one.text() for one in section.findChildren(QPushButton) if one.isVisible()] == ["Change my passphrase"]
    assert not section.table.isVisible()
    rows = desk.side.places.current.page.findChildren(SettingRow)
    assert rows
    assert not any(row.field.isEnabled() for row in rows)
    section.own.click()
    sheet = open_sheet(desk, PassphraseSheet)
    assert isinstance(sheet, PassphraseSheet)
    assert sheet.old is not None
    sheet.old.setText("wrong")
    for field in (sheet.first, sheet.second):
        field.setText("nine quiet otters")
    sheet.go.click()
    desk.settle()
    assert sheet.problem.text() == "That is not the passphrase."
    sheet.old.setText(HERS)
    sheet.go.click()
    desk.settle()
    assert "nine quiet otters" in desk.teacher.accounts.secrets.values()


def test_a_principal_finds_the_own_account_and_nothing_to_set(desk: Desk) -> None:
    with_rivera(desk, Role.PRINCIPAL)
    sit(desk, "Ms. Rivera", HERS)
    section = section_of(desk)
    page = desk.side.office.settings_page
    assert [one.name for one in page.sections if one.isVisible()] == ["Accounts", "About"]
    assert section.own.isVisible()
    desk.side.leave()
    desk.settle()
    sit(desk, "teacher", PASSPHRASE)
    desk.side.classes_page.settings.click()
    desk.settle()
    assert all(one.isVisible() for one in page.sections)
    assert all(row.field.isEnabled() for row in page.findChildren(SettingRow))


def test_every_deed_of_the_log_has_its_words_for_translators() -> None:
    source = Path(log_words.__file__).read_text(encoding="utf-8")
    for said in {deed.said for deed in Deed if deed.said} | set(AccountEvent):
        assert f'translate("Log", "{said}")' in source
        assert log_words.deed_words(said) == said
