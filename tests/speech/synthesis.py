"""A synthetic reader in a quiet room: espeak-ng speaks, soxr makes 16 kHz of it, seeded noise is laid over."""

import io
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
import soundfile as sf
import soxr

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from tests.speech.script import Script

_LEAD_S, _TAIL_S = 0.5, 0.6
# A voice at a child's distance from a cheap headset fills a seventh of the range, which also keeps the files small.
_PEAK = 0.15 * 32767


@dataclass(frozen=True)
class Reader:
    """Who reads and where.

    voice: espeak-ng's name. rate: words a minute. pitch: 0..99. childlike: how much shorter the vocal tract is
    than the voice's own (1.0: not at all); pitch and formants rise together. snr_db: speech over room noise.
    seed: of the noise.
    """

    voice: str
    rate: int = 130
    pitch: int = 50
    childlike: float = 1.0
    snr_db: float = 35.0
    seed: int = 1


def speak(script: Script, reader: Reader) -> Samples:
    """The reading as it would come from a microphone."""
    silence = np.zeros(int(_LEAD_S * SAMPLE_RATE))
    pieces = [silence]
    for said in script.speech:
        if isinstance(said, float):
            pieces.append(np.zeros(int(said * SAMPLE_RATE)))
        elif any(letter.isalnum() for letter in said):
            pieces.append(_espeak(" ".join(said.split()), reader))
    pieces.append(np.zeros(int(_TAIL_S * SAMPLE_RATE)))
    speech = np.concatenate(pieces)
    speech *= _PEAK / np.abs(speech).max()
    loudness = np.sqrt(np.mean(speech[np.abs(speech) > 0.02 * _PEAK] ** 2))
    noise = room_noise(len(speech), reader.seed) * loudness * 10 ** (-reader.snr_db / 20)
    return np.clip(np.rint(speech + noise), -32768, 32767).astype(np.int16)


def room_noise(length: int, seed: int) -> np.ndarray:
    """Noise of a room, shape (length,), RMS 1: most of it low, as ventilation and traffic are."""
    white = np.random.default_rng(seed).standard_normal(length + SAMPLE_RATE)
    spectrum = np.fft.rfft(white)
    frequencies = np.fft.rfftfreq(len(white), 1 / SAMPLE_RATE)
    spectrum *= 1 / (1 + (frequencies / 300) ** 2) + 0.01
    spectrum[frequencies < 40] = 0
    noise = np.fft.irfft(spectrum, len(white))[:length]
    return noise / np.sqrt(np.mean(noise**2))


def _espeak(text: str, reader: Reader) -> np.ndarray:
    program = shutil.which("espeak-ng")
    if program is None:
        raise RuntimeError("speech is made with espeak-ng: apt-get install espeak-ng")
    # A childlike voice is played faster afterwards, so it speaks more slowly first.
    rate = round(reader.rate / reader.childlike)
    command = [program, "-v", reader.voice, "-s", str(rate), "-p", str(reader.pitch), "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    sound, own_rate = sf.read(io.BytesIO(wav), dtype="float64")
    return soxr.resample(sound, own_rate * reader.childlike, SAMPLE_RATE, quality="HQ")
