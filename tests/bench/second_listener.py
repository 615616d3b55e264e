"""What a second listener costs: `python -m tests.bench.second_listener`.

Builds models of the sizes of Whisper's English ones with random weights, which cost what real ones cost, and prints the
processor time for a window of 30 s, for 100 tokens of text (about 75 words), and for laying a transcript along a
passage; and the memory.
"""

import multiprocessing
import tempfile
import time
from pathlib import Path

import numpy as np

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.machine import engine_threads
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.whisper.second_listener import PhoneticSecondListener
from litcoach_desktop.engines.whisper.transcriber import load_whisper
from litcoach_desktop.ports.audio import SAMPLE_RATE
from tests.fakes.tiny_whisper import build_tiny_whisper
from tests.fakes.transcription import ScriptedTranscriber

SIZES = {"tiny.en": (384, 6, 4), "base.en": (512, 8, 6), "small.en": (768, 12, 12)}
VOCABULARY = 51_864
TOKENS = 100
SENTENCE = "Tom had one red mitten and one cold hand. He looked under the bench, behind the door and in the kitchen. "


def main() -> None:
    """Print one line a size, then one a passage."""
    print(f"{engine_threads()} thread(s)")
    with tempfile.TemporaryDirectory() as place:
        for name, (width, heads, layers) in SIZES.items():
            folder = build_tiny_whisper(
                Path(place) / name, width=width, heads=heads, layers=layers, vocabulary=VOCABULARY
            )
            # In a process of its own, whose memory is the model's alone.
            child = multiprocessing.get_context("spawn").Process(target=_measure, args=(name, folder))
            child.start()
            child.join()
    for sentences in (1, 3, 12, 45):
        passage = Passage(SENTENCE * sentences)
        listener = PhoneticSecondListener(ScriptedTranscriber(passage.text), Lexicon().pronunciations)
        listener.hear(np.zeros(SAMPLE_RATE, np.int16), passage)
        begun = time.process_time()
        listener.hear(np.zeros(SAMPLE_RATE, np.int16), passage)
        print(f"{len(passage.words)} words laid along their passage in {time.process_time() - begun:.3f} s")


def _measure(name: str, folder: Path) -> None:
    before = _resident_mb()
    begun = time.process_time()
    whisper = load_whisper(folder, name)
    loaded = time.process_time() - begun
    noise = np.random.default_rng(1).normal(0, 0.1, 30 * SAMPLE_RATE).astype(np.float32)
    features = whisper.feature_extractor(noise)[:, :3000]
    begun = time.process_time()
    encoded = whisper.encode(features)
    encoding = time.process_time() - begun
    # Never the token that ends the text: a random model would say it at once.
    end = whisper.hf_tokenizer.token_to_id("<|endoftext|>")
    start = whisper.hf_tokenizer.token_to_id("<|startoftranscript|>")
    begun = time.process_time()
    said = whisper.model.generate(encoded, [[start]], beam_size=1, max_length=TOKENS + 1, suppress_tokens=[end])
    generating = (time.process_time() - begun) * TOKENS / max(1, len(said[0].sequences_ids[0]))
    print(
        f"{name}: loaded in {loaded:.2f} s, a window in {encoding:.2f} s, {TOKENS} tokens in {generating:.2f} s, "
        f"at most {_resident_mb() - before:.0f} MB more memory"
    )


def _resident_mb() -> float:
    """The most memory that this process has had; Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
