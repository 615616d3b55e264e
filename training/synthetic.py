"""A few synthetic readers besides the real ones: the judge must not take one accent and one channel for granted.

espeak-ng reads texts of the corpus in several voices, rates and vocal-tract lengths, with room noise laid over.
"""

import io
import random
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE
from training.corpus import Recording

VOICES = ("en-us", "en-gb", "en-us+m2", "en-us+f2", "en-us+f4", "en-gb+f3", "en-gb-scotland", "en-us+m5")
ADULT_AGE = 30
FOLDER, EACH = "synthetic", 12
"""Where in the work folder they are kept, and how many recordings of each voice there are."""
_PEAK = 6000.0
_SILENCE_S = 0.4


def synthetic_recordings(folder: Path, texts: Sequence[str], each: int) -> list[Recording]:
    """`each` recordings of every voice, made once and kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(1)
    recordings = []
    for voice in VOICES:
        for number in range(each):
            ident = f"{voice}-{number}"
            path = folder / f"{ident}.flac"
            text = " ".join(rng.sample(list(texts), 3))
            rate, pitch, shorter = rng.randint(95, 165), rng.randint(30, 80), rng.choice((1.0, 1.0, 1.1, 1.18))
            if not path.exists():
                sound = _speak(text, voice, rate, pitch, shorter, snr_db=rng.uniform(20, 40), seed=number)
                soundfile.write(path, sound, SAMPLE_RATE, subtype="PCM_16")
            recordings.append(Recording(ident, path, text, f"espeak {voice}", ADULT_AGE))
    return recordings


def _speak(text: str, voice: str, rate: int, pitch: int, shorter: float, snr_db: float, seed: int) -> NDArray[np.int16]:
    """The text as int16 at 16 kHz. shorter: factor by which pitch and formants are raised together."""
    command = ["espeak-ng", "-v", voice, "-s", str(round(rate / shorter)), "-p", str(pitch), "--stdout", text]
    spoken = subprocess.run(command, check=True, capture_output=True).stdout
    signal, rate_in = soundfile.read(io.BytesIO(spoken))
    signal = soxr.resample(signal, rate_in * shorter, SAMPLE_RATE)
    silence = np.zeros(int(_SILENCE_S * SAMPLE_RATE))
    signal = np.concatenate([silence, signal * (_PEAK / np.abs(signal).max()), silence])
    loudness = np.sqrt(np.mean(signal[np.abs(signal) > 0.02 * _PEAK] ** 2))
    noise = np.random.default_rng(seed).standard_normal(len(signal))
    noise = np.convolve(noise, np.exp(-np.arange(40) / 8.0), mode="same")
    noise *= loudness * 10 ** (-snr_db / 20) / noise.std()
    return np.clip(np.rint(signal + noise), -32768, 32767).astype(np.int16)
