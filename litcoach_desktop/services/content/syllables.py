"""Cuts a word into syllables as a teacher would clap them.

pyphen's patterns say where a printer may hyphenate: they are right where they cut, but they never leave one
letter alone or carry a short ending over ("about", "heavy", "every"). What they leave whole and what still has
several vowel sounds is cut on by the rules taught in class: between two consonants, before a single one, and
never inside th, sh, ch, bl and their like; a final silent e is no vowel, the end -ble is.
"""

import re
from functools import cache
from itertools import pairwise

from pyphen import Pyphen

# Words of up to three letters are seen at a glance; cutting them helps nobody.
_SHORTEST = 4
_VOWELS = re.compile(r"igh|(?<=q)u[aeiouy]+|(?<![aeiouy])y(?![aeiou])|[aeiou][aeiouy]*|(?<=[aeiou])y")
_SILENT_E = re.compile(r"(?:(?<![aeioulr])e|(?<=[aeiouy][lr])e|(?<![sxzcg])(?<!ch)(?<!sh)es|(?<![td])ed)$")
_CONSONANT_LE = re.compile(r"(?<=[bcdfgkpstz])les?$")
_INSEPARABLE = re.compile(r"ck|dge|[tscwpg]h|[bcfgps]l|[bcdfgpt]r|s[kmnptw]|tw|qu|[bcdfghj-np-tv-z]")

# Common words that the rules get wrong: an e at the end of a part that is spoken after all.
_BY_HAND = {"maybe": (3,), "elephant": (2, 3), "elephants": (2, 3), "area": (1, 3), "recipe": (3, 5)}


def syllables(word: str) -> list[str]:
    """The syllables in order; joined they are the word again. A word is one syllable at least."""
    if len(word) < _SHORTEST or (not word.isascii() and "’" not in word):
        return [word]
    by_hand = _BY_HAND.get(word.lower())
    if by_hand:
        return [word[start:end] for start, end in pairwise((0, *by_hand, len(word)))]
    pieces: list[str] = []
    # A hyphen stays with what stands before it.
    for part in re.findall(r"[^-‐‑]*[-‐‑]|[^-‐‑]+", word):
        if "'" in part or "’" in part or not part.strip("-‐‑").isalpha():
            pieces += _printed(part)
            continue
        for piece in _printed(part):
            pieces += _cut(piece)
    return pieces


def _printed(part: str) -> list[str]:
    """The part where a printer may cut it."""
    return [part[start:end] for start, end in pairwise((0, *_printer().positions(part), len(part)))]


@cache
def _printer() -> Pyphen:
    return Pyphen(lang="en_US")


def _cut(piece: str) -> list[str]:
    low = piece.lower()
    nuclei = [match.span() for match in _VOWELS.finditer(low)]
    ending = _CONSONANT_LE.search(low)
    silent = None if ending else _SILENT_E.search(low)
    tail = ending or silent
    if tail and len(nuclei) > 1:
        nuclei = [span for span in nuclei if span[0] < tail.start()]
        if ending:
            nuclei.append(ending.span())
    cuts = [0]
    for before, after in pairwise(nuclei):
        cuts.append(_between(low, before[1], after[0]))
    return [piece[start:end] for start, end in pairwise([*cuts, len(piece)])]


def _between(low: str, start: int, end: int) -> int:
    """Where to cut the consonants low[start:end] between two vowels."""
    units = [match.end() for match in _INSEPARABLE.finditer(low, start, end)]
    if len(units) < 2:
        return start
    return units[0]
