"""Writes sentences out of the templates of this folder, and spells them as children do.

A template is a line: [a|b] is one of them (an empty one may be among them), {name} one of the list of that name in
fillers.txt, and what stands in brackets may hold both. A line of harm begins with its tier and a tab; its category is
the file's name, or stands before the tier.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_INNERMOST = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}")
_BEFORE = (
    "um", "coach", "hey", "hi", "ok so", "can i tell you something", "i have a question", "guess what", "so", "well",
    "hello coach", "today", "omg", "my teacher says ok but", "i finished and", "listen", "pls", "actually", "and",
    "but", "idk but", "sometimes", "this book is ok but", "no", "yes", "hola", "can you help me",
)  # fmt: skip
_AFTER = (
    "lol", "idk", "ok", "please", "what do i do", "right", "haha", "you know", "coach", "i guess", "today", "bye",
    "can we read now", "thats all", "is that ok", "dont tell", "so yeah", "thx", "help", "and stuff", "now",
)  # fmt: skip
_CHATTER = tuple("really just so like um very kinda maybe always still even only".split())
_TEXTED = {
    "you": "u", "are": "r", "your": "ur", "to": "2", "because": "cuz", "and": "n", "with": "w", "someone": "sum1",
    "want": "wanna", "before": "b4", "for": "4", "people": "ppl", "what": "wat", "the": "da", "that": "dat",
    "please": "plz", "dont": "dnt", "my": "mi", "going": "goin", "said": "sed", "when": "wen", "they": "dey",
    "school": "skool", "im": "i am",
}  # fmt: skip
_SOUNDED = (
    ("ea", "ee"), ("ph", "f"), ("ck", "k"), ("igh", "i"), ("ou", "ow"), ("ie", "ei"), ("tion", "shun"), ("wh", "w"),
    ("ll", "l"), ("ss", "s"), ("tt", "t"), ("er", "r"), ("le", "el"), ("u", "o"), ("e", "a"), ("i", "e"), ("c", "k"),
    ("y", "ey"), ("o", "u"), ("th", "f"), ("kn", "n"), ("au", "o"), ("gh", "g"), ("ee", "e"), ("oo", "u"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. label: category and tier, or None for a harmless one; line: the number of its template."""

    said: str
    label: tuple[str, str] | None
    line: int


def written(each: int, seed: int, *, disguised: bool = True) -> list[Sentence]:
    """At least `each` sentences of every template, if it has so many, and each again as a child may write it."""
    dice = random.Random(seed)
    fillers = dict(_fillers())
    found: list[Sentence] = []
    number = 0
    for path in sorted(HERE.glob("*.txt")):
        if path.stem == "fillers":
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            marks, _, template = line.rpartition("\t")
            category, _, tier = marks.rpartition(" ")
            label = (category or path.stem, tier) if tier else None
            # A line of whole sentences needs each of them, and one of many fillers as many as can be had.
            wanted = max(each, min(700, 2 * _choices(line, fillers)))
            plain = sorted({_written_out(template, fillers, dice) for _ in range(wanted)})
            found += [Sentence(one, label, number) for one in plain]
            if disguised:
                found += [Sentence(spelt(one, dice), label, number) for one in plain]
            number += 1
    return found


def spelt(said: str, dice: random.Random) -> str:
    """The sentence as a child may write it: small talk around it, letters lost, doubled, swapped, put for sounds."""
    words = said.split()
    if dice.random() < 0.35:
        words = [*dice.choice(_BEFORE).split(), *words]
    if dice.random() < 0.3:
        words = [*words, *dice.choice(_AFTER).split()]
    if dice.random() < 0.2 and len(words) > 2:
        words.insert(dice.randrange(1, len(words)), dice.choice(_CHATTER))
    if dice.random() < 0.35:
        words = [_TEXTED[word] if word in _TEXTED and dice.random() < 0.6 else word for word in words]
    if dice.random() < 0.6:
        words = [_misspelt(word, dice) if len(word) > 3 and dice.random() < 0.25 else word for word in words]
    return " ".join(words)


def _misspelt(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    ways: Sequence[Callable[[], str]] = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: _by_sound(word, dice),
        lambda: _by_sound(word, dice),
    )
    return dice.choice(ways)()


def _by_sound(word: str, dice: random.Random) -> str:
    fitting = [(letters, sound) for letters, sound in _SOUNDED if letters in word[1:]]
    if not fitting:
        return word
    letters, sound = dice.choice(fitting)
    return word[0] + word[1:].replace(letters, sound, 1)


def _choices(template: str, fillers: dict[str, list[str]]) -> int:
    return template.count("|") + sum(len(fillers[name]) for name in re.findall(r"\{(\w+)\}", template))


def _fillers() -> Iterable[tuple[str, list[str]]]:
    for line in (HERE / "fillers.txt").read_text(encoding="utf-8").splitlines():
        name, _, choices = line.partition(" = ")
        yield name, choices.split("|")


def _written_out(template: str, fillers: dict[str, list[str]], dice: random.Random) -> str:
    while (place := _INNERMOST.search(template)) is not None:
        choices = fillers[place.group(2)] if place.group(2) else place.group(1).split("|")
        template = template[: place.start()] + dice.choice(choices) + template[place.end() :]
    return " ".join(template.split())
