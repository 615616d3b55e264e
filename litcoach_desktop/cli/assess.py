"""`litcoach assess reading`: judges every line of a manifest, on all cores, and writes one result for each.

A line whose sound is missing or broken, whose text is empty or which is no JSON still gets its result, with its
words unscored. Results stand in the manifest's order and the file appears whole or not at all.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litcoach_desktop.cli.listening import hear
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.results import result, unjudged
from litcoach_desktop.domain.errors import EnvironmentProblem, ModelProblem, StorageProblem, TextFileProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE

_log = logging.getLogger(__name__)
_LISTENERS = ("sphinx",)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a manifest. problem: why it cannot be judged, None when it can be tried."""

    id: object
    audio: Path
    text: str
    problem: str | None = None


def run(parts: Parts, manifest: Path, out: Path, *, listener: str, processes: int | None) -> int:
    """Judge the manifest; 0 when every line has its result, however many could not be scored."""
    if listener not in _LISTENERS:
        raise ModelProblem(
            f"There is no listener called “{listener}” on this machine.",
            "Nothing was judged.",
            f"Choose one of: {', '.join(_LISTENERS)}.",
        )
    items = read_manifest(manifest)
    partial = out.with_name(out.name + ".part")
    begun = time.monotonic()
    heard_s = problems = 0.0
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            for done, line in enumerate(judge_all(parts, items, processes or os.cpu_count() or 1), 1):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
                heard_s += line["duration_s"]
                if "problem" in line:
                    problems += 1
                    print(f"{line['id']}: not scored: {line['problem']}", file=sys.stderr)
                _progress(done, len(items), time.monotonic() - begun)
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


def judge_all(parts: Parts, items: list[Item], processes: int) -> Iterator[dict[str, Any]]:
    """A result line for each item, in order, from so many processes.

    A listener that takes its whole process down costs the one reading it died of, not the run: what was under
    way is then tried again one by one.
    """
    at = 0
    while at < len(items):
        try:
            with _pool(parts, min(processes, len(items) - at)) as pool:
                waiting = [pool.submit(_judge, item) for item in items[at:]]
                try:
                    for future in waiting:
                        yield future.result()
                        at += 1
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except BrokenProcessPool:
            for _ in range(min(processes, len(items) - at)):
                yield _judge_alone(parts, items[at])
                at += 1


def _judge_alone(parts: Parts, item: Item) -> dict[str, Any]:
    with _pool(parts, 1) as pool:
        future: Future[dict[str, Any]] = pool.submit(_judge, item)
        try:
            return future.result()
        except BrokenProcessPool:
            return unjudged(item.id, item.text, "the listener crashed on it")


def _pool(parts: Parts, processes: int) -> ProcessPoolExecutor:
    # Not forked: a forked child inherits the locks of native libraries in whatever state they were.
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _start_worker, (parts,))


_worker_parts: list[Parts] = []
"""One in a worker process, none in the parent: a spawned process has no other way to keep its start values."""


def _start_worker(parts: Parts) -> None:
    # Ctrl-C reaches the whole group; the parent ends the workers, which then have nothing to say about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_parts[:] = [parts]


def _judge(item: Item) -> dict[str, Any]:
    begun = time.perf_counter()
    if item.problem is not None:
        return unjudged(item.id, item.text, item.problem)
    parts = _worker_parts[0]
    duration_s = 0.0
    try:
        samples = parts.read_sound(item.audio)
        duration_s = len(samples) / SAMPLE_RATE
        passage = Passage(item.text)
        listener = parts.listener()
        events = hear(listener, passage, samples)
    except ModelProblem:
        raise
    except EnvironmentProblem as problem:
        return unjudged(
            item.id, item.text, problem.happened, duration_s=duration_s, elapsed_s=time.perf_counter() - begun
        )
    except Exception as bug:
        # One reading that trips a bug must not take the other thousand results with it.
        _log.exception("%s could not be judged", item.id)
        reason = f"a bug in litcoach ({type(bug).__name__})"
        return unjudged(item.id, item.text, reason, duration_s=duration_s, elapsed_s=time.perf_counter() - begun)
    return result(item.id, passage, events, time.perf_counter() - begun)


def _progress(done: int, total: int, seconds: float) -> None:
    # One line that is written over on a terminal; every tenth part of the way in a log.
    if sys.stderr.isatty():
        left = seconds / done * (total - done)
        end = "\n" if done == total else ""
        print(f"\r{done} of {total}, about {left / 60:.0f} min left ", end=end, file=sys.stderr, flush=True)
    elif done == total or done % max(1, total // 10) == 0:
        print(f"{done} of {total}", file=sys.stderr, flush=True)
