"""Language models whose choices are written beforehand, and talks with the coach that uses one."""

from collections import deque
from collections.abc import Callable

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.scripted_coach.coach import ScriptedCoach
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.parts.coach import coach_instructions, coach_resources, safety_rules
from litcoach_desktop.ports.language_model import LanguageModel, Request, TooMuch, Written
from litcoach_desktop.services.agent import CoachSession
from litcoach_desktop.services.agent.model_coach import ModelCoach
from litcoach_desktop.services.agent.student_tools import StudentTools
from tests.fakes.coach import MAYA, MemoryToolbox

PROBLEM = ModelProblem("The model is gone.", "It was a test.", "Nothing.")


class QueuedModel:
    """Implements `ports.language_model.LanguageModel`: gives back what it was handed, one a call, a letter at a time.

    An exception in the queue is raised. An empty queue is a model that failed.
    """

    name = "queued"

    def __init__(self, *choices: str | Exception, read: int = 20) -> None:
        """read: what each call costs to read; what it writes costs its length in words."""
        self._choices = deque(choices)
        self._read = read
        self.requests: list[Request] = []
        self.prepared: list[str] = []

    def get_ready(self, system: str, cancelled: Callable[[], bool]) -> None:
        """Remembered."""
        self.prepared.append(system)

    def write(self, request: Request, on_text: Callable[[str], None], cancelled: Callable[[], bool]) -> Written:
        """The next choice."""
        self.requests.append(request)
        choice = self._choices.popleft() if self._choices else PROBLEM
        if isinstance(choice, Exception):
            raise choice
        written = len(choice.split())
        if self._read + written > request.most_tokens:
            raise TooMuch
        for letter in choice:
            if cancelled():
                raise Cancelled
            on_text(letter)
        return Written(choice, self._read, written)


class UnsureCoach(ScriptedCoach):
    """Leaves everything to the model, whatever the patterns of intents are today."""

    def is_ready_for(self, said: str) -> bool:
        """Never."""
        super().is_ready_for(said)
        return False


def model_session(
    model: LanguageModel,
    toolbox: MemoryToolbox | None = None,
    pupil: Pupil = MAYA,
    scripted: type[ScriptedCoach] = UnsureCoach,
) -> CoachSession:
    """A talk with the coach that uses this model; `scripted` stands behind it."""
    toolbox = toolbox or MemoryToolbox()
    return CoachSession(
        ModelCoach(model, scripted(coach_resources(), pupil), coach_instructions()),
        StudentTools(toolbox.box(), pupil),
        safety_rules(),
        toolbox.talks.keeper(pupil),
        toolbox.writing_keeper(pupil),
    )
