"""How hard a passphrase would be to guess, in plain words, for the person who is choosing it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

# What is tried first at a school, beside the runs and repetitions that are found by rule.
_OBVIOUS = ("password", "passphrase", "passwort", "litcoach", "teacher", "school", "reading", "qwerty", "letmein")
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LEAST_LETTERS = 8
_GOOD_LETTERS = 16
_FAIR_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Strength:
    """level: 0 not yet possible, 1 easy to guess, 2 fair, 3 good. words: what to tell the chooser."""

    level: int
    words: str


def strength_of(passphrase: str) -> Strength:
    """Judge by what is left once obvious words, runs such as 1234 and repetitions are taken out."""
    if not passphrase:
        return Strength(
            0, QCoreApplication.translate("setup", "Three or four words that do not belong together work well.")
        )
    if len(passphrase) < LEAST_LETTERS:
        missing = LEAST_LETTERS - len(passphrase)
        return Strength(0, QCoreApplication.translate("setup", "Too short: %n more letter(s) needed.", "", missing))
    left = _what_must_be_guessed(passphrase)
    if left < LEAST_LETTERS:
        return Strength(
            1, QCoreApplication.translate("setup", "Easy to guess. Add another word that only you would think of.")
        )
    if left < _FAIR_LETTERS:
        return Strength(1, QCoreApplication.translate("setup", "Short. One more word makes it much harder to guess."))
    if left < _GOOD_LETTERS:
        return Strength(2, QCoreApplication.translate("setup", "Fair. One more word would make it good."))
    return Strength(3, QCoreApplication.translate("setup", "Good: hard to guess."))


def _what_must_be_guessed(passphrase: str) -> int:
    """How many letters remain when every obvious part counts as one or two."""
    rest = passphrase.casefold()
    found = 0
    for word in _OBVIOUS:
        if word in rest:
            rest = rest.replace(word, "")
            found += 1
    cost = found
    for place, letter in enumerate(rest):
        # The third letter of a run is no news: 1-2-3, a-a-a. A double letter, as in "green", is.
        before = rest[max(0, place - 2) : place]
        is_run = len(before) == 2 and (before == letter * 2 or any(before + letter in run for run in _RUNS))
        cost += 0 if is_run else 1
    # "maymaymay" is one word said three times.
    return min(cost, 2 * len(set(rest)) + found)
