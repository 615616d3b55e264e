"""Opens talks with the coach."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from litcoach_desktop.domain.coaching.turns import Pupil, Role
from litcoach_desktop.domain.errors import EnvironmentProblem, ModelProblem
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Rulebook
from litcoach_desktop.ports.coaching import Assistant, Coach, PlainCoach
from litcoach_desktop.ports.language_model import LanguageModel
from litcoach_desktop.services.agent.assistant import AssistantSession
from litcoach_desktop.services.agent.class_toolbox import ClassToolbox
from litcoach_desktop.services.agent.keeping import TalkKeeper
from litcoach_desktop.services.agent.model_coach import ModelCoach, system_text
from litcoach_desktop.services.agent.session import CoachSession
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.teacher_tools import TeacherTools
from litcoach_desktop.services.agent.toolbox import Toolbox
from litcoach_desktop.services.agent.toolset import Toolset
from litcoach_desktop.services.agent.writing_keeper import WritingKeeper

_GUEST = Pupil(None, "", 3)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a language model comes from. model: None without one; may raise ModelProblem. instructions: for it."""

    model: Callable[[], LanguageModel | None]
    instructions: Callable[[], str]


@dataclass(frozen=True, slots=True)
class AssistantSource:
    """Where the teacher's assistant comes from. toolbox: what it may ask of a class; may raise Refused."""

    assistant: Callable[[], Assistant]
    toolbox: Callable[[str], ClassToolbox]


class AgentService:
    """The coach. coach, rulebook: callables, because phrases and rules are read when the first talk is opened.

    keeper: keeps a talk of this child; writings: what it writes. classes: the teacher's assistant.
    """

    def __init__(
        self,
        toolbox: Toolbox,
        coach: Callable[[Pupil], PlainCoach],
        rulebook: Callable[[], Rulebook],
        keeper: Callable[[Pupil], TalkKeeper],
        writings: Callable[[Pupil], WritingKeeper],
        classes: AssistantSource,
        thinking: ModelSource | None = None,
    ) -> None:
        self._toolbox = toolbox
        self._coach = coach
        self._rulebook = rulebook
        self._keeper = keeper
        self._writings = writings
        self._classes = classes
        self._thinking = thinking

    @property
    def uses_model(self) -> bool:
        """Whether talks need the lane of the language model."""
        return self._model() is not None

    def get_ready(self, cancelled: Callable[[], bool]) -> None:
        """Load the language model, where there is one, before a child's first message needs it.

        Not on its lane: what the scripted coach understands must not wait for that. What fails is logged, and told
        again when a message meets it. Raises Cancelled.
        """
        model = self._model()
        if model is None or self._thinking is None:
            return
        tools = Toolset(StudentTools(self._toolbox, _GUEST), Role.STUDENT)
        try:
            model.get_ready(system_text(self._thinking.instructions(), tools.cards), cancelled)
        except EnvironmentProblem as problem:
            _log.warning("the language model is not ready: %s", problem)

    def open_session(self, student: Student | None) -> CoachSession:
        """Begin to talk with a child, or with a guest (None), of whom nothing is known."""
        pupil = _GUEST if student is None else Pupil(student.id, student.given_name, student.grade)
        tools = StudentTools(self._toolbox, pupil)
        return CoachSession(self.coach_for(pupil), tools, self._rulebook(), self._keeper(pupil), self._writings(pupil))

    def open_assistant(self, class_id: str) -> AssistantSession:
        """Begin to talk with a teacher about a class. Raises Refused while locked, and for another teacher's class."""
        return AssistantSession(self._classes.assistant(), TeacherTools(self._classes.toolbox(class_id)))

    def coach_for(self, pupil: Pupil) -> Coach:
        """The scripted coach, behind a language model where there is one."""
        scripted, model = self._coach(pupil), self._model()
        if model is None or self._thinking is None:
            return scripted
        return ModelCoach(model, scripted, self._thinking.instructions())

    def _model(self) -> LanguageModel | None:
        try:
            return None if self._thinking is None else self._thinking.model()
        except ModelProblem as problem:
            _log.warning("the scripted coach talks alone: %s", problem)
            return None
