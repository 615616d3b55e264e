"""The assistant's share of bootstrap: what it may ask of one class, taken from the teacher's own side."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.resource_paths import RESOURCES
from litcoach_desktop.services.agent import AssistantSource, ChildWeek, ClassToolbox, ReadingLine, WordRead

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.turns import LastReading
    from litcoach_desktop.engines.scripted_coach.assistant import AssistantResources, ScriptedAssistant
    from litcoach_desktop.ports.clock import Clock
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.teacher import ReadingSummary, TeacherService

_FOUND_FOR_A_TOPIC = 60


def assistant_source(
    teacher: TeacherService,
    content: ContentService,
    last_reading: Callable[[str], LastReading | None],
    clock: Clock,
) -> AssistantSource:
    """The assistant over the teacher's side, which refuses everything while it is locked."""

    def assistant() -> ScriptedAssistant:
        from litcoach_desktop.engines.scripted_coach.assistant import ScriptedAssistant

        return ScriptedAssistant(assistant_resources(), start=clock.now().toordinal())

    def toolbox(class_id: str) -> ClassToolbox:
        """Of a class of this teacher. Raises Refused for any other."""
        room = next((one for one in teacher.classes() if one.id == class_id), None)
        if room is None:
            raise Refused("That is none of your classes.")

        def children() -> Sequence[ChildWeek]:
            return [
                ChildWeek(row.student, row.this_week, row.last.started_at if row.last else None)
                for row in teacher.overview(class_id)
            ]

        def words(reading_id: str) -> Sequence[WordRead]:
            detail = teacher.reading(reading_id)
            tried = (WordStatus.CORRECT, WordStatus.MISREAD)
            return [
                WordRead(detail.passage.words[event.index].spoken, event.status is WordStatus.CORRECT)
                for event in detail.events.words
                if event.status in tried and detail.events.unscored_reason is None
            ]

        def waiting() -> Sequence[ReadingLine]:
            return [
                ReadingLine(
                    one.reading_id, one.student_id, one.text_title, one.started_at, one.wcpm, None, one.doubtful_words
                )
                for one in teacher.reviews.waiting(class_id)
            ]

        def open_alerts() -> int:
            own = {student.id for student in teacher.students(class_id)}
            return sum(one.student is not None and one.student.id in own for one in teacher.alerts(settled=False))

        return ClassToolbox(
            grade=room.grade,
            children=children,
            readings=lambda student_id: [_line(one) for one in teacher.readings(student_id)],
            words=words,
            last_reading=last_reading,
            waiting=waiting,
            open_alerts=open_alerts,
            shelf=content.shelf,
            find=lambda topic: [hit.card.text_id for hit in content.search(topic, limit=_FOUND_FOR_A_TOPIC).hits],
            now=clock.now,
        )

    return AssistantSource(assistant, toolbox)


def _line(one: ReadingSummary) -> ReadingLine:
    return ReadingLine(
        one.id, one.student_id, one.text_title, one.started_at, one.wcpm, one.accuracy, one.doubtful_words
    )


@functools.cache
def assistant_resources() -> AssistantResources:
    """The phrases and intents of the assistant that ship with litcoach."""
    from litcoach_desktop.engines.scripted_coach.assistant import AssistantResources

    return AssistantResources(RESOURCES / "coach")
