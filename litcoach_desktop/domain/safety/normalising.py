"""Brings what somebody typed into the plain spellings that the rules are written for.

Children write letters apart, stretch them and put digits for them; so does whoever wants to get past a check. One
sentence can be meant in several ways ("killll" is kill, "sooo" is so), so that there are several plain forms of it.
"""

import re
import unicodedata

MASKED = "xmaskedx"
"""Stands for a word of which only the first letter can be read, in forms and in rules."""

# Letters of other alphabets that look like ours.
_LOOKALIKES = str.maketrans("аеорсухіјѕкмтнвαοειυκρτν", "aeopcyxijskmthbaoeiukptv")
_LEET = str.maketrans("013457@$!|€", "oieastasiie")
_LEET_TOKEN = re.compile(r"(?=\S*[a-z])[a-z0-9@$!|€]+[a-z0-9@$|€]")
# 3rd, 10am, 4th: a number with its ending, not a word in disguise.
_COUNTED = re.compile(r"\d+(?:st|nd|rd|th|am|pm|s|x|d|cm|km|m|kg)?")
# f*ck, k.i.l.l: what stands between letters of one word without a space.
_INSIDE = re.compile(r"(?<=[a-z])[*._~+#\-]+(?=[a-z])")
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9@$!][*._~+#\-,/]+){2,}[a-z0-9@$!](?![a-z0-9])")
_SPACED = re.compile(r"(?<![^\s])(?:\S\s){2,}\S(?![^\s])")
# f***, s#@%: written so that only its first letter can be read.
_MASKED = re.compile(r"[a-z][*#@$%&]{2,}[a-z]{0,3}")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_APOSTROPHES = re.compile(r"['’‘`´]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9@.+\-]+")


def visible(text: str) -> str:
    """The text without what cannot be seen: format characters, joiners, tags, bidirectional marks, accents piled up."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in folded if unicodedata.category(letter) not in ("Cf", "Co", "Cn", "Cs"))


def plain(text: str) -> str:
    """Small letters without accents, single spaces; digits, @ and . stay, as addresses and numbers need them."""
    return " ".join(_NOT_PLAIN.sub(" ", _APOSTROPHES.sub("", _folded(text))).split())


def words_of(text: str) -> list[str]:
    """The words as the rules see them: small letters and digits, no accents, no apostrophes."""
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", _folded(text))).split()


def forms(text: str) -> tuple[str, ...]:
    """The sentences that the text may be meant as, each of words parted by one space; the plainest first."""
    folded = _APOSTROPHES.sub("", _folded(text))
    unmasked = " ".join(_unmasked(token) for token in _joined(folded).split())
    found = [folded, unmasked, _STRETCHED.sub(r"\1\1", unmasked), _STRETCHED.sub(r"\1", unmasked)]
    return tuple(dict.fromkeys(" ".join(_NOT_WORD.sub(" ", one).split()) for one in found))


def compact_runs(text: str) -> tuple[str, ...]:
    """What was written letter by letter, closed up: "i w a n t t o" is iwantto. Where words end is lost.

    After such stretches comes the whole message, closed up, as a sentence may be taken apart only here and there.
    """
    folded = _APOSTROPHES.sub("", _folded(text))
    runs = [*_SPACED.findall(" ".join(folded.split())), *_DOTTED.findall(folded)]
    closed = (re.sub(r"[\s*._~+#\-,/]+", "", run) for run in runs)
    found = [_NOT_WORD.sub("", run.translate(_LEET)) for run in closed]
    return tuple(dict.fromkeys([*found, _NOT_WORD.sub("", folded.translate(_LEET))])) if found else ()


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", visible(text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LOOKALIKES)


def _joined(folded: str) -> str:
    """Letters typed apart put together; two spaces or more part the words."""
    groups = re.split(r"\s{2,}", folded)
    closed = (_SPACED.sub(lambda run: re.sub(r"\s", "", run.group()), group) for group in groups)
    return " ".join(_DOTTED.sub(lambda run: re.sub(r"[*._~+#\-,/]+", "", run.group()), group) for group in closed)


def _unmasked(token: str) -> str:
    bare = token.strip('.,?;:()"“”¿¡')
    if _COUNTED.fullmatch(bare.rstrip("!")):
        return token
    if _MASKED.fullmatch(bare):
        return MASKED
    if _LEET_TOKEN.fullmatch(bare.rstrip("!")) and not bare.isalpha():
        bare = bare.rstrip("!").translate(_LEET)
    return _INSIDE.sub("", bare) if re.search(r"[*._~+#]", bare) else bare
