"""What holds in every test of the window: the usual look before and after, and the translation is loaded."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.translation import load_translation
from tests.ui.student_desk import StudentDesk


@pytest.fixture(scope="session", autouse=True)
def _plurals(qapp: QApplication) -> None:
    assert load_translation(qapp)


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> Iterator[None]:
    yield
    theme = current_theme()
    if (theme.palette.name, theme.text_scale) != ("light", 1.0):
        theme.choose(palette="light", text_scale=1.0)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[StudentDesk]:
    """The child's side with services in memory; a test fills them and then calls `open`."""
    made = StudentDesk(qtbot)
    yield made
    made.close()
