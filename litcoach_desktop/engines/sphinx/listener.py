"""The listener that needs nothing downloaded: follows a reading live and judges it at the end.

Engines are imported by the functions that need them, so that this module may be imported before the window shows.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx import NAME, VERSION
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.recorded_sound import RecordedSound
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.listening import WordReached

if TYPE_CHECKING:
    from litcoach_desktop.engines.sphinx.judge.analysis_ahead import AnalysisAhead
    from litcoach_desktop.engines.sphinx.live_tracker import LiveTracker

_AHEAD_S = 0.01
"""Time that the judge takes of each piece, before the next one comes in 100 ms: twice of what it needs."""


class SphinxListener:
    """Implements `ports.listening.Listener`. One for the program: the dictionary is read once and shared."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon()

    @property
    def name(self) -> str:
        """Kept with every mark."""
        return NAME

    @property
    def version(self) -> str:
        """Kept with every mark."""
        return VERSION

    def follow(self, passage: Passage, *, live: bool = True) -> "SphinxFollowing":
        """Get ready to hear this passage: 0.1 s, the first time 0.4 s; nothing when not live. Raises ModelProblem."""
        return SphinxFollowing(passage, self._lexicon, live=live)


class SphinxFollowing:
    """One reading being followed. Implements `ports.listening.Following`."""

    def __init__(self, passage: Passage, lexicon: Lexicon, *, live: bool = True) -> None:
        self._passage = passage
        self._lexicon = lexicon
        self._sound = RecordedSound()
        live = live and bool(passage.words)
        self._tracker: LiveTracker | None = self._new_tracker() if live else None
        self._ahead: AnalysisAhead | None = self._new_analysis() if live else None
        self._events: ReadingEvents | None = None

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Keep the next piece and follow it; then let the judge work ahead a little."""
        piece = self._sound.append(np.asarray(samples, dtype=np.int16).reshape(-1))
        if self._tracker is None or self._ahead is None:
            return ()
        reached = self._tracker.feed(piece)
        self._ahead.feed(piece)
        self._ahead.work(_AHEAD_S)
        return reached

    def judge(self) -> ReadingEvents:
        """The verdict over all that was fed. A recording that cannot be scored says why, and marks nothing."""
        if self._events is None:
            # Imported here, so that the window shows before any engine is loaded.
            from litcoach_desktop.engines.prosody import measure_voice
            from litcoach_desktop.engines.sphinx.judge import judge_reading

            events = judge_reading(self._sound.samples, self._passage, self._lexicon, ahead=self._ahead)
            if events.unscored_reason is None:
                events = replace(events, voice=measure_voice(self._sound.samples, self._passage, events))
            self._events = events
            self._tracker = self._ahead = None
            self._sound = RecordedSound()
        return self._events

    def _new_tracker(self) -> "LiveTracker":
        from litcoach_desktop.engines.sphinx.live_tracker import LiveTracker

        return LiveTracker(self._passage, self._lexicon)

    def _new_analysis(self) -> "AnalysisAhead":
        from litcoach_desktop.engines.sphinx.judge import begin_judging

        return begin_judging(self._passage, self._lexicon)
