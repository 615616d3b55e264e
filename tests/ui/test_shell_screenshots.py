"""The pictures of both sides: all there, of the right size, and none of them empty."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.texts import OpenQuestion
from litcoach_desktop.ui.needs import Deliver
from litcoach_desktop.ui.screenshots import render_sides
from tests.fakes.coach import MITTEN
from tests.fakes.services import FakeServices
from tests.fakes.teacher import PASSPHRASE, sample_school

CHILD = [
    "1-who-are-you",
    "2-today",
    "3-shelf",
    "3-listen",
    "4-microphone",
    "5-reading",
    "6-how-it-went",
    "7-practise-a-word",
    "8-a-question",
    "9-writing",
    "10-coach",
]
TEACHER = [
    "1-unlock",
    "2-classes",
    "2-assistant",
    "3-child",
    "3-talks",
    "4-reading",
    "5-expression",
    "6-running-record",
]


class Profile:
    """A school in memory."""

    def __init__(self) -> None:
        self.services: FakeServices | None = None

    def __call__(self, deliver: Deliver) -> FakeServices:
        teacher = sample_school()
        self.services = FakeServices(deliver, teacher=teacher)
        teacher.unlock(PASSPHRASE)
        self.services.content.texts = [replace(MITTEN, open_question=OpenQuestion("Why there?", "a reason"))]
        self.services.assessment.rooms = teacher.classes()
        self.services.assessment.roster = list(teacher.children)
        teacher.lock()
        return self.services


def test_every_screen_of_both_sides_becomes_a_picture(qtbot: QtBot, tmp_path: Path) -> None:
    profile = Profile()
    taken = render_sides(profile, tmp_path / "new" / "folder", passphrase=PASSPHRASE)
    wanted = [f"student-{name}" for name in CHILD] + [f"teacher-{name}" for name in TEACHER]
    assert [path.stem for path in taken] == wanted
    for path in taken:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1366, 768)
        ink = {picture.pixel(x, y) for x in range(0, 1366, 3) for y in range(60, 680, 3)}
        assert len(ink) > 8, f"{path.name} is almost empty"
    assert profile.services is not None
    assert profile.services.closed


def test_without_the_passphrase_the_teachers_door_stays_locked(qtbot: QtBot, tmp_path: Path) -> None:
    taken = render_sides(Profile(), tmp_path)
    names = [path.stem for path in taken]
    assert names[-1] == "teacher-1-unlock"
    assert "teacher-2-classes" not in names
