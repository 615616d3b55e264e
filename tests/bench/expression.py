"""Measures expression over a folder of real recordings: what it costs, which levels come out, what they go with.

    python -m tests.bench.expression DIR [--oldest 12] [--each 20] [--pause-every N]

Each reader's recordings are joined to one reading, sentence after sentence. Where the manifest has people's own
scores in the columns "fluency" or "prosodic", the rank correlation with them is printed too; nothing is fitted.
--pause-every cuts each reading open before every N-th word, lays 0.6 s of its own room there and hears it again: a
reading that pauses before every word is word by word, whoever reads it.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from litcoach_desktop.cli.listening import hear
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.phrasing import phrasing_of
from litcoach_desktop.domain.reading.prosody import Expression, ExpressionRules, Part, expression_of
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.prosody import measure_voice
from litcoach_desktop.parts.engines import read_sound, real_listener
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_PAUSE = round(0.6 * SAMPLE_RATE)
_SCORES = ("age", "fluency", "prosodic")


@dataclass(frozen=True)
class Measured:
    """One reader. figures: by name, what may go together with a person's scores."""

    expression: Expression
    figures: dict[str, float]
    given: dict[str, float]
    seconds: float
    cost_s: float


def halting(samples: Samples, events: ReadingEvents, every: int) -> Samples:
    """The recording with a pause of its own room's sound before every so-and-so-many-th word that was heard."""
    frames = samples[: len(samples) // _PAUSE * _PAUSE].reshape(-1, _PAUSE)
    room = frames[frames.astype(np.float32).var(axis=1).argmin()]
    starts = [round(word.start_s * SAMPLE_RATE) for word in events.words if word.start_s is not None]
    pieces = np.split(samples, sorted(starts)[every::every])
    return np.concatenate([part for piece in pieces for part in (piece, room)][:-1])


def measure(folder: Path, rows: list[dict[str, Any]], pause_every: int) -> Measured | None:
    """All recordings of one reader as one reading; None when too little was heard in them."""
    samples = np.concatenate([read_sound(folder / row["audio"]) for row in rows])
    passage = Passage(" ".join(row["text"].strip().rstrip(".") + "." for row in rows))
    events = hear(real_listener(), passage, samples)
    if pause_every:
        samples = halting(samples, events, pause_every)
        events = hear(real_listener(), passage, samples)
    begun = time.process_time()
    measure_voice(samples, passage, events)
    expression = expression_of(events, passage)
    cost = time.process_time() - begun
    if expression is None or events.voice is None:
        return None
    phrasing = phrasing_of(events, passage, ExpressionRules().pause_s)
    lengths = [len(phrase) for phrase in phrasing.phrases]
    figures = {
        "words between pauses": float(np.mean(lengths)),
        "words a minute": phrasing.wpm,
        "pitch range": events.voice.span,
        "clauses paused in": phrasing.broken_clauses[0] / max(1, phrasing.broken_clauses[1]),
        "total of the four parts": float(expression.total or np.nan),
        "NAEP level": float(expression.naep.level or np.nan),
    }
    given = {name: float(np.mean([row[name] for row in rows])) for name in _SCORES if name in rows[0]}
    return Measured(expression, figures, given, len(samples) / SAMPLE_RATE, cost)


def rank_correlation(left: list[float], right: list[float]) -> float:
    """Spearman's; equal values share their ranks. NaN where one side is the same everywhere."""
    if len(set(left)) < 2 or len(set(right)) < 2:
        return float("nan")

    def ranks(values: list[float]) -> Any:
        _, place, count = np.unique(values, return_inverse=True, return_counts=True)
        return (np.cumsum(count) - (count - 1) / 2)[place]

    return float(np.corrcoef(ranks(left), ranks(right))[0, 1])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--oldest", type=int, default=12, help="age of the oldest reader")
    parser.add_argument("--each", type=int, default=20, help="recordings of each reader")
    parser.add_argument("--pause-every", type=int, default=0, help="words between two laid-in pauses; 0 for none")
    options = parser.parse_args()
    readers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (options.corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["age"] <= options.oldest and len(readers[row["speaker"]]) < options.each:
            readers[row["speaker"]].append(row)
    found = [one for rows in readers.values() if rows and (one := measure(options.corpus, rows, options.pause_every))]
    print(f"{len(found)} readings, {sum(one.seconds for one in found) / 60:.1f} minutes")
    print(f"real-time factor of pitch and rules: {sum(o.cost_s for o in found) / sum(o.seconds for o in found):.4f}")
    levels = {"NAEP level": [one.expression.naep.level for one in found]}
    levels |= {part.value: [one.expression.parts[part].level for one in found] for part in Part}
    for name, counts in ((name, Counter(values)) for name, values in levels.items()):
        print(f"{name:<24}", "  ".join(f"{level or 'open'}: {counts[level]}" for level in (1, 2, 3, 4, None)))
    for name in found[0].figures:
        values = [one.figures[name] for one in found]
        spread = " / ".join(f"{value:.2f}" for value in np.nanquantile(values, (0.05, 0.5, 0.95)))
        known = [place for place, value in enumerate(values) if np.isfinite(value)]
        with_scores = "  ".join(
            f"{given} {rank_correlation([values[at] for at in known], [found[at].given[given] for at in known]):+.2f}"
            for given in found[0].given
        )
        print(f"{name:<24} {spread}   with {with_scores}")


if __name__ == "__main__":
    main()
