"""Every number of growth opens what it is made of: readings, words in their place, children, and how it was found."""

from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage
from litcoach_desktop.ui.teacher.growth_columns import RATE_COLUMN
from litcoach_desktop.ui.teacher.growth_plots import part_at
from litcoach_desktop.ui.teacher.growth_school_page import SchoolGrowthPage
from tests.ui.growth_desk import behind, growing_school, open_child, open_class
from tests.ui.teacher_desk import teacher_desk


def test_hard_words_open_the_reading_that_they_come_from(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        page.view_buttons[2].click()
        words = desk.shown_rows(page.words)
        assert "creaked" in words or "bridge" in words
        page.words.choose(lambda one: one.word == "grab" or one.times > 1)
        word = page.words.chosen
        page.words.opened.emit(word)
        sheet = behind(page)
        assert sheet.sentences[0].text() == f"“{word.word}” was missed {word.times} times in the last seven days."
        assert len(desk.shown_rows(sheet.table)) == len(word.readings)
        sheet.open_it.click()
        desk.settle()
        review = desk.side.review_page
        assert desk.side.pages.currentWidget() is review
        # At the word, and heard at once.
        current = review.passage.current
        assert desk.side.review.detail.passage.words[current].spoken == word.word
        assert desk.played
        desk.side.review.playback.stop()
        desk.side.go_back()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.growth_pages
        assert desk.side.heading().title == "Growth: Otters, room 12"
        desk.side.go_back()
        assert desk.side.pages.currentWidget() is desk.side.classes_page


def test_a_sound_pattern_opens_the_words_that_it_counts(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        page.view_buttons[2].click()
        growth = desk.side.growth_pages.answers[ClassRoom].value
        pattern = growth.patterns[0]
        page.patterns.opened.emit(pattern)
        sheet = behind(page)
        assert f"{pattern.times} were missed" in sheet.sentences[0].text()
        words = desk.shown_rows(sheet.table, 1)
        assert set(words) == {word for _ident, _child, word in pattern.readings}
        assert set(pattern.words) <= set(words)
        sheet.table.opened.emit(sheet.table.chosen)
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.review_page


def test_a_week_and_a_rate_open_the_readings_that_they_are_the_median_of(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        growth = desk.side.growth_pages.answers[ClassRoom].value
        maya = next(child for child in growth.children if child.student.given_name == "Maya")
        week = max(maya.weeks.values(), key=lambda one: one.monday)
        page.map.week_opened.emit(maya, week)
        sheet = behind(page)
        assert len(desk.shown_rows(sheet.table)) == len(week.readings) == 2
        # 109.7 words in the fall of grade 3: between 104, the 75th percentile, and 134, the 90th.
        assert "the 75th percentile is 104 and the 90th is 134; 110 lies 19 % of the way" in sheet.sentences[1].text()
        assert "Hasbrouck and Tindal 2017" in sheet.sentences[1].text()
        sheet.reject()
        row = page.table.choose(lambda child: child.student.given_name == "Maya")
        assert row
        page.table.cell_opened.emit(page.table.chosen, RATE_COLUMN)
        assert len(desk.shown_rows(behind(page).table)) == 3
        behind(page).reject()
        page.table.cell_opened.emit(page.table.chosen, 0)
        desk.settle()
        assert desk.side.heading().title == "Growth: Maya Okafor"


def test_who_has_not_read_is_listed_and_can_be_asked(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        page.view_buttons[3].click()
        growth = desk.side.growth_pages.answers[ClassRoom].value
        names = desk.shown_rows(page.not_read_table)
        assert len(names) == len(growth.not_read) > 0
        assert page.not_read.text() == f"Not read in the last seven days: {len(names)} of 11 children"
        assert "none in this school year" in desk.shown_rows(page.not_read_table, 1)
        page.ask_not_read.click()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.assign_page


def test_a_childs_page_says_how_its_numbers_are_worked_out(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_child(desk)
        page.how.click()
        sheet = behind(page)
        said = " ".join(one.text() for one in sheet.sentences)
        assert "is the median of the last readings of this year: 110, 110, 110." in said
        assert (
            "The aim line starts at 110, the median of the first three weeks (110, 110, 110), and rises by 0.91" in said
        )
        assert "Stecker and Lembke 2005" in said
        assert "The last four weeks were 110, 110, 110, 110; the line asked for 114, 115, 116, 117." in said
        sheet.open_it.click()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.review_page


def test_numbers_of_the_school_open_the_children_that_they_count(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        desk.unlock()
        desk.side.classes_page.school.click()
        desk.settle()
        page = desk.side.growth_pages.pages.currentWidget()
        assert isinstance(page, SchoolGrowthPage)
        growth = desk.side.growth_pages.answers[type(None)].value
        room = growth.classes[0]
        for column, count in ((2, room.children), (6, room.read_this_week), (7, room.not_lately)):
            page.classes.cell_opened.emit(room, column)
            assert page.lists.currentWidget() is page.children_table
            assert len(desk.shown_rows(page.children_table)) == count
        assert page.shown.text() == "Only: Otters, room 12, Not for two weeks"
        page.all_grades.click()
        assert len(desk.shown_rows(page.children_table)) == 11
        stand = next(one for one, found in growth.grades[0].spread.items() if found)
        page.bars.part_chosen.emit(0, stand)
        assert len(desk.shown_rows(page.children_table)) == growth.grades[0].spread[stand]
        page.classes.cell_opened.emit(room, 1)
        desk.settle()
        assert isinstance(desk.side.growth_pages.pages.currentWidget(), ClassGrowthPage)


def test_a_part_of_a_bar_is_found_by_where_it_lies() -> None:
    spread = dict.fromkeys(Stand, 0) | {Stand.BELOW_10: 1, Stand.TO_50: 3}
    assert part_at(spread, 10) is Stand.BELOW_10
    assert part_at(spread, 25) is part_at(spread, 99) is Stand.TO_50
    assert part_at(spread, 101) is part_at(spread, -1) is None
