"""What a child said to the coach, behind the passphrase: alerts beside the classes, talks read whole, settled."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.safety import Category
from litcoach_desktop.ui.teacher.settle_sheet import SettleSheet
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import NOW, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled

HARM = "i dont want to live anymore"
GUEST = "somebody hits me at home"
SWEARS = "this damn book"


@contextmanager
def talking_school(qtbot: QtBot) -> Iterator[Desk]:
    """Maya talked three times, once of what worries; Leo swore; a guest told of something grave."""
    school = sample_school()
    maya, leo = school.children[0], school.children[1]
    hour = timedelta(hours=1)
    school.keep_talk("t1", leo, NOW - hour, [("hello", None), (SWEARS, Category.STRONG_LANGUAGE)])
    school.keep_talk("t2", maya, NOW - 3 * hour, [("hi", None), (HARM, Category.SELF_HARM), ("bye", None)])
    school.keep_talk("t3", maya, NOW - 30 * hour, [("read to me", None)])
    school.keep_talk("t4", maya, NOW - 60 * hour, [("what next", None)], "")
    school.keep_talk("t5", None, NOW - 2 * hour, [(GUEST, Category.ABUSE)])
    with teacher_desk(qtbot, school) as desk:
        desk.unlock()
        yield desk


def panel_texts(desk: Desk) -> list[str]:
    return [one.text() for one in desk.side.talking.panel.findChildren(QLabel) if one.isVisible()]


def settle(desk: Desk, note: str) -> None:
    sheet = next(one for one in desk.side.findChildren(SettleSheet) if one.isVisible())
    assert not sheet.done_button.isEnabled()
    sheet.field.setPlainText(note)
    sheet.done_button.click()
    desk.settle()


def test_what_waits_stands_beside_the_classes_the_most_urgent_first(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        texts = panel_texts(desk)
        assert texts[0] == "Needs you: 3"
        said = [text for text in texts if text.startswith("“")]
        assert said == [f"“{GUEST}”", f"“{HARM}”", f"“{SWEARS}”"]
        assert any(text.startswith("Now · may want to hurt itself · Today") for text in texts)
        assert any(text.startswith("Today · strong language") for text in texts)
        assert "A guest" in texts


def test_nothing_that_waits_takes_no_room(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        assert not desk.side.talking.panel.isVisible()


def test_an_alert_opens_the_talk_around_it_and_is_settled_there(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.side.talking.panel.opens[1].click()
        desk.settle()
        page = desk.side.talking.talks_page
        assert desk.side.heading().title == "Maya Okafor: talks with the coach"
        assert [made.bubble.said for made in page.bubbles.frames] == [
            "hi", "Shall we read on?", HARM, "Please tell a grown-up.", "bye", "Shall we read on?",
        ]  # fmt: skip
        marked = [made for made in page.bubbles.frames if made.bubble.marked]
        assert [made.property("role") for made in marked] == ["look"]
        assert "Now · may want to hurt itself" in marked[0].bubble.note
        assert page.state.text() == "1 message to settle"
        page.next.click()
        settle(desk, "I talked with the child and the counselor.")
        assert page.state.text() == ""
        assert "I talked with the child and the counselor." in page.settled.text()
        page.next.click()
        desk.settle()
        assert desk.side.heading().title == "My classes"
        assert panel_texts(desk)[0] == "Needs you: 2"


def test_an_alert_is_settled_from_the_panel_with_a_ready_sentence(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.side.talking.panel.settles[2].click()
        sheet = next(one for one in desk.side.findChildren(SettleSheet) if one.isVisible())
        sheet.ready[3].click()
        assert sheet.note == "It was a false alarm."
        desk.press(Qt.Key.Key_Return, sheet.done_button)
        assert SWEARS not in "".join(panel_texts(desk))
        assert desk.teacher.alerts()[-1].note == "It was a false alarm."


def test_a_guests_talk_has_no_name_and_no_list(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.side.talking.panel.opens[0].click()
        desk.settle()
        assert desk.side.heading().title == "A guest: talks with the coach"
        assert not desk.side.talking.talks_page.list.isVisible()
        assert desk.side.talking.talks_page.bubbles.frames[0].bubble.who == "Guest"


def test_a_childs_talks_are_listed_and_opened(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        desk.side.child_page.talks.click()
        desk.settle()
        page = desk.side.talking.talks_page
        rows = [page.list.item(row).text() for row in range(page.list.count())]
        assert rows[0].startswith("! Today")
        assert rows[1].endswith("The Lost Mitten · 1 message")
        page.list.setCurrentRow(1)
        desk.settle()
        assert page.bubbles.frames[0].bubble.said == "read to me"
        assert page.next.text() == "Done"
        desk.side.go_back()
        desk.settle()
        assert desk.side.heading().title == "Readings"


def test_a_child_that_never_talked(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.choose_class("Otters, room 12")
        desk.open_child("Noah Lindqvist")
        desk.side.child_page.talks.click()
        desk.settle()
        assert desk.side.talking.talks_page.notice.heading.text() == "No talk yet"


def test_locking_leaves_no_word_of_a_child(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        desk.side.talking.panel.opens[1].click()
        desk.settle()
        desk.side.leave()
        everything = desk.everything_readable()
        for words in (HARM, GUEST, SWEARS, "Okafor"):
            assert words not in everything


@pytest.mark.parametrize("where", ["alerts", "talks"])
def test_what_cannot_be_fetched_is_said_and_can_be_tried_again(qtbot: QtBot, where: str) -> None:
    with talking_school(qtbot) as desk:
        desk.teacher.fail_with = StorageProblem("The disk is full.", "", "Make room.")
        if where == "alerts":
            desk.side.talking.alerts.load()
            desk.settle()
            assert "The disk is full. Make room." in panel_texts(desk)
            desk.side.talking.panel.again.click()
            desk.settle()
            assert len(desk.side.talking.panel.opens) == 3
        else:
            desk.side.talking.panel.opens[1].click()
            desk.settle()
            page = desk.side.talking.talks_page
            assert page.notice.heading.text() == "The disk is full."
            page.notice.act.click()
            desk.settle()
            assert len(page.bubbles.frames) == 6


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_is_cut_off_in_any_size(qtbot: QtBot, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    with talking_school(qtbot) as desk:
        put_into_window(desk)
        long = sample_school().children[-1]
        desk.teacher.keep_talk("t9", long, NOW, [("x" * 900, Category.ABUSE), ("א" * 300, None)])
        desk.side.talking.alerts.load()
        assert cut_off(settled(desk)) == []
        desk.side.talking.panel.opens[0].click()
        assert cut_off(settled(desk)) == []
        shown = desk.side.talking.talks_page.bubbles.frames[0].words.text()
        assert shown.replace("\u200b", "") == "x" * 900
        desk.side.talking.talks_page.next.click()
        sheet = next(one for one in desk.side.findChildren(SettleSheet) if one.isVisible())
        settled(desk)
        assert cut_off(sheet) == []
        sheet.reject()


def test_more_alerts_than_anybody_reads_at_once(qtbot: QtBot) -> None:
    with talking_school(qtbot) as desk:
        maya = desk.teacher.children[0]
        for number in range(100):
            desk.teacher.keep_talk(f"m{number}", maya, NOW - timedelta(days=1), [(SWEARS, Category.STRONG_LANGUAGE)])
        desk.side.talking.alerts.load()
        desk.settle()
        assert panel_texts(desk)[0] == "Needs you: 103"
        assert len(desk.side.talking.panel.opens) == 60
        assert desk.side.talking.panel.more.text() == "and 43 more"
