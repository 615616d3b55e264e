"""`litcoach bench`: what the listener hears, how fast, and what it costs, over real recordings or for an hour.

A corpus is a folder with manifest.jsonl: {"id", "audio", "text", "speaker", "age"} a line, of readings in which
the text was read as printed. So every word that is not marked correct is a false mark.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from litcoach_desktop.cli.demo import DEMO, planned
from litcoach_desktop.cli.listening import CHUNK
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.process_figures import ProcessFigures, figures_now
from litcoach_desktop.cli.rehearsal import Rehearsal
from litcoach_desktop.domain.errors import EnvironmentProblem, TextFileProblem
from litcoach_desktop.domain.reading.events import ReadingEvents, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import Listener

# The dictionary, the acoustic model and the caches are all there after a few readings.
_WARM_UP_READINGS = 20
_AS_FAST_AS_IT_GOES = 1000.0


@dataclass(frozen=True, slots=True)
class Recording:
    """A line of a corpus. age: years, None when unknown."""

    id: str
    audio: Path
    text: str
    age: float | None


@dataclass
class Measured:
    """What was measured so far. Times in seconds."""

    words: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    chunk_s: list[float] = field(default_factory=list)
    judge_s: list[float] = field(default_factory=list)
    heard_s: float = 0.0
    spent_s: float = 0.0
    readings: int = 0
    unscored: int = 0
    skipped: list[str] = field(default_factory=list)
    figures: list[ProcessFigures] = field(default_factory=list)

    def add(self, events: ReadingEvents, age: float | None, spent_s: float, heard_s: float) -> None:
        """Add a reading that was judged, and measure memory after it."""
        self.spent_s += spent_s
        self.heard_s += heard_s
        self.readings += 1
        self.unscored += events.unscored_reason is not None
        counts = self.words[_group(age)]
        counts[0] += sum(word.status is WordStatus.CORRECT for word in events.words)
        counts[1] += len(events.words)
        self.figures.append(figures_now())

    def report(self) -> dict[str, Any]:
        """The figures as one object; None where nothing was measured."""
        right, total = (sum(pair[at] for pair in self.words.values()) for at in (0, 1))
        report: dict[str, Any] = {
            "readings": self.readings,
            "skipped": len(self.skipped),
            "unscored_readings": self.unscored,
            "minutes": round(self.heard_s / 60, 2),
            "words": total,
            "share_correct": _share(right, total),
        }
        report |= {f"share_correct_{group}": _share(*pair) for group, pair in sorted(self.words.items())}
        report |= {
            "real_time_factor": _share(self.spent_s, self.heard_s),
            "chunk_ms_p50": _percentile_ms(self.chunk_s, 50),
            "chunk_ms_p95": _percentile_ms(self.chunk_s, 95),
            "judge_ms_p50": _percentile_ms(self.judge_s, 50),
        }
        if self.figures:
            warm = self.figures[min(_WARM_UP_READINGS, len(self.figures) // 2)]
            report |= {
                "resident_mb_warm": round(warm.resident_mb, 1),
                "resident_mb_end": round(self.figures[-1].resident_mb, 1),
                "resident_mb_most": round(max(one.resident_mb for one in self.figures), 1),
                "threads": self.figures[-1].threads,
                "open_files": self.figures[-1].open_files,
            }
        return report


def run_corpus(parts: Parts, corpus: Path, *, items: int | None, minutes: float | None, as_json: bool) -> int:
    """Measure over a corpus: every recording once, or round and round for so many minutes of sound."""
    recordings = read_corpus(corpus)
    if items is not None and items < len(recordings):
        # Spread over the whole list, which is usually sorted by speaker.
        recordings = [recordings[int(at * len(recordings) / items)] for at in range(items)]
    listener = parts.listener()
    measured = Measured()
    for recording in _enough(recordings, minutes, measured):
        try:
            samples = parts.read_sound(recording.audio)
        except EnvironmentProblem as problem:
            print(f"{recording.id}: {problem.happened}", file=sys.stderr)
            measured.skipped.append(recording.id)
            continue
        measure(listener, recording, samples, measured)
        _progress(measured)
    return _tell(measured, as_json)


def run_soak(parts: Parts, *, minutes: float, as_json: bool) -> int:
    """Have the demo's passage read through the whole program, again and again, for so many minutes of sound."""
    plan, measured = planned(), Measured()
    samples = parts.read_sound(DEMO / "reading.flac")
    with tempfile.TemporaryDirectory(prefix="litcoach-soak-", ignore_cleanup_errors=True) as folder:
        rehearsal = Rehearsal(parts, Path(folder), samples, speed=_AS_FAST_AS_IT_GOES)
        try:
            text, readers = rehearsal.text(plan.text_id), cycle(rehearsal.students)
            while measured.heard_s < minutes * 60:
                begun = time.perf_counter()
                detail = rehearsal.read(next(readers), text, lambda _event: None, lambda _recorded: None)
                measured.add(detail.events, None, time.perf_counter() - begun, len(samples) / SAMPLE_RATE)
                _progress(measured)
        finally:
            rehearsal.close()
    return _tell(measured, as_json)


def read_corpus(corpus: Path) -> list[Recording]:
    """The recordings of a corpus. Raises TextFileProblem when there is no usable manifest."""
    manifest = corpus / "manifest.jsonl"
    try:
        lines = manifest.read_text(encoding="utf-8-sig").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        recordings = [
            Recording(str(row["id"]), corpus / row["audio"], row["text"], row.get("age"))
            for row in rows
            if Passage(row["text"]).words
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise TextFileProblem(
            f"There is no corpus of recordings in {corpus} ({type(problem).__name__} in manifest.jsonl).",
            "Nothing was measured.",
            'Give a folder with manifest.jsonl: {"id", "audio", "text", "speaker", "age"} a line.',
        ) from problem
    if not recordings:
        raise TextFileProblem(f"{manifest} names no recordings.", "Nothing was measured.", "Give another folder.")
    return recordings


def measure(listener: Listener, recording: Recording, samples: Samples, measured: Measured) -> None:
    """Hear one recording as a live reading is heard, and add it to what was measured."""
    passage = Passage(recording.text)
    begun = time.perf_counter()
    following = listener.follow(passage)
    for start in range(0, len(samples), CHUNK):
        before = time.perf_counter()
        following.feed(samples[start : start + CHUNK])
        measured.chunk_s.append(time.perf_counter() - before)
    before = time.perf_counter()
    events = following.judge()
    ended = time.perf_counter()
    measured.judge_s.append(ended - before)
    measured.add(events, recording.age, ended - begun, len(samples) / SAMPLE_RATE)


def _enough(recordings: list[Recording], minutes: float | None, measured: Measured) -> Iterator[Recording]:
    if minutes is None:
        yield from recordings
        return
    for recording in cycle(recordings):
        if measured.heard_s >= minutes * 60:
            return
        if len(measured.skipped) > len(recordings):
            raise TextFileProblem(
                "Not one recording of the corpus can be read.", "Nothing was measured.", "Check the sound files."
            )
        yield recording


def _group(age: float | None) -> str:
    if age is None:
        return "age_unknown"
    return "child" if age <= 12 else "older"


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile_ms(seconds: list[float], rank: float) -> float | None:
    return round(float(np.percentile(seconds, rank)) * 1000, 2) if seconds else None


def _progress(measured: Measured) -> None:
    if measured.readings % 20 == 0 and measured.figures:
        now = measured.figures[-1]
        print(
            f"{measured.readings} readings, {measured.heard_s / 60:.1f} min, {now.resident_mb:.0f} MB",
            file=sys.stderr,
            flush=True,
        )


def _tell(measured: Measured, as_json: bool) -> int:
    report = measured.report()
    if as_json:
        print(json.dumps(report | {"figures": [asdict(one) for one in measured.figures[::_WARM_UP_READINGS]]}))
    else:
        console = Console(highlight=False)
        for name, value in report.items():
            console.print(f"{name:32} {'–' if value is None else value}")
    return 0
