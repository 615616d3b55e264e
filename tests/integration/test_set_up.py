"""Setting up: what a machine lacks is named, and a wheel carries all that the program needs beside its code."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def prepare() -> ModuleType:
    """tools/prepare.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "tools/prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked wheel of the project, built from a copy so that nothing is left in the tree."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("litcoach_desktop", "resources", "data", "models"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-W", "ignore", "-c", build], cwd=source, check=True, capture_output=True)
    (archive,) = folder.glob("litcoach_desktop-*.whl")
    unpacked = folder / "installed"
    with zipfile.ZipFile(archive) as files:
        files.extractall(unpacked)
    return unpacked


def test_a_wheel_finds_its_resources_texts_and_models(wheel: Path) -> None:
    program = (
        "from litcoach_desktop.resource_paths import DATA, MODELS, RESOURCES;"
        "assert (DATA / 'texts/texts.json').is_file(), DATA;"
        "assert (RESOURCES / 'styles/litcoach.qss').is_file(), RESOURCES;"
        "assert (MODELS / 'README.md').is_file(), MODELS;"
        "print(DATA)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=wheel,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(run.stdout.strip()).is_relative_to(wheel)


def test_a_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    wanted = {
        path.relative_to(ROOT)
        for folder in ("litcoach_desktop", "resources", "data")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {path.relative_to(wheel) for path in wheel.rglob("*") if path.is_file()}
    package = Path("litcoach_desktop")
    assert {path for path in wanted if path not in inside and package / path not in inside} == set()


def test_what_the_tests_need_is_here(prepare: ModuleType) -> None:
    assert prepare.missing_system_packages("test") == []


def test_a_library_that_is_not_there_is_noticed(prepare: ModuleType) -> None:
    assert not prepare.loads("libnobodyhasthis.so.7")


def test_who_may_not_install_is_told_what_to_type(prepare: ModuleType) -> None:
    with pytest.raises(prepare.Stop) as told:
        prepare.install_system_packages(["libegl1", "libgl1"], None)
    line = "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1\n"
    assert line in str(told.value)


def test_another_lock_means_another_fingerprint(prepare: ModuleType) -> None:
    assert prepare.fingerprint("run") != prepare.fingerprint("dev")
    assert prepare.fingerprint("run") == prepare.fingerprint("run")


def test_what_is_built_from_sources_is_pinned_and_apart_from_the_wheels(prepare: ModuleType) -> None:
    built, wheels = prepare.lock_part("dev", built=True), prepare.lock_part("dev", built=False)
    assert built.startswith("llama-cpp-python==")
    assert "--hash=sha256:" in built
    assert len([line for line in built.splitlines() if not line.startswith(" ")]) == 1
    assert "llama-cpp-python" not in wheels
    assert sorted([*built.splitlines(), *wheels.splitlines()]) == sorted(
        (ROOT / "requirements/dev.txt").read_text(encoding="utf-8").splitlines()
    )
    # What it is built with comes from the lock too.
    assert {"cmake", "ninja", "scikit-build-core"} <= {line.split("==")[0] for line in wheels.splitlines()}
    assert prepare.lock_part("run", built=True) == ""
