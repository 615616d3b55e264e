"""How numerals are said: plain numbers, years, ordinals, decades, telephone style, Roman numerals."""

import re

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion")
_ODD_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = {"i": 1, "v": 5, "x": 10}
_LONGEST_NUMBER = 15


def cardinal(number: int) -> list[str]:
    """The words of a number from 0 to below 10^15: 115 is one hundred fifteen."""
    if number < 20:
        return [_UNITS[number]]
    if number < 100:
        return [_TENS[number // 10 - 2], *(cardinal(number % 10) if number % 10 else [])]
    if number < 1000:
        return [_UNITS[number // 100], "hundred", *(cardinal(number % 100) if number % 100 else [])]
    words: list[str] = []
    for power in range(len(_SCALES) - 1, -1, -1):
        part = number // 1000**power % 1000
        if part:
            words += [*cardinal(part), *([_SCALES[power]] if power else [])]
    return words


def ordinal(number: int) -> list[str]:
    """The words of an ordinal: 21 is twenty first."""
    *before, last = cardinal(number)
    if last in _ODD_ORDINALS:
        return [*before, _ODD_ORDINALS[last]]
    return [*before, last[:-1] + "ieth" if last.endswith("y") else last + "th"]


def _digits(text: str, zero: str) -> list[str]:
    return [zero if digit == "0" else _UNITS[int(digit)] for digit in text]


def readings(digits: str) -> list[list[str]]:
    """The ways in which a run of ASCII digits may be said, the likeliest first."""
    if len(digits) > _LONGEST_NUMBER:
        return [_digits(digits, "zero")]
    number = int(digits)
    if digits == "000":
        # What follows the comma of 1,000.
        return [["thousand"], _digits(digits, "zero"), _digits(digits, "oh")]
    if len(digits) > 1 and digits[0] == "0":
        return [_digits(digits, "oh"), _digits(digits, "zero"), cardinal(number)]
    ways = [cardinal(number)]
    if number > 100 and number % 100 and number < 10_000:
        ways.append([*cardinal(number - number % 100), "and", *cardinal(number % 100)])
    if len(digits) == 4 and digits[1] != "0":
        century, rest = divmod(number, 100)
        year = ["hundred"] if rest == 0 else [*(["oh"] if rest < 10 else []), *cardinal(rest)]
        ways.insert(0, [*cardinal(century), *year])
    elif len(digits) == 4 and number >= 2010:
        ways.insert(0, [*cardinal(number // 100), *cardinal(number % 100)] if number % 100 else cardinal(number))
    if len(digits) == 3:
        ways.append([_UNITS[number // 100], *(["oh"] if number % 100 < 10 else []), *cardinal(number % 100)])
    if len(digits) > 1:
        ways.append(_digits(digits, "zero"))
    return ways


def mixed_readings(token: str) -> list[list[str]] | None:
    """The ways of saying a numeral with its ending ("3rd", "1990s", "90's"), None when it is not one."""
    match = re.fullmatch(r"(\d+)(st|nd|rd|th|'?s)?", token)
    if match is None:
        return None
    digits, ending = match.groups()
    if ending is None:
        return readings(digits)
    if ending in ("st", "nd", "rd", "th"):
        return [ordinal(int(digits))] if len(digits) <= _LONGEST_NUMBER else readings(digits)
    # Decades and plurals: the last word takes an s, which the lexicon knows how to say.
    return [[*words[:-1], words[-1] + "'s"] for words in readings(digits)]


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral written with I, V and X in capitals, from II to XXXIX; else None."""
    if not re.fullmatch(r"(?=..)X{0,3}(IX|IV|V?I{0,3})", text):
        return None
    values = [_ROMAN[letter] for letter in text.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
