"""Listening without keeping: the microphone check before a reading, and a single word in practice."""

from collections.abc import Callable
from typing import NoReturn

import numpy as np

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.jobs import Cancelled, JobContext
from litcoach_desktop.ports.audio import SAMPLE_RATE, Capture, Samples
from litcoach_desktop.services.gateway.events import LevelChanged
from litcoach_desktop.services.gateway.levels import dbfs, meter
from litcoach_desktop.services.gateway.microphone_check import MicrophoneCheck
from litcoach_desktop.services.gateway.recording_run import TURN_S, microphone_lost
from litcoach_desktop.services.gateway.watchdog import Watchdog

# A child who walks off must not leave a microphone open.
_LONGEST_CHECK_S = 180.0

# A word is over when it has been quieter than its loudest moment by this much for this long.
_WORD_STANDS_OUT_DB = 15.0
_WORD_AT_LEAST_DBFS = -50.0
_QUIET_AFTER_WORD_S = 0.8
_STEP = SAMPLE_RATE // 20


def check_microphone(open_microphone: Callable[[], Capture], ctx: JobContext) -> NoReturn:
    """Emit a MicrophoneState twenty times a second until the job is cancelled. Nothing is kept.

    Raises MicrophoneProblem when the microphone cannot be opened or is lost, and after three minutes.
    """
    check = MicrophoneCheck()
    heard = 0
    capture = open_microphone()
    try:
        watchdog = Watchdog(capture)
        while heard < _LONGEST_CHECK_S * SAMPLE_RATE:
            samples = capture.read()
            heard += len(samples)
            if len(samples):
                ctx.emit(check.feed(samples))
            if watchdog.microphone_is_gone(len(samples)):
                raise microphone_lost(capture)
            if ctx.wait(TURN_S):
                raise Cancelled
    finally:
        capture.close()
    raise MicrophoneProblem(
        "The microphone check has ended, because nobody went on for three minutes.",
        "The microphone is off now.",
        "Start it again when you are ready.",
    )


def record_word(open_microphone: Callable[[], Capture], seconds: float, ctx: JobContext) -> Samples:
    """Record until a word was said and 0.8 s of quiet followed, or for `seconds`; emits LevelChanged.

    Kept nowhere but in the result. Raises MicrophoneProblem, and Cancelled when the job was cancelled.
    """
    pieces: list[Samples] = []
    end = _EndOfWord()
    heard = 0
    capture = open_microphone()
    try:
        watchdog = Watchdog(capture)
        while heard < seconds * SAMPLE_RATE and not end.reached:
            samples = capture.read()
            heard += len(samples)
            if len(samples):
                pieces.append(samples)
                end.feed(samples)
                ctx.emit(LevelChanged(meter(samples)))
            if watchdog.microphone_is_gone(len(samples)):
                raise microphone_lost(capture)
            if ctx.wait(TURN_S):
                raise Cancelled
    finally:
        capture.close()
    return np.concatenate(pieces)[: round(seconds * SAMPLE_RATE)]


class _EndOfWord:
    """Follows the loudness in steps of 50 ms."""

    def __init__(self) -> None:
        self._pending = np.zeros(0, np.int16)
        self._loudest = _WORD_AT_LEAST_DBFS
        self._said_something = False
        self._quiet_s = 0.0

    @property
    def reached(self) -> bool:
        return self._said_something and self._quiet_s >= _QUIET_AFTER_WORD_S

    def feed(self, samples: Samples) -> None:
        pending = np.concatenate((self._pending, samples))
        while len(pending) >= _STEP:
            step, pending = pending[:_STEP], pending[_STEP:]
            loudness = dbfs(step)
            if loudness > self._loudest:
                self._loudest, self._said_something = loudness, True
            if loudness < self._loudest - _WORD_STANDS_OUT_DB:
                self._quiet_s += _STEP / SAMPLE_RATE
            else:
                self._quiet_s = 0.0
        self._pending = pending
