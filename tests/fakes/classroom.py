"""A class for the teacher's assistant: three children, their readings word by word, and a lock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from litcoach_desktop.domain.coaching.turns import LastReading
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.engines.scripted_coach.assistant import ScriptedAssistant
from litcoach_desktop.parts.assistant import assistant_resources
from litcoach_desktop.services.agent import AssistantSession, ChildWeek, ClassToolbox, ReadingLine, WordRead
from litcoach_desktop.services.agent.teacher_tools import TeacherTools

NOW = datetime(2026, 10, 5, 15, tzinfo=UTC)
MAYA = Student("s0", "c1", "Maya", "Okafor", 3, "fox")
LEO = Student("s1", "c1", "Léo", "Brandt", 3, "owl")
MAYA_LIN = Student("s2", "c1", "Maya", "Lin", 3, "bear")
FARM = Text("farm", "The Farm Cat", 3, "story", ("animals",), "The cat jumped, landed, rested and waited by the barn.")
SEA = Text("sea", "Where the Tide Goes", 2, "information", ("sea",), "The moon pulls the sea.")
HARD = Text("law", "How a Law Is Made", 7, "information", ("law",), "A law passed, amended, voted, signed.")


@dataclass
class Classroom:
    """What `class_toolbox.ClassToolbox` asks of; a test changes it at will."""

    children: list[Student] = field(default_factory=lambda: [MAYA, LEO, MAYA_LIN])
    readings: list[ReadingLine] = field(
        default_factory=lambda: [
            ReadingLine("r1", "s0", "The Farm Cat", NOW - timedelta(days=1), 74.0, 0.93, 6),
            ReadingLine("r0", "s0", "Pam and the Ram", NOW - timedelta(days=20), 61.0, 0.9, 0),
            ReadingLine("r2", "s1", "The Farm Cat", NOW - timedelta(days=9), None, None, 0),
        ]
    )
    words: dict[str, list[tuple[str, bool]]] = field(
        default_factory=lambda: {
            "r1": [("the", True), ("jumped", False), ("landed", False), ("rested", True), ("barn", False)],
            "r0": [("wanted", True)],
            "r2": [("jumped", True), ("landed", True), ("barn", False)],
        }
    )
    alerts: int = 0
    is_locked: bool = False
    grade: int = 3

    def box(self) -> ClassToolbox:
        """What the tools are handed."""

        def children() -> list[ChildWeek]:
            if self.is_locked:
                raise Refused("The teacher's side is locked.")
            week_ago = NOW - timedelta(days=7)
            return [
                ChildWeek(one, sum(line.at >= week_ago for line in self._of(one.id)), None) for one in self.children
            ]

        return ClassToolbox(
            grade=self.grade,
            children=children,
            readings=self._of,
            words=lambda reading_id: [WordRead(*one) for one in self.words[reading_id]],
            last_reading=self._last,
            waiting=lambda: [one for one in self.readings if one.doubtful_words],
            open_alerts=lambda: self.alerts,
            shelf=lambda: [FARM, SEA, HARD],
            find=lambda topic: [one.id for one in (FARM, SEA, HARD) if topic in one.topics],
            now=lambda: NOW,
        )

    def session(self) -> AssistantSession:
        """A talk with the assistant about this class."""
        return AssistantSession(ScriptedAssistant(assistant_resources()), TeacherTools(self.box()))

    def _of(self, student_id: str) -> list[ReadingLine]:
        return [one for one in self.readings if one.student_id == student_id]

    def _last(self, student_id: str) -> LastReading | None:
        mine = self._of(student_id)
        if not mine:
            return None
        return LastReading(mine[0].id, mine[0].title, "self_corrected", "landed", ("jumped", "barn"))
