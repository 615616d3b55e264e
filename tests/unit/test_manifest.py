"""The manifest of models: the one that ships, and damaged ones."""

from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.provisioning.manifest import read_manifest
from litcoach_desktop.resource_paths import MODELS
from tests.fakes.shelves import write_manifest

SHIPPED = read_manifest(MODELS / "manifest.toml")


def test_the_manifest_has_what_laptops_of_both_sizes_need() -> None:
    offered = {(spec.kind, spec.laptop_gb) for spec in SHIPPED}
    assert {("embedder", 4), ("whisper", 4), ("whisper", 8), ("llm", 4), ("llm", 8)} <= offered
    assert {"whisper-tiny.en", "whisper-base.en", "whisper-small.en", "all-minilm-l6-v2"} <= {s.name for s in SHIPPED}


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: spec.name)
def test_every_model_says_what_it_is_and_fits_its_laptop(spec: object) -> None:
    assert spec.licence in ("Apache-2.0", "MIT")
    assert spec.why.endswith(".")
    assert len(spec.revision) == 40
    assert spec.pinned
    assert spec.size_bytes < spec.laptop_gb * 300_000_000


def test_whisper_models_have_the_file_without_which_one_would_be_fetched() -> None:
    for spec in SHIPPED:
        if spec.kind == "whisper":
            assert {"config.json", "model.bin", "tokenizer.json"} <= {file.name for file in spec.files}


def test_an_empty_sum_is_not_pinned_yet(tmp_path: Path) -> None:
    (spec,) = read_manifest(write_manifest(tmp_path / "m.toml", pinned=False))
    assert not spec.pinned
    assert all(file.sha256 is None for file in spec.files)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("format = 1", "format = 2"),
        ("format = 1", ""),
        ('kind = "llm"', 'kind = "painter"'),
        ('kind = "llm"', ""),
        ('name = "toy"', 'name = "../toy"'),
        ('name = "toy"', "name = 3"),
        ('name = "weights.bin"', 'name = "/etc/passwd"'),
        ('name = "weights.bin"', 'name = "a/b"'),
        ("size = 8", "size = -8"),
        ("size = 8", 'size = "many"'),
        ('sha256 = "', 'sha256 = "zz'),
        ("[[model]]", "[model"),
        ("[[model]]", "[model]"),
    ],
)
def test_a_damaged_manifest_is_refused_in_words(tmp_path: Path, old: str, new: str) -> None:
    path = write_manifest(tmp_path / "m.toml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ModelProblem, match="cannot be used"):
        read_manifest(path)


def test_two_models_of_one_name_and_no_manifest_are_refused(tmp_path: Path) -> None:
    path = write_manifest(tmp_path / "m.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.removeprefix("format = 1\n"), encoding="utf-8")
    with pytest.raises(ModelProblem, match="one name"):
        read_manifest(path)
    with pytest.raises(ModelProblem, match="cannot be used"):
        read_manifest(tmp_path / "none.toml")
