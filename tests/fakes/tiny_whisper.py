"""Builds a Whisper model with random weights in the files and the layout that real ones have: 0.5 s, 0.3 MB."""

from pathlib import Path
from typing import Any

import numpy as np

WIDTH, HEADS, MELS = 16, 2, 80
SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>",
    "<|nospeech|>", "<|notimestamps|>",
)  # fmt: skip
TIMESTAMPS = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
WORDS = ("the", "tom", "had", "one", "red", "mitten")


def build_tiny_whisper(folder: Path, *, seed: int = 4) -> Path:
    """An English-only model of one layer a side, in `folder`, which is made."""
    from ctranslate2.specs import whisper_spec

    random = np.random.default_rng(seed)
    tokens = write_tokenizer(folder)
    spec = whisper_spec.WhisperSpec(1, HEADS, 1, HEADS)
    encoder, decoder = spec.encoder, spec.decoder
    for conv, channels in ((encoder.conv1, MELS), (encoder.conv2, WIDTH)):
        conv.weight = _numbers(random, WIDTH, channels, 3)
        conv.bias = _numbers(random, WIDTH)
    encoder.position_encodings.encodings = _numbers(random, 1500, WIDTH)
    decoder.position_encodings.encodings = _numbers(random, 448, WIDTH)
    decoder.embeddings.weight = _numbers(random, len(tokens), WIDTH)
    decoder.projection.weight = _numbers(random, len(tokens), WIDTH)
    decoder.projection.bias = np.array([_liking(token) for token in tokens], np.float32)
    for part in (encoder, decoder):
        _norm(part.layer_norm)
        _attention(part.layer[0].self_attention, random)
        _norm(part.layer[0].ffn.layer_norm)
        _linear(part.layer[0].ffn.linear_0, random, 4 * WIDTH, WIDTH)
        _linear(part.layer[0].ffn.linear_1, random, WIDTH, 4 * WIDTH)
    _norm(decoder.layer[0].attention.layer_norm)
    for linear, rows in zip(decoder.layer[0].attention.linear, (WIDTH, 2 * WIDTH, WIDTH), strict=True):
        _linear(linear, random, rows, WIDTH)
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[0, 0], [0, 1]]
    spec.validate()
    spec.optimize(quantization="float16")
    spec.save(str(folder))
    return folder


def write_tokenizer(folder: Path) -> list[str]:
    """A byte-level BPE tokenizer that knows a few words; all tokens in the order of their numbers."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=320, show_progress=False, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    tokenizer.train_from_iterator([" " + " ".join(WORDS)] * 20, trainer)
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIAL])
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    numbers: dict[str, int] = tokenizer.get_vocab()
    return [*sorted(numbers, key=numbers.__getitem__), *TIMESTAMPS]


def _liking(token: str) -> float:
    """How much likelier than others a token is: whole words, so that the model writes something that can be read."""
    if token in SPECIAL:
        return -20.0 if token != "<|endoftext|>" else 4.5
    return 0.0 if token in TIMESTAMPS else 4.0 if token.removeprefix("Ġ") in WORDS else -20.0


def _numbers(random: np.random.Generator, *shape: int) -> np.ndarray:
    return (0.6 * random.standard_normal(shape)).astype(np.float32)


def _linear(spec: Any, random: np.random.Generator, rows: int, columns: int) -> None:
    spec.weight, spec.bias = _numbers(random, rows, columns), _numbers(random, rows)


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _attention(spec: Any, random: np.random.Generator) -> None:
    _norm(spec.layer_norm)
    _linear(spec.linear[0], random, 3 * WIDTH, WIDTH)
    _linear(spec.linear[1], random, WIDTH, WIDTH)
