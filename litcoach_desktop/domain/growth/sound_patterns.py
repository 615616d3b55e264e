"""Which sound patterns a word's spelling has, by the rules that reading programmes teach it with.

The patterns and their order are those of phonics scope and sequences (such as the Foundational Skills of the
Common Core, 2010, Appendix A). Spelling alone decides: "great" counts as a word with ea, whatever it sounds like.
"""

import re
from functools import lru_cache

_VOWELS = "aeiou"

_PATTERNS: dict[str, re.Pattern[str]] = {
    name: re.compile(rule)
    for name, rule in {
        "-ed": r"[a-z]{2,}[^aeiou]?ed$",
        "-ing": r"[a-z]{2,}ing$",
        "-tion": r"[a-z](?:t|s|ss|c)ion$",
        "ai, ay": r"a[iy]",
        "ee, ea": r"e[ea]",
        "oa, ow": r"oa|ow",
        "oo": r"oo",
        "ou": r"ou",
        "oi, oy": r"o[iy]",
        "au, aw": r"a[uw]",
        "ie, igh": r"ie|igh",
        "ue, ui, ew": r"u[ei]|ew",
        "ar, or, er, ir, ur": r"[aeiou]r(?![aeiou])",
        "silent e": rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]e$|^[{_VOWELS}][^{_VOWELS}wxy]e$",
        "sh, ch, th, wh, ph": r"[sctwp]h",
        "ck, ng": r"ck|ng(?:$|s$)",
        "silent letters": r"^(?:kn|wr|gn)|mb$|gh",
        "blends with l": r"^[bcfgps]l",
        "blends with r": r"^(?:[bcdfgpt]|sc|sp|st|th|sh)r",
        "blends with s": r"^s(?:[ckmnpqtw])",
        "ending blends": r"(?:nd|nt|nk|mp|st|sk|sp|ft|lt|ld|lk|lp|pt|ct)s?$",
        "soft c and g": r"[cg][eiy]",
        "contractions": r"'(?!s$)",
        "short vowel": rf"^[^{_VOWELS}y]{{1,2}}[{_VOWELS}][^{_VOWELS}wxyr]$",
    }.items()
}
_EXCEPT = {
    "-ed": re.compile(r"^(?:[bflrswz]|bl|br|sh|sl|sp)ed$|eed$|ead$"),
    "-ing": re.compile(r"^(?:[kprsw]|th|st|br|cl|fl|sl|spr|str)ing$"),
    # Where g before e, i or y is hard all the same.
    "soft c and g": re.compile(
        r"^(?:un|for)*g(?:et|iv|ear|eese|idd|ift|igg|ills?$|irl)|^beg(?:in|un)|gether|^(?:ti|ea|bur|hambur|tar)ge[rt]"
        r"|^(?:be|bi|bra|di|do|dra|e|fo|gi|hu|ja|ji|ju|la|le|pe|plu|ru|sa|sha|sli|ta|ti|tri|wa)gg"
        r"|^(?:fi|li|a|hu)nger|^(?:lo|stro|you)nge|(?:^s|^r|^w|br|cl|st|sw)inging$|(?:lo|^ha|^ba)ng(?:ed|ing|er)$"
    ),
}

PATTERNS = tuple(_PATTERNS)
"""The names of the patterns, in the order of their spellings above."""


@lru_cache(maxsize=20_000)
def patterns_in(word: str) -> tuple[str, ...]:
    """The patterns of a word as a dictionary lists it; none for short or irregular ones that show no pattern."""
    plain = word.lower().replace("’", "'")
    return tuple(
        name
        for name, rule in _PATTERNS.items()
        if rule.search(plain) and not (name in _EXCEPT and _EXCEPT[name].search(plain))
    )
