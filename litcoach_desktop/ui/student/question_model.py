"""State of a question about a text: its answers, which were tried, what helps, and what comes after the last one."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from litcoach_desktop.domain.coaching.turns import ToolResult
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobRunner
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.coach_talk import LANE, CoachTalk
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from litcoach_desktop.services.agent import CoachSession

_LETTERS = "ABCDEF"


class Stand(Enum):
    """What is to be said to the child. The first three wait for an answer."""

    ASKED = auto()
    TRY_AGAIN = auto()
    SHOWN = auto()
    RIGHT = auto()
    TOLD = auto()
    FINISHED = auto()


class QuestionModel(ScreenModel):
    """The questions of one text, one after the other, in the child's talk with the coach.

    tried: answers that were not it. right: the one that is, once it is found or told. place: the characters of the
    text that help, None when no single sentence does. looked: the child had itself shown the place.
    """

    def __init__(self, runner: JobRunner, talk: CoachTalk, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._talk = talk
        self.text: Text | None = None
        self.stand = Stand.ASKED
        self.prompt = ""
        self.answers: tuple[str, ...] = ()
        self.tried: frozenset[str] = frozenset()
        self.right = ""
        self.place: tuple[int, int] | None = None
        self.looked = False
        self.busy = False

    @property
    def waits(self) -> bool:
        """Whether an answer is wanted."""
        return self.stand in (Stand.ASKED, Stand.TRY_AGAIN, Stand.SHOWN)

    @property
    def number(self) -> int:
        """Which question of the text this is, from 1; 0 for none."""
        prompts = [] if self.text is None else [one.prompt for one in self.text.questions]
        return prompts.index(self.prompt) + 1 if self.prompt in prompts else 0

    def begin(self, text: Text) -> None:
        """The first question of a text, or the one that waits."""
        self.text = text
        self.phase = Phase.LOADING

        def open_and_ask(session: CoachSession) -> ToolResult:
            session.open_text(text)
            return session.use("ask_question", {})

        self._use(open_and_ask, self._have_question, self.fail)

    def ask_next(self) -> None:
        """The next question."""
        self._use(lambda session: session.use("ask_question", {}), self._have_question)

    def answer(self, answer: str) -> None:
        """The child chose one of the answers."""
        if self.busy or not self.waits or answer not in self.answers or answer in self.tried:
            return
        letter = _LETTERS[self.answers.index(answer)]

        def have(result: ToolResult) -> None:
            if result.status in ("right", "told"):
                self.stand = Stand.RIGHT if result.status == "right" else Stand.TOLD
                self.right = result.facts["answer"]
            else:
                self.stand = Stand.TRY_AGAIN
            if self.stand is not Stand.RIGHT:
                self.tried = self.tried | {answer}
            self._mark(result)

        self._use(lambda session: session.use("check_answer", {"answer": letter}), have)

    def answer_in_words(self, said: str) -> None:
        """The child said an answer, its letter, or a sentence with one of the answers in it."""
        heard = said.casefold().strip(" .!?")
        plain = [answer.casefold().strip(" .!?") for answer in self.answers]
        meant = [at for at, answer in enumerate(plain) if answer == heard or heard == _LETTERS[at].casefold()]
        meant = meant or [at for at, answer in enumerate(plain) if answer in heard]
        if len(meant) == 1:
            self.answer(self.answers[meant[0]])

    def show_where(self) -> None:
        """Show the sentence that helps."""

        def have(result: ToolResult) -> None:
            self.stand, self.looked = Stand.SHOWN, True
            self._mark(result)

        if not self.busy and self.waits:
            self._use(lambda session: session.use("show_me_where", {}), have)

    def stop(self) -> None:
        """The screen goes away."""
        super().stop()
        self.busy = False

    def _have_question(self, result: ToolResult) -> None:
        self.tried, self.right, self.place, self.looked = frozenset(), "", None, False
        self.phase = Phase.EMPTY if result.status == "none" else Phase.READY
        self.stand = Stand.ASKED if result.status == "question" else Stand.FINISHED
        self.prompt = result.facts.get("question", "")
        asked = next((one for one in self.text.questions if one.prompt == self.prompt), None) if self.text else None
        self.answers = asked.choices if asked is not None else ()

    def _mark(self, result: ToolResult) -> None:
        source = next((one for one in result.sources if one.quote), None)
        if source is not None:
            self.place = (source.start, source.end)

    def _use(
        self,
        call: Callable[[CoachSession], ToolResult],
        have: Callable[[ToolResult], None],
        failed: Callable[[Exception], object] = report,
    ) -> None:
        visit, text = self._talk.visit, self.text

        def answered(result: ToolResult) -> None:
            if self.text is text:
                self.busy = False
                have(result)
                self.changed.emit()

        def wrong(problem: Exception) -> None:
            self.busy = False
            failed(problem)
            self.changed.emit()

        self.busy = True
        self.run(LANE, lambda _ctx: visit.within(call), "a question about a text", answered, wrong)
        self.changed.emit()
