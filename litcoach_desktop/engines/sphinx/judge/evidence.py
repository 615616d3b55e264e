"""What the sound says about each passage word and each place between words: the numbers that the judge decides by.

All of it is acoustic: how well the word fits against its rivals, how each of its phones fits and how long it is,
and how that compares with the same reader's other words. Nothing of the text or of a word's rarity is used.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import SILENCE, AcousticModel
from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST, OTHER, Alignment, align
from litcoach_desktop.engines.sphinx.judge.alternatives import fit_chains, fit_free_speech, leave_out
from litcoach_desktop.engines.sphinx.judge.hearing import Hearing
from litcoach_desktop.engines.sphinx.judge.passage_graph import (
    SILENCE_CHAIN,
    ChainPlan,
    Chains,
    Pronunciation,
    lay_chains,
    passage_chains,
)
from litcoach_desktop.engines.sphinx.judge.phone_evidence import measure_phones
from litcoach_desktop.engines.sphinx.judge.stretches import Stretch

WORD_MEASURES = (
    "best_gap",
    "loop",
    "loop_per_frame",
    "skip",
    "skip_per_frame",
    "rival",
    "rival_per_frame",
    "third_rival",
    "mean_rival",
    "rivals_ahead",
    "share",
    "near_share",
    "rival_distance",
    "on_path",
    "frames",
    "phones",
    "frames_per_phone",
    "other_before",
    "other_after",
    "silence_before",
    "silence_after",
    "loudness",
    "free_longer",
    "free_phones",
)
GAP_MEASURES = (
    "gain",
    "gain_per_frame",
    "frames",
    "phones",
    "other",
    "other_before",
    "other_after",
    "silence",
    "loudness",
    "free_fit",
    "at_start",
    "at_end",
)
_STEP = 128  # frames scored at once
_MARGIN = 25  # frames around a word in which rivals may lie
_SKIPPED_MARGIN = 40
_BOUND = 300.0
_SHARE_SCALE = 8.0  # softens the scores, which are far too sure of themselves, before they become shares
_NEAR_RIVAL = 1.35  # distance up to which a rival counts as a near misreading


@dataclass(frozen=True)
class Rival:
    """A word that may have been said instead: spelling, pronunciation, phonetic distance."""

    word: str
    pronunciation: Pronunciation
    distance: float


@dataclass(frozen=True)
class PassageWord:
    """A passage word as it can be heard: its pronunciations and its rivals."""

    pronunciations: tuple[Pronunciation, ...]
    rivals: tuple[Rival, ...]


@dataclass(frozen=True)
class WordEvidence:
    """What was found for one word in one stretch. Frames count from the start of the recording.

    measures: values in the order of WORD_MEASURES. phones: (phones, measures) as `phone_evidence` gives them, of
    `phone_ids`.
    on_path: the best alignment contains the word. rival: the best rival, if it fits better than the word, and by how
    much a frame (rival_margin).
    """

    index: int
    start: int
    end: int
    on_path: bool
    measures: NDArray[np.float32]
    phone_ids: NDArray[np.int32]
    phones: NDArray[np.float32]
    rival: str | None
    rival_margin: float


@dataclass(frozen=True)
class GapEvidence:
    """What was found before word `index` of the passage (after the last one: its index plus one)."""

    index: int
    start: int
    end: int
    measures: NDArray[np.float32]


class StretchReader:
    """Gathers the evidence of stretches of one reading."""

    def __init__(self, model: AcousticModel, words: Sequence[PassageWord]) -> None:
        self._model = model
        self._words = words
        self._silence = model.phone(SILENCE)

    def _passage_chains(self, stretch: Stretch) -> Chains:
        """The chains that align the stretch."""
        words = [word.pronunciations for word in self._words[stretch.first : stretch.stop]]
        return passage_chains(self._model, words, every_context=True)

    def _rival_chains(self, stretch: Stretch) -> Chains:
        """The chains of the stretch's words and their rivals, `owner` counting within the stretch."""
        plans = []
        words = self._words[stretch.first : stretch.stop]
        for at, word in enumerate(words):
            before = words[at - 1].pronunciations[0][-1] if at else self._silence
            after = words[at + 1].pronunciations[0][0] if at + 1 < len(words) else self._silence
            for pronunciation in word.pronunciations:
                plans.append(ChainPlan(pronunciation, before, after, at, at + 1, at))
                plans.append(ChainPlan(pronunciation, self._silence, self._silence, at, at + 1, at))
            plans.extend(ChainPlan(r.pronunciation, before, after, at, at + 1, at) for r in word.rivals)
        return lay_chains(self._model, plans)

    def reading(
        self, stretch: Stretch, hearing: Hearing
    ) -> Generator[None, None, tuple[list[WordEvidence], list[GapEvidence]]]:
        """Reads in small steps; returns the evidence for the stretch's words, in order, and for the places before,
        between and after them."""
        passage, rivals = self._passage_chains(stretch), self._rival_chains(stretch)
        window = slice(stretch.start, stretch.end)
        junctions = stretch.stop - stretch.first + 1
        senones, states = np.unique(np.concatenate([passage.senone, rivals.senone]), return_inverse=True)
        selection = hearing.select(senones)
        yield
        scores = np.empty((stretch.end - stretch.start, len(senones)), np.float32)
        for start in range(stretch.start, stretch.end, _STEP):
            end = min(start + _STEP, stretch.end)
            scores[start - stretch.start : end - stretch.start] = hearing.score(selection, start, end)
            yield
        of_passage, of_rivals = states[: len(passage.senone)], states[len(passage.senone) :]
        emissions = scores[:, of_passage]
        other = hearing.other[window]
        alignment = align(emissions, passage, junctions, other, stretch.skips)
        yield
        nothing_else = np.full_like(other, LOWEST)
        strict = align(emissions, passage, junctions, nothing_else, stretch.skips, traced=False)
        yield
        words = self._read_words(stretch, hearing, scores, of_rivals, passage, rivals, alignment)
        yield
        return words, _read_gaps(stretch, hearing, passage, alignment, strict)

    def _read_words(
        self,
        stretch: Stretch,
        hearing: Hearing,
        scores: NDArray[np.float32],
        columns: NDArray[np.intp],
        passage: Chains,
        rivals: Chains,
        alignment: Alignment,
    ) -> list[WordEvidence]:
        frames = stretch.end - stretch.start
        count = stretch.stop - stretch.first
        spans, other, silence = _path_spans(passage, alignment, hearing, stretch)
        opens = np.zeros(count, np.int32)
        closes = np.zeros(count, np.int32)
        for at, (start, end) in enumerate(spans.tolist()):
            margin = _MARGIN if end > start else _SKIPPED_MARGIN
            opens[at], closes[at] = max(0, start - margin), min(frames, end + margin)
        fitted = fit_chains(scores, columns, rivals, alignment, opens[rivals.owner], closes[rivals.owner])
        indices = np.arange(count, dtype=np.int32)
        free = fit_free_speech(alignment, hearing.loop.total[stretch.start : stretch.end + 1], indices, opens, closes)
        skipped = leave_out(alignment, indices)
        loud = float(np.quantile(hearing.loudness[stretch.start : stretch.end], 0.9))
        found = []
        for at in range(count):
            chains = np.flatnonzero(rivals.owner == at)
            own_count = 2 * len(self._words[stretch.first + at].pronunciations)
            own, others = chains[:own_count], chains[own_count:]
            best = int(own[fitted.total[own].argmax()])
            start, end = int(fitted.start[best]), int(fitted.end[best])
            length = max(1, end - start)
            target = float(fitted.total[best])
            rival_list = self._words[stretch.first + at].rivals
            rival = _rival_measures(target, fitted.total[others], rival_list, length)
            loop = target - float(free.total[at])
            skip = target - float(skipped[at])
            sound = slice(stretch.start + start, stretch.start + max(end, start + 1))
            free_sound = slice(stretch.start + int(free.start[at]), stretch.start + int(free.end[at]))
            phones = len(rivals.pronunciations[best])
            measures = [
                target - alignment.best,
                loop,
                loop / length,
                skip,
                skip / length,
                *rival[:-1],
                float(spans[at, 1] > spans[at, 0]),
                length,
                phones,
                length / phones,
                other[at],
                other[at + 1],
                silence[at],
                silence[at + 1],
                float(hearing.loudness[sound].mean()) - loud,
                int(free.end[at] - free.start[at]) - length,
                int((hearing.loop.onset & hearing.loop.speech)[free_sound].sum()) - phones,
            ]
            phone_ids, table = measure_phones(
                self._model, hearing, scores[start : max(end, start + 1)], columns, rivals, best, stretch.start + start
            )
            found.append(
                WordEvidence(
                    index=stretch.first + at,
                    start=stretch.start + start,
                    end=stretch.start + end,
                    on_path=bool(spans[at, 1] > spans[at, 0]),
                    measures=np.clip(np.array(measures, np.float32), -_BOUND, _BOUND),
                    phone_ids=phone_ids,
                    phones=table,
                    rival=rival[-1],
                    rival_margin=-rival[1],
                )
            )
        return found


def _path_spans(
    passage: Chains, alignment: Alignment, hearing: Hearing, stretch: Stretch
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """Frames of each word on the best path (start equals end: left out); other speech and silence by junction."""
    junctions = alignment.forward.shape[1]
    spans = np.full((junctions - 1, 2), -1, np.int32)
    other, silence = np.zeros(junctions, np.float32), np.zeros(junctions, np.float32)
    for step in alignment.path:
        if step.chain == OTHER:
            speech = hearing.loop.speech[stretch.start + step.start : stretch.start + step.end]
            other[step.junction] += speech.sum()
            silence[step.junction] += len(speech) - speech.sum()
        elif step.chain >= 0 and passage.owner[step.chain] == SILENCE_CHAIN:
            silence[step.junction] += step.end - step.start
        else:
            spans[step.junction] = step.start, step.end  # a word left out has an empty span at its place
    return spans, other, silence


def _rival_measures(
    target: float, totals: NDArray[np.float32], rivals: tuple[Rival, ...], length: int
) -> tuple[float, float, float, float, float, float, float, float, str | None]:
    """rival, rival_per_frame, third_rival, mean_rival, rivals_ahead, share, near_share, rival_distance; the winner."""
    if not rivals:
        return _BOUND, _BOUND / length, _BOUND, _BOUND, 0.0, 1.0, 1.0, 0.0, None
    order = np.argsort(-totals)
    behind = target - totals[order]
    odds = np.exp(np.clip(-behind / _SHARE_SCALE, -30, 30))
    distances = np.array([rivals[at].distance for at in order])
    near = odds[distances <= _NEAR_RIVAL]
    best = rivals[int(order[0])]
    return (
        float(behind[0]),
        float(behind[0]) / length,
        float(behind[min(2, len(behind) - 1)]),
        float(behind[:8].mean()),
        float((behind < 0).sum()),
        float(1 / (1 + odds.sum())),
        float(1 / (1 + near.sum())),
        best.distance,
        best.word if behind[0] < 0 else None,
    )


def _read_gaps(
    stretch: Stretch, hearing: Hearing, passage: Chains, alignment: Alignment, strict: Alignment
) -> list[GapEvidence]:
    """For each junction, how much it helps to assume that exactly here something else was said.

    strict: the alignment that allows for nothing but the passage's words, silence and skips.
    """
    _, other, silence = _path_spans(passage, alignment, hearing, stretch)
    junctions = len(other)
    speech_onset = hearing.loop.onset & hearing.loop.speech
    loop = hearing.loop.total[stretch.start : stretch.end + 1]
    loudness = hearing.loudness[stretch.start : stretch.end]
    loud = float(np.quantile(loudness, 0.9))
    found = []
    for at in range(junctions):
        entry = strict.forward[:, at] - loop
        exits = strict.backward[:, at] + loop
        best_entry = np.maximum.accumulate(entry)
        offered = best_entry[:-1] + exits[1:]
        end = int(offered.argmax()) + 1
        start = int(entry[:end].argmax())
        gain = float(offered[end - 1]) - strict.best
        sound = slice(stretch.start + start, stretch.start + end)
        measures = [
            gain,
            gain / (end - start),
            end - start,
            int(speech_onset[sound].sum()),
            other[at],
            other[at - 1] if at else 0.0,
            other[at + 1] if at + 1 < junctions else 0.0,
            silence[at],
            float(loudness[start:end].mean()) - loud,
            float(hearing.gaussian[sound].max(axis=1).mean()),
            float(at == 0),
            float(at == junctions - 1),
        ]
        found.append(
            GapEvidence(
                index=stretch.first + at,
                start=sound.start,
                end=sound.stop,
                measures=np.clip(np.array(measures, np.float32), -_BOUND, _BOUND),
            )
        )
    return found
