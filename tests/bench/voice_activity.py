"""How well speech is told from noise: the network in use, beside a plain rule of loudness.

    python -m tests.bench.voice_activity

The recordings of tests/speech with room noise laid over. Which steps hold speech is known from the loudness of the
recordings themselves, which are nearly clean; steps within 0.1 s of a change count for nothing.
"""

import numpy as np
import soundfile as sf

from litcoach_desktop.engines.silero import SileroActivity
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from tests.speech.make_speech import SPEECH
from tests.speech.synthesis import room_noise

_STEP = 512
_EDGE = 3
_SNRS = (30, 15, 10, 5, 0)


def _steps(samples: np.ndarray) -> np.ndarray:
    return samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP).astype(float)


def _loudness(samples: np.ndarray) -> np.ndarray:
    return 10 * np.log10(np.maximum(1.0, np.var(_steps(samples), axis=1)))


def _truth(samples: Samples) -> np.ndarray:
    """1 for speech, 0 for none, -1 for near a change."""
    loudness = _loudness(samples)
    speech = loudness > np.percentile(loudness, 95) - 25
    sure = np.convolve(speech, np.ones(2 * _EDGE + 1), "same")
    return np.where(sure == 2 * _EDGE + 1, 1, np.where(sure == 0, 0, -1))


def _by_loudness(samples: Samples) -> np.ndarray:
    """10 dB above the room, which is the 10th percentile of what was heard until then."""
    loudness = _loudness(samples)
    room = np.array([np.percentile(loudness[: at + 1], 10) for at in range(len(loudness))])
    return loudness > room + 10


def _main() -> None:
    paths = sorted(SPEECH.glob("s*.flac"))
    print("SNR    network: speech found, noise taken for it    loudness: the same")
    for snr in _SNRS:
        counts = np.zeros(6)
        for seed, path in enumerate(paths):
            clean = sf.read(path, dtype="int16")[0]
            truth = _truth(clean)
            loud = clean[np.abs(clean) > 0.02 * np.abs(clean).max()].astype(float)
            noise = room_noise(len(clean), seed) * np.sqrt(np.mean(loud**2)) * 10 ** (-snr / 20)
            noisy = np.clip(clean + noise, -32768, 32767).astype(np.int16)
            network = np.array(SileroActivity().feed(noisy)) >= 0.5
            for at, found in enumerate((network, _by_loudness(noisy))):
                found = found[: len(truth)]
                counts[at * 2] += np.count_nonzero(found & (truth[: len(found)] == 1))
                counts[at * 2 + 1] += np.count_nonzero(found & (truth[: len(found)] == 0))
            counts[4] += np.count_nonzero(truth == 1)
            counts[5] += np.count_nonzero(truth == 0)
        shares = counts[:4] / [counts[4], counts[5], counts[4], counts[5]]
        print(f"{snr:2} dB {shares[0]:12.3f} {shares[1]:12.3f} {shares[2]:24.3f} {shares[3]:10.3f}")
    seconds = sum(sf.info(path).duration for path in paths)
    print(f"{len(paths)} recordings, {seconds:.0f} s, step {_STEP / SAMPLE_RATE * 1000:.0f} ms")


if __name__ == "__main__":
    _main()
