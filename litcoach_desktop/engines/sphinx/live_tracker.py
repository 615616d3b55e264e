"""Follows a reader through the passage while the sound arrives: the moving cursor.

A window of the passage around the reader is searched, never the whole of it, so that 100 ms of sound cost the same in
a text of 20 words and of 1,000. The best path through the window is the reader's place, unless it pays for it: when
free speech has fitted much better for a while, the tracker says that it is lost. It goes on searching, in the other
parts of a long passage too, and says the place again when the passage fits.
"""

from collections.abc import Iterator

import numpy as np

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer, bundled_scorer
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.live_hearing import Heard, LiveHearing
from litcoach_desktop.engines.sphinx.live_search import Spot, WindowSearch
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached

_CHUNK = SAMPLE_RATE // 10
_MOST_VARIANTS = 3
"""Live, more ways of saying a word cost time and gain nothing."""
_WORDS_BEHIND, _WORDS_AHEAD = 80, 160
_WINDOW = _WORDS_BEHIND + _WORDS_AHEAD
_MARGIN_BEHIND, _MARGIN_AHEAD = 25, 60
"""The window moves when fewer words than this are left in it on that side."""
_OUTSIDE_PRICE = 3.0
"""Of a frame of voice that is not of the passage, beyond what it gains as free speech."""
_MOST_BEHIND, _MOST_AHEAD = 10.0, 3.0
_FRAMES_REMEMBERED, _FEWEST_FRAMES = 40.0, 16.0
_LOST_ABOVE, _FOUND_BELOW = 1.92, 1.65
"""How far the best path falls behind free speech, in nats a frame of voice, beyond half of what is usual."""
_USUAL_SHARE, _USUAL_BEHIND, _USUAL_FRAMES = 0.5, 0.4, 1000.0
"""Some voices always fit worse: where what is usual begins, and how many frames of voice it remembers."""
_NEAR_AHEAD = 3
_STEADY_WORDS = 4
"""Words come to one after another since the last jump, from which a place in a long passage is believed: only then the
window moves, and what is usual for this voice is learned. A wrong place fits any voice badly: that is not usual."""
_EDGE_WORDS = 10
"""When the window ends so soon, it moves in any case."""
_FAR_WORDS = 8
_MOST_JUMPS, _JUMP_MEMORY_S = 2.5, 12.0
"""More far jumps than this, each half forgotten after so long, and the reader is in none of those places."""
_AROUND, _FOUND_AROUND, _FOUND_ELSEWHERE = 40, 1, 4
"""Words around the last place, and how many in a row find a lost reader again: there, and anywhere else."""
_CHUNKS_BEFORE_JUMP = 2
"""A place that does not follow from the last one must be the best for so many chunks in a row."""
_SEARCH_FRAMES = 400
"""Of voice in one part of a long passage, before the reader is looked for in the next one."""


class LiveTracker:
    """The place of one reader in one passage. All calls come from one thread. Raises ModelProblem on construction."""

    def __init__(self, passage: Passage, lexicon: Lexicon, *, place: int = -1) -> None:
        self._scorer: SenoneScorer = bundled_scorer()
        model = self._scorer.model
        self._words = [
            tuple(tuple(model.phone(name) for name in way) for way in ways[:_MOST_VARIANTS])
            for ways in (lexicon.pronunciations(word.spoken) for word in passage.words)
        ]
        self._sentences = [word.index for word in passage.words if word.starts_sentence]
        self._place = place
        self._lost = False
        self._hearing = LiveHearing(self._scorer)
        self._waiting: Samples = np.zeros(0, np.int16)
        self._heard_s = 0.0
        self._behind, self._weight, self._usual = 0.0, 0.0, _USUAL_BEHIND
        self._elsewhere = 0
        self._steady = 0
        self._jumps, self._jumped_s = 0.0, 0.0
        self._candidate, self._followed = -1, 0
        self._searched = 0
        self._windows: Iterator[int] = iter(())
        if self._words:
            self._search = self._new_search(self._window_around(place))
            self._search.begin_at(place + 1)

    @property
    def place(self) -> int:
        """Index of the last word that was surely reached, -1 before the first."""
        return self._place

    @property
    def lost(self) -> bool:
        """Whether the reader's place is unknown now."""
        return self._lost

    def feed(self, samples: Samples) -> list[WordReached]:
        """Hear the next piece, of any length; what was reached since the last call, in order."""
        events: list[WordReached] = []
        if not self._words:
            return events
        pieces = np.concatenate([self._waiting, samples])
        whole = len(pieces) - len(pieces) % _CHUNK
        for start in range(0, whole, _CHUNK):
            self._hear(pieces[start : start + _CHUNK], events)
        self._waiting = pieces[whole:].copy()
        return events

    @property
    def _elsewhere_to_look(self) -> bool:
        """Whether there are words outside of the window; else its best path is the best place there is."""
        return len(self._words) > _WINDOW

    def _hear(self, chunk: Samples, events: list[WordReached]) -> None:
        heard = self._hearing.hear(chunk)
        self._heard_s += len(chunk) / SAMPLE_RATE
        if not len(heard.free):
            return
        spot = self._follow(heard)
        if self._lost:
            self._look_for(spot, int(heard.voice.sum()), events)
        elif self._misfit() > _LOST_ABOVE or (self._jumps > _MOST_JUMPS and self._elsewhere_to_look):
            self._lose(events)
        else:
            self._move(spot, events)
            self._keep_window()

    def _follow(self, heard: Heard) -> Spot:
        """Search on, and note how far the passage falls behind free speech."""
        other = heard.free - np.float32(_OUTSIDE_PRICE) * heard.voice
        spot = Spot(0.0, self._place, True)
        for scores, free, outside, voice in zip(heard.scores, heard.free, other, heard.voice, strict=True):
            spot = self._search.step(scores, outside)
            if voice:
                keep = 1 - 1 / _FRAMES_REMEMBERED
                behind = min(max(float(free) - spot.gain, -_MOST_AHEAD), _MOST_BEHIND)
                self._behind = keep * self._behind + behind
                self._weight = keep * self._weight + 1
                if not self._lost and (self._steady >= _STEADY_WORDS or not self._elsewhere_to_look):
                    self._usual += (behind - self._usual) / _USUAL_FRAMES
        return spot

    def _misfit(self) -> float:
        """How badly the passage has fitted lately, for this reader."""
        return self._behind / max(self._weight, _FEWEST_FRAMES) - _USUAL_SHARE * self._usual

    def _move(self, spot: Spot, events: list[WordReached]) -> None:
        step = spot.word - self._place
        if step == 0:
            self._elsewhere = 0
        elif 0 < step <= _NEAR_AHEAD:
            for word in range(self._place + 1, spot.word + 1):
                self._reach(word, events)
        else:
            self._elsewhere += 1
            if self._elsewhere >= _CHUNKS_BEFORE_JUMP and spot.word >= 0:
                self._reach(spot.word, events)

    def _reach(self, word: int, events: list[WordReached]) -> None:
        step = word - self._place
        self._steady = self._steady + 1 if step == 1 else 0
        if abs(step) > _FAR_WORDS and self._place >= 0:
            self._jumps = 1 + self._jumps * 0.5 ** ((self._heard_s - self._jumped_s) / _JUMP_MEMORY_S)
            self._jumped_s = self._heard_s
        self._place = word
        self._elsewhere = 0
        events.append(WordReached(word, round(self._heard_s, 2)))

    def _lose(self, events: list[WordReached]) -> None:
        self._lost = True
        self._jumps = 0.0
        self._followed = 0
        self._searched = 0
        self._windows = iter(())
        events.append(WordReached(self._place, round(self._heard_s, 2), lost=True))

    def _look_for(self, spot: Spot, voice: int, events: list[WordReached]) -> None:
        if self._misfit() < _FOUND_BELOW and not spot.outside and spot.word >= 0:
            step = spot.word - self._candidate
            self._followed = self._followed + step if 0 <= step <= _NEAR_AHEAD else 1
            self._candidate = spot.word
            around = abs(spot.word - self._place) <= _AROUND or not self._elsewhere_to_look
            if self._followed >= (_FOUND_AROUND if around else _FOUND_ELSEWHERE):
                self._lost = False
                self._reach(spot.word, events)
                self._jumps = 0.0
                return
        else:
            self._followed = 0
        self._searched += voice
        if self._searched >= _SEARCH_FRAMES and self._elsewhere_to_look:
            self._searched = 0
            first = next(self._windows, None)
            if first is None:
                self._windows = self._parts()
                first = next(self._windows)
            self._search = self._new_search(first)

    def _parts(self) -> Iterator[int]:
        """First words of windows that cover the passage: here, then onwards, then from the beginning."""
        here = self._window_around(self._place)
        last = len(self._words) - _WINDOW
        step = _WINDOW - _MARGIN_AHEAD
        yield here
        yield from (min(first, last) for first in range(here + step, last + step, step))
        yield from (min(first, last) for first in range(0, here, step))

    def _keep_window(self) -> None:
        """Move the window when the reader comes near its edge; what the search knows is taken along."""
        left_behind = self._place - self._search.first < _MARGIN_BEHIND and self._search.first > 0
        left_ahead = self._search.stop - self._place < _MARGIN_AHEAD and self._search.stop < len(self._words)
        ends = self._search.stop - self._place < _EDGE_WORDS and left_ahead
        if (left_behind or left_ahead) and (ends or self._steady >= _STEADY_WORDS):
            before = self._search
            self._search = self._new_search(self._window_around(self._place))
            self._search.go_on_from(before)

    def _window_around(self, place: int) -> int:
        return max(0, min(place + 1 - _WORDS_BEHIND, len(self._words) - _WINDOW))

    def _new_search(self, first: int) -> WindowSearch:
        stop = min(first + _WINDOW, len(self._words))
        search = WindowSearch(self._scorer.model, self._words, self._sentences, first, stop)
        self._hearing.listen_for(search.senones)
        return search
