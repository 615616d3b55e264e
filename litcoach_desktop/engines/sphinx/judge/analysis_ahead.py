"""The analysis of a reading, most of it done while the reading goes on.

Sound is heard in units of ten seconds, each in steps of a few milliseconds for which the caller says when there is
time. The same recording gives the same analysis, whether it came in one piece or in many and whenever there was time:
the units are the same, and what is read ahead depends on nothing that comes after it.
"""

import time
from collections.abc import Iterator, Sequence

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis, GrowingAnalysis, Lexicon, passage_word
from litcoach_desktop.engines.sphinx.judge.evidence import PassageWord
from litcoach_desktop.engines.sphinx.judge.hearing import UNIT, GrowingHearing
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet
from litcoach_desktop.engines.sphinx.judge.second_voice import SecondVoice, SecondVoiceModel
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer
from litcoach_desktop.ports.audio import Samples

_MOST_HASTE = 4.0


class AnalysisAhead:
    """Analyses one reading of a passage. All calls come from one thread."""

    def __init__(
        self,
        passage: Passage,
        starts: Sequence[int],
        lexicon: Lexicon,
        scorer: SenoneScorer,
        net: PhoneNet,
        voices: SecondVoiceModel,
    ) -> None:
        """passage: of at least one word. starts: words where sentences start."""
        self.second_voice = SecondVoice(voices)
        self._passage, self._starts, self._lexicon = passage, starts, lexicon
        self._scorer, self._net = scorer, net
        self._unprepared: list[Samples] = []
        self._words: list[PassageWord] = []
        self._hearing: GrowingHearing | None = None
        self._growing: GrowingAnalysis | None = None
        self._work: Iterator[None] | None = self._prepare()

    @property
    def words(self) -> Sequence[PassageWord]:
        """The passage's words as they can be heard; all of them once the analysis is finished."""
        return self._words

    @property
    def busy(self) -> bool:
        """Whether something is left to do before more sound comes."""
        return self._work is not None or self._hearing is None or self._hearing.due()

    def feed(self, samples: Samples) -> None:
        """Take in the next piece of the recording."""
        self.second_voice.feed(samples)
        if self._hearing is None:
            self._unprepared.append(samples.copy())
        else:
            self._hearing.feed(samples)

    def work(self, seconds: float) -> None:
        """Work ahead for about so long: less when nothing is due, more when too much has piled up."""
        behind = self._hearing.waiting / UNIT if self._hearing is not None else 0.0
        until = time.perf_counter() + seconds * min(max(1.0, behind), _MOST_HASTE)
        while time.perf_counter() < until and self._one_step():
            pass

    def finish(self) -> Analysis:
        """The analysis of all that was fed. Called once."""
        while self._one_step():
            pass
        hearing, growing = self._prepared()
        hearing.complete()
        for _ in hearing.take(last=True):
            pass
        heard = hearing.hearing()
        for _ in growing.track(heard):
            pass
        return growing.finish(heard)

    def _one_step(self) -> bool:
        """Whether there was something to do."""
        if self._work is None:
            if self._hearing is None or not self._hearing.due():
                return False
            self._work = self._next_unit()
        try:
            next(self._work)
        except StopIteration:
            self._work = None
        return True

    def _prepare(self) -> Iterator[None]:
        for word in self._passage.words:
            self._words.append(passage_word(word.spoken, self._lexicon, self._scorer.model))
            yield
        self._growing = GrowingAnalysis(self._words, self._starts, self._scorer.model)
        self._hearing = GrowingHearing([word.pronunciations for word in self._words], self._scorer, self._net)
        for samples in self._unprepared:
            self._hearing.feed(samples)
        self._unprepared = []

    def _next_unit(self) -> Iterator[None]:
        hearing, growing = self._prepared()
        yield from hearing.take()
        heard = hearing.hearing()
        yield from growing.track(heard)
        yield from growing.read_ahead(heard)

    def _prepared(self) -> tuple[GrowingHearing, GrowingAnalysis]:
        if self._hearing is None or self._growing is None:
            raise ValueError("the words are not prepared yet")
        return self._hearing, self._growing
