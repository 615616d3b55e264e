"""A title that is longer than the bar ends in dots, and hovering says all of it."""

from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.widgets.one_line import OneLine


def test_what_does_not_fit_ends_in_dots_and_is_told(qtbot: QtBot) -> None:
    line = OneLine("Wilhelmina: The Knight and the Very Small Dragon", "brand")
    qtbot.addWidget(line)
    line.resize(120, 40)
    line.show()
    assert line.shown.endswith("…")
    assert line.tip == line.text()
    line.resize(2000, 40)
    assert (line.shown, line.tip) == (line.text(), "")
