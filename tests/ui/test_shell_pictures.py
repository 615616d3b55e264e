"""Pictures of the window: without the passphrase nothing behind the teacher's door is drawn."""

from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.texts import OpenQuestion
from litcoach_desktop.ui.needs import Deliver
from litcoach_desktop.ui.pictures.sides import render_sides
from tests.fakes.coach import MITTEN
from tests.fakes.door import PASSPHRASE
from tests.fakes.services import FakeServices
from tests.fakes.teacher import sample_school


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


def test_without_the_passphrase_the_teachers_door_stays_locked(qtbot: QtBot, tmp_path: Path) -> None:
    profile = Profile()
    taken = render_sides(profile, tmp_path / "new" / "folder")
    names = [path.stem for path in taken]
    assert names[-1] == "teacher-1-unlock"
    assert "teacher-2-classes" not in names
    assert profile.services is not None
    assert profile.services.closed
