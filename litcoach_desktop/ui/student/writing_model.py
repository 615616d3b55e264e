"""State of a page of writing: the child's own words, and one suggestion about them at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobRunner
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.coach_model import is_for_grown_up
from litcoach_desktop.ui.student.coach_talk import LANE, CoachTalk, Visit
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.services.agent import CoachSession

LONGEST_WRITING = 3_900
"""Characters; with the words in front of it, it still is one message to the coach."""

# How the coach is asked; it is no text for the child.
_ASK = "Check my writing: "
_QUOTED = re.compile(r"“([^”]+)”")


class WritingModel(ScreenModel):
    """`done` says that what was written is handed in and the child may go.

    words: as they stand on the page. suggestion: what the coach said last about them. quoted: the stretch of the page,
    in characters, that it is about, or None. busy: the coach looks at it.
    """

    done = Signal()

    def __init__(self, runner: JobRunner, talk: CoachTalk, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._talk = talk
        self._visit: Visit | None = None
        self._pages: dict[str, str] = {}
        self._sent = ""
        self._handed_in: dict[str, str] = {}
        self.text: Text | None = None
        self.words = ""
        self.suggestion = ""
        self.quoted: tuple[int, int] | None = None
        self.busy = False
        self.needs_grown_up = False
        self.with_grown_up = False
        self.phase = Phase.READY

    @property
    def prompt(self) -> str:
        """What is to be written about; empty for a text without such a question."""
        asked = None if self.text is None else self.text.open_question
        return "" if asked is None else asked.prompt

    def begin(self, text: Text) -> None:
        """A page about a text; what the same child began before stands on it."""
        if self._talk.visit is not self._visit:
            self._visit, self._pages, self._handed_in = self._talk.visit, {}, {}
        self.text, self.words, self._sent = text, self._pages.get(text.id, ""), ""
        self.suggestion, self.quoted = "", None
        self.needs_grown_up = self.with_grown_up = self.busy = False
        self.changed.emit()

    def write(self, words: str) -> None:
        """The page as it is now."""
        self.words = words
        if self.text is not None:
            self._pages[self.text.id] = words

    def ask(self) -> None:
        """Have the coach look at it, or look again for something else."""
        self._send(self._advise, handed_in=False)

    def finish(self) -> None:
        """Hand it in: what was not looked at yet is looked at first."""
        words = self._cut()
        if not words or (self.text is not None and self._handed_in.get(self.text.id) == words):
            self.done.emit()
        else:
            self._send(self._leave, handed_in=True)

    def ask_grown_up(self) -> None:
        """The child goes to a grown-up."""
        self.with_grown_up = True
        self.changed.emit()

    def come_back(self) -> None:
        """The child is back from there."""
        self.with_grown_up = self.needs_grown_up = False
        self.changed.emit()

    def stop(self) -> None:
        """The screen goes away."""
        super().stop()
        self.busy = False

    def _cut(self) -> str:
        """The page as it can be kept: what was cut in the middle of a character cannot."""
        return self.words[:LONGEST_WRITING].encode("utf-8", "ignore").decode("utf-8").strip()

    def _send(self, have: Callable[[Reply | None], None], *, handed_in: bool) -> None:
        words, visit, text = self._cut(), self._talk.visit, self.text
        if not words or self.busy or text is None:
            return
        looked_at = handed_in and words == self._sent

        def look(session: CoachSession) -> Reply | None:
            session.open_text(text)
            # Looked at before it is kept: what is for a grown-up must not wait for a full disk.
            reply = None if looked_at else session.say(_ASK + words)
            session.keep_writing(words, handed_in=handed_in)
            return reply

        def answered(reply: Reply | None) -> None:
            if handed_in:
                self._handed_in[text.id] = words
            if self.text is text:
                self.busy, self._sent = False, words
                if reply is not None:
                    self.needs_grown_up = is_for_grown_up(reply)
                have(reply)
                self.changed.emit()

        def wrong(problem: Exception) -> None:
            self.busy = False
            report(problem)
            self.changed.emit()

        self.busy = True
        self.run(LANE, lambda _ctx: visit.within(look), "look at a piece of writing", answered, wrong)
        self.changed.emit()

    def _advise(self, reply: Reply | None) -> None:
        if reply is None:
            return
        self.suggestion = reply.said
        places = [(self.words.find(words), len(words)) for words in _QUOTED.findall(reply.said)]
        self.quoted = next(((at, at + length) for at, length in places if at >= 0), None)

    def _leave(self, reply: Reply | None) -> None:
        if self.needs_grown_up and reply is not None:
            self._advise(reply)
        else:
            self.done.emit()
