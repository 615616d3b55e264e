"""Finds the sentence of a passage that answers a question, or finds that there is none.

A sentence answers when it has most of the words that carry the question, each weighed by how rare it is in the text:
a word that stands everywhere decides nothing. There is no guessing beyond the words; a question that the text answers
in other words gets "the text does not say", which sends the child back to look, and is never a made-up answer.
"""

import re
import unicodedata
from collections.abc import Sequence
from math import log

# The words of a question that any text could have. English and Spanish together: what is left must still carry it.
_FUNCTION_WORDS = frozenset(
    "a about an and are at be because been but by can could did do does for from get gets got had has have he her him "
    "his how i if in is it its just me mean means my of on or our she so story tell text than that the their them then "
    "there they this to up was we were what when where which who whom whose why will with would you your say says said "
    "happen happens happened many much book page passage know think one "
    "de del el la los las un una y o que quien donde cuando como por para con en es son era fue su sus se lo le "
    "al cual cuantos cuantas porque cuento texto libro dice".split()
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s|$)|\n+")
SURE = 0.5
"""The share of a question's weight that a sentence must have to be given as the answer."""
NEAR = 0.34
"""The share that makes a sentence worth a look. Both were chosen over the catalogue: see tests/bench/grounding.py."""


def carrying_words(question: str) -> list[str]:
    """The words of a question that say what it is about, as stems."""
    return list(dict.fromkeys(_stem(word) for word in _words(question) if word not in _FUNCTION_WORDS))


def best_sentence(
    body: str, question: str, spans: Sequence[tuple[int, int]], enough: float = SURE
) -> tuple[int, int] | None:
    """Where the sentence stands, as characters of the body, that answers the question; None when none does.

    spans: the passages to look in, body[start:end], the likeliest first. enough: SURE or NEAR.
    """
    wanted = carrying_words(question)
    if not wanted:
        return None
    sentences = [
        (at, {_stem(word) for word in _words(body[at[0] : at[1]])})
        for at in dict.fromkeys(one for start, end in spans for one in _sentences(body, start, end))
    ]
    weights = {
        stem: log(1 + len(sentences) / (1 + sum(stem in words for _, words in sentences))) + 0.1 for stem in wanted
    }
    whole = sum(weights.values())
    scored = [(sum(weights[stem] for stem in wanted if stem in words) / whole, at) for at, words in sentences]
    best = max(scored, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= enough else None


def with_next(body: str, place: tuple[int, int]) -> tuple[int, int]:
    """The place with the sentence after it in the same paragraph, where the answer often stands."""
    stop = body.find("\n\n", place[1])
    rest = _sentences(body, place[1], len(body) if stop < 0 else stop)
    return (place[0], rest[0][1]) if rest else place


def _sentences(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between the ends of sentences, without white space around them."""
    found, at = [], start
    for stop in [*(match.end() for match in _SENTENCE_END.finditer(body, start, end)), end]:
        piece = body[at:stop]
        if piece.strip():
            found.append((at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())))
        at = stop
    return found


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    return _WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter)))


def _stem(word: str) -> str:
    """The word without the endings that change with the sentence; both sides are cut alike, so it need be no word."""
    word = word.removesuffix("'s")
    for ending in ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
