"""Understands spoken commands: the grammar of what may be said now against free speech, frame by frame.

A grammar alone would hear one of its phrases in everything. So nothing is understood that does not fit nearly as well
as the best sequence of any phones at all, as a whole and word by word. Everything is heard twice, with a grown-up's
vocal tract and with a child's, and the better fit counts.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from litcoach_desktop.engines.sphinx.commands.network import Network, lay_network
from litcoach_desktop.engines.sphinx.commands.phrases import as_offered, choice_phrases, phrases_of
from litcoach_desktop.engines.sphinx.commands.search import Path as PhrasePath
from litcoach_desktop.engines.sphinx.commands.search import PhraseSearch
from litcoach_desktop.engines.sphinx.commands.trust import Fit, sureness
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer, bundled_scorer
from litcoach_desktop.engines.sphinx.letter_to_sound import spell_out
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.live_hearing import LiveHearing
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.commands import Understood

_WARPS = (1.0, 1.12)
_MOST_VARIANTS = 3
_CANDIDATES = 8
_LONGEST = 12 * SAMPLE_RATE
"""Nobody says a command for longer; what comes after is not heard."""


@dataclass(frozen=True)
class SpokenForms:
    """What resources/coach/spoken.toml holds: patterns of phrases, topics, and patterns of what may lead up."""

    phrases: tuple[str, ...]
    topics: tuple[str, ...]
    before_words: tuple[str, ...]
    before_answers: tuple[str, ...]


def read_spoken_forms(path: Path) -> SpokenForms:
    """The patterns of a file such as resources/coach/spoken.toml."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return SpokenForms(*(tuple(table[part]) for part in ("phrases", "topics", "before_words", "before_answers")))


class SphinxCommandEar:
    """Implements `ports.commands.CommandEar`, for one speaker after the other."""

    def __init__(self, forms: SpokenForms, lexicon: Lexicon) -> None:
        self._forms = forms
        self._lexicon = lexicon
        self._always = [phrase for pattern in forms.phrases for phrase in phrases_of(pattern)]
        self._expected: tuple[tuple[str, ...], tuple[str, ...]] | None = None
        self._ears: list[_OneEar] = []
        self._heard = 0

    def expect(self, choices: Sequence[str], words: Sequence[str]) -> None:
        """Lay the network anew unless it is the same: 0.05 s, the first time 0.5 s. Raises ModelProblem."""
        expected = (tuple(choices), tuple(words))
        if expected == self._expected:
            return
        scorer = bundled_scorer()
        offered = choice_phrases(choices, self._forms.before_words, self._forms.before_answers)
        slots = {"{word}": words, "{topic}": self._forms.topics}
        network = lay_network(scorer.model, [*offered, *as_offered(self._always, offered)], slots, self._ways)
        if not self._ears:
            self._ears = [_OneEar(scorer, warp) for warp in _WARPS]
        for ear in self._ears:
            ear.listen_for(network)
        self._expected = expected

    def begin(self) -> None:
        """Somebody begins to speak."""
        if self._expected is None:
            self.expect((), ())
        self._heard = 0
        for ear in self._ears:
            ear.begin()

    def feed(self, samples: Samples) -> None:
        """Hear the next piece."""
        piece = samples[: max(0, _LONGEST - self._heard)]
        self._heard += len(samples)
        for ear in self._ears:
            ear.feed(piece)

    def understood(self) -> Understood | None:
        """The phrase that fits best, however badly: its sureness says so. None when none can be complete yet."""
        if self._heard > _LONGEST or any(ear.is_unfinished for ear in self._ears):
            return None
        fits: dict[str, Fit] = {}
        for ear in self._ears:
            for fit in ear.fits():
                if fit.text not in fits or fits[fit.text].rank < fit.rank:
                    fits[fit.text] = fit
        ranked = sorted(fits.values(), key=lambda one: -one.rank)
        return Understood(ranked[0].text, sureness(ranked)) if ranked else None

    def _ways(self, word: str) -> list[Pronunciation]:
        if len(word) == 1 and word.isupper():
            ways: list[tuple[str, ...]] = [spell_out(word)]
        else:
            parts = [self._lexicon.pronunciations(part)[:_MOST_VARIANTS] for part in word.split()]
            ways = list(parts[0]) if len(parts) == 1 else [tuple(phone for part in parts for phone in part[0])]
        model = bundled_scorer().model
        return [tuple(model.phone(name) for name in way) for way in ways]


_UNFINISHED = 15.0
"""Nats. "What does ..." that fits better than any whole phrase by this will be gone on with, after a thought."""


class _OneEar:
    """Hears with one length of the vocal tract."""

    def __init__(self, scorer: SenoneScorer, warp: float) -> None:
        self._hearing = LiveHearing(scorer, warp=warp)
        self._free = [0.0]
        self._voiced = 0

    def listen_for(self, network: Network) -> None:
        self._search = PhraseSearch(network)
        self._hearing.listen_for(self._search.senones)

    def begin(self) -> None:
        # A class shares a laptop: the last child's voice and distance say little about the next one's.
        self._hearing.forget()
        self._search.begin()
        self._free, self._voiced = [0.0], 0

    def feed(self, samples: Samples) -> None:
        heard = self._hearing.hear(samples)
        for scores, free in zip(heard.scores, heard.free, strict=True):
            self._search.step(scores)
            self._free.append(self._free[-1] + float(free))
        self._voiced += int(np.count_nonzero(heard.voice))

    @property
    def is_unfinished(self) -> bool:
        return self._search.unfinished > _UNFINISHED

    def fits(self) -> list[Fit]:
        return [self._fit(path) for path in self._search.paths(_CANDIDATES)]

    def _fit(self, path: PhrasePath) -> Fit:
        words = [
            (word.end - word.start, word.score - (self._free[word.end] - self._free[word.start])) for word in path.words
        ]
        return Fit(path.text, path.score - self._free[-1], max(1, self._voiced), tuple(words))
