"""Turns the published weights of all-MiniLM-L6-v2 into an int8 model for CTranslate2, without PyTorch."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.provisioning.safetensors_file import read_safetensors

_HEADS = 12
_LAYER_NORM_EPSILON = 1e-12
_UNKNOWN = "[UNK]"


def convert_minilm(folder: Path, out: Path) -> None:
    """Read model.safetensors and tokenizer.json in `folder`; write what CTranslate2 loads, and the tokenizer, to `out`.

    The encoder is BERT's: normalised after each block, GELU, and word, segment and position embeddings added. The
    last hidden state is the output; its mean over the words is taken by whoever asks. Takes about a second.
    `out` must not exist. Raises ValueError when the files are something else, OSError when they cannot be written.
    """
    # Imported here: an engine is loaded when it is needed.
    from ctranslate2.specs import common_spec, transformer_spec

    weights = read_safetensors(folder / "model.safetensors")
    tokenizer = (folder / "tokenizer.json").read_bytes()
    layers = 1 + max((int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")), default=-1)
    if not layers:
        raise ValueError("it has no layers of the kind that was expected")
    encoder = transformer_spec.TransformerEncoderSpec(
        layers,
        _HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    try:
        encoder.embeddings[0].weight = weights["embeddings.word_embeddings.weight"]
        encoder.embeddings[1].weight = weights["embeddings.token_type_embeddings.weight"]
        encoder.position_encodings.encodings = weights["embeddings.position_embeddings.weight"]
        _set_norm(encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layer):
            _set_layer(layer, weights, f"encoder.layer.{number}")
    except KeyError as missing:
        raise ValueError(f"it has no tensor called {missing}") from missing
    spec.register_vocabulary(_vocabulary(tokenizer, len(weights["embeddings.word_embeddings.weight"])))
    spec.config.unk_token = _UNKNOWN
    spec.config.layer_norm_epsilon = _LAYER_NORM_EPSILON
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True)
    spec.save(str(out))
    (out / "tokenizer.json").write_bytes(tokenizer)


def _set_layer(layer: Any, weights: dict[str, NDArray[np.float32]], name: str) -> None:
    # CTranslate2 keeps query, key and value as one matrix.
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    layer.self_attention.linear[0].weight = np.concatenate([weights[f"{part}.weight"] for part in parts])
    layer.self_attention.linear[0].bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    _set_linear(layer.self_attention.linear[1], weights, f"{name}.attention.output.dense")
    _set_norm(layer.self_attention.layer_norm, weights, f"{name}.attention.output.LayerNorm")
    _set_linear(layer.ffn.linear_0, weights, f"{name}.intermediate.dense")
    _set_linear(layer.ffn.linear_1, weights, f"{name}.output.dense")
    _set_norm(layer.ffn.layer_norm, weights, f"{name}.output.LayerNorm")


def _set_linear(spec: Any, weights: dict[str, NDArray[np.float32]], name: str) -> None:
    spec.weight, spec.bias = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _set_norm(spec: Any, weights: dict[str, NDArray[np.float32]], name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _vocabulary(tokenizer: bytes, size: int) -> list[str]:
    """The words of a tokenizer file in the order of their numbers."""
    try:
        numbers: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
        words = sorted(numbers, key=numbers.__getitem__)
    except (KeyError, TypeError, UnicodeDecodeError) as problem:
        raise ValueError("its tokenizer.json is of another kind") from problem
    if len(words) != size:
        raise ValueError(f"its tokenizer knows {len(words)} words, the model {size}")
    return words
