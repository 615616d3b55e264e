"""State of the talk with the coach: what was said, what may be answered, which place of the text is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.coaching.turns import Reply, Source, ToolResult
from litcoach_desktop.domain.safety import Category
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import Job, JobContext, JobRunner, Lane
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.coach_talk import LANE, CoachTalk, Visit
from litcoach_desktop.ui.student.model import Phase, ScreenModel
from litcoach_desktop.ui.widgets.bubbles import Bubble

if TYPE_CHECKING:
    from litcoach_desktop.services.agent import CoachSession

LONGEST_MESSAGE = 4_000
_MOST_BUBBLES = 80
# Words that are best left alone, and no reason to send for anybody.
_SMALL_MATTERS = (Category.PERSONAL_DATA, Category.STRONG_LANGUAGE)


def is_for_grown_up(reply: Reply) -> bool:
    """Whether what the child said is something that a grown-up should hear."""
    return reply.finding is not None and reply.finding.category not in _SMALL_MATTERS


@dataclass(frozen=True, slots=True)
class _Answered:
    """What came of a turn. reply: None when a talk that had begun was only looked at again."""

    reply: Reply | None
    text: Text | None


class CoachModel(ScreenModel):
    """`replied` carries each Reply as it is shown; `grew` carries what there is of one that is still on its way.

    text: what lies open. place: the characters of it that the coach means, or None. busy: an answer is on its way.
    needs_grown_up: what was said last is for a grown-up. ended: goodbye was said; more may be said all the same.
    asks: the choices are the answers of a question; between_lines: no single sentence of the text helps with it.
    """

    replied = Signal(object)
    grew = Signal(str)

    def __init__(self, runner: JobRunner, talk: CoachTalk, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._talk = talk
        self._visit: Visit | None = None
        self._job: Job[_Answered] | None = None
        self._sources: list[Source | None] = []
        self.bubbles: list[Bubble] = []
        self.choices: tuple[str, ...] = ()
        self.asks = False
        self.between_lines = False
        self.text: Text | None = None
        self.place: tuple[int, int] | None = None
        self.busy = False
        self.growing = ""
        self.needs_grown_up = False
        self.with_grown_up = False
        self.ended = False

    def begin(self, text: Text | None) -> None:
        """The screen comes up. text: what the child has before it, None to go on with what lies open."""
        visit = self._talk.visit
        new = visit is not self._visit
        if new:
            self._visit = visit
            self.bubbles, self._sources, self.choices = [], [], ()
            self.text, self.place = None, None
            self.needs_grown_up = self.ended = self.asks = False
            self.phase = Phase.LOADING
        self.with_grown_up = False
        first = not self.bubbles

        def look(session: CoachSession, _context: JobContext) -> _Answered:
            if text is not None:
                session.open_text(text)
            return _Answered(session.opening() if first else None, session.text)

        self._ask(look, "begin a talk", self.fail if first else report)
        if new:
            self._runner.submit(
                Lane.MISC, lambda context: visit.get_ready(lambda: context.cancelled), name="get the coach ready"
            )

    def say(self, said: str) -> None:
        """The child says something; nothing happens for no words, or while an answer is on its way."""
        # What was cut in the middle of a character, as a field does that counts otherwise, cannot be kept.
        words = said[:LONGEST_MESSAGE].encode("utf-8", "ignore").decode("utf-8").strip()
        if not words or self.busy or self._visit is None:
            return
        self._put(Bubble(words, own=True), None)

        def tell(session: CoachSession, context: JobContext) -> _Answered:
            reply = session.say(words, words=context.emit, cancelled=lambda: context.cancelled)
            return _Answered(reply, session.text)

        self._ask(tell, "talk with the coach", report)

    def cancel(self) -> None:
        """The child does not want to wait for the answer."""
        if self._job is not None:
            self._job.cancel()

    def show_place(self, bubble: int) -> None:
        """Mean the place again that a bubble was about."""
        source = self._sources[bubble]
        if source is not None and self.text is not None and source.id == self.text.id:
            self.place = (source.start, source.end)
            self.changed.emit()

    def show_where(self) -> None:
        """Mean the sentence that helps with the question that waits."""
        text, visit = self.text, self._visit
        if text is None or visit is None or self.busy:
            return

        def have(result: ToolResult) -> None:
            source = next((one for one in result.sources if one.quote), None)
            self.between_lines = source is None
            if source is not None and self.text is text:
                self.place = (source.start, source.end)
            self.changed.emit()

        work = visit.within
        self.run(LANE, lambda _ctx: work(lambda session: session.use("show_me_where", {})), "a clue", have, report)

    def ask_grown_up(self) -> None:
        """The child goes to a grown-up."""
        self.with_grown_up = True
        self.changed.emit()

    def come_back(self) -> None:
        """The child is back from there."""
        self.with_grown_up = self.needs_grown_up = False
        self.changed.emit()

    def stop(self) -> None:
        """The screen goes away: an answer that is still on its way is not waited for."""
        super().stop()
        self._job, self.busy, self.growing = None, False, ""

    def _ask(
        self, call: Callable[[CoachSession, JobContext], _Answered], name: str, failed: Callable[[Exception], object]
    ) -> None:
        visit = self._visit
        if visit is None:
            return

        def answered(answer: _Answered) -> None:
            if self._settle(job):
                self._have(answer)

        def wrong(problem: Exception) -> None:
            if self._settle(job):
                failed(problem)
                self.changed.emit()

        def cancelled() -> None:
            if self._settle(job):
                self.changed.emit()

        def told(sentence: str) -> None:
            if job is self._job:
                self.growing = f"{self.growing} {sentence}".strip()
                self.grew.emit(self.growing)

        def work(context: JobContext) -> _Answered:
            return visit.within(lambda session: call(session, context))

        self.busy = True
        job = self.run(LANE, work, name, answered, wrong, told, on_cancel=cancelled)
        self._job = job
        self.changed.emit()

    def _settle(self, job: Job[_Answered]) -> bool:
        """Whether this answer is still waited for; then it no longer is."""
        if job is not self._job:
            return False
        self._job, self.busy, self.growing = None, False, ""
        return True

    def _have(self, answer: _Answered) -> None:
        self.phase = Phase.READY
        if answer.text is not self.text:
            self.text, self.place = answer.text, None
        reply = answer.reply
        if reply is None:
            self.changed.emit()
            return
        self.needs_grown_up = is_for_grown_up(reply)
        self.between_lines = False
        self.choices, self.asks, self.ended = reply.choices, reply.asks, reply.ends or reply.closed
        source = next((one for one in reply.sources if one.quote and one.kind == "text"), None)
        here = source is not None and self.text is not None and source.id == self.text.id
        self.place = (source.start, source.end) if here and source is not None else None
        self._put(Bubble(reply.said, calm=self.needs_grown_up, place=here), source if here else None)
        self.changed.emit()
        self.replied.emit(reply)

    def _put(self, bubble: Bubble, source: Source | None) -> None:
        self.bubbles = [*self.bubbles, bubble][-_MOST_BUBBLES:]
        self._sources = [*self._sources, source][-_MOST_BUBBLES:]
