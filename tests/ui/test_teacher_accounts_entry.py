"""Several teachers at one window: choosing a name, locking, and the next one, with nothing of the first one left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.ui.teacher.entry import EntryState
from tests.fakes.teacher import PASSPHRASE, FakeTeacherService, sample_school
from tests.ui.teacher_desk import PATIENCE_MS, Desk, teacher_desk

HERS = "eight quiet otters"


def shared_laptop() -> FakeTeacherService:
    """The sample school, which Ms. Rivera uses too, and Dr. Lund looks at."""
    teacher = sample_school()
    teacher.accounts.keep("Ms. Rivera", Role.TEACHER, HERS)
    teacher.accounts.keep("Dr. Lund", Role.PRINCIPAL, HERS)
    return teacher


def choose(desk: Desk, name: str) -> None:
    names = desk.side.way_in.unlock_page.names
    names.setCurrentItem(names.findItems(name, Qt.MatchFlag.MatchExactly)[0])


def shown_names(names: QListWidget) -> list[str]:
    return [names.item(row).text() for row in range(names.count())]


def test_with_one_account_no_name_is_asked(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        page = desk.side.way_in.unlock_page
        assert not page.names.isVisible()
        assert page.first is page.field
        assert page.asked.text() == "Enter your passphrase."


def test_with_several_the_name_comes_first(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, shared_laptop()) as desk:
        page = desk.side.way_in.unlock_page
        assert shown_names(page.names) == ["Dr. Lund", "Ms. Rivera", "teacher"]
        assert page.first is page.names
        page.field.setText(HERS)
        assert not page.go.isEnabled()
        choose(desk, "Ms. Rivera")
        assert page.field.text() == ""
        desk.unlock("wrong")
        assert page.problem.text() == "That is not the passphrase."
        desk.unlock(HERS)
        assert desk.side.entry.state is EntryState.OPEN
        assert desk.teacher.account is not None
        assert desk.teacher.account.name == "Ms. Rivera"
        assert desk.side.heading().title == "My classes: Ms. Rivera"


def test_the_next_one_finds_nothing_of_the_one_before(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, shared_laptop()) as desk:
        choose(desk, "teacher")
        desk.unlock(PASSPHRASE)
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        desk.side.leave()
        desk.settle()
        left = desk.everything_readable()
        assert "Maya" not in left
        assert "Otters" not in left
        # What she can see is what the service gives her: here, no class at all.
        desk.teacher.rooms.clear()
        desk.teacher.children.clear()
        choose(desk, "Ms. Rivera")
        desk.unlock(HERS)
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert "Maya" not in desk.everything_readable()


def test_each_waits_for_their_own_wrong_tries(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, shared_laptop()) as desk:
        page = desk.side.way_in.unlock_page
        choose(desk, "Ms. Rivera")
        for _ in range(3):
            desk.unlock("wrong")
        assert page.go.text().startswith("Wait")
        choose(desk, "teacher")
        assert page.go.text() == "Open"
        desk.unlock(PASSPHRASE)
        assert desk.side.entry.state is EntryState.OPEN
        desk.side.leave()
        desk.settle()
        choose(desk, "Ms. Rivera")
        qtbot.waitUntil(lambda: page.go.text() == "Open", timeout=PATIENCE_MS)


def test_who_forgot_hers_is_sent_to_who_manages_the_laptop(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, shared_laptop()) as desk:
        page = desk.side.way_in.unlock_page
        choose(desk, "Ms. Rivera")
        page.lost_it.click()
        assert desk.side.entry.state is EntryState.LOCKED
        assert page.problem.text() == "Ask who manages this laptop for a new one: teacher."
        choose(desk, "teacher")
        page.lost_it.click()
        assert desk.side.entry.state is EntryState.RECOVERING


def test_a_new_colleague_is_on_the_list_after_locking(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.teacher.accounts.add("Mr. Cho", Role.TEACHER, HERS)
        desk.side.leave()
        desk.settle()
        assert shown_names(desk.side.way_in.unlock_page.names) == ["Mr. Cho", "teacher"]
