"""Single values of a roster file: names, ids and grades, as schools and their spreadsheets write them."""

import re
import unicodedata

LONGEST_NAME = 100
_SPOILED_ID = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_TURNED_DATE = re.compile(
    rf"\d{{1,2}}-{_MONTH}(?:-\d{{2,4}})?|{_MONTH}-\d{{2,4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}",
    re.IGNORECASE,
)
_KINDERGARTEN = frozenset("k kg ki kindergarten kinder pk prek pre-k tk 0 00".split())
_GRADE = re.compile(r"(?:grade|gr|year|grado)?\s*0*(\d{1,2})(?:st|nd|rd|th|°|º)?(?:\s*grade)?", re.IGNORECASE)
_MOST_GRADE = 8


class Unusable(ValueError):
    """A value that cannot be used. args: why and what to do, a sentence each."""


def clean(value: str) -> str:
    """The value as it is meant: composed letters, no control or direction characters, single spaces."""
    if value.isascii() and value.isprintable():
        # Almost every cell of a district's hundreds of thousands.
        return " ".join(value.split())
    composed = unicodedata.normalize("NFC", value)
    seen = "".join(" " if letter in "\t\r\n\x0b\x0c" else letter for letter in composed)
    kept = "".join(letter for letter in seen if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(kept.split())


def name_from(value: str) -> str:
    """A name; empty when there is none. Raises Unusable for one that is none."""
    name = clean(value)
    if len(name) > LONGEST_NAME:
        raise Unusable(f"A name has {len(name):,} letters.", "Correct the name; it may hold a whole row.")
    if name[:1] in ("=", "+", "@"):
        raise Unusable(f"The name “{name[:30]}” looks like a formula of a spreadsheet.", "Type the name itself.")
    return name


def is_turned_date(value: str) -> bool:
    """Whether it is a date, as spreadsheets make of "3-4" or "2/1" where a room or an id was meant."""
    return _TURNED_DATE.fullmatch(value) is not None


def id_from(value: str) -> str:
    """An id; empty when there is none. Raises Unusable for one that a spreadsheet has rounded or made a date of."""
    ident = clean(value)
    if _SPOILED_ID.fullmatch(ident):
        raise Unusable(
            f"The id {ident} was rounded by a spreadsheet, so the child cannot be known by it.",
            "Export the file again and do not open it in a spreadsheet before.",
        )
    if is_turned_date(ident):
        raise Unusable(
            f"The id {ident} is a date: a spreadsheet has made one of it, so the child cannot be known by it.",
            "Export the file again and do not open it in a spreadsheet before.",
        )
    if len(ident) > LONGEST_NAME:
        raise Unusable(f"An id has {len(ident):,} letters.", "Correct the id; it may hold a whole row.")
    return ident


def grade_from(value: str) -> int | None:
    """A grade, 0 for kindergarten and before; None where nothing is said. Raises Unusable for another one.

    Of several grades ("3,4") the lowest counts.
    """
    grades = [one for part in re.split(r"[,;/]", clean(value).casefold()) if (one := part.strip())]
    found = []
    for one in grades:
        match = _GRADE.fullmatch(one)
        if one in _KINDERGARTEN:
            found.append(0)
        elif match is not None:
            found.append(int(match.group(1)))
        else:
            raise Unusable(f"“{value.strip()[:30]}” is no grade.", "Write K or a number from 1 to 8.")
    if not found:
        return None
    if min(found) > _MOST_GRADE:
        raise Unusable(f"Grade {min(found)} is above grade 8.", "litcoach is for kindergarten to grade 8.")
    return min(found)


def apart(whole_name: str) -> tuple[str, str]:
    """Given and family name of "Lin, Maya" or "Maya Lin"; of several words the last is the family's."""
    family, comma, given = whole_name.partition(",")
    if comma:
        return given.strip(), family.strip()
    given, _space, family = whole_name.rpartition(" ")
    return (given, family) if given else (family, "")
