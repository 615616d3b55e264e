"""The page under another look: larger, wider apart, shorter lines, a veil, arcs, another paper."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.page_style import font_of, fonts_here
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.reading_page import ReadingPage

PASSAGE = Passage("Little otters sleep together on the water, holding paws. " * 12)


def syllables(word: str) -> list[str]:
    return [word[:2], word[2:]] if len(word) > 4 else [word]


@pytest.fixture
def page(qtbot: QtBot) -> ReadingPage:
    current_theme()
    page = ReadingPage()
    qtbot.addWidget(page)
    page.resize(1000, 500)
    page.show_passage(PASSAGE)
    page.show()
    return page


def colours(page: ReadingPage, top: int, bottom: int) -> set[str]:
    picture = page.viewport().grab().toImage()
    return {QColor(picture.pixel(x, y)).name() for y in range(top, bottom) for x in range(0, picture.width(), 3)}


def test_larger_and_wider_type_takes_more_room(page: ReadingPage) -> None:
    before = page.word_area(3)
    page.show_look(PageLook(size=1.5, spacing="wide"), syllables)
    after = page.word_area(3)
    assert after.height() > 1.4 * before.height()
    assert after.width() > 1.4 * before.width()


def test_shorter_lines_hold_fewer_words(page: ReadingPage) -> None:
    def words_in_first_line() -> int:
        top = page.word_area(0).top()
        return sum(page.word_area(word.index).top() == top for word in PASSAGE.words)

    before = words_in_first_line()
    page.show_look(PageLook(line_length=30), syllables)
    assert 0 < words_in_first_line() < before


def test_the_paper_is_the_ground_of_the_page(page: ReadingPage) -> None:
    page.show_look(PageLook(paper="night"), syllables)
    assert "#1d1c19" in colours(page, 0, 5)


def test_a_veil_lies_on_all_lines_but_the_focus(page: ReadingPage) -> None:
    page.show_look(PageLook(focus_lines=1), syllables)
    ink = current_theme().colour("ink").name()
    page.show_word(0)
    line = page.word_area(0)
    assert ink in colours(page, line.top(), line.bottom())
    assert ink not in colours(page, line.bottom() + 2, page.viewport().height())


def test_syllables_get_arcs_and_the_words_stay_where_they_are(page: ReadingPage) -> None:
    plain, where = page.viewport().grab().toImage(), page.word_area(5)
    page.show_look(PageLook(syllables=True), syllables)
    assert page.word_area(5) == where
    assert page.viewport().grab().toImage() != plain


def test_a_font_that_the_machine_lacks_falls_back(qtbot: QtBot) -> None:
    theme = current_theme()
    assert "lexend" in fonts_here(theme)
    missing = {"andika", "opendyslexic"} - set(fonts_here(theme))
    for name in missing:
        assert font_of(PageLook(font=name), theme).family() == theme.passage_family


def test_a_play_shows_who_speaks_above_each_turn(qtbot: QtBot) -> None:
    page = ReadingPage()
    qtbot.addWidget(page)
    page.resize(1000, 500)
    passage = Passage("Are you a duck?\n\nNo. I can swim, but I am not a duck.")
    page.show_passage(passage)
    page.show()
    second = page.word_area(4)
    above = (second.top() - second.height() // 2, second.top())
    assert len(colours(page, *above)) == 1
    page.show_passage(passage, [(0, "Chick"), (4, "Frog")])
    assert page.word_area(4) == second
    assert len(colours(page, *above)) > 1
    page.show_passage(passage)
    assert len(colours(page, *above)) == 1
