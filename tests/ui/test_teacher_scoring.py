"""A reading seen in other ways: its expression, its running record, another protocol, a child's own pronunciation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.prosody import Part
from litcoach_desktop.domain.reading.running_record import Cue, Entry
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.settings import Settings, load_settings
from litcoach_desktop.ui.messages import message_board
from litcoach_desktop.ui.teacher.accepted_sheet import AcceptedSheet
from litcoach_desktop.ui.teacher.protocol_editor import ProtocolEditor
from litcoach_desktop.ui.teacher.view_menu import View
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import bridge_events, sample_school
from tests.ui.teacher_desk import Desk, reading_desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


@pytest.fixture(params=[1.0, 1.5, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


def settings_in(folder: Path, policy: str = "") -> Settings:
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return load_settings(user_file=folder / "settings.toml", policy=folder / "policy.toml", environment={})


def test_the_expression_is_shown_with_its_evidence(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        desk.press(Qt.Key.Key_2)
        assert page.view is View.EXPRESSION
        assert not page.panel.isVisible()
        assert page.expression.total.text() == "Multidimensional Fluency Scale: 13 of 16, good progress"
        assert page.expression.naep.level.text() == "●●●○  3"
        why = page.expression.parts[Part.EXPRESSION].why.text()
        assert why.startswith("The voice stayed within 5 semitone")
        assert page.expression.missed.text().startswith("Read over: 2 end")
        desk.press(Qt.Key.Key_1, page)
        assert page.panel.isVisible()


def test_a_reading_that_was_not_scored_has_no_expression(qtbot: QtBot) -> None:
    with reading_desk(qtbot, "maya-1") as desk:
        page = desk.side.review_page
        page.show_view(View.EXPRESSION)
        assert page.expression.none.text().startswith("The reading was not scored")
        assert page.expression.total.isHidden()
        page.show_view(View.RECORD)
        assert page.sheet.table.rowCount() == 0
        assert page.sheet.none.text().startswith("The reading was not scored")


def test_a_reading_of_few_words_has_no_expression(qtbot: QtBot) -> None:
    teacher = sample_school()
    kept = teacher.kept[0]
    kept.events = replace(bridge_events(kept.passage), words=bridge_events(kept.passage).words[:12])
    kept.passage = Passage("The old bridge creaked as Maya stepped on it. Hold the rail.")
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        desk.open_reading(kept.id)
        assert "at least 20 words" in desk.side.review_page.expression.none.text()


def test_another_protocol_scores_the_reading_at_once(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        assert page.score.accuracy.number == "88\u00a0%"
        page.menu.protocols["cbm"].trigger()
        desk.settle()
        assert page.score.accuracy.number == "88\u00a0%"
        assert page.score.right.number == "39 of 44"
        assert "CBM" in page.score.about.text()
        assert page.menu.protocols["cbm"].isChecked()


def test_keys_mark_cues_on_the_running_record_and_not_the_word(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page, table = desk.side.review_page, desk.side.review_page.sheet.table
        page.menu.protocols["running_record"].trigger()
        desk.settle()
        page.menu.views[View.RECORD].trigger()
        assert [table.item(row, 0).text() for row in range(table.rowCount())] == [
            "bridge", "stepped", "on", "after “Hold”", "said", "well-known",
        ]  # fmt: skip
        desk.press(Qt.Key.Key_M, table)
        desk.press(Qt.Key.Key_V, table)
        desk.press(Qt.Key.Key_M, table)
        desk.press(Qt.Key.Key_S, table)
        assert [table.item(0, column).text() for column in (3, 4, 5)] == ["·", "S", "V"]
        assert page.sheet.cues.text().startswith("Cues in errors: M 0 S 1 V 1.")
        spoken = [table.item(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in (3, 4)]
        assert spoken == ["Meaning: not used", "Structure: used"]
        desk.press(Qt.Key.Key_Down, table)
        assert page.passage.current == 6
        desk.press(Qt.Key.Key_Space, table)
        assert len(desk.played) == 1
        kept = desk.teacher.kept[0]
        assert [len(mark.cues) for mark in kept.cues] == [1, 2, 1, 2]
        assert (kept.cues[-1].index, kept.cues[-1].entry) == (2, Entry.ERROR)
        assert kept.cues[-1].cues == {Cue.STRUCTURE, Cue.VISUAL}
        assert kept.marks == []


def test_a_click_marks_a_cue_and_the_counts_follow_a_changed_mark(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page, table = desk.side.review_page, desk.side.review_page.sheet.table
        page.show_view(View.RECORD)
        table.cellClicked.emit(1, 4)
        desk.settle()
        assert table.item(1, 4).text() == "S"
        assert page.sheet.figures.text().startswith("Errors 5")
        page.show_view(View.WORDS)
        page.passage.set_current(2)
        desk.press(Qt.Key.Key_R)
        assert page.sheet.figures.text().startswith("Errors 4")
        assert table.item(0, 0).text() == "stepped"


def test_a_word_is_accepted_as_the_childs_own_way_and_taken_back(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(0)
        assert page.panel.accept.isHidden()
        page.passage.set_current(2)
        desk.press(Qt.Key.Key_A)
        event = desk.side.review.word_event(2)
        assert event is not None
        assert event.status is WordStatus.CORRECT
        assert page.score.right.number == "41 of 44"
        assert "own accepted way" in page.panel.history.text()
        desk.press(Qt.Key.Key_A)
        assert page.score.right.number == "40 of 44"
        desk.press(Qt.Key.Key_R)
        desk.press(Qt.Key.Key_A)
        assert len(desk.teacher.confirmed) == 1
        assert page.score.right.number == "41 of 44"
        desk.press(Qt.Key.Key_A)
        assert desk.teacher.confirmed == []


def test_the_child_page_lists_what_is_accepted(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        desk.side.review.accept(2)
        desk.settle()
        desk.side.go_back()
        desk.settle()
        page = desk.side.child_page
        assert page.accepted.text() == "Own pronunciations (1)"
        page.accepted.click()
        (sheet,) = desk.side.findChildren(AcceptedSheet)
        assert "heard as “bride”" in desk.everything_readable()
        sheet.buttons[0].click()
        desk.settle()
        assert page.accepted.text() == "Own pronunciations (0)"
        assert sheet.buttons == []
        sheet.accept()
        desk.settle()
        assert "bride" not in desk.everything_readable()


def test_the_class_gets_the_protocol_of_the_reading(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.menu.protocols["dibels8"].trigger()
        desk.settle()
        with qtbot.waitSignal(message_board().said) as said:
            page.menu.for_class.trigger()
        assert "from now on" in said.args[0].happened
        assert list(desk.teacher.class_protocols.values()) == ["dibels8"]


@pytest.mark.parametrize(("policy", "chosen"), [("", "cbm"), ('protocol = "dibels8"\n', "dibels8")])
def test_all_new_readings_get_the_protocol_unless_the_school_fixed_another(
    qtbot: QtBot, tmp_path: Path, policy: str, chosen: str
) -> None:
    settings = settings_in(tmp_path, policy)
    with reading_desk(qtbot) as desk:
        desk.services.settings = settings
        desk.side.review_page.menu.protocols["cbm"].trigger()
        desk.settle()
        with qtbot.waitSignal(message_board().said) as said:
            desk.side.review_page.menu.for_all.trigger()
        assert ("set by your school" if policy else "from now on") in said.args[0].happened
        assert settings.protocol == chosen


def editor_on(desk: Desk, settings: Settings) -> ProtocolEditor:
    desk.services.settings = settings
    desk.side.review_page.menu.own.trigger()
    return next(one for one in desk.side.findChildren(ProtocolEditor) if one.isVisible())


def test_a_protocol_is_made_changed_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with reading_desk(qtbot) as desk:
        editor = editor_on(desk, settings)
        editor.save.click()
        assert "name" in editor.problem.text()
        editor.based_on.setCurrentIndex(editor.based_on.findData("cbm"))
        editor.based_on.activated.emit(editor.based_on.currentIndex())
        assert editor.numbers["clock_s"].value() == 60
        editor.name.setText("Room 12")
        editor.numbers["clock_s"].setValue(4)
        editor.numbers["clock_s"].editingFinished.emit()
        assert editor.numbers["clock_s"].value() == 10
        editor.numbers["instructional_from"].setValue(99)
        editor.save.click()
        assert "above independent" in editor.problem.text()
        editor.numbers["instructional_from"].setValue(88)
        saved: list[str] = []
        editor.saved.disconnect(desk.side.protocol_choice.use)
        editor.saved.connect(saved.append)
        editor.save.click()
        assert saved == ["room_12"]
        assert settings.own_protocols["room_12"] == {
            "name": "Room 12",
            "based_on": "cbm",
            "clock_s": 10.0,
            "instructional_from": 0.88,
        }
        again = editor_on(desk, settings)
        again.saved.disconnect(desk.side.protocol_choice.use)
        again.which.setCurrentIndex(again.which.findData("room_12"))
        assert again.name.text() == "Room 12"
        assert again.numbers["instructional_from"].value() == 88
        again.remove.click()
        assert settings.own_protocols == {}
        again.reject()
        desk.settle()


def test_what_the_school_set_can_be_seen_and_not_changed(qtbot: QtBot, tmp_path: Path) -> None:
    settings = settings_in(tmp_path, '[own_protocols.school]\nname = "The school\'s"\n')
    with reading_desk(qtbot) as desk:
        editor = editor_on(desk, settings)
        editor.which.setCurrentIndex(editor.which.findData("school"))
        assert editor.name.text() == "The school's"
        assert not editor.save.isEnabled()
        assert not editor.remove.isEnabled()
        assert "set by your school" in editor.problem.text()
        editor.reject()
        desk.settle()


@pytest.mark.parametrize("view", [View.EXPRESSION, View.RECORD])
def test_the_views_have_the_room_that_their_text_needs(qtbot: QtBot, text_scale: float, view: View) -> None:
    with reading_desk(qtbot) as desk:
        put_into_window(desk)
        desk.side.review_page.show_view(view)
        assert cut_off(settled(desk)) == []


def test_the_small_windows_have_the_room_that_their_text_needs(qtbot: QtBot, text_scale: float, tmp_path: Path) -> None:
    with reading_desk(qtbot) as desk:
        put_into_window(desk)
        editor = editor_on(desk, settings_in(tmp_path))
        settled(desk)
        assert cut_off(editor) == []
        editor.reject()
        desk.side.review.accept(2)
        desk.settle()
        desk.side.go_back()
        desk.settle()
        desk.side.child_page.show_accepted()
        (sheet,) = desk.side.findChildren(AcceptedSheet)
        settled(desk)
        assert cut_off(sheet) == []
        sheet.reject()
        assert cut_off(settled(desk)) == []
