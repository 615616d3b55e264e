"""Unlisted English words made of listed ones: endings, beginnings and compounds, with their sound changes."""

from collections.abc import Callable

Pronunciation = tuple[str, ...]
Listed = Callable[[str], tuple[Pronunciation, ...]]
"""The dictionary's pronunciations of a lower-case word; empty for an unlisted one."""

_VOWELS = "aeiou"
_VOICELESS = frozenset(("P", "T", "K", "F", "TH", "S", "SH", "CH"))
_SIBILANT = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
_SHORTEST_PART = 3
# Endings that leave the sound of the stem as it is.
_PLAIN_ENDINGS: dict[str, Pronunciation] = {
    "ing": ("IH", "NG"),
    "ings": ("IH", "NG", "Z"),
    "er": ("ER",),
    "ers": ("ER", "Z"),
    "est": ("AH", "S", "T"),
    "ly": ("L", "IY"),
    "less": ("L", "AH", "S"),
    "ness": ("N", "AH", "S"),
    "ful": ("F", "AH", "L"),
    "able": ("AH", "B", "AH", "L"),
    "ish": ("IH", "SH"),
    "ment": ("M", "AH", "N", "T"),
    "y": ("IY",),
}
_BEGINNINGS: dict[str, Pronunciation] = {
    "un": ("AH", "N"),
    "re": ("R", "IY"),
    "non": ("N", "AA", "N"),
    "dis": ("D", "IH", "S"),
    "mis": ("M", "IH", "S"),
    "over": ("OW", "V", "ER"),
    "under": ("AH", "N", "D", "ER"),
    "out": ("AW", "T"),
    "super": ("S", "UW", "P", "ER"),
    "pre": ("P", "R", "IY"),
    "anti": ("AE", "N", "T", "IY"),
}


def with_s(stem: Pronunciation) -> Pronunciation:
    """The stem with a plural or possessive s, as its last sound asks for."""
    if not stem or stem[-1] in _SIBILANT:
        return (*stem, "IH", "Z")
    return (*stem, "S" if stem[-1] in _VOICELESS else "Z")


def with_ed(stem: Pronunciation) -> Pronunciation:
    """The stem with the ending of the past, as its last sound asks for."""
    if not stem or stem[-1] in ("T", "D"):
        return (*stem, "IH", "D")
    return (*stem, "T" if stem[-1] in _VOICELESS else "D")


def build(word: str, listed: Listed) -> list[Pronunciation]:
    """Pronunciations of `word` from listed parts, lower-case a-z; empty when no parts are found."""
    for stem in _stems(word, "s", "es"):
        if found := listed(stem):
            return [with_s(way) for way in found]
    for stem in _stems(word, "ed"):
        if found := listed(stem):
            return [with_ed(way) for way in found]
    for ending, sound in _PLAIN_ENDINGS.items():
        for stem in _stems(word, ending):
            if found := listed(stem):
                return [way + sound for way in found]
    for beginning, sound in _BEGINNINGS.items():
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) > _SHORTEST_PART and (found := listed(rest)):
            return [sound + way for way in found]
    return _compound(word, listed)


def _stems(word: str, *endings: str) -> list[str]:
    """What may stand before an ending: bak(e)ing, hop(p)ing, happ(y)ily."""
    stems = []
    for ending in endings:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST_PART:
            continue
        if ending[0] in _VOWELS + "y":
            if stem[-1] == stem[-2] and stem[-1] not in "sl":
                stems.append(stem[:-1])
            # A stem of one short syllable keeps its own vowel only when its consonant is doubled.
            if stem[-1] not in _VOWELS:
                stems.append(stem + "e")
        if stem[-1] == "i":
            stems.append(stem[:-1] + "y")
        if not (ending == "s" and stem[-1] in "su") and not (ending == "es" and stem[-1] not in "sxzhoi"):
            stems.append(stem)
    return stems


def _compound(word: str, listed: Listed) -> list[Pronunciation]:
    """Two listed words in one (moonboat), the most even cut first; empty when there is none."""
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    for cut in sorted(cuts, key=lambda at: abs(2 * at - len(word))):
        first, second = listed(word[:cut]), listed(word[cut:])
        if first and second:
            return [first[0] + second[0]]
    return []
