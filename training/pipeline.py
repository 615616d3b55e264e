"""The whole training, step by step; each step's result is kept in a work folder, so that it can be taken up again.

Two rounds of cross-fitting keep the figures honest: the phone classifier that hears a speaker's recordings when the
trees' examples are gathered never learned from that speaker, and a fold's judge never learned from the fold's speakers.
"""

import json
import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from litcoach_desktop.engines.sphinx.judge.classifier import NET_FILE, save_judge
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet, load_net
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from training.corpus import CHILD_UP_TO, Recording, folds, read_corpus
from training.edits import Editor, corpus_commonness
from training.gather import VARIANTS, Example, gather_examples
from training.hear_corpus import HeardRecording, align_again, hear_recording
from training.synthetic import EACH, FOLDER, synthetic_recordings
from training.train_judge import train_judge
from training.train_net import FIRST, SECOND, Recipe, net_example, train_net

FOLDS_FILE = "folds.json"
FIRST_NET_FILE = "first_net.npz"
ALL = "all"
_FOR_OTHERS = 2  # edited texts for each recording of an adult or a synthetic voice
T = TypeVar("T")


def kept(path: Path, make: Callable[[], T]) -> T:
    """What `make` gives, made once. The file is this script's own; never point it at a stranger's."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    started = time.monotonic()
    made = make()
    path.write_bytes(pickle.dumps(made))
    print(f"{path.name}: {time.monotonic() - started:.0f} s", flush=True)
    return made


class Pipeline:
    """Training from one corpus folder into one work folder."""

    def __init__(self, corpus: Path, work: Path, fold_count: int) -> None:
        self.work = work
        self.fold_count = fold_count
        work.mkdir(parents=True, exist_ok=True)
        self.recordings = read_corpus(corpus)
        self._used = [word.lower() for r in self.recordings if r.age <= CHILD_UP_TO for word in r.words]
        texts = [r.text for r in self.recordings]
        self.recordings += synthetic_recordings(work / FOLDER, texts, EACH)
        self.fold_of = folds(self.recordings, fold_count)
        (work / FOLDS_FILE).write_text(json.dumps(self.fold_of), encoding="utf-8")
        self.lexicon = Lexicon()
        self.scorer = bundled_scorer()

    def heard(self) -> dict[str, HeardRecording]:
        """Every recording aligned with its own text."""
        return kept(
            self.work / "heard.pkl",
            lambda: {r.id: hear_recording(r, self.lexicon, self.scorer) for r in self.recordings},
        )

    def heard_again(self, fold: str) -> dict[str, HeardRecording]:
        """The recordings of all other folds, aligned with the help of a first classifier of the same recordings.

        ALL: each recording with the help of one that never heard its speaker.
        """

        def align() -> dict[str, HeardRecording]:
            heard, learned_from = self.heard(), self._learned_from(fold)
            helper = {r.id: str(self.fold_of[r.speaker]) if fold == ALL else fold for r in learned_from}
            first = {name: self._trained(name, FIRST_NET_FILE, FIRST, heard) for name in sorted(set(helper.values()))}
            return {
                r.id: align_again(r, heard[r.id], self.lexicon, self.scorer, first[helper[r.id]]) for r in learned_from
            }

        return kept(self.work / f"heard-{fold}.pkl", align)

    def net(self, fold: str) -> PhoneNet:
        """The phone classifier that did not learn from the fold's speakers (ALL: from all speakers)."""
        return self._trained(fold, NET_FILE, SECOND, self.heard_again(fold))

    def _learned_from(self, fold: str) -> list[Recording]:
        return [r for r in self.recordings if str(self.fold_of[r.speaker]) != fold]

    def _trained(self, fold: str, name: str, recipe: Recipe, heard: dict[str, HeardRecording]) -> PhoneNet:
        path = self.work / f"fold-{fold}" / name
        if not path.exists():
            rng = np.random.default_rng(0)
            examples = [net_example(heard[r.id], self.scorer, rng) for r in self._learned_from(fold)]
            path.parent.mkdir(exist_ok=True)
            train_net(examples, len(self.scorer.model.speech_phones) + 1, recipe, seed=1).save(path)
            print(f"{path}: trained", flush=True)
        return load_net(path)

    def examples(self, fold: int) -> list[Example]:
        """Examples of the fold's speakers, heard by the classifier that never heard them."""
        return kept(self.work / f"examples-{fold}.pkl", lambda: self._gather(fold))

    def _gather(self, fold: int) -> list[Example]:
        heard, net = self.heard(), self.net(str(fold))
        editor = Editor(self._used, self.lexicon, corpus_commonness())
        found: list[Example] = []
        for recording in self.recordings:
            if self.fold_of[recording.speaker] == fold:
                variants = VARIANTS if recording.age <= CHILD_UP_TO else VARIANTS[:_FOR_OTHERS]
                found += gather_examples(
                    recording, heard[recording.id], net, editor, self.lexicon, self.scorer, variants
                )
        return found

    def train(self, fold: str, out: Path) -> None:
        """Write the judge that did not learn from the fold's speakers (ALL: the one to ship)."""
        examples = [
            example for other in range(self.fold_count) if str(other) != fold for example in self.examples(other)
        ]
        save_judge(train_judge(examples, self.net(fold)), out)
        print(f"{out}: judge written", flush=True)
