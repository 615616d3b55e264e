"""One run of recording a reading: microphone to listener and store, until it is finished or something fails."""

import logging
from collections.abc import Callable

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem, StorageProblem
from litcoach_desktop.jobs import Cancelled, JobContext
from litcoach_desktop.ports.audio import SAMPLE_RATE, Capture, Samples
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.ports.listening import Following
from litcoach_desktop.services.gateway.control import RecordingControl
from litcoach_desktop.services.gateway.events import (
    LevelChanged,
    MicrophoneLost,
    RecordedReading,
    SecondKept,
    StoppedBecause,
)
from litcoach_desktop.services.gateway.levels import meter
from litcoach_desktop.services.gateway.second_keeper import SecondKeeper
from litcoach_desktop.services.gateway.watchdog import Watchdog

TURN_S = 0.05
"""How often the microphone is looked at; also the shortest time between two levels."""

_TAIL_S = 0.2
_CHUNK = SAMPLE_RATE // 10
# With so much waiting we are behind (a model was loading): look again at once.
_BEHIND = SAMPLE_RATE

_log = logging.getLogger(__name__)


class RecordingRun:
    """The work of one job on the listening lane. Called once."""

    def __init__(
        self,
        open_microphone: Callable[[], Capture],
        following: Following,
        keeper: SecondKeeper,
        control: RecordingControl,
        clock: Clock,
    ) -> None:
        self._open_microphone = open_microphone
        self._following = following
        self._keeper = keeper
        self._control = control
        self._clock = clock
        self._unheard = np.zeros(0, np.int16)
        self._told_seconds = keeper.seconds
        self._next_level = 0.0

    def __call__(self, ctx: JobContext) -> RecordedReading:
        """Record until `control.finish()`, a lost microphone or a storage problem, and keep all that was heard.

        Emits LevelChanged, WordReached, SecondKept, MicrophoneLost. Raises MicrophoneProblem when the
        microphone cannot be opened, Cancelled (after everything was stored) when the job was cancelled; a bug
        of the listener is raised too, after everything was stored.
        """
        try:
            stopped, problem = self._listen(ctx)
            if ctx.cancelled and stopped is StoppedBecause.FINISHED:
                raise Cancelled
        finally:
            # Also on the way out with an error: what was heard is kept first.
            lacking = self._store_the_rest(ctx)
        if lacking is not None:
            stopped, problem = StoppedBecause.STORAGE, lacking
        return RecordedReading(self._keeper.seconds, self._keeper.duration_s, stopped, problem)

    def _listen(self, ctx: JobContext) -> tuple[StoppedBecause, EnvironmentProblem | None]:
        capture = self._open_microphone()
        watchdog = Watchdog(capture)
        try:
            while not (self._control.finished or ctx.cancelled):
                samples = capture.read()
                self._take(ctx, samples)
                if watchdog.microphone_is_gone(len(samples)):
                    return self._lost(ctx, capture)
                if len(samples) < _BEHIND:
                    self._control.wait(TURN_S)
            if not self._control.paused:
                # The last word may still be on its way through the sound system.
                ctx.wait(_TAIL_S)
            return StoppedBecause.FINISHED, None
        except StorageProblem as problem:
            _log.error("recording stopped: %s", problem)
            return StoppedBecause.STORAGE, problem
        finally:
            capture.close()
            if capture.dropped_frames:
                _log.warning("%d frames were lost while recording %s", capture.dropped_frames, capture.device.id)
            self._take_last(ctx, capture)

    def _take(self, ctx: JobContext, samples: Samples) -> None:
        """Store first, then listen: a slow or failing listener must not cost a second."""
        if not self._control.paused:
            self._keeper.add(samples)
            self._unheard = np.concatenate((self._unheard, samples))
        self._tell_seconds(ctx)
        while len(self._unheard) >= _CHUNK:
            chunk, self._unheard = self._unheard[:_CHUNK], self._unheard[_CHUNK:]
            self._hear(ctx, chunk)

    def _take_last(self, ctx: JobContext, capture: Capture) -> None:
        try:
            self._take(ctx, capture.read())
            rest, self._unheard = self._unheard, self._unheard[:0]
            if len(rest):
                self._hear(ctx, rest)
        except StorageProblem as problem:
            # `_store_the_rest` meets the same problem and reports it; here it must not hide why the run ended.
            _log.error("the end of a recording is not stored: %s", problem)

    def _hear(self, ctx: JobContext, chunk: Samples) -> None:
        for reached in self._following.feed(chunk):
            ctx.emit(reached)
        now = self._clock.monotonic()
        if now >= self._next_level:
            self._next_level = now + TURN_S
            ctx.emit(LevelChanged(meter(chunk)))

    def _tell_seconds(self, ctx: JobContext) -> None:
        for seconds in range(self._told_seconds + 1, self._keeper.seconds + 1):
            ctx.emit(SecondKept(seconds))
            self._told_seconds = seconds

    def _store_the_rest(self, ctx: JobContext) -> StorageProblem | None:
        try:
            self._keeper.finish()
        except StorageProblem as problem:
            return problem
        finally:
            self._tell_seconds(ctx)
        return None

    def _lost(self, ctx: JobContext, capture: Capture) -> tuple[StoppedBecause, MicrophoneProblem]:
        problem = microphone_lost(capture)
        _log.warning("no sound from %s for %.1f s", capture.device.id, capture.seconds_since_frames)
        ctx.emit(MicrophoneLost(problem))
        return StoppedBecause.MICROPHONE_LOST, problem


def microphone_lost(capture: Capture) -> MicrophoneProblem:
    """The sentence for a microphone that delivers nothing any more."""
    return MicrophoneProblem(
        f'The microphone "{capture.device.name}" has stopped.',
        "Everything that was heard until now is kept.",
        "Check that it is plugged in, then go on reading.",
    )
