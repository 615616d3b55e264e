"""Both sides of the window from a profile that has something in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.ui.app import application
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.icons import icon_set
from litcoach_desktop.ui.needs import OpenServices, WindowServices
from litcoach_desktop.ui.pictures.camera import Camera
from litcoach_desktop.ui.pictures.child import child_pictures
from litcoach_desktop.ui.pictures.teacher import teacher_pictures
from litcoach_desktop.ui.translation import load_translation

if TYPE_CHECKING:
    from litcoach_desktop.ui.student.side import StudentSide
    from litcoach_desktop.ui.teacher.side import TeacherSide


def render_sides(open_services: OpenServices, folder: Path, *, passphrase: str = "") -> list[Path]:
    """Draw every screen of the child's and the teacher's side into PNG files of `folder`.

    The services are opened and closed here. passphrase: the teacher's in that profile; without it the teacher's
    side shows its locked door only. Returns the files in the order of the way through the window. Raises
    StorageProblem when a picture cannot be written.
    """
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    load_translation(application())
    door = Door()
    services = open_services(door.deliver)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        camera = Camera(folder)
        try:
            _both(camera, services, passphrase)
        finally:
            camera.put_away()
        return camera.taken
    finally:
        door.close()
        services.close()


def _both(camera: Camera, services: WindowServices, passphrase: str) -> None:
    from litcoach_desktop.ui.student.side import StudentSide
    from litcoach_desktop.ui.teacher.side import TeacherSide
    from litcoach_desktop.ui.voice import SystemVoice

    student_side: list[StudentSide] = []
    teacher_side: list[TeacherSide] = []

    def make_student() -> StudentSide:
        student_side.append(StudentSide(services, SystemVoice(camera.shell)))
        return student_side[0]

    def make_teacher() -> TeacherSide:
        teacher_side.append(TeacherSide(services))
        return teacher_side[0]

    camera.shell.show_sides(make_student, make_teacher)
    icon_set().load()
    if passphrase:
        services.teacher.unlock(passphrase)
    child_pictures(camera, services, student_side[0])
    if passphrase:
        services.teacher.lock()
    camera.shell.show_teacher()
    teacher_pictures(camera, services, teacher_side[0], passphrase)
