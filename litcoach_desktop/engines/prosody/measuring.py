"""From a recording and the times of its words to the measures of the voice."""

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.reading.voice import Ending, Voice
from litcoach_desktop.engines.prosody.pitch import HOP_S, Curve, pitch_curve
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_LEAST_VOICED_S = 1.0
_WORD_FRAMES = 4  # a pitch from less is chance
_ENDING_S = 0.35  # about the last stressed syllable and what follows it
_ENDING_FRAMES = 8
_FARTHEST = 14.0  # semitones from the median; an octave and more is the tracker's mistake
_STEPS = 2  # a semitone: finer differences between words are no matter of expression
_FRAMES_AT_ONCE = 1_000
_LOUD, _ROOM = 0.9, 0.05  # quantiles of the level


def measure_voice(samples: Samples, passage: Passage, events: ReadingEvents) -> Voice | None:
    """The voice within the words that were heard; None when there is hardly any."""
    curve = pitch_curve(samples)
    heard = np.zeros(len(curve), np.bool_)
    spans = {}
    for word in events.words:
        if word.start_s is not None and word.end_s is not None:
            spans[word.index] = span = slice(round(word.start_s / HOP_S), round(word.end_s / HOP_S))
            heard[span] = True
    voiced = curve[heard & np.isfinite(curve)]
    if len(voiced) * HOP_S < _LEAST_VOICED_S:
        return None
    median = float(np.median(voiced))
    semitones = 12 * np.log2(curve / median)
    semitones[np.abs(semitones) > _FARTHEST] = np.nan
    low, high = np.nanquantile(semitones[heard], (0.1, 0.9))
    return Voice(
        median_hz=round(median, 1),
        span=round(float(high - low), 1),
        voiced_s=round(len(voiced) * HOP_S, 2),
        above_room_db=_above_room(samples, heard),
        pitches=tuple(_middle(semitones[spans[word.index]]) if word.index in spans else None for word in events.words),
        endings=_endings(semitones, spans, passage),
    )


def _middle(semitones: Curve) -> float | None:
    known = semitones[np.isfinite(semitones)]
    return None if len(known) < _WORD_FRAMES else round(float(np.median(known)) * _STEPS) / _STEPS


def _endings(semitones: Curve, spans: dict[int, slice], passage: Passage) -> tuple[Ending, ...]:
    found = []
    for word in passage.words:
        span = spans.get(word.index)
        if not word.ends_clause or span is None:
            continue
        places = span.start + np.flatnonzero(np.isfinite(semitones[span]))
        places = places[places > places[-1] - _ENDING_S / HOP_S] if len(places) else places
        if len(places) >= _ENDING_FRAMES:
            slope = float(np.polyfit(places, semitones[places], 1)[0])
            movement = slope * float(places[-1] - places[0])
            found.append(Ending(word.index, round(movement * _STEPS) / _STEPS))
    return tuple(found)


def _above_room(samples: Samples, heard: NDArray[np.bool_]) -> float:
    """Decibels between the loud frames of the words and the quietest of the whole recording."""
    hop = round(HOP_S * SAMPLE_RATE)
    frames = samples[: len(samples) // hop * hop].reshape(-1, hop)
    # In pieces, as an hour of sound in floating point would fill the memory of a small laptop.
    pieces = [
        frames[at : at + _FRAMES_AT_ONCE].astype(np.float32).var(axis=1)
        for at in range(0, len(frames), _FRAMES_AT_ONCE)
    ]
    levels = 10 * np.log10(np.maximum(np.concatenate(pieces), 1e-2))
    spoken = levels[heard[: len(levels)]]
    return round(float(np.quantile(spoken, _LOUD) - np.quantile(levels, _ROOM)), 1)
