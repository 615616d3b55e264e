"""Works out what a child wants, from typed words, by the patterns of resources/coach/intents.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.domain.safety.normalising import words_of

LANGUAGES = ("english", "spanish")


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted. language: of the words; None for words of both. slots: the parts that the tool is given."""

    name: str
    language: str | None
    slots: dict[str, str]


class Understanding:
    """The patterns of all languages, asked in the order of the file. patterns: (language, pattern) by intent."""

    def __init__(self, patterns: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]) -> None:
        self._patterns = patterns

    @property
    def names(self) -> list[str]:
        """Every intent, in order."""
        return list(self._patterns)

    def understand(self, said: str, preferred: str) -> Intent | None:
        """The first intent whose pattern fits; of two languages that fit it equally, the preferred one."""
        words = " ".join(words_of(said))
        for name, patterns in self._patterns.items():
            fits = [(language, match) for language, pattern in patterns if (match := pattern.search(words))]
            if fits:
                languages = {language for language, _ in fits}
                language, match = next((fit for fit in fits if fit[0] == preferred), fits[0])
                slots = {slot: value for slot, value in match.groupdict().items() if value}
                return Intent(name, language if len(languages) == 1 else None, slots)
        return None


def read_intents(path: Path) -> Understanding:
    """The patterns of a file. They are searched in small letters without accents, apostrophes and signs."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Understanding(
        {
            one["name"]: [
                (language, re.compile(rf"(?:^|\b)(?:{pattern})(?:\b|$)"))
                for language in LANGUAGES
                for pattern in one.get(language, ())
            ]
            for one in table["intent"]
        }
    )
