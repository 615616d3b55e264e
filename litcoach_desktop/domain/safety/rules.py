"""The rules of safety, as read from data: which phrases tell of which danger, and how soon an adult should know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litcoach_desktop.domain.safety.categories import Category, Tier
from litcoach_desktop.domain.safety.learned import Learned


@dataclass(frozen=True, slots=True)
class Rule:
    """One group of phrases.

    pattern: over sentences of words parted by single spaces. compact: over letters without any spaces. together:
    groups of patterns that tell of the danger when a sentence has one of each, in any order. plain: see read_rulebook.
    """

    category: Category
    tier: Tier
    pattern: re.Pattern[str]
    compact: re.Pattern[str]
    together: tuple[tuple[re.Pattern[str], ...], ...]
    plain: bool

    def told_by(self, sentence: str) -> list[str]:
        """The stretches of the sentence that tell of this danger; none in a harmless one."""
        found = [match.group() for match in self.pattern.finditer(sentence)]
        for groups in self.together:
            matches = [match for group in groups if (match := group.search(sentence)) is not None]
            if len(matches) == len(groups):
                found.append(sentence[min(one.start() for one in matches) : max(one.end() for one in matches)])
        return found


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, gravest first, and what is known beside them.

    harmless: sayings that are taken out of a message before the rules are asked. unsaid: what the coach may not say,
    although a child may. learned: what was learned from sentences; without it only the rules are asked.
    """

    rules: tuple[Rule, ...]
    harmless: re.Pattern[str]
    unsaid: re.Pattern[str]
    learned: Learned | None = None


def read_rulebook(data: Mapping[str, Any], learned: Learned | None = None) -> Rulebook:
    """The rules of a table as in resources/coach/safety.toml.

    A phrase is written in small letters without accents or apostrophes. <name> stands for any of the words of that
    name, (a|b) for either, x? for x or not, and .. for up to three words of any kind. A rule that is `plain` sees
    digits and the signs of addresses as they were typed. `say` lists phrases; each line of `together` lists phrases
    that must all be in one message, in any order. Raises KeyError and ValueError for a table of another form.
    """
    words = {name: f"(?:{alternatives})" for name, alternatives in data["words"].items()}
    rules = []
    for one in data["rule"]:
        phrases = [_written_out(phrase, words) for phrase in one["say"]]
        rules.append(
            Rule(
                category=Category(one["category"]),
                tier=Tier(one["tier"]),
                pattern=_any_of(phrases),
                compact=_closed_up(phrases),
                together=tuple(
                    tuple(_any_of([_written_out(phrase, words)]) for phrase in line) for line in one.get("together", ())
                ),
                plain=bool(one.get("plain", False)),
            )
        )
    order = list(Category)
    rules.sort(key=lambda rule: (order.index(rule.category), rule.tier is not Tier.NOW))
    harmless, unsaid = (
        _any_of([_written_out(phrase, words) for phrase in data[name]]) for name in ("harmless", "unsaid")
    )
    return Rulebook(tuple(rules), harmless, unsaid, learned)


def _written_out(phrase: str, words: Mapping[str, str]) -> str:
    known = re.sub(r"<(\w+)>", lambda name: words[name.group(1)], phrase)
    return known.replace(" .. ", r"(?: \S+){0,3} ")


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(phrases)})(?![a-z0-9])")


def _closed_up(phrases: list[str]) -> re.Pattern[str]:
    # A phrase of one short word would be found inside other words once the spaces are gone.
    long = [phrase for phrase in phrases if " " in phrase]
    closed = [phrase.replace(r"(?: \S+){0,3} ", "").replace(" ", "") for phrase in long]
    return re.compile("|".join(closed)) if closed else re.compile(r"(?!)")
