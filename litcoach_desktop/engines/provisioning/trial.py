"""Loads a model once in a process that may crash, before the program relies on it."""

import contextlib
import logging
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from litcoach_desktop.domain.errors import ModelProblem

_log = logging.getLogger(__name__)
_PATIENCE_S = 180.0

TryModel = Callable[[str, Path], None]
"""(kind, folder): load the model and use it once. Raises whatever it likes, or crashes."""


def try_in_child(
    name: str, kind: str, folder: Path, try_model: TryModel | None = None, *, patience_s: float = _PATIENCE_S
) -> None:
    """Load the model in a child process and use it once. Raises ModelProblem when that fails, crashes or hangs.

    try_model: what the child does, for kinds that are made up; it is sent to the child.
    """
    spawn = multiprocessing.get_context("spawn")
    receiver, sender = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_child, args=(try_model or try_model_once, kind, folder, sender), daemon=True)
    child.start()
    sender.close()
    try:
        failed = "it crashed"
        if not receiver.poll(patience_s):
            failed = f"it did not finish in {patience_s:.0f} seconds"
        else:
            # The end of the pipe without a word is a crash.
            with contextlib.suppress(EOFError):
                failed = receiver.recv()
    finally:
        child.kill()
        child.join()
        receiver.close()
    if failed:
        raise ModelProblem(
            f"The model {name} was tried, and {failed}.",
            "It is not used, and litcoach goes on without it.",
            "Install it again; if that does not help, this computer's processor or memory may not suit it.",
        )


def _child(try_model: TryModel, kind: str, folder: Path, sender: Connection) -> None:
    try:
        try_model(kind, folder)
    except Exception as problem:
        _log.info("the model in %s failed", folder, exc_info=problem)
        sender.send(f"it failed ({str(problem) or type(problem).__name__})".replace(".)", ")"))
    else:
        sender.send("")


def try_model_once(kind: str, folder: Path) -> None:
    """Load the model and have it do the smallest thing that uses all of it."""
    {"whisper": _try_whisper, "embedder": _try_embedder, "llm": _try_llm}[kind](folder)


def _try_whisper(folder: Path) -> None:
    import numpy as np

    from litcoach_desktop.engines.whisper.transcriber import load_whisper

    whisper = load_whisper(folder, folder.name)
    # Two seconds of noise, without the gate that would find no speech in it.
    noise = np.random.default_rng(1).normal(0, 0.1, 32_000).astype(np.float32)
    list(whisper.transcribe(noise, language="en", beam_size=1, temperature=0.0, max_new_tokens=8)[0])


def _try_embedder(folder: Path) -> None:
    import ctranslate2
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    encoder = ctranslate2.Encoder(str(folder), device="cpu", compute_type="int8", intra_threads=1)
    encoder.forward_batch([tokenizer.encode("a fox sleeps").tokens])


def _try_llm(folder: Path) -> None:
    from litcoach_desktop.engines.llama.trial import try_once

    try_once(folder)
