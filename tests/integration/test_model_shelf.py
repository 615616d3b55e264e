"""Models brought onto a machine: from folders, packed files and servers; checked, tried, whole or not at all."""

import errno
import json
import zipfile
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import ModelProblem, StorageProblem
from litcoach_desktop.engines.provisioning.manifest import Package, read_manifest
from litcoach_desktop.engines.provisioning.shelf import FolderShelf
from litcoach_desktop.engines.provisioning.sources import PackageSource
from litcoach_desktop.ports.models import ModelState
from tests.fakes.model_server import ModelServer, serving
from tests.fakes.shelves import FILES, NAME, fails, shelf_in, write_files, write_manifest


def state(shelf: FolderShelf) -> ModelState:
    return shelf.entries()[0].state


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "model.json"}


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in (folder / "models" / ".fetching").iterdir() if path.suffix != ".lock"]


def test_a_model_comes_from_a_folder_and_goes_again(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    assert state(shelf) is ModelState.ABSENT
    stick = write_files(tmp_path / "stick")
    told: list[tuple[int, int, str]] = []
    origin = shelf.install(NAME, source=str(stick), progress=lambda *step: told.append(step))
    assert str(stick) in origin
    assert state(shelf) is ModelState.INSTALLED
    assert contents(tmp_path / "models" / NAME) == FILES
    card = json.loads((tmp_path / "models" / NAME / "model.json").read_text(encoding="utf-8"))
    assert (card["name"], card["kind"], card["version"], card["licence"]) == (NAME, "llm", "1", "MIT")
    assert card["files"]["words.txt"]["size"] == 8
    assert leftovers(tmp_path) == []
    assert [done for done, _, note in told if note == "fetching"][-1] == sum(map(len, FILES.values()))
    shelf.verify(NAME)
    shelf.remove(NAME)
    assert state(shelf) is ModelState.ABSENT
    assert not (tmp_path / "models" / NAME).exists()


def test_a_stick_may_hold_a_folder_for_each_model(tmp_path: Path) -> None:
    write_files(tmp_path / "stick" / NAME)
    shelf_in(tmp_path).install(NAME, source=str(tmp_path / "stick"))


@pytest.mark.parametrize("name", ["toy.zip", "toy-1-py3-none-any.whl"])
def test_a_packed_file_will_do(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("other/words.txt", b"of another size")
        for file, content in FILES.items():
            packed.writestr(f"deep/inside/{file}", content)
        packed.writestr("../../outside.txt", b"not wanted")
    shelf_in(tmp_path).install(NAME, source=str(tmp_path / name))
    assert contents(tmp_path / "models" / NAME) == FILES
    assert not (tmp_path.parent / "outside.txt").exists()


def test_one_file_may_have_any_name_when_the_model_has_one(tmp_path: Path) -> None:
    write_manifest(tmp_path / "manifest.toml", {"weights.bin": FILES["weights.bin"]})
    (tmp_path / "download(1)").write_bytes(FILES["weights.bin"])
    shelf_in(tmp_path).install(NAME, source=str(tmp_path / "download(1)"))
    assert list(contents(tmp_path / "models" / NAME)) == ["weights.bin"]


def test_sources_are_asked_in_order_until_one_has_the_right_file(tmp_path: Path) -> None:
    wrong = write_files(tmp_path / "wrong", {"weights.bin": b"x" * len(FILES["weights.bin"]), "words.txt": b"one"})
    hub = {f"/us/toy/resolve/abc/{name}": content for name, content in FILES.items()}
    with serving(ModelServer(hub)) as server:
        shelf = shelf_in(tmp_path, hub=server.address, usual=[str(tmp_path / "not there"), str(wrong)])
        assert server.address in shelf.install(NAME)
    assert contents(tmp_path / "models" / NAME) == FILES


def test_the_school_s_own_server_comes_before_the_hub(tmp_path: Path) -> None:
    with serving(ModelServer({f"/models/{name}": content for name, content in FILES.items()})) as server:
        shelf_in(tmp_path, usual=[f"{server.address}/models/"]).install(NAME)
        assert len(server.asked) == 2


def test_an_install_that_was_cut_goes_on_where_it_was(tmp_path: Path) -> None:
    hub = {f"/{name}": content for name, content in FILES.items()}
    with serving(ModelServer(hub, cut_after=5000)) as server:

        def unplug(done: int, total: int, note: str) -> None:
            if done > 3000:
                raise KeyboardInterrupt

        shelf = shelf_in(tmp_path)
        with pytest.raises(KeyboardInterrupt):
            shelf.install(NAME, source=server.address, progress=unplug)
        assert state(shelf) is ModelState.ABSENT
        server.cut_after = None
        server.asked.clear()
        shelf_in(tmp_path).install(NAME, source=server.address)
        assert server.asked[0][1] is not None
    assert contents(tmp_path / "models" / NAME) == FILES


def test_half_a_file_that_is_not_of_this_one_is_fetched_anew(tmp_path: Path) -> None:
    part = tmp_path / "models" / ".fetching" / NAME / "files" / "weights.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"rubbish" * 100)
    with serving(ModelServer({f"/{name}": content for name, content in FILES.items()})) as server:
        shelf_in(tmp_path).install(NAME, source=server.address)
    assert contents(tmp_path / "models" / NAME) == FILES


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"weights.bin": b"x" * len(FILES["weights.bin"]), "words.txt": b"one\ntwo\n"}, "SHA-256"),
        ({"weights.bin": FILES["weights.bin"][:99], "words.txt": b"one\ntwo\n"}, "99 of 102,400 bytes"),
        ({"weights.bin": FILES["weights.bin"] + b"x", "words.txt": b"one\ntwo\n"}, "larger than it should be"),
        ({"weights.bin": FILES["weights.bin"]}, "words.txt is not there"),
        ({}, "weights.bin is not there"),
    ],
    ids=["another file", "half a file", "too long", "a file is missing", "empty folder"],
)
def test_wrong_files_are_refused_in_words(tmp_path: Path, files: dict[str, bytes], words: str) -> None:
    stick = write_files(tmp_path / "stick", files)
    shelf = shelf_in(tmp_path)
    with pytest.raises(ModelProblem) as problem:
        shelf.install(NAME, source=str(stick))
    assert words in problem.value.happened
    assert state(shelf) is ModelState.ABSENT


@pytest.mark.parametrize(
    ("place", "words"),
    [("nowhere", "there is no"), ("a file", "has 2 files"), ("broken.zip", "cannot be unpacked")],
)
def test_a_place_that_cannot_be_one_is_refused_in_words(tmp_path: Path, place: str, words: str) -> None:
    if place != "nowhere":
        (tmp_path / place).write_bytes(b"PK\3\4 not really")
    with pytest.raises(ModelProblem, match=words):
        shelf_in(tmp_path).install(NAME, source=str(tmp_path / place))


def test_an_unknown_name_is_answered_with_those_there_are(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    for ask in (shelf.install, shelf.verify, shelf.remove):
        with pytest.raises(ModelProblem) as problem:
            ask("../toy")
        assert NAME in problem.value.remedy


def test_what_is_not_installed_can_be_neither_checked_nor_removed(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    for ask in (shelf.verify, shelf.remove):
        with pytest.raises(ModelProblem, match="not installed"):
            ask(NAME)


def test_files_without_a_known_sum_need_trust(tmp_path: Path) -> None:
    write_manifest(tmp_path / "manifest.toml", pinned=False)
    stick = write_files(tmp_path / "stick")
    shelf = shelf_in(tmp_path)
    with pytest.raises(ModelProblem) as problem:
        shelf.install(NAME, source=str(stick))
    assert "--trust" in problem.value.remedy
    shelf.install(NAME, source=str(stick), trust=True)
    shelf.verify(NAME)


def test_a_model_that_does_not_work_here_is_not_put_in_place(tmp_path: Path) -> None:
    stick = write_files(tmp_path / "stick")
    shelf = shelf_in(tmp_path, trial=fails)
    with pytest.raises(ModelProblem, match="it failed"):
        shelf.install(NAME, source=str(stick))
    assert state(shelf) is ModelState.ABSENT
    # The files were right: another try does not fetch them again.
    assert "fetched before" in shelf_in(tmp_path).install(NAME, source=str(tmp_path / "stick"))


def test_a_new_version_that_does_not_work_leaves_the_old_one(tmp_path: Path) -> None:
    shelf_in(tmp_path).install(NAME, source=str(write_files(tmp_path / "old")))
    newer = {**FILES, "words.txt": b"three\n"}
    write_manifest(tmp_path / "manifest.toml", newer)
    stick = str(write_files(tmp_path / "new", newer))
    with pytest.raises(ModelProblem):
        shelf_in(tmp_path, trial=fails).install(NAME, source=stick)
    assert contents(tmp_path / "models" / NAME) == FILES
    shelf_in(tmp_path).install(NAME, source=stick)
    assert contents(tmp_path / "models" / NAME) == newer


def test_an_altered_model_is_found_and_not_loaded(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.install(NAME, source=str(write_files(tmp_path / "stick")))
    path = tmp_path / "models" / NAME / "weights.bin"
    path.write_bytes(b"x" + path.read_bytes()[1:])
    with pytest.raises(ModelProblem, match=r"weights\.bin"):
        shelf.verify(NAME)
    path.unlink()
    assert state(shelf) is ModelState.INCOMPLETE
    assert shelf.installed("llm") == []


@pytest.mark.parametrize("card", ["", "{", "[]", '{"name": 1}', '{"files": {"weights.bin": {}}}', "null"])
def test_a_damaged_card_is_an_incomplete_model(tmp_path: Path, card: str) -> None:
    shelf = shelf_in(tmp_path)
    shelf.install(NAME, source=str(write_files(tmp_path / "stick")))
    (tmp_path / "models" / NAME / "model.json").write_text(card, encoding="utf-8")
    assert state(shelf) is ModelState.INCOMPLETE


def test_a_model_that_was_set_aside_is_used_again_once_it_was_verified(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.install(NAME, source=str(write_files(tmp_path / "stick")))
    (tmp_path / "models" / f"{NAME}.set-aside").touch()
    assert state(shelf) is ModelState.SET_ASIDE
    assert shelf.installed("llm") == []
    shelf.verify(NAME)
    assert state(shelf) is ModelState.INSTALLED
    assert [model.name for model in shelf.installed("llm")] == [NAME]


def test_two_installs_at_once_do_not_write_into_one_file(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stick = write_files(tmp_path / "stick")

    def meanwhile(done: int, total: int, note: str) -> None:
        with pytest.raises(ModelProblem, match="Another litcoach"):
            shelf_in(tmp_path).install(NAME, source=str(stick))

    shelf.install(NAME, source=str(stick), progress=meanwhile)


def test_a_full_disk_is_said_and_gives_back_what_it_took(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)

    def full(done: int, total: int, note: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageProblem, match="disk became full"):
        shelf.install(NAME, source=str(write_files(tmp_path / "stick")), progress=full)
    assert leftovers(tmp_path) == []
    assert state(shelf) is ModelState.ABSENT


@pytest.mark.parametrize("full", [path for path in [Path("/dev/full")] if path.exists()], ids=str)
def test_a_disk_that_is_full_in_truth_is_said_as_well(tmp_path: Path, full: Path) -> None:
    files = tmp_path / "models" / ".fetching" / NAME / "files"
    files.mkdir(parents=True)
    (files / "weights.bin.part").symlink_to(full)
    with pytest.raises(StorageProblem, match="disk became full"):
        shelf_in(tmp_path).install(NAME, source=str(write_files(tmp_path / "stick")))
    assert leftovers(tmp_path) == []


def test_a_model_larger_than_the_disk_is_not_begun(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.toml")
    text = manifest.read_text(encoding="utf-8").replace("size = 8", f"size = {10**18}")
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(StorageProblem, match="no room"):
        shelf_in(tmp_path).install(NAME, source=str(write_files(tmp_path / "stick")))


def test_a_folder_of_models_that_is_none_is_a_problem_in_words(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageProblem, match="cannot be used"):
        shelf_in(tmp_path).install(NAME, source=str(write_files(tmp_path / "stick")))


def test_the_largest_model_that_fits_the_memory_is_chosen(tmp_path: Path) -> None:
    manifest = write_manifest(tmp_path / "manifest.toml")
    larger = {**FILES, "more.bin": b"more"}
    second = write_manifest(tmp_path / "second.toml", larger, name="large").read_text(encoding="utf-8")
    text = manifest.read_text(encoding="utf-8") + second.removeprefix("format = 1\n").replace("gb = 4", "gb = 8")
    manifest.write_text(text, encoding="utf-8")
    shelf = shelf_in(tmp_path)
    assert shelf.best("llm", 16 * 10**9) is None
    stick = str(write_files(tmp_path / "stick", larger))
    for name in (NAME, "large"):
        shelf.install(name, source=stick)
    chosen = [shelf.best("llm", memory) for memory in (2 * 10**9, 4 * 10**9, 8 * 10**9)]
    assert [model.name for model in chosen if model] == [NAME, NAME, "large"]


def test_a_package_gives_its_files_and_nothing_of_it_runs(tmp_path: Path) -> None:
    def bring(package: Package, folder: Path) -> None:
        with zipfile.ZipFile(folder / f"{package.name}-{package.version}.whl", "w") as wheel:
            for name, content in FILES.items():
                wheel.writestr(f"toy_model/{name}", content)

    (tmp_path / "work" / "files").mkdir(parents=True)
    source = PackageSource(Package("toy-model", "0.1"), bring)
    assert source.words == "the package toy-model 0.1"
    (spec,) = read_manifest(write_manifest(tmp_path / "manifest.toml"))
    for file in spec.files:
        source.fetch(file, tmp_path / "work" / "files" / file.name, lambda _done: None)
    assert contents(tmp_path / "work" / "files") == FILES
