"""The teacher's own texts: a file is looked into, passages are chosen, named and graded, and only then added."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.levels import Level, Measures
from litcoach_desktop.services.content import ImportPreview, PassagePreview
from litcoach_desktop.ui.teacher.text_import import ImportState
from litcoach_desktop.ui.teacher.texts_page import PasteSheet, TextsPage
from tests.fakes.content import KITE, MITTEN, TIDE
from tests.fakes.teacher import sample_school
from tests.ui.teacher_desk import Desk, teacher_desk

BOOK = Path("books") / "tides.docx"
BRINGS = ImportPreview(
    title="Sea Stories",
    author="Ana Ruiz",
    language="en",
    rights="Written for our school.",
    passages=(
        PassagePreview(
            replace(TIDE, id="one", title="Part 1"),
            20,
            Level(3.2, 2.0, 4.4, Measures(words=20, sentences=2, syllables=22, unfamiliar=1)),
        ),
        PassagePreview(replace(KITE, id="two", title="Part 2"), 21, None, twin="Kite Song"),
        PassagePreview(replace(MITTEN, id="three", title="Part 3", grade=-1), 60, None),
    ),
    left_out=("Two pictures were left out.",),
)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with teacher_desk(qtbot, sample_school()) as desk:
        desk.unlock()
        yield desk


def page_of(desk: Desk) -> TextsPage:
    desk.side.classes_page.texts.click()
    desk.settle()
    return desk.side.texts_page


def looked_into(desk: Desk) -> TextsPage:
    desk.services.content.brings = BRINGS
    page = page_of(desk)
    page.model.read_file(BOOK)
    desk.settle()
    return page


def test_without_texts_the_page_says_how_to_add_some(desk: Desk) -> None:
    page = page_of(desk)
    assert page.none.heading.text() == "No text of your own yet"
    assert desk.side.heading().title == "Texts"
    assert not page.table.isVisible()


def test_a_file_is_looked_into_and_nothing_is_added_yet(desk: Desk) -> None:
    page = looked_into(desk)
    assert desk.services.content.sources == [BOOK]
    preview = page.preview
    assert preview.what.text() == "“Sea Stories” by Ana Ruiz: 3 passages"
    assert "only what your school may copy" in preview.note.text()
    assert "Two pictures were left out." in preview.left_out.text()
    assert preview.text.toPlainText() == TIDE.body
    # 0.39 * 10 + 11.8 * 1.1 - 15.59; 64 - 0.95 * 5 - 0.69 * 10; 0.121 * 10 + 0.082 * 5 + 0.659.
    assert preview.table.item(0, 2).toolTip() == "Flesch-Kincaid 1.3, Dale-Chall 52.4, Spache 2.3"
    assert desk.services.content.own == []


def test_what_is_here_already_or_has_no_grade_is_not_added_by_itself(desk: Desk) -> None:
    preview = looked_into(desk).preview
    assert [text.id for text in preview.chosen] == ["one"]
    assert preview.add.text() == "Add 1 text"
    grade = preview.table.item(2, 1)
    assert grade.text() == "?"
    grade.setText("2")
    preview.table.item(1, 0).setCheckState(Qt.CheckState.Checked)
    assert [(text.id, text.grade) for text in preview.chosen] == [("one", 3), ("two", 1), ("three", 2)]
    grade.setText("ninety")
    assert grade.text() == "2"


def test_title_grade_and_rights_go_with_the_texts_and_the_list_shows_them(desk: Desk) -> None:
    page = looked_into(desk)
    page.preview.table.item(0, 0).setText("Out with the Tide")
    page.preview.table.item(0, 1).setText("k")
    page.preview.rights.setText("Ours")
    page.preview.add.click()
    desk.settle()
    (added,) = desk.services.content.own
    assert (added.title, added.grade, added.rights) == ("Out with the Tide", 0, "Ours")
    assert page.said.text() == "1 text is on the shelf now."
    assert page.table.records.rowCount() == 1
    page.remove.click()
    desk.settle()
    assert desk.services.content.own == []


def test_a_pasted_text_is_looked_into_too(desk: Desk) -> None:
    desk.services.content.brings = BRINGS
    page = page_of(desk)
    page.paste.click()
    sheet = page.findChild(PasteSheet)
    assert sheet is not None
    assert not sheet.look.isEnabled()
    sheet.field.setPlainText("A title\n\nA text.")
    sheet.look.click()
    desk.settle()
    assert desk.services.content.sources == ["A title\n\nA text."]
    assert page.model.state is ImportState.PREVIEW


def test_a_file_that_cannot_be_read_is_a_sentence(desk: Desk) -> None:
    page = page_of(desk)
    page.model.read_file(BOOK)
    desk.settle()
    assert page.problem.text() == "The file cannot be read. Nothing was added. Save it as plain text."
    assert page.problem_card.isVisible()


def test_a_long_book_can_be_stopped(desk: Desk, qtbot: QtBot) -> None:
    desk.services.content.brings = BRINGS
    desk.services.content.hold_import = threading.Event()
    page = page_of(desk)
    page.model.read_file(BOOK)
    qtbot.waitUntil(lambda: page.working.bar.maximum() == 2, timeout=20_000)
    page.working.cancel.click()
    desk.settle()
    assert page.model.state is ImportState.LIST
    assert desk.services.content.own == []


def test_locking_takes_everything_off_the_page(desk: Desk) -> None:
    page = looked_into(desk)
    desk.side.leave()
    assert page.model.preview is None
    assert page.model.texts == []
