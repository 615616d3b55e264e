"""python -m training.limits --corpus DIR --work DIR: fit when a reading is taken for one of another text.

Readings are recordings of children, and several of one child's joined. Each is judged twice: against its own text, and
against another's, with which it shares few words. A speaker's figures come from a fit that never saw the speaker.
"""

import argparse
import json
import pickle
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.classifier import NET_FILE
from litcoach_desktop.engines.sphinx.judge.hearing import hear_warped
from litcoach_desktop.engines.sphinx.judge.judging import landing_places
from litcoach_desktop.engines.sphinx.judge.limits import MEASURES, Measures, measure
from litcoach_desktop.engines.sphinx.judge.phone_net import load_net
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from training.corpus import CHILD_UP_TO, Recording, read_corpus
from training.pipeline import FOLDS_FILE

LOST = 0.01
_SHARED = 0.4
_JOINED = (3, 5, 8)  # recordings
Gathered = tuple[list[Measures], list[bool], list[str]]
"""Measures, whether the text was another's, speakers."""


def another_text(words: Sequence[str], others: Sequence[Sequence[Recording]], rng: random.Random) -> str:
    """The text of another reading that shares few words with this one's."""
    own = {word.lower() for word in words}
    while True:
        other = rng.choice(others)
        said = [word.lower() for recording in other for word in recording.words]
        if sum(word in own for word in said) <= _SHARED * len(said):
            return joined_text(other)


def joined_text(recordings: Sequence[Recording]) -> str:
    """The texts of all, one after another."""
    return " ".join(recording.text.rstrip(".") + "." for recording in recordings)


def readings(recordings: Sequence[Recording], count: int, rng: random.Random) -> list[list[Recording]]:
    """`count` single recordings, and a sixth as many groups of one speaker's."""
    by_speaker: dict[str, list[Recording]] = {}
    for recording in recordings:
        by_speaker.setdefault(recording.speaker, []).append(recording)
    many = [of_one for of_one in by_speaker.values() if len(of_one) >= max(_JOINED)]
    single = [[recording] for recording in rng.sample(list(recordings), min(count, len(recordings)))]
    return single + [rng.sample(rng.choice(many), rng.choice(_JOINED)) for _ in range(len(single) // 6)]


def gather(corpus: Path, work: Path, count: int, part: int, parts: int) -> Gathered:
    """Every parts-th of the readings against both texts."""
    children = [recording for recording in read_corpus(corpus) if recording.age <= CHILD_UP_TO]
    fold_of = json.loads((work / FOLDS_FILE).read_text(encoding="utf-8"))
    heard = pickle.loads((work / "heard.pkl").read_bytes())
    nets = {fold: load_net(work / f"fold-{fold}" / NET_FILE) for fold in sorted(set(fold_of.values()))}
    lexicon, scorer = Lexicon(), bundled_scorer()
    rows: list[Measures] = []
    wrong: list[bool] = []
    speakers: list[str] = []
    chosen = readings(children, count, random.Random(11))
    for reading in chosen[part::parts]:
        speaker = reading[0].speaker
        energies = np.concatenate([heard[recording.id].energies for recording in reading])
        hearing = hear_warped(energies, heard[reading[0].id].warp, scorer, nets[fold_of[speaker]])
        alike = [other for other in chosen if (len(other) > 1) == (len(reading) > 1)]
        own = [word for recording in reading for word in recording.words]
        other_text = another_text(own, alike, random.Random(reading[0].id))
        for text, is_wrong in ((joined_text(reading), False), (other_text, True)):
            passage = Passage(text)
            words = passage_words(passage, lexicon, scorer.model)
            analysis = analyse_reading(hearing, words, landing_places(passage), scorer.model)
            rows.append(measure(analysis, words, scorer.model))
            wrong.append(is_wrong)
            speakers.append(speaker)
    return rows, wrong, speakers


def main() -> None:
    """Gather and print the weights, the bias at LOST, and what a speaker held out shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--part", default="0/1", help="which recordings, as K/N: gather only, into WORK")
    arguments = parser.parse_args()
    part, parts = map(int, arguments.part.split("/"))
    kept = arguments.work / f"limits-{part}.pkl"
    if not kept.exists():
        found = gather(arguments.corpus, arguments.work, arguments.count, part, parts)
        kept.write_bytes(pickle.dumps(found))
    if parts > 1 and part:
        return
    gathered = [pickle.loads((arguments.work / f"limits-{at}.pkl").read_bytes()) for at in range(parts)]
    table = np.concatenate([rows for rows, _, _ in gathered])
    outcome = np.concatenate([wrong for _, wrong, _ in gathered])
    speakers = [speaker for _, _, their in gathered for speaker in their]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    held_out = cross_val_predict(model, table, outcome, groups=speakers, cv=GroupKFold(10), method="decision_function")
    bound = float(np.quantile(held_out[~outcome], 1 - LOST))
    model.fit(table, outcome)
    scale, fitted = model[0], model[1]
    weights = fitted.coef_[0] / scale.scale_
    bias = float(fitted.intercept_[0] - weights @ scale.mean_) - bound
    for name, weight in zip(MEASURES, weights, strict=True):
        print(f"{name:12} {weight:8.3f}")
    print(f"{'bias':12} {bias:8.3f}")
    print(f"{(~outcome).sum()} right readings, {(held_out[~outcome] > bound).mean():.3f} lost")
    print(f"{outcome.sum()} readings of another text, {(held_out[outcome] > bound).mean():.3f} caught")


if __name__ == "__main__":
    main()
