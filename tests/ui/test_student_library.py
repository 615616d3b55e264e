"""Screens 2 and 3: today's card, the week's dots, the shelf, its search and its detail."""

from dataclasses import replace
from datetime import timedelta

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.library_model import MOST_IN_A_ROW
from litcoach_desktop.ui.student.model import Phase
from litcoach_desktop.ui.student.shelf_view import ShelfScreen
from litcoach_desktop.ui.student.week import local_today
from tests.fakes.content import KITE, MITTEN, TIDE
from tests.fakes.services import children
from tests.ui.student_desk import StudentDesk


def shelf_of(desk: StudentDesk) -> ShelfScreen:
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(children(grade=2)[1])
    desk.at(Place.TODAY)
    desk.side.journey.go(Place.SHELF)
    screen = desk.at(Place.SHELF)
    assert isinstance(screen, ShelfScreen)
    return screen


def shown(shelf: ShelfScreen) -> list[str]:
    return [tile.shown_text.id for tile in shelf.tiles]


def test_today_suggests_a_text_of_the_childs_grade(desk: StudentDesk) -> None:
    who = desk.open()
    desk.click(who.tiles["s1"])
    desk.click(who.next)
    today = desk.at(Place.TODAY)
    assert today.name.text() == MITTEN.title
    assert today.facts.text() == "Leaf · 1 minute"
    desk.click(today.next)
    desk.at(Place.MICROPHONE)
    assert desk.side is not None
    assert desk.side.journey.text == MITTEN


def test_what_was_just_read_is_not_suggested_again(desk: StudentDesk) -> None:
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(children(grade=2)[1])
    today = desk.at(Place.TODAY)
    desk.side.journey.text = MITTEN
    today.enter()
    desk.until(lambda: today.name.text() != MITTEN.title)


def test_the_weeks_days_with_a_reading_are_told(desk: StudentDesk) -> None:
    today = local_today()
    monday = today - timedelta(days=today.weekday())
    desk.services.assessment.days = {monday, monday - timedelta(days=1)}
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(children()[1])
    screen = desk.at(Place.TODAY)
    desk.until(lambda: screen._week.read == {monday})
    desk.until(screen.week_dots.isVisible)
    assert screen.week_dots.accessibleName() == "Days with reading this week: 1"


def test_without_texts_both_screens_say_so(desk: StudentDesk) -> None:
    desk.services.content.texts = []
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(None)
    today = desk.at(Place.TODAY)
    assert today.model.phase is Phase.EMPTY
    assert "There are no books here yet." in desk.texts()
    assert not today.next.isVisible()
    desk.side.journey.go(Place.SHELF)
    desk.at(Place.SHELF)
    assert "There are no books here yet." in desk.texts()


def test_the_shelf_shows_each_text_once_and_what_suits_the_child_first(desk: StudentDesk) -> None:
    far = replace(TIDE, id="far", title="Far Away", grade=6)
    desk.services.content.texts = [KITE, MITTEN, TIDE, far]
    shelf = shelf_of(desk)
    rows = shelf.model.rows()
    assert [(row.name, [text.id for text in row.texts]) for row in rows] == [
        ("For you", [MITTEN.id, KITE.id, TIDE.id]),
        ("True stories", ["far"]),
    ]
    assert len(shelf.tiles) == 4


def test_search_looks_in_title_and_topics_and_says_when_nothing_fits(desk: StudentDesk) -> None:
    shelf = shelf_of(desk)
    shelf.search.setText("moon")
    desk.until(lambda: shown(shelf) == [TIDE.id])
    shelf.search.setText("kite wind")
    desk.until(lambda: shown(shelf) == [KITE.id])
    shelf.search.setText("dinosaur")
    desk.until(lambda: shown(shelf) == [])
    assert "No book here is like that." in desk.texts()
    shelf.search.clear()
    desk.until(lambda: len(shown(shelf)) == 3)


def test_a_word_that_was_spelt_otherwise_is_told(desk: StudentDesk) -> None:
    desk.services.content.corrected = {"kiet": "kite"}
    shelf = shelf_of(desk)
    shelf.search.setText("kite")
    desk.until(lambda: shown(shelf) == [KITE.id])
    assert "Looking for “kite”." in desk.texts()


def test_filters_narrow_the_shelf_and_the_finds(desk: StudentDesk) -> None:
    desk.services.assessment.read = [TIDE.id]
    shelf = shelf_of(desk)
    shelf.filters.kind.setCurrentIndex(shelf.filters.kind.findData("poem"))
    desk.until(lambda: shown(shelf) == [KITE.id])
    shelf.filters.kind.setCurrentIndex(0)
    desk.click(shelf.filters.unread)
    desk.until(lambda: sorted(shown(shelf)) == [KITE.id, MITTEN.id])
    shelf.search.setText("moon")
    desk.until(lambda: shown(shelf) == [])
    desk.click(shelf.filters.unread)
    desk.until(lambda: shown(shelf) == [TIDE.id])


def test_what_is_recommended_says_why_and_what_was_read_has_a_tick(desk: StudentDesk) -> None:
    desk.services.assessment.read = [KITE.id]
    shelf = shelf_of(desk)
    first = shelf.tiles[0]
    desk.click(first)
    assert shelf.why.text() == "Like “Kite Song”, a little harder."
    read = next(tile for tile in shelf.tiles if tile.shown_text == KITE)
    assert read.accessibleName() == "Kite Song, Sprout, 1 min, already read"


def test_easier_harder_and_like_ones_are_a_press_away(desk: StudentDesk) -> None:
    shelf = shelf_of(desk)
    shelf.model.choose(MITTEN)
    desk.click(shelf.easier)
    desk.until(lambda: shown(shelf) == [KITE.id])
    assert "Easier than “The Lost Mitten”" in desk.texts()
    desk.click(shelf.harder)
    desk.until(lambda: shown(shelf) == [TIDE.id])
    desk.click(shelf.like)
    desk.until(lambda: shown(shelf) == [KITE.id, TIDE.id])


def test_a_cover_opens_its_detail_and_the_next_step_reads_it(desk: StudentDesk) -> None:
    shelf = shelf_of(desk)
    assert "Tap a book to look inside." in desk.texts()
    assert not shelf.next.isEnabled()
    desk.click(shelf.tiles[0])
    assert shelf.name.text() == MITTEN.title
    assert shelf.start.text().startswith("Tom had one red mitten")
    desk.click(shelf.next)
    desk.at(Place.MICROPHONE)


def test_too_many_texts_are_cut_and_counted(desk: StudentDesk) -> None:
    desk.services.content.texts = [replace(TIDE, id=f"t{n}", title=f"Tide {n}", grade=6) for n in range(500)]
    shelf = shelf_of(desk)
    assert len(shelf.tiles) == MOST_IN_A_ROW
    assert f"and {500 - MOST_IN_A_ROW} more" in desk.texts()


def test_a_tile_says_aloud_what_it_shows(desk: StudentDesk) -> None:
    shelf = shelf_of(desk)
    assert shelf.tiles[0].accessibleName() == "The Lost Mitten, Leaf, 1 min"


def test_what_is_wrong_with_the_library_is_said(desk: StudentDesk) -> None:
    desk.services.content.problem = TextFileProblem("The library cannot be read.", "", "Please fetch a grown-up.")
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(None)
    desk.at(Place.TODAY)
    assert "The library cannot be read." in desk.texts()


def test_back_leads_from_the_shelf_to_the_names(desk: StudentDesk) -> None:
    shelf_of(desk)
    desk.click(desk.shell.back)
    desk.at(Place.TODAY)
    assert desk.shell.back.text() == "Not me"
    desk.click(desk.shell.back)
    desk.at(Place.WHO)
