"""An install that ends at any one of its file operations: a model is there whole or not at all, and installs again."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litcoach_desktop.ports.models import ModelState
from tests.fakes.shelves import FILES, NAME, shelf_in, write_files, write_manifest

NEWER = {**FILES, "words.txt": b"three\nfour\n"}
# What Python tells its audit hooks of before it does it.
OPERATIONS = frozenset({"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"})


class Dead(BaseException):
    """The end of the program, as far as the code under test can tell."""


class Reaper:
    """Ends what runs at the n-th file operation below a folder. A hook cannot be taken away, so it is switched off."""

    def __init__(self) -> None:
        self.folder = ""
        self.left = -1
        sys.addaudithook(self._hear)

    def _hear(self, event: str, details: tuple[object, ...]) -> None:
        if self.left < 0 or event not in OPERATIONS or not details or not str(details[0]).startswith(self.folder):
            return
        if self.left == 0:
            # Whatever is tried afterwards does not happen either: the dead tidy nothing up.
            raise Dead
        self.left -= 1

    def run(self, folder: Path, operations: int, work: Callable[[], object]) -> bool:
        """Whether the work came to its end within so many operations."""
        self.folder, self.left = str(folder), operations
        try:
            work()
        except Dead:
            return False
        finally:
            self.left = -1
        return True


@pytest.fixture(scope="module")
def reaper() -> Reaper:
    return Reaper()


@pytest.mark.parametrize("before", [None, FILES], ids=["nothing there", "another version there"])
def test_an_install_may_die_at_any_file_operation(
    tmp_path: Path, reaper: Reaper, before: dict[str, bytes] | None
) -> None:
    stick = str(write_files(tmp_path / "stick", NEWER))
    ended, operations = False, 0
    while not ended:
        folder = tmp_path / str(operations)
        folder.mkdir()
        if before is not None:
            write_manifest(folder / "manifest.toml", before)
            shelf_in(folder).install(NAME, source=str(write_files(folder / "old", before)))
        write_manifest(folder / "manifest.toml", NEWER)
        shelf = shelf_in(folder)
        models = folder / "models"
        ended = reaper.run(models, operations, lambda shelf=shelf: shelf.install(NAME, source=stick))
        assert what_is_there(folder) in ({"new"} if ended else {"none", "new"} if before is None else {"old", "new"})
        shelf_in(folder).install(NAME, source=stick)
        assert what_is_there(folder) == "new"
        operations += 1
    assert operations > 15


def test_a_removal_may_die_at_any_file_operation(tmp_path: Path, reaper: Reaper) -> None:
    ended, operations = False, 0
    while not ended:
        folder = tmp_path / str(operations)
        folder.mkdir()
        shelf = shelf_in(folder)
        shelf.install(NAME, source=str(write_files(folder / "stick")))
        ended = reaper.run(folder / "models", operations, lambda shelf=shelf: shelf.remove(NAME))
        assert what_is_there(folder) in {"old", "none"}
        operations += 1
    assert operations > 3


def what_is_there(folder: Path) -> str:
    """Which whole model a fresh start finds; "broken" for anything else."""
    state = shelf_in(folder).entries()[0].state
    target = folder / "models" / NAME
    if state is ModelState.ABSENT:
        return "broken" if target.exists() else "none"
    there = {path.name: path.read_bytes() for path in target.iterdir() if path.name != "model.json"}
    known = {"old": FILES, "new": NEWER}
    whole = state is ModelState.INSTALLED
    return next((name for name, files in known.items() if whole and there == files), "broken")
