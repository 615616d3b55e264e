"""Opens talks with the coach."""

from collections.abc import Callable

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Rulebook
from litcoach_desktop.ports.coaching import Coach
from litcoach_desktop.services.agent.session import CoachSession
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.toolbox import Toolbox

_GUESTS_GRADE = 3


class AgentService:
    """The coach. coach, rulebook: callables, because phrases and rules are read when the first talk is opened."""

    def __init__(self, toolbox: Toolbox, coach: Callable[[Pupil], Coach], rulebook: Callable[[], Rulebook]) -> None:
        self._toolbox = toolbox
        self._coach = coach
        self._rulebook = rulebook

    def open_session(self, student: Student | None) -> CoachSession:
        """Begin to talk with a child, or with a guest (None), of whom nothing is known."""
        pupil = (
            Pupil(None, "", _GUESTS_GRADE) if student is None else Pupil(student.id, student.given_name, student.grade)
        )
        return CoachSession(self._coach(pupil), StudentTools(self._toolbox, pupil), self._rulebook())
