"""Builds a Whisper model with random weights in the files and the layout that real ones have: 0.5 s, 0.3 MB."""

from pathlib import Path
from typing import Any

import numpy as np

MELS = 80
SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>",
    "<|nospeech|>", "<|notimestamps|>",
)  # fmt: skip
TIMESTAMPS = [f"<|{step * 0.02:.2f}|>" for step in range(1501)]
WORDS = ("the", "tom", "had", "one", "red", "mitten")


def build_tiny_whisper(
    folder: Path, *, seed: int = 4, width: int = 16, heads: int = 2, layers: int = 1, vocabulary: int = 0
) -> Path:
    """An English-only model in `folder`, which is made. The other values give it the size of a real one."""
    from ctranslate2.specs import whisper_spec

    random = np.random.default_rng(seed)
    tokens = write_tokenizer(folder)
    tokens += [f"<|unused {number}|>" for number in range(vocabulary - len(tokens))]
    spec = whisper_spec.WhisperSpec(layers, heads, layers, heads)
    encoder, decoder = spec.encoder, spec.decoder
    for conv, channels in ((encoder.conv1, MELS), (encoder.conv2, width)):
        conv.weight = _numbers(random, width, channels, 3)
        conv.bias = _numbers(random, width)
    encoder.position_encodings.encodings = _numbers(random, 1500, width)
    decoder.position_encodings.encodings = _numbers(random, 448, width)
    decoder.embeddings.weight = _numbers(random, len(tokens), width)
    decoder.projection.weight = _numbers(random, len(tokens), width)
    decoder.projection.bias = np.array([_liking(token) for token in tokens], np.float32)
    for part in (encoder, decoder):
        _norm(part.layer_norm, width)
        for layer in part.layer:
            _norm(layer.self_attention.layer_norm, width)
            _linear(layer.self_attention.linear[0], random, 3 * width, width)
            _linear(layer.self_attention.linear[1], random, width, width)
            _norm(layer.ffn.layer_norm, width)
            _linear(layer.ffn.linear_0, random, 4 * width, width)
            _linear(layer.ffn.linear_1, random, width, 4 * width)
    for layer in decoder.layer:
        _norm(layer.attention.layer_norm, width)
        for linear, rows in zip(layer.attention.linear, (width, 2 * width, width), strict=True):
            _linear(linear, random, rows, width)
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = []
    spec.config.lang_ids = []
    spec.config.alignment_heads = [[layers - 1, head] for head in range(heads)]
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


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)
