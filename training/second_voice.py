"""python -m training.second_voice --corpus DIR --work DIR [--out resources/ear]: learn to hear a second voice.

A classifier of frames learns from made scenes (`training.voice_scenes`), a rule over the frames in and around a word
from readings with and without another voice. A speaker's frames are heard by the classifier of the fold that never
heard the speaker, and the others of a scene are of the same fold. Needs the folds of `python -m training` in WORK; the
folds' models go to WORK/fold-N, for `python -m training.held_out`, the one to ship goes to --out.
"""

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.neural_network import MLPClassifier

from litcoach_desktop.cli.reading_bench.babble import babble, mix, speech_power
from litcoach_desktop.engines.sphinx.judge.classifier import FOLDER
from litcoach_desktop.engines.sphinx.judge.second_voice import (
    FILE,
    MOST_COVERED,
    SecondVoiceModel,
    VoiceOdds,
    load_second_voice,
)
from litcoach_desktop.engines.sphinx.judge.voice_frames import FRAMES_PER_SECOND, VoiceFrames
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from training import synthetic
from training.corpus import CHILD_UP_TO, Recording, read_corpus
from training.pipeline import FOLDS_FILE
from training.voice_scenes import SceneMaker, by_fold, in_room, levels_db

LOST, LOST_IN_ROOM = 0.006, 0.04
"""Shares of the words of one voice that may be left unscored: near the microphone, in a room that echoes."""
_SOFT_KEPT = 0.15  # share of the soft frames learned from
_LAYERS = (64, 32)
_LEAST_SPREAD = np.float32(0.05)
_SPAN = 18  # frames, 0.36 s: a word
_READ, _COVERED, _UNCOVERED = 0.6, 0.3, 0.1  # shares of a span's frames
_FEWEST_WORDS, _JOINED, _FEWEST_OWN = 3, 6, 8
_ALONE, _ROOM = "alone", "alone, in a room that echoes"
_CONDITIONS: tuple[tuple[str, str, float], ...] = (
    (_ALONE, "", 0.0),
    (_ROOM, "", 0.0),
    ("child", "child", 10.0),
    ("child", "child", 5.0),
    ("child", "child", 0.0),
    ("child, for a while", "while", 0.0),
    ("adult", "adult", 5.0),
    ("adult", "adult", 0.0),
    ("six", "six", 10.0),
    ("six", "six", 5.0),
)
_LEARNED_FROM = ("", "child", "while", "adult")
_LOUDEST_LEARNED_DB = 5.0

Examples = tuple[NDArray[np.float16], NDArray[np.int8]]


@dataclass(frozen=True)
class Span:
    """A word's length of a reading. two: whether another voice was about as loud; None in between."""

    speaker: str
    reading: int
    condition: str
    learned_from: bool
    measures: NDArray[np.float64]
    two: bool | None


def examples(recordings: Sequence[Recording], scenes: int, seed: int) -> Examples:
    """Inputs and outcomes of the frames of scenes of these readers."""
    maker, rng = SceneMaker(recordings, random.Random(seed)), np.random.default_rng(seed)
    found: list[Examples] = []
    for _ in range(scenes):
        scene = maker.scene()
        inputs, energies = described(scene.samples)
        count = min(len(inputs), len(scene.two))
        loud = energies[:count] > np.percentile(energies, 95) - np.log(10**2.5)
        kept = (scene.two[:count] >= 0) & (loud | (rng.random(count) < _SOFT_KEPT))
        found.append((inputs[:count][kept].astype(np.float16), scene.two[:count][kept]))
    return np.concatenate([inputs for inputs, _ in found]), np.concatenate([two for _, two in found])


def described(samples: Samples) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Inputs and log energies of a recording."""
    frames = VoiceFrames()
    frames.feed(samples)
    return frames.finish()


def train_frames(parts: Sequence[Examples], epochs: int) -> SecondVoiceModel:
    """A classifier of frames, without a rule yet."""
    inputs = np.concatenate([part[0].astype(np.float32) for part in parts])
    mean, scale = inputs.mean(axis=0), inputs.std(axis=0) + _LEAST_SPREAD
    inputs -= mean
    inputs /= scale
    net = MLPClassifier(
        _LAYERS, alpha=3e-3, batch_size=512, learning_rate_init=1e-3, max_iter=epochs, random_state=1, tol=0
    )
    net.fit(inputs, np.concatenate([part[1] for part in parts]))
    weights = tuple(np.asarray(weight, np.float32) for weight in net.coefs_)
    biases = tuple(np.asarray(bias, np.float32) for bias in net.intercepts_)
    return SecondVoiceModel(mean, scale, weights, biases, np.zeros(0), 0.0)


def spans(recordings: Sequence[Recording], model: SecondVoiceModel, count: int, seed: int) -> list[Span]:
    """Spans of readings of these children under all conditions, heard by a model that never heard them."""
    rng = random.Random(seed)
    own: dict[str, list[Recording]] = {}
    for recording in recordings:
        own.setdefault(recording.speaker, []).append(recording)
    children = [name for name, theirs in own.items() if theirs[0].age <= CHILD_UP_TO]
    adults = [name for name in own if name not in children]
    many = [name for name in children if len(own[name]) >= _FEWEST_OWN]
    fit = [one for name in children for one in own[name] if len(one.words) >= _FEWEST_WORDS]
    readings = [[one] for one in rng.sample(fit, count)]
    readings += [rng.sample(own[name], _JOINED) for name in rng.choices(many, k=count // 3)]

    def talk(name: str) -> list[Samples]:
        return [one.samples() for one in rng.sample(own[name], min(_FEWEST_OWN, len(own[name])))]

    found: list[Span] = []
    for number, reading in enumerate(readings):
        sound = np.concatenate([one.samples() for one in reading])
        length = len(sound)
        strangers = [name for name in children if name != reading[0].speaker]
        child = babble([talk(rng.choice(strangers))], length, rng)
        grown = talk(rng.choice(adults)) if adults and rng.random() < 0.5 else _lower(talk(rng.choice(strangers)))
        others = {
            "child": child,
            "while": np.where(np.abs(np.arange(length) - length / 2) < length / 6, child, 0.0),
            "adult": babble([grown], length, rng),
            "six": babble([talk(name) for name in rng.sample(strangers, 6)], length, rng),
        }
        for name, other, snr_db in _CONDITIONS:
            condition = f"{name} {snr_db:g} dB" if other else name
            noise = others.get(other, np.zeros(length))
            # A voice that speaks for a third of the time is as loud then as one that speaks all the time.
            level = snr_db + (10 * np.log10(3) if other == "while" else 0.0)
            mixed = mix(sound, noise, level) if name != _ROOM else _echoing(sound, rng)
            power = speech_power(sound.astype(np.float64)) / 10 ** (level / 10)
            at = noise * np.sqrt(power / max(float(np.mean(np.square(noise))), 1e-12))
            learned = other in _LEARNED_FROM and snr_db <= _LOUDEST_LEARNED_DB
            found += _spans(reading[0].speaker, seed * 10_000 + number, condition, learned, sound, at, mixed, model)
    return found


def _spans(
    speaker: str,
    reading: int,
    condition: str,
    learned_from: bool,
    own: Samples,
    other: NDArray[np.float64],
    mixed: Samples,
    model: SecondVoiceModel,
) -> list[Span]:
    inputs, energies = described(mixed)
    odds = VoiceOdds(model.log_odds(inputs), energies)
    reader, second = levels_db(own.astype(np.float32)), levels_db(other.astype(np.float32))
    loud = np.percentile(reader, 95) - 20
    read = reader > loud
    covered = read & (second > loud) & (second > reader - 10)
    found = []
    for start in range(0, len(read) - _SPAN, _SPAN):
        if read[start : start + _SPAN].mean() >= _READ:
            share = covered[start : start + _SPAN].mean()
            two = True if share > _COVERED else False if share < _UNCOVERED else None
            at = odds.measures(start / FRAMES_PER_SECOND, (start + _SPAN) / FRAMES_PER_SECOND)
            found.append(Span(speaker, reading, condition, learned_from, at, two))
    return found


def _echoing(sound: Samples, rng: random.Random) -> Samples:
    echoing = in_room(sound.astype(np.float32), rng, np.random.default_rng(rng.randrange(1 << 30)))
    return np.asarray(echoing * min(1.0, 32767 / float(np.abs(echoing).max())), np.int16)


def _lower(voice: Sequence[Samples]) -> list[Samples]:
    """A child's voice a quarter lower and slower: a grown-up's."""
    return [
        np.asarray(np.interp(np.arange(int(len(one) * 1.25)) / 1.25, np.arange(len(one)), one), np.int16)
        for one in voice
    ]


def fit_rule(found: Sequence[Span]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias; prints what a speaker held out shows."""
    table = np.stack([span.measures for span in found])
    two = np.array([span.two is True for span in found])
    speakers = np.array([span.speaker for span in found])
    learned = np.array([span.learned_from and span.two is not None for span in found])
    model = LogisticRegression(C=10)
    scores = np.empty(len(found))
    for rows, others in GroupKFold(8).split(table, two, speakers):
        rows = rows[learned[rows]]
        scores[others] = model.fit(table[rows], two[rows]).decision_function(table[others])
    conditions = np.array([span.condition for span in found])
    readings = np.array([span.reading for span in found])
    bound = max(
        float(np.quantile(scores[conditions == condition], 1 - lost))
        for condition, lost in ((_ALONE, LOST), (_ROOM, LOST_IN_ROOM))
    )
    for condition in dict.fromkeys(conditions):
        here = conditions == condition
        sure = here & np.array([span.two is not None for span in found])
        lost = [np.mean(scores[here & (readings == one)] > bound) > MOST_COVERED for one in np.unique(readings[here])]
        under = f"{np.mean(scores[sure & two] > bound):.3f} of {int((sure & two).sum())}" if (sure & two).any() else "-"
        print(
            f"{condition:26} unscored: words under a second voice {under}, others "
            f"{np.mean(scores[sure & ~two] > bound):.3f} of {int((sure & ~two).sum())}, readings {np.mean(lost):.3f}"
        )
    model.fit(table[learned], two[learned])
    return model.coef_[0], float(model.intercept_[0]) - bound


def share_of_time(recordings: Sequence[Recording], model: SecondVoiceModel) -> float:
    """Processor time of listening for a second voice, for each second of sound."""
    sounds = [one.samples() for one in recordings]
    begun = time.process_time()
    for sound in sounds:
        inputs, _ = described(sound)
        model.log_odds(inputs)
    return (time.process_time() - begun) * SAMPLE_RATE / sum(map(len, sounds))


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--scenes", type=int, default=700, help="for each fold")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--readings", type=int, default=45, help="single ones, for each fold")
    arguments = parser.parse_args()
    fold_of = json.loads((arguments.work / FOLDS_FILE).read_text(encoding="utf-8"))
    recordings = read_corpus(arguments.corpus)
    recordings += synthetic.synthetic_recordings(
        arguments.work / synthetic.FOLDER, [one.text for one in recordings], synthetic.EACH
    )
    folds = by_fold(recordings, fold_of)
    made: dict[int, Examples] = {}
    found: list[Span] = []
    models: dict[int, SecondVoiceModel] = {}

    def trained(path: Path, learned_from: Sequence[int]) -> SecondVoiceModel:
        """A classifier that is there already is not trained again; only the rule is."""
        if path.exists():
            return load_second_voice(path)
        for fold in set(learned_from) - set(made):
            made[fold] = examples(folds[fold], arguments.scenes, 200 + fold)
        return train_frames([made[fold] for fold in learned_from], arguments.epochs)

    for fold in sorted(folds):
        others = [other for other in sorted(folds) if other != fold]
        models[fold] = trained(arguments.work / f"fold-{fold}" / FILE, others)
        found += spans(folds[fold], models[fold], arguments.readings, fold)
        print(f"fold {fold}: trained", flush=True)
    rule, bias = fit_rule(found)
    for fold, model in models.items():
        replace(model, rule=rule, bias=bias).save(arguments.work / f"fold-{fold}" / FILE)
    shipped = trained(arguments.work / FILE, sorted(folds))
    print(f"processor time / length of the sound: {share_of_time(recordings, shipped):.4f}")
    for folder in (arguments.work, arguments.out):
        replace(shipped, rule=rule, bias=bias).save(folder / FILE)


if __name__ == "__main__":
    main()
