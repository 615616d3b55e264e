"""Follows a reader through the passage while the sound arrives: the moving cursor.

PocketSphinx hears a window of the passage around the reader, never the whole of it, so that a chunk costs the same
in a text of 20 words and of 1,000. What it hears becomes the reader's place only when it is plain: the next words at
once, any other place after several words in a row. When nothing plain was heard for a while the tracker says that it
is lost, and looks through the passage, window by window, until it is.

The decoder knows utterances only. They end in pauses, where nothing is cut; a reader who does not pause is cut behind
the last word that is sure, and the sound since then is heard again by the next utterance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.live_grammar import (
    NOISE,
    SILENCE,
    GrammarWeights,
    window_transitions,
    word_index,
    word_name,
)
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.resource_paths import RESOURCES

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_VOCAL_TRACT = "1.12"
"""Children's vocal tracts are shorter than those of the adults whom the model has heard: frequencies are warped."""
_FRAME = SAMPLE_RATE // 100
_CHUNK = SAMPLE_RATE // 10
_MOST_VARIANTS = 3
"""Live, more ways of saying a word cost time and gain nothing."""
_WORDS_BEHIND, _WORDS_AHEAD = 16, 44
_WINDOW = _WORDS_BEHIND + _WORDS_AHEAD
_MARGIN_AHEAD = 14
"""The window moves on when fewer words than this are left in it."""
_PAUSE_FRAMES = 35
_LONGEST_UTTERANCE = 12 * SAMPLE_RATE
_LONGEST_SEARCH = 5 * SAMPLE_RATE
_NEAR_AHEAD = 3
_PLAIN_WORDS, _PLAIN_PHONES = 3, 8
"""A jump is believed after this many words in a row of this many phones together."""
_LOST_AFTER_FRAMES = 300
"""Of voice that did not bring the reader on."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """One stretch of the decoder's best path. index: the passage word, None for another sound."""

    index: int | None
    start: int
    end: int
    voice: bool


class LiveTracker:
    """The place of one reader in one passage. All calls come from one thread. Raises ModelProblem on construction."""

    def __init__(
        self, passage: Passage, lexicon: Lexicon, weights: GrammarWeights | None = None, *, place: int = -1
    ) -> None:
        self._words = passage.words
        self._weights = weights or GrammarWeights()
        self._place = place
        self._lost = False
        self._fed = 0
        self._pending: Samples = np.zeros(0, np.int16)
        self._utterance_at = 0
        self._utterance: list[Samples] = []
        self._utterance_length = 0
        self._window = (0, 0)
        self._search: Iterator[tuple[int, int]] = iter(())
        self._idle_frames = 0
        self._sure_end = 0
        self._settled_until = 0
        self._phones = [0] * len(self._words)
        self._decoder = _new_decoder()
        for word in self._words:
            ways = lexicon.pronunciations(word.text)[:_MOST_VARIANTS]
            self._phones[word.index] = min(len(way) for way in ways)
            for number, way in enumerate(ways, 1):
                name = word_name(word.index) + (f"({number})" if number > 1 else "")
                self._decoder.add_word(name, " ".join(way), False)
        if self._words:
            self._start_utterance(self._window_here())

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
        if not self._words:
            return []
        events: list[WordReached] = []
        pieces = np.concatenate([self._pending, samples]) if len(self._pending) else samples
        # The decoder takes whole chunks: a long piece must not make one long utterance without a look at it.
        whole = len(pieces) - len(pieces) % _FRAME
        for start in range(0, whole, _CHUNK):
            self._hear(pieces[start : min(start + _CHUNK, whole)], events)
        self._pending = pieces[whole:].copy()
        return events

    def close(self) -> None:
        """Let the decoder go; nothing may be fed afterwards."""
        if self._words:
            self._decoder.end_utt()
            self._words = ()

    def _hear(self, chunk: Samples, events: list[WordReached]) -> None:
        self._decoder.process_raw(np.ascontiguousarray(chunk).tobytes(), False, False)
        self._utterance.append(chunk)
        self._utterance_length += len(chunk)
        self._fed += len(chunk)
        path = self._path()
        self._settle(path, events)
        self._notice_being_lost(path, events)
        self._end_when_due(path)

    def _path(self) -> list[_Heard]:
        """The decoder's best path through this utterance so far; empty when it has none."""
        if self._decoder.hyp() is None:
            return []
        return [
            _Heard(word_index(s.word), s.start_frame, s.end_frame, s.word not in (SILENCE, NOISE, "(NULL)"))
            for s in self._decoder.seg()
            if s.word != "(NULL)"
        ]

    def _settle(self, path: list[_Heard], events: list[WordReached]) -> None:
        """Move the reader's place along the path where that is plain."""
        run = self._last_run(path)
        if not run:
            return
        ahead = [heard for heard in run if self._place < (heard.index or 0)]
        last = run[-1]
        if last.index == self._place:
            if last.end > self._settled_until:
                self._came(last)
            return
        follows = not self._lost and self._place < (run[0].index or 0) <= self._place + _NEAR_AHEAD
        joined = not self._lost and any(heard.index == self._place for heard in run) and bool(ahead)
        phones = sum(self._phones[heard.index or 0] for heard in run)
        plain = len(run) >= _PLAIN_WORDS and phones >= _PLAIN_PHONES
        whole_text = len(self._words) < _PLAIN_WORDS and bool(run)
        if not (follows or joined or plain or whole_text):
            return
        if last.end <= self._settled_until and (last.index or 0) < self._place:
            return
        moving_on = (follows or joined) and not self._lost
        for heard in ahead if moving_on else [last]:
            if heard.index is not None:
                events.append(WordReached(heard.index, self._seconds(heard.end)))
        self._place = last.index if last.index is not None else self._place
        self._lost = False
        self._came(last)

    def _last_run(self, path: list[_Heard]) -> list[_Heard]:
        """The words at the end of the path that follow one another in the passage, at most one left out each time,
        with little else between them."""
        run: list[_Heard] = []
        other = 0
        for heard in reversed(path):
            if heard.index is None:
                other += (heard.end - heard.start + 1) if heard.voice else 0
                if other > 60:
                    break
                continue
            if run and not 1 <= (run[0].index or 0) - heard.index <= 2:
                break
            run.insert(0, heard)
            other = 0
        return run

    def _came(self, heard: _Heard) -> None:
        self._settled_until = max(self._settled_until, heard.end)
        self._sure_end = self._settled_until
        self._idle_frames = 0

    def _notice_being_lost(self, path: list[_Heard], events: list[WordReached]) -> None:
        """Count the voice that has not brought the reader on since the last sure word."""
        voice = sum(
            heard.end - max(heard.start, self._settled_until) + 1
            for heard in path
            if heard.voice and heard.end > self._settled_until
        )
        if self._lost or self._idle_frames + voice < _LOST_AFTER_FRAMES:
            return
        self._lost = True
        self._search = self._search_order()
        events.append(WordReached(self._place, self._fed / SAMPLE_RATE, lost=True))

    def _end_when_due(self, path: list[_Heard]) -> None:
        silent = path[-1].end - path[-1].start + 1 if path and not path[-1].voice else 0
        spoken = any(heard.voice for heard in path)
        longest = _LONGEST_SEARCH if self._lost else _LONGEST_UTTERANCE
        too_long = self._utterance_length >= longest
        window_used_up = self._window[1] < len(self._words) and self._place > self._window[1] - _MARGIN_AHEAD
        if (spoken and silent >= _PAUSE_FRAMES) or (too_long and not spoken):
            self._end_utterance(path, keep_from=self._utterance_length)
        elif too_long or window_used_up:
            # What follows the last sure word is heard again, at most two seconds of it.
            keep = max(self._sure_end * _FRAME, self._utterance_length - 2 * SAMPLE_RATE)
            self._end_utterance(path, keep_from=min(keep, self._utterance_length))

    def _end_utterance(self, path: list[_Heard], keep_from: int) -> None:
        self._decoder.end_utt()
        self._idle_frames += sum(
            heard.end - max(heard.start, self._settled_until) + 1
            for heard in path
            if heard.voice and heard.end > self._settled_until and heard.end * _FRAME <= keep_from
        )
        heard_again = np.concatenate(self._utterance)[keep_from:] if self._utterance else self._pending[:0]
        self._utterance_at += keep_from
        self._utterance, self._utterance_length = [], 0
        self._settled_until = self._sure_end = 0
        self._start_utterance(next(self._search, None) if self._lost else self._window_here())
        if len(heard_again):
            self._decoder.process_raw(heard_again.tobytes(), False, False)
            self._utterance.append(heard_again)
            self._utterance_length = len(heard_again)

    def _start_utterance(self, window: tuple[int, int] | None) -> None:
        if window is None:
            self._search = self._search_order()
            window = next(self._search)
        entry = None if self._lost else self._place + 1
        start, end, ways = window_transitions(self._words, *window, entry, self._weights)
        if window != self._window or not self._lost:
            self._decoder.add_fsg("passage", self._decoder.create_fsg("passage", start, end, ways))
            self._decoder.activate_search("passage")
        self._window = window
        self._decoder.start_utt()

    def _window_here(self) -> tuple[int, int]:
        first = max(0, min(self._place + 1 - _WORDS_BEHIND, len(self._words) - _WINDOW))
        return first, min(len(self._words), first + _WINDOW)

    def _search_order(self) -> Iterator[tuple[int, int]]:
        """Windows over the whole passage, those near the last sure place first and twice as often."""
        here = self._window_here()
        starts = sorted(
            range(0, max(1, len(self._words) - _WINDOW // 4), _WINDOW * 3 // 4),
            key=lambda at: abs(at + _WINDOW // 2 - self._place),
        )
        for first in starts:
            yield here
            yield max(0, min(first, len(self._words) - _WINDOW)), min(len(self._words), first + _WINDOW)

    def _seconds(self, frame: int) -> float:
        return (self._utterance_at + (frame + 1) * _FRAME) / SAMPLE_RATE


def _new_decoder() -> "Decoder":
    """A decoder without any words of its own, which opens in 15 ms."""
    try:
        # Imported here, so that the window shows before any engine is loaded.
        from pocketsphinx import Decoder, get_model_path

        return Decoder(
            hmm=get_model_path("en-us/en-us"),
            lm=None,
            dict=None,
            fdict=str(RESOURCES / "listening" / "fillers.dict"),
            fsgusefiller=False,
            bestpath=False,
            cmn="live",
            warp_type="inverse_linear",
            warp_params=_VOCAL_TRACT,
            loglevel="FATAL",
        )
    except (ImportError, RuntimeError) as problem:
        raise ModelProblem(
            "The speech engine could not be opened.",
            "Readings cannot be followed.",
            "Install litcoach again with its package.",
        ) from problem
