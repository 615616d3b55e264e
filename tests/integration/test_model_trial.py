"""Models tried in a process that may crash: made-up ones that misbehave, and real ones of every kind."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.provisioning.minilm_conversion import convert_minilm
from litcoach_desktop.engines.provisioning.trial import try_in_child
from tests.fakes import trials
from tests.fakes.tiny_bert import write_tiny_bert
from tests.fakes.tiny_whisper import build_tiny_whisper


@pytest.mark.parametrize(
    ("behaves", "words"),
    [
        (trials.fails, r"it failed \(it is of another version\)\."),
        (trials.crashes, "crashed"),
        (trials.hangs, "in 1 second"),
    ],
)
def test_a_model_that_misbehaves_is_told_in_words(
    tmp_path: Path, behaves: Callable[[str, Path], None], words: str
) -> None:
    with pytest.raises(ModelProblem, match=words):
        try_in_child("toy", "llm", tmp_path, behaves, patience_s=1.0 if behaves is trials.hangs else 120.0)


def test_a_whisper_model_is_tried_with_its_real_engine(tmp_path: Path) -> None:
    folder = build_tiny_whisper(tmp_path / "whisper")
    try_in_child("whisper", "whisper", folder)
    (folder / "model.bin").write_bytes((folder / "model.bin").read_bytes()[:9000])
    with pytest.raises(ModelProblem, match="cannot be loaded"):
        try_in_child("whisper", "whisper", folder)


def test_weights_of_the_sentence_model_are_converted_and_tried(tmp_path: Path) -> None:
    import ctranslate2
    import tokenizers

    source = write_tiny_bert(tmp_path / "source")
    convert_minilm(source, tmp_path / "made")
    try_in_child("minilm", "embedder", tmp_path / "made")
    assert (tmp_path / "made" / "tokenizer.json").read_bytes() == (source / "tokenizer.json").read_bytes()
    encoder = ctranslate2.Encoder(str(tmp_path / "made"), compute_type="int8")
    tokenizer = tokenizers.Tokenizer.from_file(str(tmp_path / "made" / "tokenizer.json"))
    output = np.array(encoder.forward_batch([tokenizer.encode("the red hen").tokens]).last_hidden_state)
    assert output.shape == (1, 5, 24)
    # The last thing each layer does is to bring every position to mean 0 and deviation 1.
    assert np.allclose(output.mean(-1), 0, atol=1e-3)
    assert np.allclose(output.std(-1), 1, atol=1e-2)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.safetensors", b""),
        ("model.safetensors", b"\xff" * 64),
        ("model.safetensors", b"\2\0\0\0\0\0\0\0[]"),
        ("model.safetensors", b"\2\0\0\0\0\0\0\0{}"),
        ("tokenizer.json", b"{}"),
        ("tokenizer.json", b"not json"),
        ("tokenizer.json", b'{"model": {"vocab": {"a": 0}}}'),
    ],
)
def test_weights_of_another_kind_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    source = write_tiny_bert(tmp_path / "source")
    (source / name).write_bytes(content)
    with pytest.raises(ValueError):  # noqa: PT011
        convert_minilm(source, tmp_path / "made")


def test_weights_that_lack_a_layer_or_end_early_are_refused(tmp_path: Path) -> None:
    whole = write_tiny_bert(tmp_path / "whole")
    lacking = write_tiny_bert(tmp_path / "lacking", without="encoder.layer.1.output.dense.bias")
    with pytest.raises(ValueError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        convert_minilm(lacking, tmp_path / "made")
    cut = Path(shutil.copytree(whole, tmp_path / "cut"))
    weights = cut / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ValueError, match="does not fit the file"):
        convert_minilm(cut, tmp_path / "made")


def test_what_is_no_gguf_file_is_not_even_tried(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem, match="no GGUF file"):
        try_in_child("coach", "llm", tmp_path)
    (tmp_path / "coach.gguf").write_bytes(b"<!DOCTYPE html>")
    with pytest.raises(ModelProblem, match="not a GGUF file"):
        try_in_child("coach", "llm", tmp_path)
