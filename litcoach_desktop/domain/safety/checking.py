"""Asks the rules about one message of a child, or about one reply of the coach."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.safety.normalising import compact_runs, forms, plain, words_of
from litcoach_desktop.domain.safety.rules import Category, Rule, Rulebook, Tier

# So many words in a row are a quotation when the text has them in the same order.
_QUOTED_WORDS = 3
# A whole sentence is the text's and not the child's own, even where the words alone would be grave.
_SURELY_QUOTED_WORDS = 6
# A message is checked in pieces of so many characters, so that the time it takes grows with its length and no faster.
# They overlap, as what tells of harm may stand across a cut.
_PIECE = 600
_OVERLAP = 150
_QUOTING = re.compile(
    r"[\"“”«»]|\b(?:it|he|she|they|who|text|story|book|page|line|word) (?:say|says|said|mean|means)\b|\bwhat does\b"
    r"|\b(?:dice|dijo|significa|quiere decir)\b"
)
_GRAVE = (Category.SELF_HARM, Category.ABUSE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a message tells of. words: those of the message that told it, in plain spelling."""

    category: Category
    tier: Tier
    words: str


def check(said: str, rulebook: Rulebook, assigned: str = "") -> Finding | None:
    """The gravest thing that the message tells of; None for a harmless one.

    assigned: the text that the child is reading. What the child quotes from it is not the child's own: strong words
    that stand in it, and three of its words in a row. Where the words tell of self-harm or abuse that is not enough,
    because a child may say the same of itself: then there must also be a sign of quoting (quotation marks, "it
    says", "what does ... mean"), or six words in a row.
    """
    text = words_of(assigned)
    found = [
        finding
        for start in range(0, max(1, len(said) - _OVERLAP), _PIECE - _OVERLAP)
        if (finding := _check_piece(said[start : start + _PIECE], rulebook, text)) is not None
    ]
    order = list(Category)
    return min(found, key=lambda one: (order.index(one.category), one.tier is not Tier.NOW), default=None)


def check_reply(reply: str, rulebook: Rulebook, quoted: Sequence[str] = ()) -> Finding | None:
    """What is wrong with words that the coach is about to say; what it quotes from a text is left out."""
    for passage in quoted:
        reply = reply.replace(passage, " ")
    return check(reply, rulebook)


def _check_piece(said: str, rulebook: Rulebook, text: list[str]) -> Finding | None:
    own_forms = [rulebook.harmless.sub(" ", form) for form in forms(said)]
    typed = plain(said)
    closed = compact_runs(said)
    quoting = bool(_QUOTING.search(said.casefold()))
    for rule in rulebook.rules:
        told = _told(rule, [typed] if rule.plain else own_forms, () if rule.plain else closed)
        for words, around in told:
            if not (text and _is_quoted(words, around, text, rule.category, quoting)):
                return Finding(rule.category, rule.tier, words)
    return None


def _told(rule: Rule, sentences: Sequence[str], closed: Sequence[str]) -> list[tuple[str, str]]:
    """Each phrase of the rule that is there, with the sentence around it."""
    found = [(words, one) for one in sentences for words in rule.told_by(one)]
    return found + [(match.group(), match.group()) for one in closed for match in rule.compact.finditer(one)]


def _is_quoted(words: str, around: str, text: list[str], category: Category, quoting: bool) -> bool:
    if category is Category.PERSONAL_DATA:
        return False
    if category is Category.STRONG_LANGUAGE and words in text:
        return True
    run = _longest_run(words.split(), around.split(), text)
    if category in _GRAVE and not quoting:
        return run >= _SURELY_QUOTED_WORDS
    return run >= max(_QUOTED_WORDS, len(words.split()))


def _longest_run(words: list[str], around: list[str], text: list[str]) -> int:
    """How many words in a row, the given ones among them, stand in both the sentence and the text."""
    size = len(words)
    best = 0
    for at in range(len(around) - size + 1):
        if around[at : at + size] != words:
            continue
        for place in range(len(text) - size + 1):
            if text[place : place + size] != words:
                continue
            before = after = 0
            while min(at, place) > before and around[at - before - 1] == text[place - before - 1]:
                before += 1
            while (
                at + size + after < len(around)
                and place + size + after < len(text)
                and around[at + size + after] == text[place + size + after]
            ):
                after += 1
            best = max(best, size + before + after)
    return best
