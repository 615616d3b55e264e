"""Whether a long talk grows: memory and threads of a conversation over many utterances, with the real ears.

    python -m tests.bench.talk_memory [UTTERANCES]

A recording of commands is heard again and again, as fast as it can be, hands free; what may be said changes in between.
Needs Linux, for the memory's figures.
"""

import gc
import sys
import threading
import time
from pathlib import Path

import numpy as np
import soundfile as sf

from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.parts.talk import talk_parts
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.services.gateway import GatewayService, Heard, NotUnderstood, TalkControl
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput
from tests.speech.make_utterances import UTTERANCES

_SAID = ("next", "letter-b", "goodbye", "what-next")
_CHOICES = (("A. red", "B. blue", "C. green"), ("Read to me", "What next?"))
_WARM = 20


def _memory_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/status").read_text(encoding="utf-8").split("VmRSS:")[1].split()[0]) / 1024


def _main(utterances: int) -> None:
    quiet = np.zeros(SAMPLE_RATE // 2, np.int16)
    one_round = np.concatenate([part for said in _SAID for part in (_trimmed(said), quiet)])
    hears = FakeAudioInput(np.tile(one_round, utterances // len(_SAID) + 1), speed=None, piece_s=0.08)
    gateway = GatewayService(
        hears, FakeAudioOutput(), SystemClock(), lambda work: work(), talk_parts(lambda: None, lambda work: work())
    )
    control, runner = TalkControl(), JobRunner(lambda letter: letter())
    control.use_hands_free(True)
    ended: list[object] = []
    figures: list[tuple[float, int]] = []

    def take(event: object) -> None:
        if isinstance(event, Heard | NotUnderstood):
            ended.append(event)
            control.expect(_CHOICES[len(ended) % 2], ("lantern", "harbor"))
            if len(ended) in (_WARM, utterances):
                figures.append((_memory_mb(), threading.active_count()))
            if len(ended) == utterances:
                control.finish()

    job = runner.submit(Lane.LISTEN, gateway.converse(control), name="talk", on_event=take)
    while not job.ended:
        time.sleep(0.2)
    runner.shutdown()
    heard = sum(isinstance(one, Heard) for one in ended)
    print(f"{len(ended)} utterances, {heard} understood")
    for count, (memory, threads) in zip((_WARM, utterances), figures, strict=True):
        print(f"after {count}: {memory:.1f} MB, {threads} threads")


def _trimmed(said: str) -> np.ndarray:
    samples = sf.read(UTTERANCES / f"{said}.flac", dtype="int16")[0]
    loud = np.flatnonzero(np.abs(samples) > 400)
    return samples[max(0, loud[0] - 1_600) : loud[-1] + 800]


if __name__ == "__main__":
    _main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
