"""A folder of recordings as the benchmark uses it: whose every word is known; what was left out is counted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.ports.vocabulary import Vocabulary

CHILD_UP_TO = 12
# The protocol's own rule, narrower than that of passages: whatever it does not take is in no dictionary anyway.
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’\-][A-Za-z0-9]+)*")
_FEWEST_WORDS = 4
_NOT_TRAITS = frozenset({"id", "audio", "text", "speaker", "seconds"})
_FORM = 'Give a folder with manifest.jsonl: {"id", "audio", "text", "speaker", "age"} a line.'


@dataclass(frozen=True, slots=True)
class Recording:
    """One usable recording. speaker: as the manifest has it, so that readers sort as its author expects.

    traits: the other columns that hold one value, as text. scores: one for each word, None where there is none.
    """

    audio: Path
    words: tuple[str, ...]
    speaker: str | int
    age: object
    traits: Mapping[str, str]
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """recordings: in the manifest's order. left_out: reason -> how many lines. columns: every trait there is."""

    recordings: tuple[Recording, ...]
    left_out: Mapping[str, int]

    @property
    def columns(self) -> set[str]:
        """The traits that at least one recording has."""
        return {name for one in self.recordings for name in one.traits}

    @property
    def used(self) -> list[str]:
        """Every word in lower case, as often as it is used, sorted."""
        return sorted(word.lower() for one in self.recordings for word in one.words)


def read_corpus(folder: Path, vocabulary: Vocabulary, *, children: bool, scores: str | None) -> Corpus:
    """The recordings of a folder that the benchmark can use.

    children: only readers of at most 12 years. scores: the column with a number for each word, if there is one.
    Lines that are broken, that name a missing file or words that no dictionary lists are left out and counted.
    Raises TextFileProblem when nothing is left.
    """
    manifest = folder / "manifest.jsonl"
    try:
        # Not splitlines: a text may hold other characters that count as the end of a line there.
        lines = manifest.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not UTF-8 text"
        raise TextFileProblem(f"{manifest} cannot be read: {reason}.", "Nothing was measured.", _FORM) from problem
    reader = _Reader(folder, vocabulary, children, scores)
    recordings = [found for line in lines if line.strip() and (found := reader.read(line)) is not None]
    if not recordings:
        why = "; ".join(f"{count} lines: {reason}" for reason, count in reader.left_out.items())
        raise TextFileProblem(
            f"{manifest} names no recording that the benchmark can use{f' ({why})' if why else ''}.",
            "Nothing was measured.",
            _FORM,
        )
    return Corpus(tuple(recordings), reader.left_out)


class _Reader:
    """Reads lines and counts why some are of no use."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, children: bool, scores: str | None) -> None:
        self.left_out: dict[str, int] = {}
        self._folder = folder
        self._vocabulary = vocabulary
        self._children = children
        self._scores = scores

    def read(self, line: str) -> Recording | None:
        """The line's recording, or None."""
        try:
            return self._recording(json.loads(line))
        except (json.JSONDecodeError, RecursionError):
            reason = "no JSON"
        except _OfNoUse as found:
            reason = str(found)
        self.left_out[reason] = self.left_out.get(reason, 0) + 1
        return None

    def _recording(self, row: Any) -> Recording:
        if not isinstance(row, dict):
            raise _OfNoUse("no object")
        text, audio, speaker, age = (row.get(name) for name in ("text", "audio", "speaker", "age"))
        if not isinstance(text, str) or not isinstance(audio, str) or not audio or "\0" in audio:
            raise _OfNoUse("no text or no sound file named")
        if not isinstance(speaker, str | int):
            raise _OfNoUse("no speaker")
        if self._children and not isinstance(age, int | float):
            raise _OfNoUse("no age")
        if self._children and isinstance(age, int | float) and age > CHILD_UP_TO:
            raise _OfNoUse(f"older than {CHILD_UP_TO}")
        words = tuple(_WORD.findall(text))
        if len(words) < _FEWEST_WORDS:
            raise _OfNoUse(f"fewer than {_FEWEST_WORDS} words")
        if not all(self._vocabulary.phones(word.lower()) for word in words):
            raise _OfNoUse("a word that no dictionary lists")
        path = self._folder / audio
        if not path.is_file():
            raise _OfNoUse("its sound file is missing")
        traits = {
            name: str(value)
            for name, value in row.items()
            if name not in _NOT_TRAITS and isinstance(value, str | int | float)
        }
        return Recording(path, words, speaker, age, traits, self._scores_of(row, len(words)))

    def _scores_of(self, row: Mapping[str, Any], words: int) -> tuple[float | None, ...]:
        if self._scores is None or self._scores not in row:
            return (None,) * words
        given = row[self._scores]
        if not isinstance(given, list) or len(given) != words:
            raise _OfNoUse(f"not one number for each word under {self._scores}")
        return tuple(float(one) if isinstance(one, int | float) else None for one in given)


class _OfNoUse(Exception):
    """The reason why a line cannot be used."""
