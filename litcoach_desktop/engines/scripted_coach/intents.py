"""Works out what a child wants, from typed words, by the patterns of resources/coach/intents.toml."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.engines.scripted_coach.likeness import Examples
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
    """The patterns of all languages, asked in the order of the file: narrow ones for every wording, then wide ones.

    Where none fits but the very last, which takes any question for one about the text, the most alike example decides.
    """

    def __init__(
        self, intents: Sequence[IntentPatterns], known: frozenset[str], said: Sequence[tuple[str, str, str]] = ()
    ) -> None:
        """known: the words that the patterns name; what is nearly one of them is taken for it.

        said: examples, as (language, intent, sentence).
        """
        self._narrow = [one for one in intents if not one.wide]
        self._wide = [one for one in intents if one.wide]
        self._known = known
        self._examples = Examples(
            (f"{language} {intent}", " ".join(words_of(sentence))) for language, intent, sentence in said
        )

    @property
    def names(self) -> list[str]:
        """Every intent, in order."""
        return list(dict.fromkeys(one.name for one in (*self._narrow, *self._wide)))

    def understand(self, said: str, preferred: str) -> Intent | None:
        """The first intent that fits; None when none does."""
        wordings = list(rewordings(said, self._known))
        tried = [(words, one) for words in wordings for one in self._narrow]
        tried += [(words, one) for one in self._wide[:-1] for words in wordings]
        found = _first(tried, preferred)
        if found is None and (alike := self._examples.nearest(wordings)) is not None:
            language, _, name = alike.partition(" ")
            return Intent(name, language, {}, sure=False)
        return found or _first([(words, one) for one in self._wide[-1:] for words in wordings], preferred)


def _first(tried: Iterable[tuple[str, IntentPatterns]], preferred: str) -> Intent | None:
    return next((found for words, one in tried if (found := one.fit(words, preferred)) is not None), None)


def read_intents(path: Path, examples: Path | None = None) -> Understanding:
    """The patterns of a file. They are searched in small letters without accents, apostrophes and signs.

    examples: sentences by language and intent.
    """
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
    told = {} if examples is None else tomllib.loads(examples.read_text(encoding="utf-8"))
    said = [
        (language, name, sentence)
        for language, by_name in told.items()
        for name, sentences in by_name.items()
        for sentence in sentences
    ]
    return Understanding(intents, known, said)
