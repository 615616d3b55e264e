"""Plays a stretch of a recording and says which word is being heard."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.jobs import Lane
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.spans import MARGIN_S, Span, word_at

if TYPE_CHECKING:
    from litcoach_desktop.services.gateway import GatewayService

_TICK_MS = 60


class Playback(QObject):
    """One stretch at a time. The loudspeaker is opened off the window's thread: some take half a second."""

    word_changed = Signal(int)
    """Carries the word that is heard now, -1 when it is over."""
    playing_changed = Signal(bool)

    def __init__(self, gateway: GatewayService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway = gateway
        self._errands = errands
        self._events = ReadingEvents(())
        self._from_s = 0.0
        self._length_s = 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._follow)
        # Words are clicked faster than loudspeakers open: only the newest wish is played, and silence is one too.
        self._wish = 0
        self._one_at_a_time = threading.Lock()
        self._opening = False

    @property
    def playing(self) -> bool:
        """Whether something is heard, or about to be."""
        return self._tick.isActive() or self._opening

    def play(self, events: ReadingEvents, span: Span, recording: Samples) -> None:
        """Play a span of a recording, instead of what is playing now."""
        self._tick.stop()
        self._events = events
        self._wish += 1
        self._opening = True
        wish, samples = self._wish, span.cut(recording)
        self._errands.send(
            "play",
            lambda: self._sound(wish, samples),
            lambda _none: self._started(wish, span, samples),
            wrong=lambda problem: self._failed(wish, problem),
            lane=Lane.MISC,
        )
        self.playing_changed.emit(True)

    def stop(self) -> None:
        """Fall silent."""
        if not self.playing:
            return
        self._wish += 1
        self._ended()
        self._errands.send("stop playing", self._silence, lane=Lane.MISC)

    def _sound(self, wish: int, samples: Samples) -> None:
        with self._one_at_a_time:
            if wish == self._wish:
                self._gateway.play(samples)

    def _silence(self) -> None:
        with self._one_at_a_time:
            self._gateway.stop_playing()

    def _started(self, wish: int, span: Span, samples: Samples) -> None:
        if wish != self._wish:
            return
        self._opening = False
        self._from_s = max(0.0, span.start_s - MARGIN_S)
        self._length_s = len(samples) / SAMPLE_RATE
        self._since.start()
        self._tick.start()
        self._follow()

    def _failed(self, wish: int, problem: Exception) -> None:
        if wish == self._wish:
            self._ended()
        report(problem)

    def _ended(self) -> None:
        self._tick.stop()
        self._opening = False
        self.word_changed.emit(-1)
        self.playing_changed.emit(False)

    @Slot()
    def _follow(self) -> None:
        seconds = self._since.elapsed() / 1000
        if seconds >= self._length_s:
            self._ended()
            return
        index = word_at(self._events, self._from_s + seconds)
        self.word_changed.emit(-1 if index is None else index)
