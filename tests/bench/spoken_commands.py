"""How often spoken commands are understood, and how often something else is taken for one.

    python -m tests.bench.spoken_commands CORPUS [--items 200] [--seed 1]

Commands, answers and questions about words are said by synthetic voices (needs espeak-ng), none of which set the
thresholds, with the answers and words of texts of the library expected. CORPUS is a folder of recordings of children
as `litcoach bench` takes it: first they say one of four sentences that are expected (as answers), then something that
is not. Printed by kind: understood right, understood as something else, not understood; hands free and by button.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import soundfile as sf

from litcoach_desktop.domain.coaching.spoken import words_to_ask_about
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.engines.sphinx.commands.ear import SphinxCommandEar, read_spoken_forms
from litcoach_desktop.engines.sphinx.commands.phrases import phrases_of
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.resource_paths import DATA, RESOURCES
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.speech.script import parse
from tests.speech.synthesis import Reader, speak

VOICES = {
    "woman": Reader("en-us+f3", 140, 60, 1.0, 30, 21),
    "man": Reader("en-us+m7", 140, 45, 1.0, 30, 22),
    "child": Reader("en-us+f1", 130, 65, 1.1, 30, 23),
    "small child": Reader("en-us+f5", 115, 70, 1.18, 26, 24),
    "child in noise": Reader("en-us+f2", 130, 65, 1.1, 15, 25),
}
_FORMS = read_spoken_forms(RESOURCES / "coach" / "spoken.toml")
_PIECE = SAMPLE_RATE // 10
_LONGEST = 8 * SAMPLE_RATE
_HANDS_FREE, _BY_BUTTON = 0.6, 0.4
_PLACES, _NUMBERS = ("first", "second", "third", "fourth"), ("one", "two", "three", "four")


def _hear(ear: SphinxCommandEar, samples: Samples) -> tuple[str, float]:
    ear.begin()
    for start in range(0, len(samples), _PIECE):
        ear.feed(samples[start : start + _PIECE])
    understood = ear.understood()
    return ("", 0.0) if understood is None else (understood.text, understood.sureness)


def _text_with_question(texts: list[Text], rng: random.Random) -> tuple[list[str], tuple[str, ...]]:
    text = rng.choice([one for one in texts if one.questions])
    question = rng.choice(text.questions)
    return [f"{'ABCDEF'[at]}. {choice}" for at, choice in enumerate(question.choices)], words_to_ask_about(text)


def _said(rng: random.Random, choices: list[str], words: tuple[str, ...]) -> tuple[str, str, str]:
    """(kind, what is said, what the coach should be told)."""
    kind = rng.choice(["letter", "answer", "place", "word", "command", "command", "command"])
    at = rng.randrange(min(len(choices), len(_PLACES)))
    if kind == "letter":
        return kind, rng.choice(["{}", "letter {}", "I think it's {}"]).format(choices[at][0]), choices[at]
    if kind == "answer":
        return kind, choices[at].partition(". ")[2], choices[at]
    if kind == "place":
        return kind, rng.choice([f"the {_PLACES[at]} one", f"number {_NUMBERS[at]}"]), choices[at]
    slots = {"{word}": rng.choice(words), "{topic}": rng.choice(_FORMS.topics)}
    patterns = [one for one in _FORMS.phrases if ("{word}" in one) == (kind == "word")]
    phrase = rng.choice(phrases_of(rng.choice(patterns)))
    said, means = " ".join(phrase.words), phrase.means
    for slot, filling in slots.items():
        said, means = said.replace(slot, filling), means.replace(slot, filling)
    return kind, said, means


def _synthetic(ear: SphinxCommandEar, items: int, rng: random.Random) -> Iterator[tuple[str, bool, float]]:
    texts = read_catalogue(DATA / "texts" / "texts.json")[0]
    for item in range(items):
        if item % len(VOICES) == 0:
            choices, words = _text_with_question(texts, rng)
            ear.expect(choices, words)
        name, reader = list(VOICES.items())[item % len(VOICES)]
        kind, said, means = _said(rng, choices, words)
        heard, sure = _hear(ear, speak(parse(said), reader))
        yield f"voice: {name}", heard == means, sure
        yield f"said: {kind}", heard == means, sure
        yield "all synthetic", heard == means, sure


def _children(ear: SphinxCommandEar, corpus: Path, items: int, rng: random.Random) -> Iterator[tuple[str, bool, float]]:
    lines = (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    children = [one for one in map(json.loads, lines) if one["age"] <= 12]
    rng.shuffle(children)
    texts = read_catalogue(DATA / "texts" / "texts.json")[0]
    for item, one in enumerate(children[:items]):
        samples = sf.read(corpus / one["audio"], dtype="int16")[0][:_LONGEST]
        if item % 2:
            others = rng.sample([other["text"] for other in children if other["text"] != one["text"]], 3)
            offered = [f"{'ABCD'[at]}. {text}" for at, text in enumerate([one["text"], *others])]
            ear.expect(offered, ("lantern", "harbor", "bridge"))
            heard, sure = _hear(ear, samples)
            yield "children, expected", heard == offered[0], sure
        else:
            ear.expect(*_text_with_question(texts, rng))
            yield "children, anything else", False, _hear(ear, samples)[1]


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    ear = SphinxCommandEar(_FORMS, Lexicon())
    counts: Counter[tuple[str, str]] = Counter()
    rng = random.Random(chosen.seed)
    results = [*_synthetic(ear, chosen.items, rng), *_children(ear, chosen.corpus, chosen.items, rng)]
    for group, right, sure in results:
        counts[group, "n"] += 1
        counts[group, "best"] += right
        for manner, threshold in (("free", _HANDS_FREE), ("button", _BY_BUTTON)):
            counts[group, f"{manner} right"] += right and sure >= threshold
            counts[group, f"{manner} wrong"] += not right and sure >= threshold
    print(f"{'':26}{'n':>5}{'best':>7}{'hands free':>18}{'by button':>18}")
    for group in dict.fromkeys(group for group, _, _ in results):
        n = counts[group, "n"]
        shares = [counts[group, f"{manner} {what}"] / n for manner in ("free", "button") for what in ("right", "wrong")]
        figures = "".join(f"{shares[at]:9.3f} /{shares[at + 1]:6.3f} " for at in (0, 2))
        print(f"{group:26}{n:5}{counts[group, 'best'] / n:7.3f}{figures}")
    print("hands free, by button: share understood right / understood as something else")


if __name__ == "__main__":
    _main()
