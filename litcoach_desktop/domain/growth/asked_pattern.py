"""Works out which spelling a teacher asks about: "-ed endings", "silent e", "sh", "short a", "words ending in ly"."""

import re
from dataclasses import dataclass

from litcoach_desktop.domain.growth.sound_patterns import PATTERNS, patterns_in

# What a family of patterns is called, as far as its name in PATTERNS does not say it letter by letter.
_CALLED = (
    (re.compile(r"(?:silent|magic|final|bossy) e\b|\bcvce\b"), "silent e", ("silent e",)),
    (re.compile(r"\bsilent (?:letters?|consonants?)|\bkn\b|\bwr\b"), "silent letters", ("silent letters",)),
    (re.compile(r"\bsoft [cg]\b"), "soft c and g", ("soft c and g",)),
    (re.compile(r"\bcontractions?\b"), "contractions", ("contractions",)),
    (re.compile(r"\br controlled\b|\bbossy r\b"), "vowels with r", ("ar, or, er, ir, ur",)),
    (
        re.compile(r"\bblends?\b|\bclusters?\b"), "blends",
        ("blends with l", "blends with r", "blends with s", "ending blends"),
    ),
    (re.compile(r"\bvowel teams?\b|\bdigraph vowels?\b"), "vowel teams", tuple(
        name for name in PATTERNS if re.fullmatch(r"[aeiou][aeiouwy]h?(?:, [aeiou]\w+)*", name)
    )),
    (re.compile(r"\bdigraphs?\b"), "sh, ch, th, wh, ph", ("sh, ch, th, wh, ph",)),
)  # fmt: skip
_SHORT_VOWEL = re.compile(r"\bshort (?:vowels?|([aeiou]))\b")
_LONG_VOWEL = re.compile(r"\blong ([aeiou])\b")
_ENDINGS = ("ed", "ing", "tion", "er", "est", "ly", "ful", "less", "ness", "es", "s")
_LISTED_ENDING = {"ed": "-ed", "ing": "-ing", "tion": "-tion"}


@dataclass(frozen=True, slots=True)
class AskedPattern:
    """What is asked about.

    families: of sound_patterns, one is enough; empty for an ending that has none. letters: one of them must stand in
    the word; empty for any. ending: how the word must end, or empty.
    """

    name: str
    families: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    ending: str = ""

    def has(self, word: str) -> bool:
        """Whether a word has it."""
        plain = word.casefold().replace("’", "'").removesuffix("'s")
        if self.families and not set(self.families) & set(patterns_in(plain)):
            return False
        if self.ending and not re.fullmatch(rf"\w{{3,}}(?<!s){self.ending}", plain):
            return False
        return not self.letters or any(one in plain for one in self.letters)


def asked_pattern(words: str) -> AskedPattern | None:
    """What a teacher asks about; None when it is no spelling. words: in small letters, parted by spaces, no hyphens."""
    for called, name, families in _CALLED:
        if called.search(words):
            return AskedPattern(name, families)
    short = _SHORT_VOWEL.search(words)
    if short:
        vowel = short.group(1)
        return AskedPattern(f"short {vowel}" if vowel else "short vowels", ("short vowel",), (vowel,) if vowel else ())
    long = _LONG_VOWEL.search(words)
    if long:
        return AskedPattern(f"long {long.group(1)} with silent e", ("silent e",), (long.group(1),))
    tokens = words.split()
    ending = next((one for one in _ENDINGS if one in tokens), None)
    if ending and (ending in _LISTED_ENDING or re.search(r"\b(?:end|ends|ending|endings|suffix|plurals?)\b", words)):
        listed = _LISTED_ENDING.get(ending)
        name = f"-{ending} endings"
        return AskedPattern(name, (listed,)) if listed else AskedPattern(name, ending=ending)
    if "plural" in tokens or "plurals" in tokens:
        return AskedPattern("-s endings", ending="s")
    for family in PATTERNS:
        spelled = [one for one in re.findall(r"[a-z]+", family) if one in tokens]
        if spelled and re.fullmatch(r"[a-z]{2,3}(?:, [a-z]{2,3})*", family):
            return AskedPattern(", ".join(spelled), (family,), tuple(spelled))
    return None
