"""`litcoach assess reading`: judges every line of a manifest, on all cores, and writes one result for each.

A line whose sound is missing or broken, whose text is empty or which is no JSON still gets its result, with its
words unscored. Results stand in the manifest's order and the file appears whole or not at all.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.cli.judging_pool import judge_all, show_progress
from litcoach_desktop.cli.needs import LISTENERS, Parts
from litcoach_desktop.domain.errors import ModelProblem, StorageProblem, TextFileProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import Samples


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a manifest. problem: why it cannot be judged, None when it can be tried."""

    id: object
    audio: Path
    text: str
    problem: str | None = None

    def sound(self, parts: Parts) -> Samples:
        """The recording. Raises AudioFileProblem."""
        return parts.read_sound(self.audio)


def run(parts: Parts, manifest: Path, out: Path, *, listener: str, processes: int | None) -> int:
    """Judge the manifest; 0 when every line has its result, however many could not be scored."""
    need_listener(parts, listener)
    items = read_manifest(manifest)
    partial = out.with_name(out.name + ".part")
    begun = time.monotonic()
    heard_s = problems = 0.0
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            for done, line in enumerate(judge_all(parts, items, processes or os.cpu_count() or 1, listener), 1):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                heard_s += line["duration_s"]
                if "problem" in line:
                    problems += 1
                    print(f"{line['id']}: not scored: {line['problem']}", file=sys.stderr)
                show_progress(done, len(items), time.monotonic() - begun)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(out)
    except OSError as problem:
        raise StorageProblem(
            f"The results cannot be written to {out}: {problem.strerror or problem}.",
            "No results were kept.",
            "Give a path that can be written, on a disk with room.",
        ) from problem
    finally:
        partial.unlink(missing_ok=True)
    took = time.monotonic() - begun
    print(
        f"{len(items)} readings, {int(problems)} of them not scored; {heard_s / 60:.1f} minutes of sound "
        f"in {took / 60:.1f} minutes. Results: {out}",
        file=sys.stderr,
    )
    return 0


def need_listener(parts: Parts, name: str) -> None:
    """Raise ModelProblem, in words, when this machine has no listener of that name."""
    if name not in LISTENERS:
        raise ModelProblem(
            f"There is no listener called “{name}”.", "Nothing was judged.", f"Choose one of: {', '.join(LISTENERS)}."
        )
    parts.listener(name)


def read_manifest(manifest: Path) -> list[Item]:
    """All lines of a manifest; audio paths are relative to its folder. Raises TextFileProblem."""
    try:
        lines = manifest.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        reason = (getattr(problem, "strerror", None) or "it is not UTF-8 text").lower()
        raise TextFileProblem(
            f"The manifest {manifest} cannot be read: {reason}.",
            "Nothing was judged.",
            'Give a file with one {"id", "audio", "text"} a line.',
        ) from problem
    return [_item(number, line, manifest.parent) for number, line in enumerate(lines, 1) if line.strip()]


def _item(number: int, line: str, folder: Path) -> Item:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return Item(f"line-{number}", folder, "", f"line {number} of the manifest is not JSON")
    if not isinstance(row, dict):
        return Item(f"line-{number}", folder, "", f"line {number} of the manifest is not an object")
    ident, audio, text = row.get("id", f"line-{number}"), row.get("audio"), row.get("text")
    shown = text if isinstance(text, str) else ""
    if not isinstance(audio, str) or not audio or "\0" in audio:
        return Item(ident, folder, shown, "it names no sound file")
    if not isinstance(text, str) or not Passage(text).words:
        return Item(ident, folder / audio, shown, "its text has no words")
    return Item(ident, folder / audio, text)
