"""The benchmark's files: manifest, truth and results, one line for each item."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litcoach_desktop.cli.reading_bench.sound import Item
from litcoach_desktop.domain.errors import StorageProblem, TextFileProblem
from litcoach_desktop.domain.reading.benchmark.truth import Kind, Truth, Verdict, WordVerdict
from litcoach_desktop.domain.reading.events import WordFlag, WordStatus


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the files of one run go."""

    path: Path

    def create(self) -> None:
        """Make the folder. Raises StorageProblem."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise self._problem(problem) from problem

    def write_lines(self, name: str, lines: Iterable[object]) -> None:
        """Write one JSON object a line. Raises StorageProblem."""
        self.write_text(name, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))

    def write_text(self, name: str, text: str) -> None:
        """Write a whole file. Raises StorageProblem."""
        try:
            (self.path / name).write_text(text, encoding="utf-8", newline="\n")
        except OSError as problem:
            raise self._problem(problem) from problem

    def _problem(self, problem: OSError) -> StorageProblem:
        return StorageProblem(
            f"The results cannot be written to {self.path}: {problem.strerror or problem}.",
            "Nothing more was measured.",
            "Give a folder that can be written, on a disk with room.",
        )


def manifest_line(item: Item) -> dict[str, Any]:
    """What an assessor may see of an item."""
    return {"id": item.id, "audio": f"audio/{item.id}.flac", "text": item.text}


def truth_line(truth: Truth) -> dict[str, Any]:
    """All that is known of an item."""
    line: dict[str, Any] = {
        "id": truth.id,
        "seconds": truth.seconds,
        "commonness": truth.commonness,
        "kind": truth.kind,
        "labels": truth.labels,
        "insertions": truth.insertions,
        "speaker": truth.speaker,
        "traits": dict(truth.traits),
    }
    if truth.kind is not Kind.SENTENCE:
        line |= {"hesitations": truth.hesitations, "wcpm": truth.wcpm}
    return line


def verdict_of(line: dict[str, Any]) -> Verdict:
    """A result line as the scoring takes it. Raises ValueError, KeyError, TypeError or AttributeError for a bad one."""
    return Verdict(
        words=tuple(
            WordVerdict(
                WordStatus(word["status"]), float(word["p_correct"]), WordFlag.HESITATION in word.get("flags", [])
            )
            for word in line["words"]
        ),
        insertions=tuple(int(one["after_index"]) for one in line["insertions"]),
        last_attempted=int(line["last_attempted"]),
        wcpm=float(line["wcpm"]),
        elapsed_s=float(line.get("elapsed_s", 0)),
    )


def read_results(path: Path, truths: Sequence[Truth]) -> list[dict[str, Any]]:
    """The result line for each truth, in its order, from a file that any assessor wrote. Raises TextFileProblem."""
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
        found = {str(line["id"]): line for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise _no_results(path, f"{type(problem).__name__}") from problem
    ordered = []
    for truth in truths:
        if truth.id not in found:
            raise _no_results(path, f"item {truth.id} has no result")
        try:
            words = len(verdict_of(found[truth.id]).words)
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise _no_results(path, f"item {truth.id}: {type(problem).__name__}") from problem
        if words != len(truth.labels):
            raise _no_results(path, f"item {truth.id} has {words} words in the result, {len(truth.labels)} in its text")
        ordered.append(found[truth.id])
    return ordered


def _no_results(path: Path, reason: str) -> TextFileProblem:
    return TextFileProblem(
        f"{path} holds no results of these items ({reason}).",
        "Nothing was measured.",
        "Give results of the same corpus, seed and numbers of items, or leave the option away.",
    )
