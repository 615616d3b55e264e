"""The voice of the command line: espeak-ng, where it is installed, speaks sentence by sentence."""

import io
import logging
import re
import shutil
import subprocess
import threading
from collections.abc import Callable

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.engines.conversion import Conversion
from litcoach_desktop.ports.audio import SAMPLE_RATE, AudioOutput, Samples

_PROGRAM = "espeak-ng"
_WORDS_A_MINUTE = 150
_LIMIT_S = 10.0
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
# From handing sound over to its being heard.
_ON_ITS_WAY_S = 0.1

_log = logging.getLogger(__name__)


class EspeakVoice:
    """Implements `ports.voice.Voice` on a loudspeaker. It never says which word it is at."""

    def __init__(self, output: AudioOutput) -> None:
        self._output = output
        self._program = shutil.which(_PROGRAM)
        self._lock = threading.Lock()
        self._stopping = threading.Event()

    @property
    def available(self) -> bool:
        """Whether espeak-ng is installed."""
        return self._program is not None

    @property
    def tells_words(self) -> bool:
        """No."""
        return False

    def say(
        self,
        text: str,
        *,
        rate: float = 0.0,
        on_word: Callable[[int], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        """Speak and return at once. The first sentence is heard while the others are still being made.

        on_end is called on a thread of its own, also when nothing could be played.
        """
        self.stop()
        stopping = threading.Event()
        with self._lock:
            self._stopping = stopping
        sentences = [one for one in _SENTENCE_END.split(text) if any(letter.isalnum() for letter in one)]
        threading.Thread(
            target=self._speak, args=(sentences, rate, stopping, on_end), name="voice", daemon=True
        ).start()

    def stop(self) -> None:
        """Fall silent."""
        with self._lock:
            self._stopping.set()
        self._output.stop()

    def _speak(
        self, sentences: list[str], rate: float, stopping: threading.Event, on_end: Callable[[], None] | None
    ) -> None:
        playing_s = 0.0
        for sentence in sentences:
            try:
                samples = self._synthesise(sentence, rate)
            except (OSError, subprocess.SubprocessError, RuntimeError) as problem:
                _log.warning("a sentence could not be spoken: %s", problem)
                continue
            if stopping.wait(playing_s):
                return
            with self._lock:
                if stopping.is_set():
                    return
                try:
                    self._output.play(samples)
                except EnvironmentProblem as problem:
                    _log.warning("%s", problem)
                    break
            playing_s = len(samples) / SAMPLE_RATE
        if not stopping.wait(playing_s + _ON_ITS_WAY_S) and on_end is not None:
            on_end()

    def _synthesise(self, sentence: str, rate: float) -> Samples:
        import soundfile

        assert self._program is not None
        words_a_minute = round(_WORDS_A_MINUTE * 2**rate)
        # Through stdin: a sentence that begins with a dash is no option.
        command = [self._program, "-v", "en-us", "-s", str(words_a_minute), "--stdin", "--stdout"]
        wav = subprocess.run(command, input=sentence.encode(), capture_output=True, check=True, timeout=_LIMIT_S).stdout
        sound, own_rate = soundfile.read(io.BytesIO(wav), dtype="int16", always_2d=True)
        if own_rate == SAMPLE_RATE:
            return np.ascontiguousarray(sound[:, 0])
        return Conversion(own_rate, 1).feed(sound, last=True)
