"""The vectors in a real Chroma folder: found again, and made anew as soon as there is any doubt."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.engines.chroma import ChromaIndex, discard, open_chroma
from litcoach_desktop.ports.vectors import VectorStoreBrokenError

MODEL = "a model 1"
# More than are written at once, so that each kind of file is there.
COUNT = 1_500


def directions(count: int, seed: int = 762) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 24))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


VECTORS = directions(COUNT)
KEYS = [f"k{number}" for number in range(COUNT)]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chroma") / "vector_store"
    index = open_chroma(folder, MODEL)
    index.add(KEYS, VECTORS)
    index.settle()
    index.close()
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "vector_store")


def works(index: ChromaIndex) -> bool:
    index.add(["new"], directions(1, seed=9))
    return index.nearest(directions(1, seed=9), 1)[0][0] == "new"


def test_the_nearest_are_the_nearest(store: Path) -> None:
    index = open_chroma(store, MODEL)
    queries = directions(20, seed=5)
    right = 0
    for query in queries:
        found = index.nearest(query[None, :], 10)
        exact = np.argsort(-(VECTORS @ query))[:10]
        right += len({key for key, _ in found} & {KEYS[at] for at in exact})
        assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
        assert found[0][1] == pytest.approx(float(VECTORS[int(found[0][0][1:])] @ query), abs=1e-4)
    assert right >= 195
    among = index.nearest(queries[:1], 10, KEYS[100:103])
    assert {key for key, _ in among} == set(KEYS[100:103])
    assert index.nearest(queries[:1], 10, []) == []
    index.close()


def test_what_was_settled_is_there_again(store: Path) -> None:
    index = open_chroma(store, MODEL)
    assert index.keys() == set(KEYS)
    index.remove(KEYS[:5])
    index.settle()
    index.close()
    index = open_chroma(store, MODEL)
    assert index.keys() == set(KEYS[5:])
    assert index.nearest(VECTORS[:1], 1)[0][0] not in KEYS[:5]
    index.close()


def test_looking_things_up_breaks_no_seal(store: Path) -> None:
    for _ in range(2):
        index = open_chroma(store, MODEL)
        assert len(index.keys()) == COUNT
        index.settle()
        index.nearest(VECTORS[:1], 5)
        index.close()


def test_what_was_not_settled_is_not_trusted(store: Path) -> None:
    index = open_chroma(store, MODEL)
    index.add(["more"], directions(1, seed=3))
    index.close()
    index = open_chroma(store, MODEL)
    assert index.keys() == set()
    index.close()


def test_a_process_that_died_while_opening_it_leaves_no_trap(store: Path) -> None:
    open_chroma(store, MODEL).close()
    index = open_chroma(store, MODEL)
    assert index.keys() == set()
    assert works(index)
    index.close()


def test_another_model_begins_anew(store: Path) -> None:
    index = open_chroma(store, "a model 2")
    assert index.keys() == set()
    index.close()


FILES = ["chroma.sqlite3", "data_level0.bin", "header.bin", "length.bin", "link_lists.bin", "seal.json"]


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", [cut_in_half, fill_with_zeros, empty, Path.unlink])
def test_damaged_files_are_made_anew(store: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(next(store.rglob(name)))
    index = open_chroma(store, MODEL)
    assert index.keys() == set()
    assert works(index)
    index.close()


@pytest.mark.parametrize("what", ["nothing", "a file", "an empty folder", "rubbish"])
def test_whatever_stands_in_its_place(tmp_path: Path, what: str) -> None:
    store = tmp_path / "vector_store"
    if what == "a file":
        store.write_text("Not a folder.", encoding="utf-8")
    elif what != "nothing":
        store.mkdir()
    if what == "rubbish":
        (store / "chroma.sqlite3").write_bytes(b"rubbish" * 999)
    index = open_chroma(store, MODEL)
    assert works(index)
    index.close()


def test_a_folder_that_goes_while_it_is_open_is_told_and_no_more(store: Path) -> None:
    index = open_chroma(store, MODEL)
    discard(store)
    # What it remembers it may still find; but it must not seem to take anything in.
    with pytest.raises(VectorStoreBrokenError):
        index.add(["x"], directions(1))
    index.close()
    index.close()
