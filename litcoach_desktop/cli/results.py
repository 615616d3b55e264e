"""A reading as one line of `results.jsonl`, in the form that `litcoach assess reading` promises.

    {"id", "words": [{"index", "status", "p_correct", "start_s", "end_s", "flags": [...]}...],
     "insertions": [{"after_index", "start_s", "end_s"}...], "last_attempted": index or -1, "wcpm",
     "duration_s", "elapsed_s", "expression": {...} or null}

A reading that could not be judged has all its words unscored and the reason under "problem".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from litcoach_desktop.cli.expression import expression_fields
from litcoach_desktop.domain.reading.events import ReadingEvents, WordStatus
from litcoach_desktop.domain.reading.prosody import expression_of
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL, PRESETS, Timing
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage

# Recordings that are judged in bulk were cut to the reading beforehand: the clock runs from end to end.
_PROTOCOL = replace(PRESETS[DEFAULT_PROTOCOL], timing=Timing.RECORDING)


def result(ident: object, passage: Passage, events: ReadingEvents, elapsed_s: float) -> dict[str, Any]:
    """The line of a reading that was judged."""
    line: dict[str, Any] = {
        "id": ident,
        "words": [
            {
                "index": word.index,
                "status": word.status.value,
                "p_correct": round(word.p_correct, 4),
                "start_s": _seconds(word.start_s),
                "end_s": _seconds(word.end_s),
                "flags": sorted(flag.value for flag in word.flags),
            }
            for word in events.words
        ],
        "insertions": [
            {"after_index": one.after_index, "start_s": _seconds(one.start_s), "end_s": _seconds(one.end_s)}
            for one in events.insertions
        ],
        "last_attempted": events.last_attempted,
        "wcpm": 0.0 if events.unscored_reason else round(score(events, passage, _PROTOCOL).wcpm, 2),
        "duration_s": round(events.duration_s, 3),
        "elapsed_s": round(elapsed_s, 4),
        "expression": expression_fields(expression_of(events, passage)),
    }
    if events.unscored_reason:
        line["problem"] = events.unscored_reason
    return line


def unjudged(
    ident: object, text: str, reason: str, *, duration_s: float = 0.0, elapsed_s: float = 0.0
) -> dict[str, Any]:
    """The line of a reading that could not be judged: honest about it, and of the same shape."""
    return {
        "id": ident,
        "words": [
            {
                "index": word.index,
                "status": WordStatus.UNSCORED.value,
                "p_correct": 0.5,
                "start_s": None,
                "end_s": None,
                "flags": [],
            }
            for word in Passage(text).words
        ],
        "insertions": [],
        "last_attempted": -1,
        "wcpm": 0.0,
        "duration_s": round(duration_s, 3),
        "elapsed_s": round(elapsed_s, 4),
        "expression": None,
        "problem": reason,
    }


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
