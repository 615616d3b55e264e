"""The sentences of the coach in one language: several for each situation, by grade band, never twice in a row."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# A guest has no name to be called by.
_ADDRESSED = re.compile(r",? \{name\}")
_YOUNG_UP_TO = 2
_OLDER_FROM = 6


@dataclass(frozen=True, slots=True)
class Situation:
    """What may be said in one situation. say: for everybody else; young: K to 2; older: 6 to 8. choices: next steps."""

    say: tuple[str, ...]
    young: tuple[str, ...]
    older: tuple[str, ...]
    choices: tuple[str, ...]

    def for_grade(self, grade: int) -> tuple[str, ...]:
        """The sentences for a child of this grade."""
        if grade <= _YOUNG_UP_TO and self.young:
            return self.young
        return self.older if grade >= _OLDER_FROM and self.older else self.say


def read_phrases(path: Path) -> dict[str, Situation]:
    """The situations of a file such as resources/coach/english.toml, by name."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{group}.{name}": Situation(*(tuple(one.get(part, ())) for part in ("say", "young", "older", "choices")))
        for group, inside in table.items()
        for name, one in inside.items()
    }


class Speaker:
    """Chooses the sentences for one child. start: another number begins with other sentences."""

    def __init__(self, situations: Mapping[str, Situation], grade: int, start: int = 0) -> None:
        self._situations = situations
        self._grade = grade
        self._start = start
        self._turns: dict[str, int] = {}

    def knows(self, situation: str) -> bool:
        """Whether there are sentences for it."""
        return situation in self._situations

    def say(self, situation: str, facts: Mapping[str, str]) -> str:
        """The next sentence for a situation. Facts are set in as they are: nothing in them is read as a pattern."""
        sentences = self._situations[situation].for_grade(self._grade)
        turn = self._turns.get(situation, self._start)
        self._turns[situation] = turn + 1
        sentence = sentences[turn % len(sentences)]
        if not facts.get("name"):
            sentence = _ADDRESSED.sub("", sentence)
        return sentence.format_map(facts)

    def choices(self, situation: str) -> tuple[str, ...]:
        """The next steps that go with it."""
        return self._situations[situation].choices
