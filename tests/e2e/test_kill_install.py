"""Installs of a model killed at random moments: there is the old model, the new one, or none; never a part."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from litcoach_desktop.ports.models import ModelState
from tests.fakes.model_server import ModelServer, serving
from tests.fakes.shelves import FILES, NAME, shelf_in, write_manifest

KILLS = int(os.environ.get("LITCOACH_KILLS", "5"))
NEWER = {**FILES, "words.txt": b"three\nfour\n"}
CHILD = """
import sys
from pathlib import Path
from tests.fakes.shelves import NAME, shelf_in
shelf = shelf_in(Path(sys.argv[1]))
print("ready", flush=True)
shelf.install(NAME, source=sys.argv[2])
print("installed", flush=True)
"""


@pytest.mark.kills
def test_a_killed_install_leaves_nothing_or_the_whole(tmp_path: Path) -> None:
    """Every other install is of another version, so that one model takes the place of the other too."""
    chance = random.Random(7)
    versions = {"/old": FILES, "/new": NEWER}
    served = {f"{place}/{name}": content for place, files in versions.items() for name, content in files.items()}
    seen: set[str] = set()
    with serving(ModelServer(served)) as server:
        for number in range(KILLS):
            place = ("/old", "/new")[number % 2]
            write_manifest(tmp_path / "manifest.toml", versions[place])
            with subprocess.Popen(
                [sys.executable, "-c", CHILD, str(tmp_path), server.address + place],
                cwd=Path(__file__).parents[2],
                stdout=subprocess.PIPE,
                text=True,
            ) as child:
                assert child.stdout is not None
                assert child.stdout.readline() == "ready\n"
                try:
                    child.wait(chance.uniform(0, 0.4))
                except subprocess.TimeoutExpired:
                    child.kill()
            seen.add(what_is_there(tmp_path))
            if number % 5 == 4:
                # Nobody can say where a kill hits; from time to time an install goes through.
                shelf_in(tmp_path).install(NAME, source=server.address + place)
                assert what_is_there(tmp_path) == ("old" if place == "/old" else "new")
        write_manifest(tmp_path / "manifest.toml", NEWER)
        shelf_in(tmp_path).install(NAME, source=f"{server.address}/new")
    assert what_is_there(tmp_path) == "new"
    assert seen <= {"none", "old", "new"}


def what_is_there(folder: Path) -> str:
    """Which whole model is installed; "broken" for anything else."""
    state = shelf_in(folder).entries()[0].state
    target = folder / "models" / NAME
    if state is ModelState.ABSENT:
        return "none" if not target.exists() else "broken"
    there = {path.name: path.read_bytes() for path in target.iterdir() if path.name != "model.json"}
    known = {"old": FILES, "new": NEWER}
    whole = state is ModelState.INSTALLED
    return next((name for name, files in known.items() if whole and there == files), "broken")
