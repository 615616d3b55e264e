"""The teacher's side from the locked door to the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.pictures.camera import Camera
from litcoach_desktop.ui.pictures.profile import a_reader

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import ClassRoom, Student
    from litcoach_desktop.ui.teacher.side import TeacherSide


def teacher_pictures(camera: Camera, services: WindowServices, side: TeacherSide, passphrase: str) -> None:
    """Without the passphrase, the locked door only."""
    camera.until(lambda: side.way_in.currentWidget() is not side.way_in.notice)
    camera.take("teacher-1-unlock")
    if not passphrase:
        return
    side.entry.unlock(passphrase)
    camera.until(lambda: side.pages.currentWidget() is side.classes_page and not side.busy)
    reader = a_reader(services.teacher)
    if reader is not None:
        side.roster.choose(reader.class_id)
        camera.until(lambda: not side.busy)
    camera.take("teacher-2-classes")
    _assistant(camera, side)
    room = side.roster.chosen
    if room is not None:
        _class(camera, side, room)
    row = next((row for row in side.roster.rows if row.student == reader), None)
    if row is not None and reader is not None:
        side.classes_page.child_opened.emit(row)
        camera.until(lambda: not side.busy)
        _child(camera, side, reader)
        side.go_back()
        camera.until(lambda: not side.busy)
    _office(camera, side)


def _assistant(camera: Camera, side: TeacherSide) -> None:
    side.classes_page.assistant_asked.emit()
    camera.until(lambda: not side.busy)
    assistant = side.talking.assistant
    if assistant.choices:
        assistant.ask(assistant.choices[0])
        camera.until(lambda: not side.busy)
    camera.take("teacher-2-assistant")
    side.go_back()


def _class(camera: Camera, side: TeacherSide, room: ClassRoom) -> None:
    """What can be opened from the classes, and back again."""
    page = side.classes_page
    for name, ask in (
        ("texts", page.texts_asked.emit),
        ("assignments", page.assignments_asked.emit),
        ("groups", lambda: side.grouping.open(room)),
        ("import", page.import_asked.emit),
        ("class-growth", page.growth_asked.emit),
        ("school-growth", page.school_asked.emit),
    ):
        ask()
        camera.until(lambda: not side.busy)
        camera.take(f"teacher-2-{name}")
        side.go_back()
        camera.until(lambda: not side.busy)
    _dialog(camera, side, "teacher-2-export", lambda: side.office.export(room))
    _dialog(camera, side, "teacher-2-report", lambda: side.printing.of_class(room))


def _child(camera: Camera, side: TeacherSide, child: Student) -> None:
    """A child, its growth, its newest reading in its three views."""
    camera.take("teacher-3-child")
    _dialog(camera, side, "teacher-3-keeping", lambda: side.office.open_child(child))
    _dialog(camera, side, "teacher-3-report", lambda: side.printing.for_parents(child))
    for name, ask in (("growth", side.child_page.growth_asked.emit), ("talks", side.child_page.talks_asked.emit)):
        ask()
        camera.until(lambda: not side.busy)
        camera.take(f"teacher-3-{name}")
        side.go_back()
        camera.until(lambda: not side.busy)
    scored = next((reading for reading in side.child.readings if reading.wcpm is not None), None)
    if scored is None:
        return
    side.child_page.reading_opened.emit(scored.id)
    camera.until(lambda: not side.busy)
    _reading(camera, side)
    side.go_back()
    camera.until(lambda: not side.busy)


def _reading(camera: Camera, side: TeacherSide) -> None:
    from litcoach_desktop.ui.teacher.view_menu import View

    doubtful = [
        word.index
        for word in (side.review.detail.events.words if side.review.detail else ())
        if word.status in (WordStatus.MISREAD, WordStatus.OMITTED)
    ]
    if doubtful:
        side.review_page.passage.set_current(doubtful[0])
    camera.take("teacher-4-reading")
    side.review_page.show_view(View.EXPRESSION)
    camera.take("teacher-5-expression")
    side.review_page.show_view(View.RECORD)
    camera.take("teacher-6-running-record")


def _office(camera: Camera, side: TeacherSide) -> None:
    from litcoach_desktop.ui.teacher.keeping_page import Listed

    side.office.open_settings()
    camera.until(lambda: not side.busy)
    places = side.office.settings_page.list
    for number in range(places.count()):
        places.setCurrentRow(number)
        camera.until(lambda: not side.busy)
        camera.take(f"teacher-7-settings-{number + 1}")
    for listed in Listed:
        side.office.open_list(listed)
        camera.until(lambda: not side.busy)
        camera.take(f"teacher-8-{listed.name.lower()}")
        side.go_back()
        camera.until(lambda: not side.busy)


def _dialog(camera: Camera, side: TeacherSide, name: str, ask: Callable[[], object]) -> None:
    """A dialog that is asked for, and closed again."""
    ask()
    camera.until(lambda: not side.busy)
    for dialog in side.findChildren(QDialog):
        camera.take(name, dialog)
        dialog.reject()
