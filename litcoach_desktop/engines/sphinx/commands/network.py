"""All phrases that may be said now as one network of phone states between nodes.

Phrases share what they begin with. A list of words that stands in several phrases is laid once for each way in which
the phrase goes on, so that the size follows the words and not the phrases.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from litcoach_desktop.engines.sphinx.commands.phrases import Phrase
from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, SILENCE, AcousticModel
from litcoach_desktop.engines.sphinx.judge.passage_graph import (
    SILENCE_CHAIN,
    SILENCE_PENALTY,
    ChainPlan,
    Chains,
    Pronunciation,
    lay_chains,
)

START = 0
_NOISE_PENALTY = -10.0
"""Of a breath or a knock at either end, as free speech pays for it."""

Ways = Callable[[str], Sequence[Pronunciation]]
"""The pronunciations of a word, likeliest first, as numbers of phones."""


@dataclass(frozen=True)
class Network:
    """words, slots: by the owner of a chain; a slot's name in braces where the word stands for one, else None.

    ends: the nodes where a phrase may end. waiting: those where a word of a list is still to come, or what follows it:
    where a child thinks. means: what the coach is told, by the words of a phrase with its slot.
    """

    chains: Chains
    words: tuple[str, ...]
    slots: tuple[str | None, ...]
    ends: frozenset[int]
    waiting: frozenset[int]
    means: Mapping[tuple[str, ...], str]
    nodes: int


@dataclass
class _Draft:
    """arcs: (source, target, word, slot) in the order in which they were made, each once."""

    arcs: dict[tuple[int, int, str, str | None], None] = field(default_factory=dict)
    nodes: dict[object, int] = field(default_factory=lambda: {(): START})
    ends: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    means: dict[tuple[str, ...], str] = field(default_factory=dict)

    def node(self, key: object) -> int:
        return self.nodes.setdefault(key, len(self.nodes))

    def arc(self, source: int, target: int, word: str, slot: str | None = None) -> None:
        self.arcs[source, target, word, slot] = None

    def end(self, node: int, phrase: Phrase) -> None:
        self.ends.add(node)
        self.means.setdefault(phrase.words, phrase.means)


def lay_network(
    model: AcousticModel, phrases: Sequence[Phrase], slots: Mapping[str, Sequence[str]], ways: Ways
) -> Network:
    """The network of these phrases. slots: by their name in braces, what may stand for them; a phrase whose slot has
    nothing is left out. Of two phrases of the same words the first counts.
    """
    draft = _Draft()
    for phrase in phrases:
        at = next((at for at, word in enumerate(phrase.words) if word in slots), None)
        if at is None:
            _add(draft, phrase)
        elif slots[phrase.words[at]]:
            _add_with_slot(draft, phrase, at, slots[phrase.words[at]])
    arcs = list(draft.arcs)
    silence = model.phone(SILENCE)
    begins: dict[int, int] = {}
    finishes: dict[int, int] = {}
    spoken = {word: tuple(ways(word)) for _, _, word, _ in arcs}
    for source, target, word, _ in arcs:
        begins.setdefault(source, spoken[word][0][0])
        finishes.setdefault(target, spoken[word][0][-1])
    plans = [
        ChainPlan(way, finishes.get(source, silence), begins.get(target, silence), source, target, owner)
        for owner, (source, target, word, _) in enumerate(arcs)
        for way in spoken[word]
    ]
    count = len(draft.nodes)
    for node in range(count):
        fillers = FILLERS if node == START or node in draft.ends else (SILENCE,)
        for name in fillers:
            penalty = SILENCE_PENALTY if name == SILENCE else _NOISE_PENALTY
            plans.append(ChainPlan((model.phone(name),), silence, silence, node, node, SILENCE_CHAIN, penalty))
    return Network(
        chains=lay_chains(model, plans),
        words=tuple(word for _, _, word, _ in arcs),
        slots=tuple(slot for _, _, _, slot in arcs),
        ends=frozenset(draft.ends),
        waiting=frozenset(draft.waiting - draft.ends),
        means=draft.means,
        nodes=count,
    )


def _add(draft: _Draft, phrase: Phrase) -> None:
    here = START
    for length, word in enumerate(phrase.words, 1):
        there = draft.node(phrase.words[:length])
        draft.arc(here, there, word)
        here = there
    draft.end(here, phrase)


def _add_with_slot(draft: _Draft, phrase: Phrase, at: int, fillings: Sequence[str]) -> None:
    slot, rest = phrase.words[at], phrase.words[at + 1 :]
    opens, closes = draft.node((slot, rest)), draft.node((slot, rest, 0))
    draft.waiting |= {opens, closes}
    here = START
    for length, word in enumerate(phrase.words[:at], 1):
        there = opens if length == at else draft.node(phrase.words[:length])
        draft.arc(here, there, word)
        here = there
    for filling in fillings:
        draft.arc(opens, closes, filling, slot)
    here = closes
    for length, word in enumerate(rest, 1):
        there = draft.node((slot, rest, length))
        draft.arc(here, there, word)
        here = there
    draft.end(here, phrase)
