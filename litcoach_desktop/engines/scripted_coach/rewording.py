"""Ways in which typed words may be meant: as they stand, text-speak written out, without fillers, spelling mended."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from litcoach_desktop.domain.familiar_words import is_familiar
from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.domain.searching.spelling import distance, sounds_like
from litcoach_desktop.domain.writing.slips import slip_for

# Longer messages are stories, not wishes; and every pattern is tried on every word.
_LONGEST = 300
# One letter of a word of four, two of a word of eight.
_SLIPS = ((8, 2), (4, 1))
_TEXT_SPEAK = {
    "u": "you", "ur": "your", "r": "are", "y": "why", "pls": "please", "plz": "please", "thx": "thanks",
    "ty": "thanks", "tysm": "thanks", "wanna": "want to", "wana": "want to", "gonna": "going to", "gimme": "give me",
    "lemme": "let me", "dunno": "dont know", "idk": "i dont know", "idc": "i dont care", "k": "ok", "kk": "ok",
    "okey": "ok", "okie": "ok", "yea": "yes", "ye": "yes", "yas": "yes", "nop": "no", "wut": "what", "wat": "what",
    "whats": "what is", "wats": "what is", "whos": "who is", "hows": "how is", "wheres": "where is", "b4": "before",
    "2": "to", "4": "for", "gr8": "great", "bc": "because", "cuz": "because", "abt": "about", "bout": "about",
    "sumthing": "something", "sth": "something", "smth": "something", "im": "i am", "ive": "i have", "id": "i would",
    "ill": "i will", "hw": "homework", "gtg": "bye", "g2g": "bye", "ttyl": "bye", "cya": "bye", "heyy": "hey",
    "hii": "hi", "helo": "hello", "hlp": "help", "alot": "a lot", "ain't": "is not", "aint": "is not",
    "cannot": "cant", "kant": "cant", "dos": "does", "duz": "does", "wht": "what", "teh": "the", "buk": "book",
    "bok": "book", "reed": "read", "red": "read", "rd": "read", "meen": "mean", "outloud": "out loud", "rn": "now",
    "nvm": "no", "omg": "", "lol": "", "lmao": "", "haha": "", "hahaha": "", "q": "que", "xq": "porque",
    "pq": "porque", "porfa": "por favor", "porfis": "por favor", "tmb": "tambien", "kiero": "quiero", "ke": "que",
    "aser": "hacer", "ase": "hace", "aora": "ahora",
}  # fmt: skip
_FIRST = re.compile(
    r"^(?:(?:u+m+|u+h+|h+m+|e+r+|ok|okay|so|well|oh|hey|hi|hello|yo|please|coach|now|and|but|like|mister|miss|mr|ms|"
    r"excuse me|can you|could you|would you|will you|can i|could i|may i|can we|could we|lets|let us|"
    r"i want you to|i need you to|i would like you to|i want to|i would like to|i need to|i have to|do you think you "
    r"could|just|maybe|actually|oye|hola|eh|pues|bueno|puedes|podrias|quiero|quisiera|quiero que|por favor) )+"
)
_LAST = re.compile(
    r"(?: (?:please|now|thanks|thank you|coach|ok|okay|for me|right now|again please|por favor|ahora|gracias|si))+$"
)


def rewordings(said: str, known: Collection[str]) -> Iterator[str]:
    """What may be meant, the likeliest first, in small letters parted by spaces. known: words that patterns name."""
    plain = " ".join(words_of(said[:_LONGEST]))
    tried = [plain]
    yield plain
    written_out = " ".join(" ".join(_written_out(word) for word in plain.split()).split())
    mended = " ".join(_mended(word, known) for word in written_out.split())
    for one in (written_out, mended):
        for form in (one, _without_fillers(one)):
            if form and form not in tried:
                tried.append(form)
                yield form


def vocabulary(patterns: Collection[str]) -> frozenset[str]:
    """The words that stand in patterns; what is spelled nearly like one of them may be meant for it."""
    bare = (re.sub(r"\(\?P<\w+>|\(\?[:!<=]+|\\\w", " ", pattern) for pattern in patterns)
    return frozenset(word for one in bare for word in re.findall(r"[a-z]{3,}", one))


def _written_out(word: str) -> str:
    squeezed = re.sub(r"([a-z])\1{2,}", r"\1", word)
    for one in (word, squeezed):
        if one in _TEXT_SPEAK:
            return _TEXT_SPEAK[one]
    meant = slip_for(squeezed)
    return squeezed if meant is None else meant.casefold().replace("'", "")


def _without_fillers(words: str) -> str:
    rest = _LAST.sub("", _FIRST.sub("", words))
    return rest or words


def _mended(word: str, known: Collection[str]) -> str:
    if word in known or is_familiar(word) or len(word) < _SLIPS[-1][0] or not word.isalpha():
        return word
    return _nearest(word, frozenset(known))


@lru_cache(maxsize=2_000)
def _nearest(word: str, known: frozenset[str]) -> str:
    most = next(slips for letters, slips in _SLIPS if len(word) >= letters)
    key = sounds_like(word)
    alike = [one for one in known if len(one) > 3 and sounds_like(one) == key]
    near = [one for one in known if abs(len(one) - len(word)) <= most and distance(word, one, most) <= most]
    # Whoever misspells gets the first letter right more often than any other.
    return min((*alike, *near), default=word, key=lambda one: (one[0] != word[0], one not in alike, one))
