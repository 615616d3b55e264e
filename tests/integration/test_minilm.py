"""The sentence model on its real engine, with a tiny model of the real layout."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.engines.minilm import LONGEST, MiniLm, load_minilm
from tests.fakes.tiny_minilm import expected_vector, make_tiny_minilm


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_minilm(tmp_path_factory.mktemp("minilm"))


@pytest.fixture(scope="module")
def model(folder: Path) -> MiniLm:
    return MiniLm(folder)


def pieces_of(folder: Path, text: str) -> list[int]:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer.encode(text).ids


@pytest.mark.parametrize("text", ["the dog", "The dogs waited at the ferry.", "xylophone", "", "rain " * 50])
def test_a_vector_is_the_mean_of_what_the_network_says_at_each_piece(folder: Path, model: MiniLm, text: str) -> None:
    vectors = model.embed([text])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0]) == pytest.approx(1.0, abs=1e-5)
    # Eight bits are not quite floating point.
    assert float(vectors[0] @ expected_vector(pieces_of(folder, text))) > 0.99


def test_rows_keep_their_order_whatever_their_lengths(model: MiniLm) -> None:
    texts = ["rain", "the big brown dog ran to the sea and sang", "a cat", "whale " * 40, "moon and star"] * 5
    together = model.embed(texts)
    alone = np.concatenate([model.embed([text]) for text in texts])
    assert together.shape == alone.shape
    assert np.sum(together * alone, axis=1).min() > 0.999


def test_what_is_longer_than_the_window_is_cut_there(folder: Path, model: MiniLm) -> None:
    long = "dog " * 400
    cut = [*pieces_of(folder, long)[: LONGEST - 1], 3]
    assert float(model.embed([long])[0] @ expected_vector(cut)) > 0.99


def test_nothing_gives_nothing(model: MiniLm) -> None:
    assert len(model.embed([])) == 0


def test_it_says_which_words_it_knows(model: MiniLm) -> None:
    assert model.knows("volcano")
    assert not model.knows("volkano")


def test_another_model_has_another_name(tmp_path: Path, model: MiniLm) -> None:
    assert MiniLm(make_tiny_minilm(tmp_path, seed=1)).name != model.name


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "vocabulary.json"])
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\0" * 99)])
def test_a_missing_or_damaged_model_is_said_in_words(tmp_path: Path, name: str, damage: object) -> None:
    folder = make_tiny_minilm(tmp_path)
    damage(folder / name)
    with pytest.raises(ModelProblem) as problem:
        MiniLm(folder)
    assert "models install" in problem.value.remedy


def test_a_model_that_took_the_program_down_is_not_loaded_again(folder: Path, tmp_path: Path) -> None:
    marks = CrashMarks(tmp_path)
    assert load_minilm(folder, marks).knows("dog")
    assert marks.settle() == []
    # What a program leaves that dies while it loads: its mark, unlocked.
    (tmp_path / f"{folder.name}.1.loading").touch()
    assert marks.settle() == [folder.name]
    with pytest.raises(ModelProblem, match="set aside"):
        load_minilm(folder, marks)


def test_looking_for_a_model_that_is_not_there_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem):
        load_minilm(tmp_path / "models" / "all-minilm-l6-v2", CrashMarks(tmp_path / "models"))
    assert list(tmp_path.iterdir()) == []
