"""Screen 1: names, filter, classes, picture PIN, guest, readings that were cut short, and its five states."""

from PySide6.QtCore import Qt

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.model import Phase
from litcoach_desktop.ui.student.who_model import MOST_SHOWN
from tests.fakes.content import MITTEN
from tests.fakes.services import children, cut_short
from tests.ui.student_desk import StudentDesk

PIN = ("fox", "owl", "bee")


def test_a_child_taps_its_name_and_is_greeted(desk: StudentDesk) -> None:
    who = desk.open()
    assert who.next.text() == "Tap your name"
    assert not who.next.isEnabled()
    desk.click(who.tiles["s3"])
    assert who.next.text() == "I'm Noah"
    desk.click(who.next)
    today = desk.at(Place.TODAY)
    assert today.hello.text() == "Hello, Noah."


def test_letters_find_a_name_by_either_of_its_parts(desk: StudentDesk) -> None:
    who = desk.open()
    who.search.setText("ma")
    assert [student.given_name for student in who.model.shown] == ["Maya", "Sofia", "Mateo"]
    assert set(who.tiles) == {"s0", "s4", "s8"}
    who.search.setText("zz")
    assert who.tiles == {}
    assert "No name begins like that" in desk.texts()


def test_the_keyboard_alone_reaches_the_greeting(desk: StudentDesk) -> None:
    who = desk.open()
    desk.until(who.search.hasFocus)
    desk.press(who.tiles["s1"], Qt.Key.Key_Space)
    desk.press(who.next, Qt.Key.Key_Space)
    assert desk.at(Place.TODAY).hello.text() == "Hello, Leo."


def test_a_picture_pin_opens_only_in_its_order(desk: StudentDesk) -> None:
    desk.services.assessment.roster = children(pin=PIN)
    who = desk.open()
    desk.click(who.tiles["s0"])
    desk.click(who.next)
    assert "Maya, tap your pictures" in desk.texts()
    for picture in ("owl", "fox", "bee"):
        desk.click(who.pin.pictures[picture])
    desk.until(lambda: who.model.pin_was_wrong)
    assert "Not quite" in desk.texts()
    for picture in PIN:
        desk.click(who.pin.pictures[picture])
    assert desk.at(Place.TODAY).hello.text() == "Hello, Maya."


def test_the_pin_can_be_begun_again_and_left(desk: StudentDesk) -> None:
    desk.services.assessment.roster = children(pin=PIN)
    who = desk.open()
    desk.click(who.tiles["s0"])
    desk.click(who.next)
    desk.click(who.pin.pictures["fox"])
    assert who.model.pin_tried == ("fox",)
    desk.click(who.pin_again)
    assert who.model.pin_tried == ()
    desk.click(desk.shell.back)
    assert "Who are you?" in desk.texts()


def test_a_guest_is_greeted_without_a_name(desk: StudentDesk) -> None:
    who = desk.open()
    desk.click(who.guest)
    today = desk.at(Place.TODAY)
    assert today.hello.text() == "Hello, guest."
    assert desk.side is not None
    assert desk.side.journey.student is None


def test_another_class_shows_its_own_children(desk: StudentDesk) -> None:
    desk.services.assessment.rooms.append(ClassRoom("c2", "Room 7", 3))
    desk.services.assessment.roster.append(Student("x", "c2", "Zola", "Kim", 3, "whale"))
    who = desk.open()
    who.rooms.setCurrentIndex(1)
    who.rooms.activated.emit(1)
    desk.until(lambda: set(who.tiles) == {"x"})


def test_two_children_of_one_name_are_told_apart(desk: StudentDesk) -> None:
    desk.services.assessment.roster = [
        Student("a", "c1", "Maya", "Okafor", 2, "fox"),
        Student("b", "c1", "Maya", "Lind", 2, "owl"),
    ]
    who = desk.open()
    assert [who.tiles[key].text() for key in ("a", "b")] == ["Maya O.", "Maya L."]


def test_a_reading_that_was_cut_short_is_kindly_offered_and_finished(desk: StudentDesk) -> None:
    student = desk.services.assessment.roster[2]
    desk.services.assessment.cut_short = [cut_short(student)]
    who = desk.open()
    desk.until(who.offer.isVisible)
    assert "Amira's reading of “The Lost Mitten” stopped" in desk.texts()
    desk.click(who.finish)
    result = desk.at(Place.RESULT)
    assert result.model.result.text_title == MITTEN.title
    assert desk.side is not None
    assert desk.side.journey.student == student


def test_not_now_sets_a_reading_aside(desk: StudentDesk) -> None:
    desk.services.assessment.cut_short = [cut_short(None)]
    who = desk.open()
    desk.until(who.offer.isVisible)
    assert "A reading of “The Lost Mitten” stopped" in desk.texts()
    desk.click(who.set_aside)
    desk.click(who.guest)
    desk.until(lambda: desk.services.assessment.abandoned == ["r9"])


def test_without_a_class_it_says_how_one_comes_and_a_guest_can_still_read(desk: StudentDesk) -> None:
    desk.services.assessment.rooms = []
    who = desk.open()
    assert who.model.phase is Phase.EMPTY
    assert "There is no class here yet." in desk.texts()
    desk.click(who.guest)
    desk.at(Place.TODAY)


def test_too_many_names_are_cut_and_the_filter_offered(desk: StudentDesk) -> None:
    desk.services.assessment.roster = children(1200)
    who = desk.open()
    assert len(who.tiles) == MOST_SHOWN
    assert f"There are {1200 - MOST_SHOWN} more names. Type two letters of yours." in desk.texts()
    who.search.setText("maya okafor"[:2])
    assert len(who.tiles) <= MOST_SHOWN


def test_a_name_of_sixty_letters_is_cut_with_an_ellipsis_and_whole_in_the_tip(desk: StudentDesk) -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 2
    desk.services.assessment.roster = [Student("a", "c1", name, "Lind", 2, "fox")]
    who = desk.open()
    assert who.tiles["a"].text().endswith("…")
    assert name in who.tiles["a"].toolTip()
    desk.click(who.tiles["a"])
    assert who.next.width() < 700


def test_what_is_wrong_is_said_in_place_of_the_names(desk: StudentDesk) -> None:
    desk.services.assessment.classes_problem = StorageProblem(
        "The list of children cannot be read.", "Nothing is lost.", "Please fetch a grown-up."
    )
    desk.open()
    assert "The list of children cannot be read." in desk.texts()
    assert "Please fetch a grown-up." in desk.texts()
