"""all-MiniLM-L6-v2 on CTranslate2: sentences into vectors of 384 numbers.

The folder holds what the conversion made (model.bin, config.json, vocabulary.json) and the model's tokenizer.json. The
network gives a vector for each piece of a word; their mean, brought to length 1, is the sentence's, as the model was
trained (Reimers and Gurevych, EMNLP 2019).
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.ports.embedding import Vectors

LONGEST = 256
"""Pieces of words that the model was trained to take in."""
_AT_ONCE = 8
"""What a larger batch needs in between, the process would keep: 32 texts take 90 MB more, and are no faster."""
_FILES = ("model.bin", "config.json", "vocabulary.json", "tokenizer.json")


class MiniLm:
    """Implements `ports.embedding.Embedder`."""

    def __init__(self, folder: Path) -> None:
        """Load the model. Raises ModelProblem when it is missing or not usable."""
        _need_files(folder)
        import ctranslate2
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(LONGEST)
            self._network = ctranslate2.Encoder(
                str(folder), device="cpu", inter_threads=1, intra_threads=max(1, min(4, (os.cpu_count() or 2) - 1))
            )
        except Exception as problem:
            # The tokenizer raises plain Exception; CTranslate2 RuntimeError or ValueError.
            raise _unusable(folder, str(problem).splitlines()[0] if str(problem) else repr(problem)) from problem
        self.name = f"{folder.name} {_fingerprint(folder)} mean {LONGEST}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of these texts, row by row."""
        pieces = [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]
        # Texts of one length make a batch, so that little is padded.
        order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        rows: list[Vectors | None] = [None] * len(pieces)
        for first in range(0, len(order), _AT_ONCE):
            batch = order[first : first + _AT_ONCE]
            hidden = np.asarray(self._network.forward_batch([pieces[at] for at in batch]).last_hidden_state)
            for row, at in zip(hidden, batch, strict=True):
                mean = row[: len(pieces[at])].mean(axis=0)
                rows[at] = mean / max(float(np.linalg.norm(mean)), 1e-12)
        if not rows:
            return np.zeros((0, 0), np.float32)
        return np.stack([row for row in rows if row is not None]).astype(np.float32)

    def knows(self, word: str) -> bool:
        """Whether the vocabulary has this word as a whole."""
        return self._tokenizer.token_to_id(word) is not None


def load_minilm(folder: Path, marks: CrashMarks) -> MiniLm:
    """Load the model unless a litcoach died of doing so. Raises ModelProblem."""
    if marks.is_set_aside(folder.name):
        raise ModelProblem(
            f"The model {folder.name} took litcoach down when it was last loaded, and is set aside.",
            "Search finds texts by their words only.",
            f"Try it again with: litcoach models verify {folder.name}",
        )
    # A laptop without the model leaves no trace of looking for it.
    _need_files(folder)
    with marks.loading(folder.name):
        return MiniLm(folder)


def _need_files(folder: Path) -> None:
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise _unusable(folder, f"{', '.join(missing)} is missing")


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("model.bin", "tokenizer.json"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:16]


def _unusable(folder: Path, reason: str) -> ModelProblem:
    return ModelProblem(
        f"The model that understands meanings cannot be used: {reason} ({folder}).",
        "Search finds texts by their words only.",
        "Install it again: litcoach models install all-minilm-l6-v2",
    )
