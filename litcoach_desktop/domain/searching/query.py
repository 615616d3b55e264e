"""Takes a query apart: its words as the index knows them, without those that say nothing about a text."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_QUERY = 2_000
"""Characters that are looked at. A child who leans on a key, or a pasted page, must not hold the search up."""
MOST_WORDS = 48
"""Different words that are looked for; a pasted paragraph has hardly more that say something."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")

# The words that hold English together; in a query they say nothing about what the text is about.
STOP_WORDS = frozenset(
    "a about am an and any are as at be because been being but by can could did do does doing for from get give had "
    "has have having he her hers him his how i if in into is it its itself just let like me more most my of off on or "
    "our ours out over please she should so some such than that the their theirs them then there these they this those "
    "to too up us very was we were what when where which while who whom why will with would you your yours "
    "can't cannot couldn't didn't doesn't don't hadn't hasn't haven't i'd i'll i'm i've isn't it's let's shouldn't "
    "that's there's they're wasn't we're weren't what's where's who's won't wouldn't you're".split()
)
# What somebody says who asks a library for something is not in the text: “a book about frogs”.
_ASKING = re.compile(
    r"\b(?:(?:i |we )?(?:want|need|like|would like)(?: to read)? )?"
    r"(?:books?|texts?|passages?|stor(?:y|ies)|something|stuff|things?|anything)"
    r" (?=(?:about|on|with|where|that|of|for)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart.

    text: what was typed, shortened and with single spaces: what the vectors are made from. words: folded, in their
    order, each once, without stop words unless there are no others. last_is_open: the last word may still be typed.
    """

    text: str
    words: tuple[str, ...]
    last_is_open: bool = False


def parse_query(typed: str, *, as_you_type: bool = False) -> Query:
    """The query behind what was typed. Takes any string; one without a word gives no words.

    as_you_type: the last word counts as a beginning, unless something stands behind it.
    """
    text = " ".join(_readable(typed[:LONGEST_QUERY]).split())
    found = [fold(word) for word in _WORD.findall(_ASKING.sub("", text))]
    words = list(dict.fromkeys(word for word in found if word))
    last_is_open = bool(as_you_type and words and text and _WORD.search(text[-1]) and not typed[-1].isspace())
    last = found[-1] if last_is_open else None
    said = [word for word in words if word not in STOP_WORDS or word == last] or words
    if last is not None:
        # The open word has to stand last, wherever it was said before.
        said = [*[word for word in said if word != last][: MOST_WORDS - 1], last]
    return Query(text, tuple(said[:MOST_WORDS]), last_is_open)


def fold(word: str) -> str:
    """A word as the index has it: small letters, no accents, no possessive ending, straight apostrophes."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _POSSESSIVE.sub("", plain).replace("’", "'")


def folded_words(text: str) -> list[str]:
    """All words of a text, folded, in their order."""
    return [fold(word) for word in _WORD.findall(text)]


def _readable(text: str) -> str:
    """Without halves of characters, which no encoder takes, and without control characters."""
    return "".join(" " if unicodedata.category(one) in ("Cs", "Cc") else one for one in text)
