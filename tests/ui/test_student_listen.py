"""The reading room: read to, word by word, from any word; what a tapped word tells; how the page looks."""

from typing import Any

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.ui.student.aloud import SPEEDS
from litcoach_desktop.ui.student.journey import Place
from tests.fakes.content import MITTEN
from tests.fakes.services import children
from tests.ui.student_desk import StudentDesk

MAYA = children()[1]


def room_of(desk: StudentDesk, *, guest: bool = False) -> Any:
    desk.voice.tells_words = True
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(None if guest else MAYA)
    desk.at(Place.TODAY)
    desk.side.journey.go(Place.SHELF)
    shelf = desk.at(Place.SHELF)
    shelf.model.choose(MITTEN)
    desk.click(shelf.listen)
    return desk.at(Place.LISTEN)


def test_listen_opens_the_book_and_lights_the_spoken_word(desk: StudentDesk) -> None:
    room = room_of(desk)
    assert desk.voice.said[-1] == ("Tom had one red mitten and one cold hand. ", SPEEDS["normal"])
    desk.voice.begin_word(8)
    assert room.page.current_word == 2
    desk.click(room.play)
    assert (room.aloud.playing, room.play.text()) == (False, "Listen")
    desk.click(room.play)
    assert desk.voice.said[-1][0].startswith("one red mitten")


def test_the_speed_is_chosen_by_a_button(desk: StudentDesk) -> None:
    room = room_of(desk)
    for speed in ("fast", "slow", "normal"):
        desk.click(room.speed)
        assert desk.voice.said[-1][1] == SPEEDS[speed]
    assert room.speed.text() == "Speed: usual"


def test_a_tapped_word_tells_its_parts_and_sound_and_reading_goes_on_from_it(desk: StudentDesk) -> None:
    room = room_of(desk)
    room.page.word_tapped.emit(4)
    assert not room.aloud.playing
    assert [bead.text() for bead in room.card.beads.beads] == ["mit", "ten"]
    assert room.card.meaning.text() == "a glove without fingers"
    desk.click(room.card.beads.beads[1])
    desk.click(room.card.slow)
    assert desk.voice.said[-2:] == [("ten", SPEEDS["normal"]), ("mitten", SPEEDS["slow"])]
    desk.click(room.card.from_here)
    assert desk.voice.said[-1][0].startswith("mitten and one cold hand.")
    assert not room.beside.isVisible()


def test_without_a_voice_the_room_says_so_and_still_tells_of_words(desk: StudentDesk) -> None:
    desk.voice.available = False
    room = room_of(desk)
    assert "This laptop has no voice." in desk.texts()
    assert not room.play.isVisible()
    room.page.word_tapped.emit(4)
    desk.until(room.card.isVisible)
    assert not room.card.normal.isVisible()


def test_back_is_the_shelf_and_the_next_step_reads(desk: StudentDesk) -> None:
    room = room_of(desk)
    desk.click(room.next)
    desk.at(Place.MICROPHONE)
    assert not room.aloud.playing
    assert desk.side is not None
    desk.side.journey.go(Place.LISTEN)
    desk.click(desk.shell.back)
    desk.at(Place.SHELF)


def test_a_look_holds_at_once_on_every_page_and_is_kept(desk: StudentDesk) -> None:
    room = room_of(desk)
    desk.click(room.look)
    before = room.page.word_area(3)
    desk.click(room.looks.choices["size", 1.5])
    desk.click(room.looks.choices["paper", "blue"])
    assert room.page.word_area(3).height() > before.height()
    wanted = PageLook(size=1.5, paper="blue")
    desk.until(lambda: desk.services.assessment.looks.get(MAYA.id) == wanted)
    assert desk.side is not None
    desk.side.journey.meet(children()[2])
    assert room.model.look == PageLook()
    desk.side.journey.meet(MAYA)
    desk.until(lambda: room.model.look == wanted)
    assert room.looks.choices["size", 1.5].isChecked()


def test_a_guests_look_is_forgotten(desk: StudentDesk) -> None:
    room = room_of(desk, guest=True)
    room.model.choose("syllables", True)
    assert room.model.look.syllables
    assert desk.services.assessment.looks == {}
    assert desk.side is not None
    desk.side.journey.meet(None)
    assert not room.model.look.syllables
