"""python -m training.safety [--out resources/coach/safety.npz] [--folds]: learn to tell harm from harmless talk.

--folds measures instead: templates that were left out, so that what is found was not seen in any other filling.
"""

import argparse
import json
import random
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression, SGDClassifier

from litcoach_desktop.domain.safety.learned import NORM, bucket, features, windows
from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.domain.safety.wording import WordBook, read_word_book, sentences
from litcoach_desktop.resource_paths import DATA, RESOURCES
from training.safety.sentences import Sentence, written

# A sentence of a set that was looked at, or of the library, tells more than one of many fillings.
_COUNTS = {-1: 5, -2: 2}
BUCKETS = 1 << 17
KIND_BUCKETS = 1 << 14
TESTS = Path(__file__).parents[2] / "tests"
SETS = TESTS / "safety"
# Wishes to the coach; the other sets of them only measure.
WISHES = ("unseen-1.tsv", "unseen-2.tsv", "unseen-3.tsv")


def library() -> list[Sentence]:
    """The sentences and questions of the texts that ship with litcoach, all harmless."""
    found = []
    for text in json.loads((DATA / "texts" / "texts.json").read_text(encoding="utf-8")):
        said = [
            part.strip()
            for part in " ".join(text["body"]).replace("!", ".").replace("?", ".").split(".")
            if part.strip()
        ]
        said += [one for question in text["questions"] for one in (question["prompt"], *question.get("choices", ()))]
        said += {word for one in said for word in words_of(one)}
        found += [Sentence(one, None, -2) for one in said]
    return found


def kept() -> list[Sentence]:
    """The sets of tests/safety that were looked at; those that only measure are named *-last and never read here."""
    found = []
    for path in sorted(SETS.glob("harm*.tsv")):
        if not path.stem.endswith("-last"):
            for line in path.read_text(encoding="utf-8").splitlines():
                category, said = line.split("\t", 1)
                tier = "now" if category in ("self_harm", "abuse", "violence") else "today"
                found.append(Sentence(said, (category, tier), -1))
    for path in sorted(SETS.glob("harmless*.txt")):
        if not path.stem.endswith("-last"):
            found += [Sentence(one, None, -1) for one in path.read_text(encoding="utf-8").splitlines()]
    examples = tomllib.loads((RESOURCES / "coach" / "examples.toml").read_text(encoding="utf-8"))
    wishes = [one for language in examples.values() for intent in language.values() for one in intent]
    found += [Sentence(one, None, -1) for one in wishes]
    for name in WISHES:
        lines = (TESTS / "understanding" / name).read_text(encoding="utf-8").splitlines()
        found += [Sentence(line.split("\t", 1)[1], None, -1) for line in lines]
    return found


def vectors(said: list[Sentence], book: WordBook, buckets: int) -> csr_matrix:
    """(sentence, bucket) of their features, each row brought to the length 1 as at weighing."""
    rows, columns, values = [], [], []
    for row, one in enumerate(said):
        found = sentences(one.said, book)
        all_features = features(windows(found[-1])[0]) if found else ["n0"]
        counted = Counter(bucket(feature) & (buckets - 1) for feature in all_features)
        rows += [row] * len(counted)
        columns += counted.keys()
        values += [times / len(all_features) ** NORM for times in counted.values()]
    return csr_matrix((values, (rows, columns)), shape=(len(said), buckets), dtype=np.float32)


def word_book(said: list[Sentence]) -> WordBook:
    """The book of the words, the commonest first; a misspelling does not count as a word."""
    data = tomllib.loads((RESOURCES / "coach" / "safety_words.toml").read_text(encoding="utf-8"))
    counted = Counter(word for one in said for word in words_of(one.said))
    return read_word_book(data, [word for word, _ in counted.most_common() if word.isalpha()])


def weights_of(said: list[Sentence]) -> np.ndarray:
    """So that harm and harmless count alike, and a set that was looked at more than a filled template."""
    harmful = sum(one.label is not None for one in said)
    share = {True: len(said) / 2 / harmful, False: len(said) / 2 / (len(said) - harmful)}
    return np.array([share[one.label is not None] * _COUNTS.get(one.line, 1) for one in said])


def learn(said: list[Sentence], book: WordBook) -> LogisticRegression:
    """Harm or not."""
    model = LogisticRegression(C=6, max_iter=150, tol=1e-4)
    return model.fit(vectors(said, book, BUCKETS), [one.label is not None for one in said], weights_of(said))


def main() -> None:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=RESOURCES / "coach" / "safety.npz")
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--folds", action="store_true")
    arguments = parser.parse_args()
    said = [*written(arguments.each, 1), *library(), *kept()]
    book = word_book([*written(arguments.each, 1, disguised=False), *library(), *kept()])
    if arguments.folds:
        measure(said, book)
        return
    model = learn(said, book)
    print("iterations:", model.n_iter_)
    harmful = [one for one in said if one.label is not None]
    labels = sorted({one.label for one in harmful if one.label})
    kinds = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0, class_weight="balanced")
    kinds.fit(vectors(harmful, book, KIND_BUCKETS), [labels.index(one.label) for one in harmful])
    scale = float(np.abs(model.coef_).max() / 32767)
    kind_scale = float(np.abs(kinds.coef_).max() / 32767)
    np.savez_compressed(
        arguments.out,
        harm=np.round(model.coef_[0] / scale).astype(np.int16),
        scale=scale,
        bias=float(model.intercept_[0]),
        labels=np.array([f"{category} {tier}" for category, tier in labels]),
        kinds=np.round(kinds.coef_ / kind_scale).astype(np.int16),
        kind_biases=kinds.intercept_ / kind_scale,
        known=np.array(book.known),
        threshold=arguments.threshold,
    )
    print(
        f"{len(said)} sentences, {len(book.known)} words -> {arguments.out.name}: {arguments.out.stat().st_size} bytes"
    )


def measure(said: list[Sentence], book: WordBook) -> None:
    """What is found of templates that were left out, in five parts."""
    dice = random.Random(5)
    part = {line: dice.randrange(5) for line in sorted({one.line for one in said})}
    chances: list[tuple[float, Sentence]] = []
    for fold in range(5):
        model = learn([one for one in said if part[one.line] != fold or one.line == -1], book)
        left = [one for one in said if part[one.line] == fold and one.line != -1]
        chances += zip(model.predict_proba(vectors(left, book, BUCKETS))[:, 1], left, strict=True)
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        harmful = [chance >= threshold for chance, one in chances if one.label]
        harmless = [chance >= threshold for chance, one in chances if not one.label]
        print(f"from {threshold}: recall {np.mean(harmful):.3f}, false alarms {np.mean(harmless):.3f}")


if __name__ == "__main__":
    main()
