"""Sounds out words that the pronouncing dictionary does not list, by ordered letter-to-sound rules.

The kind of rule, `left<letters>right = phones` with the first match winning, is that of H. S. Elovitz,
R. Johnson, A. McHugh and J. E. Shore, "Letter-to-sound rules for automatic translation of English text to
phonetics", IEEE Trans. ASSP 24 (1976), also NRL Report 7948. The rules are our own, written from the
spelling patterns that reading teachers teach (silent e, soft c, vowel teams, r-coloured vowels, common
endings). Their phone error rate over dictionary words drawn at random (number of words, seed):

    python -m litcoach_desktop.engines.sphinx.letter_to_sound 5000 7
"""

import random
import re
import sys
from collections.abc import Mapping
from functools import cache

from litcoach_desktop.engines.sphinx.consonant_rules import CONSONANT_RULES
from litcoach_desktop.engines.sphinx.vowel_rules import VOWEL_RULES

_SHORTHAND = {
    "C": "[bcdfghjklmnpqrstvwxz]",
    "V": "[aeiouy]",
    # A silent e and what may stand in its place.
    "E": "(?:e|es|ed|er|ers|ing|ings|ely|eful|eless|ement|ements)$",
}
_RULE = re.compile(r"(?P<left>\S*?)<(?P<letters>[a-z]+)>(?P<right>\S*) = ?(?P<phones>[A-Z ]*)")
_LETTER_NAMES = (
    "a:EY b:B,IY c:S,IY d:D,IY e:IY f:EH,F g:JH,IY h:EY,CH i:AY j:JH,EY k:K,EY l:EH,L m:EH,M n:EH,N o:OW p:P,IY "
    "q:K,Y,UW r:AA,R s:EH,S t:T,IY u:Y,UW v:V,IY w:D,AH,B,AH,L,Y,UW x:EH,K,S y:W,AY z:Z,IY"
)
_NAMES = {entry[0]: tuple(entry[2:].split(",")) for entry in _LETTER_NAMES.split()}

_Rule = tuple[re.Pattern[str], str, re.Pattern[str], tuple[str, ...]]


@cache
def _rules() -> dict[str, list[_Rule]]:
    """The rules by first letter: what must stand before, the letters, what must follow, the phones."""
    by_letter: dict[str, list[_Rule]] = {}
    for line in (*VOWEL_RULES.strip().splitlines(), *CONSONANT_RULES.strip().splitlines()):
        rule = _RULE.fullmatch(line.strip())
        if rule is None:
            raise ValueError(f"not a letter-to-sound rule: {line!r}")
        before, after = ("".join(_SHORTHAND.get(c, c) for c in rule[side]) for side in ("left", "right"))
        by_letter.setdefault(rule["letters"][0], []).append(
            (re.compile(f"(?:{before})$"), rule["letters"], re.compile(after), tuple(rule["phones"].split()))
        )
    return by_letter


def sound_out(letters: str) -> tuple[str, ...]:
    """The likeliest ARPAbet phones, without stress, of a word in letters a-z (others are passed over).

    Never empty for a word with such a letter in it: one of silent letters only is spelt out.
    """
    word = "".join(letter for letter in letters.lower() if "a" <= letter <= "z")
    phones: list[str] = []
    place = 0
    while place < len(word):
        for before, target, after, sounds in _rules()[word[place]]:
            end = place + len(target)
            if word.startswith(target, place) and after.match(word, end) and before.search(word[:place]):
                phones.extend(sounds)
                place = end
                break
    return tuple(phones) or spell_out(word)


def spell_out(letters: str) -> tuple[str, ...]:
    """The names of the letters one after another, as in "TV"; only a-z are said."""
    return tuple(phone for letter in letters.lower() for phone in _NAMES.get(letter, ()))


def phone_errors(guess: tuple[str, ...], truth: tuple[str, ...]) -> int:
    """How many phones must be changed, added or left out to make `truth` of `guess`."""
    row = list(range(len(truth) + 1))
    for i, said in enumerate(guess, 1):
        diagonal, row[0] = row[0], i
        for j, wanted in enumerate(truth, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (said != wanted))
    return row[-1]


def phone_error_rate(words: Mapping[str, tuple[tuple[str, ...], ...]]) -> float:
    """Errors of `sound_out` per phone, against the nearest true pronunciation of each word."""
    errors = phones = 0
    for word, truths in words.items():
        guess = sound_out(word)
        wrong, length = min((phone_errors(guess, truth), len(truth)) for truth in truths)
        errors += wrong
        phones += length
    return errors / phones


def _measure(size: int, seed: int) -> None:
    # The lexicon builds on this module, so the measurement alone looks back at it.
    from litcoach_desktop.engines.sphinx.lexicon import Lexicon

    lexicon = Lexicon()
    plain = sorted(word for word in lexicon.listed_words() if re.fullmatch("[a-z]{3,}", word))
    drawn = {word: lexicon.listed(word) for word in random.Random(seed).sample(plain, size)}
    right = sum(sound_out(word) in listed for word, listed in drawn.items()) / size
    print(f"phone error rate {phone_error_rate(drawn):.3f}, words all right {right:.3f}, {size} words, seed {seed}")


if __name__ == "__main__":
    _measure(int(sys.argv[1]), int(sys.argv[2]))
