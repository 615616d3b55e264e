"""A sentence model in the real layout, of one layer with random weights, and what it should answer."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from litcoach_desktop.engines.provisioning.minilm_conversion import convert_minilm

WORDS = (
    "the a of and in on at to it is was dog cat puppy sea ferry boat rain storm wind sun moon star tree river hill fox "
    "hen barn gate volcano lava mountain rock earth quake ship sail fish whale bird song drum band school friend "
    "family garden bean seed worm bee flower honey bread cake kitchen train night day morning small big brown old new "
    "run ran sat slept sang grew found lost help waited every . ,"
).split()
_PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, "##s", "##ed", "##ing"]
_SIZE, _INNER, _HEADS, _POSITIONS = 48, 96, 12, 300


def make_tiny_minilm(folder: Path, seed: int = 762) -> Path:
    """Write the model into `folder`/all-minilm-l6-v2, converted as a real one is."""
    source = folder / "source"
    source.mkdir(parents=True)
    _write_tokenizer(source / "tokenizer.json")
    _write_safetensors(source / "model.safetensors", _weights(seed))
    out = folder / "all-minilm-l6-v2"
    convert_minilm(source, out)
    return out


def expected_vector(pieces: Sequence[int], seed: int = 762) -> np.ndarray:
    """What the network should make of these pieces, worked out in floating point: BERT, mean, length 1."""
    w = _weights(seed)
    count = len(pieces)
    x = w["embeddings.word_embeddings.weight"][list(pieces)] + w["embeddings.token_type_embeddings.weight"][0]
    x = _norm(x + w["embeddings.position_embeddings.weight"][:count], w, "embeddings.LayerNorm")
    at = "encoder.layer.0."
    q, k, v = (
        _linear(x, w, f"{at}attention.self.{name}").reshape(count, _HEADS, -1).transpose(1, 0, 2)
        for name in ("query", "key", "value")
    )
    scores = q @ k.transpose(0, 2, 1) / math.sqrt(_SIZE // _HEADS)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    mixed = (weights @ v).transpose(1, 0, 2).reshape(count, _SIZE)
    x = _norm(x + _linear(mixed, w, f"{at}attention.output.dense"), w, f"{at}attention.output.LayerNorm")
    inner = _linear(x, w, f"{at}intermediate.dense")
    inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
    x = _norm(x + _linear(inner, w, f"{at}output.dense"), w, f"{at}output.LayerNorm")
    mean = x.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _linear(x: np.ndarray, w: dict[str, np.ndarray], name: str) -> np.ndarray:
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def _norm(x: np.ndarray, w: dict[str, np.ndarray], name: str) -> np.ndarray:
    centred = x - x.mean(axis=-1, keepdims=True)
    return w[f"{name}.weight"] * centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True)) + w[f"{name}.bias"]


def _weights(seed: int) -> dict[str, np.ndarray]:
    dice = np.random.default_rng(seed)

    def some(*shape: int) -> np.ndarray:
        return dice.normal(0, 0.4, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(_PIECES), _SIZE),
        "embeddings.token_type_embeddings.weight": some(2, _SIZE),
        "embeddings.position_embeddings.weight": 0.1 * some(_POSITIONS, _SIZE),
    }
    for name, out, inside in (
        ("attention.self.query", _SIZE, _SIZE),
        ("attention.self.key", _SIZE, _SIZE),
        ("attention.self.value", _SIZE, _SIZE),
        ("attention.output.dense", _SIZE, _SIZE),
        ("intermediate.dense", _INNER, _SIZE),
        ("output.dense", _SIZE, _INNER),
    ):
        found[f"encoder.layer.0.{name}.weight"] = some(out, inside)
        found[f"encoder.layer.0.{name}.bias"] = some(out)
    for name in ("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"):
        found[f"{name}.LayerNorm.weight"] = 1 + some(_SIZE)
        found[f"{name}.LayerNorm.bias"] = some(_SIZE)
    return found


def _write_safetensors(path: Path, tensors: dict[str, np.ndarray]) -> None:
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    path.write_bytes(len(head).to_bytes(8, "little") + head + data)


def _write_tokenizer(path: Path) -> None:
    tokenizer = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(_PIECES)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    # As the published one has it; whoever loads it must switch both off.
    tokenizer.enable_truncation(128)
    tokenizer.enable_padding(length=128)
    tokenizer.save(str(path))
