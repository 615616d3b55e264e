"""The sample class: the children that the demo and a first look around need."""

from __future__ import annotations

import json
from pathlib import Path

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher import TeacherService


def add_sample_class(teacher: TeacherService, roster: Path) -> list[Student]:
    """Put the sample classes into an unlocked, empty school; the children in the file's order."""
    added = []
    for room in json.loads(roster.read_text(encoding="utf-8"))["classes"]:
        class_id = teacher.add_class(room["name"], room["grade"]).id
        for child in room["students"]:
            student = teacher.add_student(
                class_id, child["given_name"], child["family_name"], child["grade"], child["animal"]
            )
            if "picture_pin" in child:
                student = teacher.set_picture_pin(student.id, tuple(child["picture_pin"]))
            added.append(student)
    return added
