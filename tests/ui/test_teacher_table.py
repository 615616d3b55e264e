"""The table of the teacher's side: what scrolls into view is painted, what was in view already is not."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.palettes import PALETTES
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.theme import current_theme


@pytest.fixture(params=list(PALETTES))
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """Chosen after the table was made, as somebody who sits before it does."""
    yield request.param
    current_theme().choose(palette="light")


def test_a_row_that_is_in_view_is_not_painted_again_when_another_comes(qtbot: QtBot, palette: str) -> None:
    painted: set[int] = set()

    def text(row: int) -> str:
        painted.add(row)
        return f"Child {row}"

    table = RecordTable((Column("Name", text, lambda row: row),), key=lambda row: row)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.show_records(range(300))
    table.show()
    current_theme().choose(palette=palette)
    qtbot.waitUntil(lambda: len(painted) > 5)
    QApplication.processEvents()
    painted.clear()
    table.verticalScrollBar().setValue(2)
    QApplication.processEvents()
    assert 0 < len(painted) <= 4
    assert not painted & set(range(8))


def test_a_column_that_comes_or_goes_is_no_width_chosen_by_hand(qtbot: QtBot) -> None:
    titles = ("Name", "Text", "Groups")
    table = RecordTable(tuple(Column(title, lambda row: row, lambda row: row) for title in titles), key=lambda row: row)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    table.show_column(2, False)
    QApplication.processEvents()
    narrow = table.columnWidth(0)
    table.show_records(["Wilhelmina Montgomery"])
    QApplication.processEvents()
    assert table.columnWidth(0) > narrow
    table.show_column(2, True)
    table.horizontalHeader().resizeSection(0, 333)
    table.show_records(["Ben"])
    QApplication.processEvents()
    assert table.columnWidth(0) == 333
