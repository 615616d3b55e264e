"""Changing one child by hand: opens the windows for it and carries out what was asked there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.messages import UserMessage, say
from litcoach_desktop.ui.teacher.edit_child import EditChildSheet, MergeSheet
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService


class ChildEditing(QObject):
    """`changed` carries the Student as it is now; `gone`: the child is in no class any more."""

    changed = Signal(object)
    gone = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, window: QWidget) -> None:
        super().__init__(window)
        self._teacher, self._errands, self._window = teacher, errands, window

    def open(self, student: Student | None) -> None:
        """Open the window for a child, once it is known who else there is."""
        if student is None:
            return

        def fetch() -> tuple[list[ClassRoom], list[Student], frozenset[str]]:
            editing = self._teacher.roster_editing
            return self._teacher.classes(), editing.everybody(), editing.classes_of(student.id)

        self._errands.send("who is here", fetch, lambda found: self._edit(student, *found))

    def _edit(self, student: Student, rooms: list[ClassRoom], others: list[Student], own: frozenset[str]) -> None:
        sheet = EditChildSheet(student, rooms, own, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def keep(given: str, family: str, grade: int, class_id: str, also_in: list[str]) -> None:
            def change() -> Student:
                return self._teacher.roster_editing.change(
                    student.id,
                    given_name=given,
                    family_name=family,
                    grade=grade,
                    class_id=class_id,
                    also_in=also_in,
                )

            self._errands.send("change a child", change, self.changed.emit)

        def leave() -> None:
            sheet.accept()
            self._errands.send("a child has left", lambda: self._teacher.roster_editing.leave(student.id), left)

        def left(_nothing: None) -> None:
            say(UserMessage(self.tr("{0} is kept, and not shown any more.").format(student.display_name)))
            self.gone.emit()

        def merge() -> None:
            sheet.accept()
            self._merge(student, rooms, others)

        sheet.kept.connect(keep)
        sheet.left_asked.connect(leave)
        sheet.merge_asked.connect(merge)
        sheet.open()

    def _merge(self, student: Student, rooms: list[ClassRoom], others: list[Student]) -> None:
        sheet = MergeSheet(student, others, rooms, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.merge_asked.connect(
            lambda other: self._errands.send(
                "merge two entries",
                lambda: self._teacher.roster_editing.merge(student.id, other),
                self.changed.emit,
            )
        )
        sheet.open()
