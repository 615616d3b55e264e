"""The passage with its marks: layout, keyboard, what a screen reader hears, and shapes without colour."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.marked_passage import MarkedPassage
from litcoach_desktop.ui.widgets.marked_passage_layout import lay_out
from litcoach_desktop.ui.widgets.marked_passage_shapes import Shape, paint_shape
from tests.fakes.teacher import BRIDGE, bridge_events

LONG = " ".join(["The otter swam under the bridge and nobody saw it."] * 400)


@pytest.fixture
def shown(qtbot: QtBot) -> MarkedPassage:
    """The sample reading in a window."""
    widget = MarkedPassage()
    qtbot.addWidget(widget)
    widget.resize(760, 420)
    passage = Passage(BRIDGE)
    widget.show_reading(passage, bridge_events(passage), changed=[30])
    widget.show()
    widget.setFocus()
    return widget


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200),
    width=st.floats(1, 900),
    points=st.sampled_from([9.0, 18.0, 36.0]),
)
def test_nothing_runs_out_of_the_page_and_every_word_has_its_place(
    qapp: object, text: str, width: float, points: float
) -> None:
    font = QFont()
    font.setPointSizeF(points)
    passage = Passage(text)
    page = lay_out(passage, font, width)
    assert len(page.places) == len(passage.words)
    assert all(page.places)
    for word in passage.words:
        assert "".join(page.pieces[at].text for at in page.places[word.index]) == word.text
    for piece in page.pieces:
        # One letter that is wider than the page cannot be broken.
        assert piece.area.right() <= page.width + 1 or len(piece.text) == 1 or piece.area.left() == 0
        assert piece.area.bottom() <= page.height
    order = [(piece.line, piece.area.left()) for piece in page.pieces]
    assert order == sorted(order)


def test_a_word_longer_than_a_line_is_broken_and_stays_one_word(qapp: object) -> None:
    passage = Passage("So " + "a" * 300 + " it was.")
    page = lay_out(passage, QFont(), 200)
    assert len(page.places[1]) > 2
    assert max(piece.area.right() for piece in page.pieces) <= 201
    last = page.pieces[page.places[1][-1]]
    assert page.word_at(last.area.center()) == 1


def test_arrows_walk_from_word_to_word_and_stop_at_both_ends(shown: MarkedPassage) -> None:
    QTest.keyClick(shown, Qt.Key.Key_Left)
    assert shown.current == 0
    for _ in range(3):
        QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.current == 3
    QTest.keyClick(shown, Qt.Key.Key_End)
    final = len(Passage(BRIDGE).words) - 1
    QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.current == final
    QTest.keyClick(shown, Qt.Key.Key_Home)
    assert shown.current == 0


def test_up_and_down_keep_their_column_over_short_lines(shown: MarkedPassage) -> None:
    shown.set_current(8)
    walked = [shown.current]
    for _ in range(4):
        QTest.keyClick(shown, Qt.Key.Key_Down)
        walked.append(shown.current)
    assert walked == sorted(set(walked))
    for _ in range(4):
        QTest.keyClick(shown, Qt.Key.Key_Up)
    assert shown.current == 8


def test_the_current_word_is_always_in_view(shown: MarkedPassage) -> None:
    shown.resize(400, 200)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(shown, key)
        area = shown.word_area(shown.current)
        assert area.top() >= 0
        assert area.bottom() <= shown.viewport().height()


def test_space_asks_to_hear_on_from_the_word_and_a_click_to_hear_it(shown: MarkedPassage) -> None:
    asked: list[int] = []
    asked_from: list[int] = []
    shown.hear_asked.connect(asked.append)
    shown.hear_from_asked.connect(asked_from.append)
    shown.set_current(5)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=shown.word_area(9).center().toPoint())
    assert (asked_from, asked) == ([5], [9])
    assert shown.current == 9


def test_a_screen_reader_hears_the_word_its_status_and_its_place(shown: MarkedPassage) -> None:
    shown.set_current(2)
    assert shown.accessibleName() == f"bridge: Misread, heard: bride. Word 3 of {len(Passage(BRIDGE).words)}"
    shown.set_current(9)
    assert "then put in: big" in shown.accessibleName()
    shown.set_current(12)
    assert "Put it right" in shown.accessibleName()
    shown.set_current(22)
    assert "not sure" in shown.accessibleName()
    shown.set_current(30)
    assert "changed by a teacher" in shown.accessibleName()


def test_words_without_an_event_are_shown_as_not_reached(qtbot: QtBot) -> None:
    widget = MarkedPassage()
    qtbot.addWidget(widget)
    widget.show_reading(Passage("One two."), ReadingEvents(()))
    assert widget.event_of(1).status is WordStatus.NOT_REACHED
    widget.show_reading(Passage(""), ReadingEvents(()))
    assert widget.current == -1
    QTest.keyClick(widget, Qt.Key.Key_Right)
    assert widget.current == -1


def test_a_changed_mark_leaves_the_place_where_it_is(shown: MarkedPassage) -> None:
    shown.resize(400, 200)
    shown.set_current(35)
    place = shown.verticalScrollBar().value()
    passage = Passage(BRIDGE)
    shown.show_reading(passage, bridge_events(passage), changed=[35])
    assert shown.current == 35
    assert shown.verticalScrollBar().value() == place


def test_of_4000_words_only_what_is_in_view_is_touched_and_at_any_text_size(qtbot: QtBot) -> None:
    passage = Passage(LONG)
    assert len(passage.words) == 4000
    words = tuple(WordEvent(word.index, WordStatus.CORRECT, 0.9) for word in passage.words)
    widget = MarkedPassage()
    qtbot.addWidget(widget)
    widget.resize(700, 400)
    widget.show_reading(passage, ReadingEvents(words))
    widget.show()
    theme = current_theme()
    try:
        for scale in (1.0, 2.0):
            theme.choose(text_scale=scale)
            font = theme.font("body", passage=True)
            page = lay_out(passage, font, 650)
            assert len(page.pieces_between(5000, 5400)) < 150
            QTest.keyClick(widget, Qt.Key.Key_End)
            assert widget.current == 3999
            assert widget.word_area(3999).bottom() <= widget.viewport().height()
            assert not widget.grab().isNull()
    finally:
        theme.choose(text_scale=1.0)


def test_every_mark_is_told_from_every_other_without_its_colour(qapp: object) -> None:
    theme = current_theme()
    drawn = {shape: _silhouette(shape) for shape in Shape}
    assert theme is current_theme()
    for one, other in combinations(Shape, 2):
        pairs = zip(drawn[one], drawn[other], strict=True)
        apart = sum(a != b for a, b in pairs)
        # At least so much ink differs that an eye sees it: about a stroke of one em.
        assert apart > 40, f"{one} and {other} look alike"


def _silhouette(shape: Shape) -> list[bool]:
    """Where a mark puts ink around a word of 60 x 30 pixels, whatever the colour."""
    image = QImage(110, 80, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_shape(painter, shape, QRectF(25, 25, 60, 30), current_theme())
    painter.end()
    return [image.pixelColor(x, y).alpha() > 30 for y in range(80) for x in range(110)]


def test_clearing_forgets_the_passage(shown: MarkedPassage) -> None:
    shown.clear()
    assert shown.current == -1
    assert shown.describe(2) == ""
    assert shown.accessibleName() == "Passage"
