"""Whether a word can be sounded out with the spellings that a child has been taught: for decodable texts.

A spelling stands for one of a few sounds (in the dictionary's phones). A word is decodable when its letters can be cut
into taught spellings whose sounds, in order, are one of its pronunciations.
"""

from collections.abc import Iterable

# What can be between the sounds of a spelling: nothing for a letter that is silent.
_CONSONANTS = {
    "b": "B", "c": "K", "ck": "K",
    "d": "D", "f": "F", "g": "G", "h": "HH", "j": "JH", "k": "K", "l": "L", "m": "M", "n": "N NG",
    "p": "P", "qu": "K-W", "r": "R", "s": "S Z", "t": "T", "v": "V", "w": "W", "x": "K-S", "y": "Y", "z": "Z",
    "bb": "B", "dd": "D", "ff": "F", "gg": "G", "ll": "L", "mm": "M", "nn": "N", "pp": "P", "rr": "R", "ss": "S",
    "tt": "T", "zz": "Z",
}  # fmt: skip
_SHORT = {"a": "AE", "i": "IH", "o": "AA AO", "e": "EH", "u": "AH"}
_DIGRAPHS = {
    "sh": "SH", "ch": "CH", "tch": "CH", "th": "TH DH", "ng": "NG", "wh": "W HH-W", "ing": "IH-NG",
    "es": "IH-Z AH-Z", "ed": "D T IH-D AH-D",
}  # fmt: skip
# A vowel says its name when a silent e follows its consonant: the * stands for that consonant.
_SILENT_E = {"a*e": "EY", "i*e": "AY", "o*e": "OW", "u*e": "UW Y-UW"}
_SOFT = {"ce": "S", "ge": "JH", "ve": "V", "se": "S Z", "dge": "JH"}

# In the order in which they are taught; a text may use all that stands before its own pattern.
_STEPS: list[tuple[tuple[str, ...], dict[str, str]]] = [
    (("short a",), _CONSONANTS | {"a": _SHORT["a"]}),
    (("short i",), {"i": _SHORT["i"]}),
    (("short o",), {"o": _SHORT["o"]}),
    (("short e",), {"e": _SHORT["e"]}),
    (("short u",), {"u": _SHORT["u"]}),
    (("sh, ch, th", "sh, ch, th, ck", "blends"), _DIGRAPHS),
    (("silent e", "long a with silent e"), _SILENT_E | _SOFT),
    (("ee, ea",), {"ee": "IY", "ea": "IY"}),
    (("ai, ay",), {"ai": "EY", "ay": "EY"}),
    (("oa, ow",), {"oa": "OW", "ow": "OW", "oe": "OW"}),
    (("ar, or",), {"ar": "AA-R", "or": "AO-R", "ore": "AO-R", "er": "ER"}),
]
PATTERNS = frozenset(name for names, _ in _STEPS for name in names)


def taught_by(pattern: str) -> dict[str, list[tuple[str, ...]]]:
    """The spellings taught up to and with a pattern, and the sounds that each can stand for."""
    taught: dict[str, str] = {}
    for names, spellings in _STEPS:
        taught |= spellings
        if pattern in names:
            return {one: [tuple(sound.split("-")) for sound in said.split()] for one, said in taught.items()}
    raise KeyError(pattern)


def decodable(word: str, pronunciations: Iterable[tuple[str, ...]], taught: dict[str, list[tuple[str, ...]]]) -> bool:
    """Whether a word, in small letters, can be sounded out as one of its pronunciations."""
    return any(_fits(word, said, taught) for said in pronunciations)


def _fits(letters: str, said: tuple[str, ...], taught: dict[str, list[tuple[str, ...]]]) -> bool:
    if not letters:
        return not said
    for spelling, sounds in taught.items():
        if "*" in spelling:
            vowel, end = spelling.split("*")
            if not (len(letters) >= 3 and letters[0] == vowel and letters[1] not in "aeiou" and letters[2] == end):
                continue
            rest = letters[1] + letters[3:]
        elif letters.startswith(spelling):
            rest = letters[len(spelling) :]
        else:
            continue
        for sound in sounds:
            if said[: len(sound)] == sound and _fits(rest, said[len(sound) :], taught):
                return True
    return False


# Words of everyday English that are learnt as wholes because they are needed before their spellings are taught.
SIGHT_WORDS = frozenset(
    """
    a all any are be before but by can't car could day do does door down eye eyes five for from go he her here hold
    how i into is know like little look may me more my never no now of off oh old on one out over put said saw say
    school see she should small so some stood the their them then there they this to together told too up walk
    walked want was we were what when where who with won't work you your
    """.split()
)
