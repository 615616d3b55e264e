"""How every word of a passage may be said, in the phones of PocketSphinx's English model.

Listed words come from the pronouncing dictionary inside the pocketsphinx wheel; all others are built from
listed parts (endings, compounds, hyphens, numerals, abbreviations) or sounded out by rule. Any text has an
answer, so that no passage can be refused.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.sphinx import romanisation, spoken_numbers, word_building
from litcoach_desktop.engines.sphinx.letter_to_sound import sound_out, spell_out

Pronunciation = tuple[str, ...]
"""ARPAbet phones without stress, such as ("K", "AE", "T")."""

# More ways of saying one word cost time in every search and are never all meant.
_MOST_VARIANTS = 8
_ENDINGS = {
    "'ll": ("AH", "L"),
    "'d": ("D",),
    "'ve": ("V",),
    "'re": ("ER",),
    "'m": ("M",),
    "n't": ("AH", "N", "T"),
    "'em": ("AH", "M"),
}
# Written without their full stop, as the words of a passage are; lower case unless the capitals matter.
_ABBREVIATIONS = {
    "mr": "mister",
    "mrs": "missus",
    "ms": "miz",
    "dr": "doctor",
    "st": "saint|street",
    "jr": "junior",
    "sr": "senior",
    "prof": "professor",
    "capt": "captain",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "gen": "general",
    "rev": "reverend",
    "mt": "mount",
    "ft": "feet|foot",
    "etc": "et cetera",
    "vs": "versus",
    "approx": "approximately",
    "dept": "department",
    "km": "kilometers",
    "cm": "centimeters",
    "mm": "millimeters",
    "kg": "kilograms",
    "lb": "pound|pounds",
    "lbs": "pounds",
    "oz": "ounce|ounces",
    "mph": "miles per hour",
    "hr": "hour",
    "hrs": "hours",
    "min": "minute|minutes",
    "sec": "second|seconds",
    "jan": "january",
    "feb": "february",
    "apr": "april",
    "aug": "august",
    "sept": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
}
# Abbreviations that are also read as they stand when the dictionary has them as words.
_ALSO_WORDS = frozenset({"gen", "min", "sec", "rev", "prof", "ms", "st", "mt"})
_LETTERS_IN_CAPITALS = frozenset({"US", "UK", "PE", "PC", "ID", "AM", "PM", "AD", "BC"})
# Above this many letters, capitals are emphasis (CRASH) rather than initials (TV).
_LONGEST_INITIALS = 4
_ANY_SYLLABLE: Pronunciation = ("AH",)


class Lexicon:
    """Pronunciations of any word. Reads the dictionary at the first call (about 50 ms, 20 MB); safe to share
    between threads.
    """

    def __init__(self, dictionary: Path | None = None) -> None:
        """`dictionary` is a file of lines "word PH ON ES"; None is the one inside the pocketsphinx wheel."""
        self._path = dictionary
        self._entries: dict[str, tuple[str, ...]] | None = None
        self._lock = threading.Lock()

    def pronunciations(self, word: str) -> tuple[Pronunciation, ...]:
        """The ways in which `word` (as printed, or any other string) may be said, likeliest first.

        At least one, at most eight, each with at least one phone. Raises ModelProblem when the dictionary
        is missing or cannot be read.
        """
        text = "".join(
            str(unicodedata.decimal(character, character)) for character in unicodedata.normalize("NFKC", word)
        )
        text = text.replace("’", "'").replace("‐", "-").replace("‑", "-")
        text = text.strip("'- \t\n")
        lower = text.lower()
        ways = [*self._by_capitals(text), *self._listed_or_built(lower)]
        distinct = tuple(dict.fromkeys(way for way in ways if way))[:_MOST_VARIANTS]
        return distinct or (_ANY_SYLLABLE,)

    def listed(self, word: str) -> tuple[Pronunciation, ...]:
        """What the dictionary itself lists for a lower-case word; empty for an unlisted one."""
        return tuple(tuple(phones.split()) for phones in self._load().get(word, ()))

    def listed_words(self) -> Iterator[str]:
        """All words of the dictionary, lower case, in its order."""
        return iter(self._load())

    def _load(self) -> dict[str, tuple[str, ...]]:
        if self._entries is not None:
            return self._entries
        with self._lock:
            if self._entries is None:
                self._entries = _read_dictionary(self._path or _bundled_dictionary())
        return self._entries

    def _by_capitals(self, text: str) -> list[Pronunciation]:
        """What the capitals of a word say about it: U.S. without its stops, Henry VIII."""
        if len(text) < 2 or not (text.isupper() and text.isalpha()):
            return []
        value = spoken_numbers.roman_value(text)
        if value is not None:
            numeral = self._phrases([spoken_numbers.cardinal(value), spoken_numbers.ordinal(value)])
            return [*numeral, *self._phrases([["the", *spoken_numbers.ordinal(value)]])]
        if text in _LETTERS_IN_CAPITALS:
            return [spell_out(text)]
        if len(text) <= _LONGEST_INITIALS and text.isascii() and not self.listed(text.lower()):
            return [spell_out(text)]
        return []

    def _listed_or_built(self, word: str) -> list[Pronunciation]:
        """All ways for a lower-case word with plain apostrophes and hyphens; empty for one without a letter."""
        expanded = self._phrases(way.split() for way in _ABBREVIATIONS.get(word, "").split("|") if way)
        listed = self.listed(word) or self.listed(f"{word}.")
        if expanded:
            return [*expanded, *(listed if word in _ALSO_WORDS else ())]
        if listed:
            return list(listed)
        numeral = spoken_numbers.mixed_readings(word) if word.isascii() else None
        if numeral is not None:
            return self._phrases(numeral)
        parts = re.findall(r"\d+(?:st|nd|rd|th|'?s)?(?![^\W\d_])|\d+|[^\W\d_][^\W\d_']*(?:'[^\W\d_]+)*", word)
        if len(parts) > 1:
            return self._join([self._listed_or_built(part) for part in parts])
        if not parts:
            return []
        if parts[0] != word:
            return self._listed_or_built(parts[0])
        return self._with_ending(word) or self._from_stem(word) or self._sounded_out(word)

    def _phrases(self, phrases: Iterable[list[str]]) -> list[Pronunciation]:
        # One way for each word of a longer phrase: the phrases differ by more than their words' variants do.
        return [
            way
            for phrase in phrases
            for way in self._join([self._listed_or_built(w)[: 1 if len(phrase) > 1 else None] for w in phrase])
        ]

    def _join(self, parts: list[list[Pronunciation]]) -> list[Pronunciation]:
        """All ways of saying the parts one after another, the likeliest of each part first."""
        ways: list[Pronunciation] = [()]
        for part in parts:
            if part:
                # In plain order of product the last part alone would vary before the variants are cut off.
                ranked = [(i + j, head + tail) for (i, head), (j, tail) in product(enumerate(ways), enumerate(part))]
                ways = [way for _, way in sorted(ranked, key=lambda entry: entry[0])[:_MOST_VARIANTS]]
        return [way for way in ways if way]

    def _with_ending(self, word: str) -> list[Pronunciation]:
        """Possessives and contractions: the word before the apostrophe and the sound of what follows it."""
        for ending, sound in _ENDINGS.items():
            if word.endswith(ending) and len(word) > len(ending):
                return [way + sound for way in self._listed_or_built(word[: -len(ending)])]
        if word.endswith("'s") and len(word) > 2:
            return [word_building.with_s(way) for way in self._listed_or_built(word[:-2])]
        bare = word.replace("'", "")
        return self._listed_or_built(bare) if bare != word else []

    def _from_stem(self, word: str) -> list[Pronunciation]:
        """A listed stem with an ending, or two listed words in one; empty when there is neither."""
        return word_building.build(word, self.listed)

    def _sounded_out(self, word: str) -> list[Pronunciation]:
        letters = romanisation.plain_letters(word)
        if letters != word and letters:
            return self._listed_or_built(letters)
        return [sound_out(letters)] if letters else []


def _bundled_dictionary() -> Path:
    try:
        # Imported here, so that the window shows before any engine is loaded.
        from pocketsphinx import get_model_path
    except ImportError as problem:
        raise ModelProblem(
            "The speech engine is not installed.",
            "Readings cannot be followed.",
            "Install litcoach again with its package.",
        ) from problem
    return Path(get_model_path("en-us/cmudict-en-us.dict"))


def _read_dictionary(path: Path) -> dict[str, tuple[str, ...]]:
    """word -> its pronunciations as written; variants "word(2)" follow their word in the file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise ModelProblem(
            f"The pronouncing dictionary {path.name} cannot be read.",
            "Readings cannot be followed.",
            "Install litcoach again with its package.",
        ) from problem
    entries: dict[str, tuple[str, ...]] = {}
    for line in lines:
        word, _, phones = line.partition(" ")
        if word.endswith(")") and "(" in word:
            word = word[: word.index("(")]
            entries[word] = (*entries.get(word, ()), phones)
        elif phones:
            entries[word] = (phones,)
    return entries
