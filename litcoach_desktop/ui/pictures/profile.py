"""What a profile holds that a picture can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litcoach_desktop.domain.reading.feedback import practice_words, praise

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.services.assessment import ReadingResult
    from litcoach_desktop.services.teacher import TeacherService


def a_reader(teacher: TeacherService) -> Student | None:
    """A child with a scored reading; None when there is none, or when the door is locked."""
    if not teacher.unlocked:
        return None
    rows = [row for room in teacher.classes() for row in teacher.overview(room.id)]
    return next((row.student for row in rows if newest_result(teacher, row.student.id)), None)


def newest_result(teacher: TeacherService, student_id: str) -> ReadingResult | None:
    """The child's newest scored reading, as the child saw it."""
    from litcoach_desktop.services.assessment import ReadingResult

    if not teacher.unlocked:
        return None
    for summary in teacher.readings(student_id):
        detail = teacher.reading(summary.id)
        if detail.score is not None:
            events, passage = detail.events, detail.passage
            return ReadingResult(
                reading_id=summary.id,
                text_title=summary.text_title,
                passage=passage,
                events=events,
                score=detail.score,
                percentile=detail.percentile,
                practice_words=practice_words(events, passage),
                praise=praise(events, passage),
            )
    return None
