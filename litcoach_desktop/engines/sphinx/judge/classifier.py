"""The trained judgement: probabilities that a word was read right and that something was inserted."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis
from litcoach_desktop.engines.sphinx.judge.features import PhoneNorms, gap_rows, word_rows
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet, load_net
from litcoach_desktop.engines.sphinx.judge.trees import Trees, trees_from
from litcoach_desktop.engines.sphinx.judge.verdict import JudgedGap, JudgedWord
from litcoach_desktop.resource_paths import RESOURCES

NET_FILE = "phone_net.npz"
JUDGE_FILE = "judge.npz"
FOLDER = RESOURCES / "ear"

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Calibrated:
    """Trees whose scores become probabilities by slope and offset, and the probability that parts yes from no."""

    trees: Trees
    slope: float
    offset: float
    threshold: float

    def probabilities(self, rows: Matrix) -> Matrix:
        """(len(rows),), 0 to 1."""
        odds = self.slope * self.trees.scores(rows) + self.offset
        return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


@dataclass(frozen=True)
class TrainedJudge:
    """All that was learned from recordings of children."""

    net: PhoneNet
    norms: PhoneNorms
    words: Calibrated
    gaps: Calibrated

    def judge(self, analysis: Analysis) -> tuple[list[JudgedWord], list[JudgedGap]]:
        """Every attempt at a word and every place between words, in order of time."""
        evidence = [word for stretch in analysis.stretches for word in stretch.words]
        if not evidence:
            return [], []
        p_correct = self.words.probabilities(word_rows(evidence, self.norms)).tolist()
        attempts = [JudgedWord(word, p) for word, p in zip(evidence, p_correct, strict=True)]
        gaps: list[JudgedGap] = []
        done = 0
        for stretch in analysis.stretches:
            here = p_correct[done : done + len(stretch.words)]
            done += len(stretch.words)
            p_inserted = self.gaps.probabilities(gap_rows(stretch.gaps, stretch.words, here)).tolist()
            gaps.extend(JudgedGap(gap, p) for gap, p in zip(stretch.gaps, p_inserted, strict=True))
        return attempts, gaps


def load_judge(folder: Path) -> TrainedJudge:
    """The judge kept in `folder`. Raises ModelProblem."""
    net = load_net(folder / NET_FILE)
    try:
        with np.load(folder / JUDGE_FILE, allow_pickle=False) as kept:
            return TrainedJudge(
                net=net,
                norms=PhoneNorms(kept["phone_mean"], kept["phone_spread"]),
                words=Calibrated(trees_from(kept, "words_"), *kept["words_calibration"].tolist()),
                gaps=Calibrated(trees_from(kept, "gaps_"), *kept["gaps_calibration"].tolist()),
            )
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise ModelProblem(
            f"The trained judge {JUDGE_FILE} cannot be read ({problem}).",
            "Readings cannot be judged.",
            "Install litcoach again.",
        ) from problem


def save_judge(judge: TrainedJudge, folder: Path) -> None:
    """Write the judge where `load_judge` finds it."""
    folder.mkdir(parents=True, exist_ok=True)
    judge.net.save(folder / NET_FILE)
    arrays = judge.words.trees.arrays("words_") | judge.gaps.trees.arrays("gaps_")
    for name, part in (("words", judge.words), ("gaps", judge.gaps)):
        arrays[f"{name}_calibration"] = np.array([part.slope, part.offset, part.threshold])
    arrays |= {"phone_mean": judge.norms.mean, "phone_spread": judge.norms.spread}
    np.savez_compressed(folder / JUDGE_FILE, **arrays)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def bundled_judge() -> TrainedJudge:
    """The judge that litcoach ships. Raises ModelProblem."""
    return load_judge(FOLDER)
