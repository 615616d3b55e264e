"""Plain letters a-z for any script, so that every name in a passage can be sounded out."""

import re
import unicodedata
from functools import cache

_UNDECOMPOSED = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "th",
    "þ": "th",
    "ı": "i",
    "ŋ": "ng",
}
# Letters of Greek, Cyrillic, Hebrew and Arabic are named by their sound with a vowel put to it.
_NAMED_BY_LETTER = re.compile(r"(?:GREEK|CYRILLIC|HEBREW|ARABIC|ARMENIAN|COPTIC) .*?LETTER (?:FINAL |SHORT )?(\w+)")
# Syllabaries are named by the whole syllable.
_NAMED_BY_SYLLABLE = re.compile(r".*(?:LETTER|SYLLABLE|SIGN) (?:SMALL )?([A-Z]{1,7})$")
_TWO_LETTER_SOUNDS = ("SH", "CH", "TH", "PH", "KH", "ZH", "TS", "PS", "GH", "DJ")


def plain_letters(word: str) -> str:
    """`word` in lower-case a-z: accents taken off, other scripts by the names of their letters.

    Empty only when no character of the word is a letter.
    """
    return "".join(_letters_of(character) for character in unicodedata.normalize("NFKC", word.lower()))


@cache
def _letters_of(character: str) -> str:
    if "a" <= character <= "z":
        return character
    if not character.isalpha():
        return ""
    if character in _UNDECOMPOSED:
        return _UNDECOMPOSED[character]
    bare = unicodedata.normalize("NFKD", character)[0]
    if "a" <= bare <= "z":
        return bare
    name = unicodedata.name(character, "")
    if match := _NAMED_BY_LETTER.match(name):
        return _sound_of_name(match.group(1))
    if match := _NAMED_BY_SYLLABLE.match(name):
        return match.group(1).lower()
    # An ideograph says nothing of its sound: one open syllable stands for it.
    return "a"


def _sound_of_name(name: str) -> str:
    """PE is p, SHIN is sh, EL is l, ALPHA is a."""
    if name[:2] in _TWO_LETTER_SOUNDS:
        return name[:2].lower()
    if name[0] == "E" and len(name) == 2:
        return name[1].lower()
    return name[0].lower()
