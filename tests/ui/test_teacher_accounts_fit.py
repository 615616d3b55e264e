"""Nothing is cut off where several teachers share a laptop: names to choose from, accounts, their small windows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.teacher.settings.accounts_section import AccountsSection
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import PASSPHRASE, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled

HERS = "eight quiet otters"
LONG = "Mr. Chukwuemeka-Oluwadamilola van der Westhuizen-Habermann J"


@pytest.fixture(params=[1.0, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


@pytest.fixture
def desk(qtbot: QtBot, text_scale: float, tmp_path: Path) -> Iterator[Desk]:
    teacher = sample_school()
    for name in ("Ms. Rivera", LONG, *(f"Colleague {number}" for number in range(30))):
        account = teacher.accounts.keep(name, Role.TEACHER, HERS)
        teacher.accounts.classes[account.id] = frozenset(room.id for room in teacher.rooms)
    with teacher_desk(qtbot, teacher, Settings(data_dir=tmp_path)) as desk:
        put_into_window(desk)
        yield desk


def sit(desk: Desk, name: str, passphrase: str) -> None:
    names = desk.side.way_in.unlock_page.names
    names.setCurrentItem(names.findItems(name, Qt.MatchFlag.MatchExactly)[0])
    desk.unlock(passphrase)


def test_names_field_and_refusal_have_room_beside_each_other(desk: Desk) -> None:
    page = desk.side.way_in.unlock_page
    sit(desk, "Ms. Rivera", "wrong")
    desk.side.entry.waiting_changed.emit(900)
    assert cut_off(settled(desk)) == []
    assert page.names.geometry().bottom() < page.field.geometry().top()
    page.lost_it.click()
    assert cut_off(settled(desk)) == []
    assert page.names.geometry().bottom() < page.field.geometry().top()


def test_the_accounts_and_their_small_windows(desk: Desk) -> None:
    sit(desk, "teacher", PASSPHRASE)
    desk.side.classes_page.settings.click()
    desk.settle()
    (section,) = desk.side.places.current.page.findChildren(AccountsSection)
    section.table.choose(lambda entry: entry.account.name == LONG)
    assert cut_off(settled(desk)) == []
    for control in (
        section.add_one,
        section.change,
        section.reset,
        section.remove,
        section.own,
        section.log,
        section.key,
    ):
        control.click()
        settled(desk)
        (sheet,) = [one for one in desk.side.findChildren(Sheet) if one.isVisible()]
        assert cut_off(sheet) == [], control.text()
        sheet.reject()
        settled(desk)
