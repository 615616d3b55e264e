"""Works out what a child wants, from typed words, by the patterns of resources/coach/intents.toml."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.engines.scripted_coach.rewording import rewordings, vocabulary

LANGUAGES = ("english", "spanish")


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted. language: of the words; None for words of both. slots: the parts that the tool is given.

    sure: a narrow pattern said so.
    """

    name: str
    language: str | None
    slots: dict[str, str]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class IntentPatterns:
    """The patterns of an intent, each with its language. wide: asked when no narrow ones fit any way of wording it."""

    name: str
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    wide: bool = False

    def fit(self, words: str, preferred: str) -> Intent | None:
        """The intent when a pattern fits; of two languages that fit equally, the preferred one."""
        fits = [(language, match) for language, pattern in self.patterns if (match := pattern.search(words))]
        if not fits:
            return None
        languages = {language for language, _ in fits}
        language, match = next((fit for fit in fits if fit[0] == preferred), fits[0])
        slots = {slot: value for slot, value in match.groupdict().items() if value}
        return Intent(self.name, language if len(languages) == 1 else None, slots, not self.wide)


class Understanding:
    """The patterns of all languages, asked in the order of the file: narrow ones for every wording, then wide ones."""

    def __init__(self, intents: Sequence[IntentPatterns], known: frozenset[str]) -> None:
        """known: the words that the patterns name; what is nearly one of them is taken for it."""
        self._narrow = [one for one in intents if not one.wide]
        self._wide = [one for one in intents if one.wide]
        self._known = known

    @property
    def names(self) -> list[str]:
        """Every intent, in order."""
        return list(dict.fromkeys(one.name for one in (*self._narrow, *self._wide)))

    def understand(self, said: str, preferred: str) -> Intent | None:
        """The first intent that fits; None when none does."""
        wordings = list(rewordings(said, self._known))
        tried = [(words, one) for words in wordings for one in self._narrow]
        tried += [(words, one) for one in self._wide for words in wordings]
        return next((found for words, one in tried if (found := one.fit(words, preferred)) is not None), None)


def read_intents(path: Path) -> Understanding:
    """The patterns of a file. They are searched in small letters without accents, apostrophes and signs."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    intents = [
        IntentPatterns(
            one["name"],
            tuple(
                (language, re.compile(rf"(?:^|\b)(?:{pattern})(?:\b|$)"))
                for language in LANGUAGES
                for pattern in one.get(language, ())
            ),
            one.get("wide", False),
        )
        for one in table["intent"]
    ]
    known = vocabulary([pattern for one in table["intent"] for name in LANGUAGES for pattern in one.get(name, ())])
    return Understanding(intents, known)
