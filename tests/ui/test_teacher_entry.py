"""Opening the teacher's side, being refused, and locking it again."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.ui.teacher.entry import EntryState
from litcoach_desktop.ui.teacher.idle_lock import IdleLock
from tests.fakes.teacher import PASSPHRASE, sample_school
from tests.ui.teacher_desk import PATIENCE_MS, reading_desk, teacher_desk


def test_the_passphrase_opens_my_classes(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        assert desk.side.way_in.currentWidget() is desk.side.way_in.unlock_page
        desk.unlock()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert desk.side.heading().title == "My classes"
        assert desk.side.way_in.unlock_page.field.text() == ""


def test_a_wrong_passphrase_is_refused_and_the_next_try_may_be_made_at_once(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock("seven loud otters")
        page = desk.side.way_in.unlock_page
        assert page.problem.text() == "That is not the passphrase."
        assert page.go.isEnabled()
        desk.unlock()
        assert desk.side.entry.state is EntryState.OPEN


def test_after_many_wrong_tries_the_button_counts_the_wait_down(qtbot: QtBot) -> None:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher) as desk:
        page = desk.side.way_in.unlock_page
        teacher.fail_with = Refused("Wait 2 seconds, then try again.", 1.4)
        page.field.setFocus()
        desk.unlock("wrong")
        assert page.problem.text() == "Wait 2 seconds, then try again."
        assert desk.side.focusWidget() is page.field
        assert page.go.text() == "Wait 2 s"
        assert not page.go.isEnabled()
        qtbot.waitUntil(page.go.isEnabled, timeout=PATIENCE_MS)
        assert page.problem.text() == "You can try again now."
        desk.unlock()
        assert desk.side.entry.state is EntryState.OPEN


def test_locking_leaves_nothing_of_any_child_in_the_window(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        assert "Maya" in desk.everything_readable()
        assert "bridge" in desk.everything_readable() or desk.side.review.detail is not None
        desk.side.review.hear(0)
        desk.settle()
        desk.side.leave()
        assert not desk.teacher.unlocked
        assert desk.side.way_in.currentWidget() is desk.side.way_in.unlock_page
        left = desk.everything_readable()
        for secret in ("Maya", "Okafor", "Bridge", "bridge", "Otters", "107"):
            assert secret not in left
        assert desk.side.review.detail is None
        assert desk.side.review.recording is None
        assert not desk.side.review.playback.playing
        assert desk.side.heading().back is None


def test_locking_closes_the_window_for_adding_children(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.ask_for_children()
        desk.side.leave()
        assert "Otters" not in desk.everything_readable()


def test_an_answer_that_comes_after_locking_is_not_shown(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.side.roster.load()
        desk.side.leave()
        # The store's lane has answered everything before this.
        desk.side.entry.ask()
        desk.settle()
        assert desk.side.roster.classes == []
        assert "Otters" not in desk.everything_readable()


def test_after_locking_the_passphrase_is_asked_for_again(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.side.leave()
        desk.unlock()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert desk.side.roster.classes != []


def test_leaving_before_the_first_answer_came_is_made_good_on_coming_back(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.side.entry.ask()
        desk.side.leave()
        assert desk.side.entry.state is EntryState.ASKING
        desk.settle()
        desk.side.hide()
        desk.side.show()
        desk.settle()
        assert desk.side.way_in.currentWidget() is desk.side.way_in.unlock_page


def test_a_try_that_is_under_way_does_not_open_what_was_locked(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        for _ in range(20):
            desk.side.entry.unlock(PASSPHRASE)
            desk.side.leave()
            desk.settle()
            assert not desk.teacher.unlocked
            assert desk.side.entry.state is EntryState.LOCKED


def test_it_locks_itself_when_nobody_touches_anything(qtbot: QtBot) -> None:
    lock = IdleLock(0.001)
    with qtbot.waitSignal(lock.idle, timeout=PATIENCE_MS):
        lock.watch(True)
    lock.watch(False)


def test_a_touch_begins_the_waiting_anew_and_zero_minutes_never_lock(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.side.idle_lock = lock = IdleLock(60, desk.side)
        lock.watch(True)
        (timer,) = lock.children()
        assert isinstance(timer, QTimer)
        timer.stop()
        QTest.keyClick(desk.side.way_in.unlock_page.field, Qt.Key.Key_A)
        assert timer.isActive()
        lock.watch(False)
        assert not timer.isActive()
        never = IdleLock(0, desk.side)
        never.watch(True)
        (timer,) = never.children()
        assert isinstance(timer, QTimer)
        assert not timer.isActive()


def test_when_it_is_idle_nothing_of_any_child_stays(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.side.idle_lock.idle.emit()
        assert desk.side.way_in.currentWidget() is desk.side.way_in.unlock_page
        assert "Maya" not in desk.everything_readable()
