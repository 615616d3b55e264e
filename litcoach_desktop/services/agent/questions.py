"""The questions that come with a text, asked one after the other, and what an answer to one of them means."""

import re

from litcoach_desktop.domain.coaching.grounding import carrying_words
from litcoach_desktop.domain.coaching.turns import Source, ToolResult
from litcoach_desktop.domain.texts import ClosedQuestion, Text

LETTERS = "ABCDEF"
_TRIES = 2
# What stands around a letter: "I think it's the second one".
_AROUND = frozenset("i think it is its s the answer one number letter es la creo que".split())
_ORDINALS = (("first", "1", "one", "primera", "primero"), ("second", "2", "two", "segunda", "segundo"),
             ("third", "3", "three", "tercera", "tercero"), ("fourth", "4", "four", "cuarta", "cuarto"))  # fmt: skip


class Questions:
    """Walks through the closed questions of one text. asked: the one that waits for its answer."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._next = 0
        self._tries = 0
        self.asked: ClosedQuestion | None = None

    def ask(self) -> ToolResult:
        """The question that waits, else the next one; status "done" after the last."""
        if self.asked is None:
            if self._next >= len(self._text.questions):
                return ToolResult("done" if self._text.questions else "none", {"title": self._text.title})
            self.asked = self._text.questions[self._next]
            self._next += 1
            self._tries = 0
        facts = {"question": self.asked.prompt, "title": self._text.title}
        return ToolResult("question", facts, self.lettered, (Source("text", self._text.id, self._text.title),))

    def check(self, answer: str) -> ToolResult:
        """The answer is "right", "try_again" (wrong), "told" (wrong again) or "unclear" (none of the choices)."""
        if self.asked is None:
            return ToolResult("no_question")
        chosen = _choice(answer, self.asked.choices)
        if chosen is None:
            return ToolResult("unclear", {}, self.lettered)
        source = Source("text", self._text.id, self._text.title)
        right = self.asked.choices[self.asked.answer]
        if chosen == self.asked.answer:
            self.asked = None
            return ToolResult("right", {"answer": right}, sources=(source,))
        self._tries += 1
        if self._tries < _TRIES:
            return ToolResult("try_again", {}, self.lettered, (source,))
        self.asked = None
        return ToolResult("told", {"answer": right}, sources=(source,))

    @property
    def lettered(self) -> tuple[str, ...]:
        """The choices of the question that waits, each with its letter; none without one."""
        choices = self.asked.choices if self.asked else ()
        return tuple(f"{LETTERS[at]}. {choice}" for at, choice in enumerate(choices))


def _choice(answer: str, choices: tuple[str, ...]) -> int | None:
    """Which choice is meant: by letter, place or words; None when that is not clear."""
    words = re.findall(r"\w+", answer.casefold())
    spelled = [re.findall(r"\w+", choice.casefold()) for choice in choices]
    if words in spelled:
        return spelled.index(words)
    if words and words[1:] in spelled and words[0].upper() == LETTERS[spelled.index(words[1:])]:
        return spelled.index(words[1:])
    said = [word for word in words if word not in _AROUND]
    if len(said) == 1:
        for at in range(len(choices)):
            if said[0] == LETTERS[at].lower() or (at < len(_ORDINALS) and said[0] in _ORDINALS[at]):
                return at
    meant = set(carrying_words(answer))
    shared = [len(meant & set(carrying_words(choice))) for choice in choices]
    best = max(shared, default=0)
    return shared.index(best) if best and shared.count(best) == 1 else None
