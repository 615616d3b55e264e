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
    from litcoach_desktop.engines.sphinx.live_tracker import LiveTracker


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
        self._tracker: LiveTracker | None = self._new_tracker() if live else None
        self._events: ReadingEvents | None = None

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Keep the next piece and follow it."""
        piece = np.asarray(samples, dtype=np.int16).reshape(-1)
        self._sound.append(piece)
        return self._tracker.feed(piece) if self._tracker is not None else ()

    def judge(self) -> ReadingEvents:
        """The verdict over all that was fed. A recording that cannot be scored says why, and marks nothing."""
        if self._events is None:
            self._tracker = None
            # Imported here, so that the window shows before any engine is loaded.
            from litcoach_desktop.engines.prosody import measure_voice
            from litcoach_desktop.engines.sphinx.judge import judge_reading

            events = judge_reading(self._sound.samples, self._passage, self._lexicon)
            if events.unscored_reason is None:
                events = replace(events, voice=measure_voice(self._sound.samples, self._passage, events))
            self._events = events
            self._sound = RecordedSound()
        return self._events

    def _new_tracker(self) -> "LiveTracker":
        from litcoach_desktop.engines.sphinx.live_tracker import LiveTracker

        return LiveTracker(self._passage, self._lexicon)
