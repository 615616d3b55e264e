"""Asks the rules and what was learned about a message of a child, and the rules about a reply of the coach."""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.safety.categories import Category, Tier
from litcoach_desktop.domain.safety.learned import Learned, weigh
from litcoach_desktop.domain.safety.normalising import compact_runs, forms, plain, words_of
from litcoach_desktop.domain.safety.rules import Rule, Rulebook

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
_STORY = re.compile(
    r"\b(?:in|of) (?:the|this|my|our|a|el|la) (?:story|book|movie|film|text|chapter|poem|tale|game|cuento|libro)\b"
)
_GRAVE = (Category.SELF_HARM, Category.ABUSE)
# Who speaks of itself does not retell a story.
_FIRST_PERSON = frozenset("i im me my mine myself we us our ive id ill ima imma yo mi me nos nuestro".split())
# So much of what is said must be words of the text for it to be a retelling.
_RETOLD = 0.7
_SHORT_MESSAGE_WORDS = 4
_MESSAGES_JOINED = 5
_SURE = 0.995
_ALL_BUT_CERTAIN = 0.95
_TOLD_IN_PIECES = (Category.SELF_HARM, Category.ABUSE, Category.VIOLENCE, Category.PERSONAL_DATA)


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
    found = []
    for start in range(0, max(1, len(said) - _OVERLAP), _PIECE - _OVERLAP):
        piece = said[start : start + _PIECE]
        by_learned = _by_learned(piece, rulebook.learned, text)
        by_rules = _by_rules(piece, rulebook, text)
        if rulebook.learned is not None and by_learned is None and _STORY.search(" ".join(words_of(piece))):
            # A rule does not see who is spoken of; what was learned does.
            by_rules = None
        found += [one for one in (by_rules, by_learned) if one]
    return min(found, key=_gravity, default=None)


def check_talk(said: str, before: Sequence[str], rulebook: Rulebook, assigned: str = "") -> Finding | None:
    """As `check`, also for what was said in pieces: "i want to", "kill", "myself".

    before: what the child said before in this talk, the oldest first. Only short messages are joined, at most five of
    them, and none that told of harm by itself, so that nothing is told twice. As most messages that follow each other
    are no sentence, what was learned must be sure here.
    """
    alone = check(said, rulebook, assigned)
    if not _is_short(said):
        return alone
    joined = said
    sure, rules_alone = rulebook, dataclasses.replace(rulebook, learned=None)
    if rulebook.learned is not None:
        sure = dataclasses.replace(rulebook, learned=dataclasses.replace(rulebook.learned, threshold=_SURE))
    for message in [*before[-_MESSAGES_JOINED:]][::-1]:
        if not _is_short(message) or check(message, rulebook, assigned) is not None:
            break
        joined = f"{message} {joined}"
        finding = check(joined, rules_alone, assigned) or check(joined, sure, assigned)
        if finding is not None and finding.category in _TOLD_IN_PIECES:
            return finding if alone is None else min(alone, finding, key=_gravity)
    return alone


def check_reply(reply: str, rulebook: Rulebook, quoted: Sequence[str] = ()) -> Finding | None:
    """What is wrong with words that the coach is about to say; what it quotes from a text is left out."""
    for passage in quoted:
        reply = reply.replace(passage, " ")
    for form in forms(reply):
        unsaid = rulebook.unsaid.search(form)
        if unsaid is not None:
            return Finding(Category.STRONG_LANGUAGE, Tier.TODAY, unsaid.group())
    return check(reply, dataclasses.replace(rulebook, learned=None))


def _gravity(finding: Finding) -> tuple[bool, int]:
    """Sorts what cannot wait before what can."""
    return finding.tier is not Tier.NOW, list(Category).index(finding.category)


def _is_short(message: str) -> bool:
    # A word whose letters are parted by spaces is one word.
    return len(forms(message[:_PIECE])[-1].split()) <= _SHORT_MESSAGE_WORDS


def _by_learned(said: str, learned: Learned | None, text: list[str]) -> Finding | None:
    if learned is None:
        return None
    if text:
        said = _own_words(said, text)
    weighed = weigh(said, learned)
    if weighed is None:
        return None
    of_the_text = bool(_QUOTING.search(said.casefold())) and weighed.category not in (*_GRAVE, Category.PERSONAL_DATA)
    if text and (of_the_text or weighed.category is Category.STRONG_LANGUAGE):
        others = " ".join(word for word in words_of(said) if word not in text)
        if weigh(others, learned) is None:
            return None
    # Without a rule that says so too, only what is all but certain calls a grown-up at once.
    tier = weighed.tier if weighed.chance >= _ALL_BUT_CERTAIN else Tier.TODAY
    return Finding(weighed.category, tier, weighed.words)


def _own_words(said: str, text: list[str]) -> str:
    """What is the child's own of the message: without quotations, and nothing of a retelling in the text's words."""
    words = words_of(said)
    if not _FIRST_PERSON & set(words) and sum(word in set(text) for word in words) >= _RETOLD * len(words):
        return ""
    run = _QUOTED_WORDS if _QUOTING.search(said.casefold()) else _SURELY_QUOTED_WORDS
    runs = {tuple(text[at : at + run]) for at in range(len(text) - run + 1)}
    quoted: set[int] = set()
    for at in range(len(words) - run + 1):
        if tuple(words[at : at + run]) in runs:
            quoted.update(range(at, at + run))
    if not quoted:
        return said
    return " ".join(word for at, word in enumerate(words) if at not in quoted)


def _by_rules(said: str, rulebook: Rulebook, text: list[str]) -> Finding | None:
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
