"""The languages of the page for parents: its sentences from resources/reports, dates, counts and school grades."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, cast

from litcoach_desktop.resource_paths import RESOURCES


class Language(StrEnum):
    """A language, by its tag."""

    ENGLISH = "en"
    SPANISH = "es"


_FILES = {Language.ENGLISH: "english.toml", Language.SPANISH: "spanish.toml"}


class Phrases:
    """The sentences of one language. Raises KeyError for a sentence that its file does not have."""

    def __init__(self, language: Language) -> None:
        self.language = language
        with (RESOURCES / "reports" / _FILES[language]).open("rb") as file:
            self._tables: dict[str, dict[str, Any]] = tomllib.load(file)

    def say(self, key: str, **words: object) -> str:
        """A sentence by table and name ("now.rate") with its words filled in."""
        return str(self._entry(key)).format(**words)

    def count(self, key: str, count: int, **words: object) -> str:
        """A sentence about a number of things; both languages have one form for one and another for the rest, and some
        sentences one for none.
        """
        forms: Mapping[str, str] = self._entry(key)
        form = "zero" if count == 0 and "zero" in forms else "one" if count == 1 else "other"
        return forms[form].format(count=count, **words)

    def choose(self, key: str, place: int, **words: object) -> str:
        """One sentence of a list."""
        return self.list(key)[place].format(**words)

    def list(self, key: str) -> tuple[str, ...]:
        """All entries of a list."""
        return tuple(cast(list[str], self._entry(key)))

    def date(self, day: date) -> str:
        """A date in full."""
        month = self.list("page.months")[day.month - 1]
        return self.say("page.date", day=day.day, month=month, year=day.year)

    def grade(self, grade: int, *, inside: bool = False) -> str:
        """The name of a school grade, 0 for kindergarten to 8. inside: as it stands in a sentence, after "for"."""
        names = self.list("page.of_grades" if inside else "page.grades")
        return names[min(max(grade, 0), len(names) - 1)]

    def _entry(self, key: str) -> Any:
        table, _, name = key.partition(".")
        return self._tables[table][name]


@cache
def phrases(language: Language) -> Phrases:
    """The sentences of a language; read once."""
    return Phrases(language)
