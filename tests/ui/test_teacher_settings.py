"""The teacher's settings page: what holds and where it comes from, saving at once, what is locked, what is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.protocols import PRESETS, Doubt
from litcoach_desktop.domain.retention import Copies
from litcoach_desktop.settings import Settings, load_settings
from litcoach_desktop.ui.teacher.protocol_editor import ProtocolEditor
from litcoach_desktop.ui.teacher.settings.recordings_section import RecordingsSection
from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.teacher.settings_page import SettingsPage
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.keeping import FakeKeeping
from tests.fakes.scope import MANAGER
from tests.fakes.teacher import sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled

POLICY = 'keep_talks_days = 200\n[own_protocols.district]\nname = "District rules"\nbased_on = "cbm"\n'


def again(folder: Path) -> Settings:
    """What the next start would read."""
    return load_settings(
        user_file=folder / "settings.toml",
        policy=folder / "policy.toml",
        environment={"LITCOACH_EXPRESSION_PAUSE_S": "0.3"},
    )


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A teacher who has opened the settings, on a laptop with a policy."""
    (tmp_path / "policy.toml").write_text(POLICY, encoding="utf-8")
    teacher = sample_school()
    with teacher_desk(qtbot, teacher, again(tmp_path)) as desk:
        desk.unlock()
        desk.side.classes_page.settings.click()
        desk.settle()
        yield desk


def page_of(desk: Desk) -> SettingsPage:
    page = desk.side.places.current.page
    assert isinstance(page, SettingsPage)
    return page


def row_of(desk: Desk, title: str) -> SettingRow:
    return next(row for row in page_of(desk).findChildren(SettingRow) if row.title.text() == title)


def type_into(desk: Desk, qtbot: QtBot, title: str, typed: str) -> SettingRow:
    """As a hand does: mark all, type, Enter."""
    row = row_of(desk, title)
    line = row.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    desk.press(Qt.Key.Key_Return, line)
    return row


def test_each_row_says_where_its_value_comes_from(desk: Desk) -> None:
    assert row_of(desk, "Locks itself after").origin.text() == "The usual value"
    talks = row_of(desk, "Talks with the coach stay")
    assert talks.origin.text() == "Set by your school: it cannot be changed here"
    assert not talks.field.isEnabled()
    pause = row_of(desk, "Pause in a phrase")
    assert "LITCOACH_EXPRESSION_PAUSE_S" in pause.origin.text()
    assert pause.field.isEnabled()


def test_a_number_is_saved_with_enter_and_can_be_put_back(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    type_into(desk, qtbot, "Locks itself after", "7,5")
    assert again(tmp_path).lock_after_minutes == 7.5
    row = type_into(desk, qtbot, "Locks itself after", "25")
    assert (row.said.text(), row.origin.text()) == ("Saved.", "Chosen on this laptop")
    assert again(tmp_path).lock_after_minutes == 25
    row.usual.click()
    assert row.said.text() == "Saved."
    assert row.usual.isHidden()
    assert again(tmp_path).lock_after_minutes == Settings().lock_after_minutes


def test_a_new_time_for_the_lock_holds_at_once(desk: Desk, qtbot: QtBot) -> None:
    type_into(desk, qtbot, "Locks itself after", "0.001")
    qtbot.waitUntil(lambda: not desk.teacher.unlocked, timeout=20_000)
    assert desk.side.places.current.page is desk.side.way_in


def test_a_wrong_value_is_refused_with_a_sentence(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    for title, typed, said in (
        ("Locks itself after", "soon", "“soon” is not a number."),
        ("Locks itself after", "241", "This must be from 0 to 240."),
        ("Locks itself after", "nan", "This must be from 0 to 240."),
        ("Recordings stay", "-1", "This must be from 0 to 36500."),
        ("Recordings stay", "1.5", "This must be a whole number."),
        ("Pause length", "0.5", "This must be from 1 to 30."),
    ):
        row = type_into(desk, qtbot, title, typed)
        assert row.said.text() == said
        assert row.said.isVisibleTo(row)
    assert not (tmp_path / "settings.toml").exists()


def test_a_choice_is_saved_by_keyboard(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    row = row_of(desk, "Recordings")
    row.field.setFocus()
    desk.press(Qt.Key.Key_End, QApplication.focusWidget())
    assert row.said.text() == "Saved."
    assert again(tmp_path).recordings == "off"


def test_another_pause_makes_a_protocol_beside_the_published_one(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    row = type_into(desk, qtbot, "Pause length", "5")
    assert row.said.text() == "Saved."
    kept = again(tmp_path)
    chosen = kept.protocols[kept.protocol]
    assert chosen.name == "Whole passage, waiting from 5 s"
    assert chosen.hesitation_s == 5
    assert PRESETS["reading_progress"].hesitation_s == 3
    type_into(desk, qtbot, "Pause length", "3")
    assert again(tmp_path).protocol == "reading_progress"


def test_sensitivity_makes_a_protocol_beside_the_published_one_too(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    type_into(desk, qtbot, "Pause length", "5")
    row = row_of(desk, "Sensitivity")
    row.field.setFocus()
    desk.press(Qt.Key.Key_Home, QApplication.focusWidget())
    assert row.said.text() == "Saved."
    kept = again(tmp_path)
    chosen = kept.protocols[kept.protocol]
    assert (chosen.name, chosen.doubtful) == ("Whole passage, waiting from 5 s, lenient", Doubt.RIGHT)
    assert row.origin.text() == "Chosen on this laptop"


def test_what_the_school_made_is_not_changed_by_another_pause(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    assert page_of(desk).sections
    protocol = row_of(desk, "Protocol")
    protocol.field.chosen.emit("district")
    type_into(desk, qtbot, "Pause length", "4")
    kept = again(tmp_path)
    assert kept.protocols["district"].hesitation_s == 3
    assert kept.protocols[kept.protocol].hesitation_s == 4


def test_a_disk_that_takes_nothing_is_said_and_the_choice_holds(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "settings.new").mkdir()
    row = type_into(desk, qtbot, "Messages a day", "50")
    assert "could not be written" in row.said.text()
    assert row.field.isEnabled()


def test_own_protocols_can_be_opened(desk: Desk) -> None:
    (opener,) = (one for one in page_of(desk).findChildren(QPushButton) if one.text() == "Own protocols ...")
    opener.click()
    editor = desk.side.findChild(ProtocolEditor)
    assert editor is not None
    editor.reject()


def test_the_copies_are_told(qtbot: QtBot, tmp_path: Path) -> None:
    teacher = sample_school()
    assert isinstance(teacher.keeping, FakeKeeping)
    teacher.keeping.kept_copies = Copies(2, datetime(2026, 11, 20, 9, 0, tzinfo=UTC), 3_000_000, "/data/backups")
    with teacher_desk(qtbot, teacher, again(tmp_path)) as desk:
        desk.unlock()
        desk.side.classes_page.settings.click()
        desk.settle()
        told = "\n".join(one.text() for one in page_of(desk).findChildren(QLabel))
        assert "2, the newest of" in told
        assert "Not connected." in told


def test_who_may_only_look_changes_nothing(desk: Desk) -> None:
    for section in page_of(desk).sections:
        section.set_read_only(True)
    assert all(not row.field.isEnabled() for row in page_of(desk).findChildren(SettingRow))


def test_the_list_leads_to_a_section_and_enter_goes_into_it(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk)
    assert page.list.hasFocus()
    names = [section.name for section in page.sections]
    page.list.setCurrentRow(names.index("Recordings and keeping"))
    desk.press(Qt.Key.Key_Return, page.list)
    inside = QApplication.focusWidget()
    section = next(one for one in page.sections if isinstance(one, RecordingsSection))
    assert section.isAncestorOf(inside)


def test_tab_walks_through_every_field(desk: Desk, qtbot: QtBot) -> None:
    page = page_of(desk)
    page.list.setFocus()
    seen = set()
    for _ in range(80):
        desk.press(Qt.Key.Key_Tab, QApplication.focusWidget())
        seen.add(QApplication.focusWidget())
    for row in page.findChildren(SettingRow):
        if row.field.isEnabled():
            assert row.field.focusProxy() in seen, row.title.text()


@pytest.fixture(params=[1.0, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


def test_nothing_is_cut_off(text_scale: float, desk: Desk) -> None:
    put_into_window(desk)
    for section in page_of(desk).sections:
        for row in section.findChildren(SettingRow):
            row.tell("This must be from 0 to 240, or something that takes many more words to say.")
    assert cut_off(settled(desk)) == []


def test_a_section_of_somebody_elses_is_one_more_entry(qtbot: QtBot) -> None:
    page = SettingsPage(lambda: [Section("Accounts"), Section("Demographics")], lambda: MANAGER)
    qtbot.addWidget(page)
    page.load()
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["Accounts", "Demographics"]
