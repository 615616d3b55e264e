"""Who may import whom: the contracts of pyproject.toml hold, and each of them bites when it is broken."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "litcoach_desktop"
CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
# zlib for its checksum alone, which has neither state nor a file.
PURE = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "enum", "fractions", "functools", "heapq",
    "itertools", "math", "re", "statistics", "string", "types", "typing", "unicodedata", "zlib", PACKAGE,
}  # fmt: skip

# A line planted in a file (made if it is not there), and the contracts that have to notice.
PLANTS = [
    ("domain/roster.py", "import litcoach_desktop.jobs", {"layers", "domain"}),
    ("jobs/runner.py", "import litcoach_desktop.ports.audio", {"layers"}),
    ("ports/audio.py", "import litcoach_desktop.store", {"layers"}),
    ("store/planted.py", "import litcoach_desktop.engines", {"layers"}),
    ("engines/planted.py", "import litcoach_desktop.services", {"layers"}),
    ("services/teacher/service.py", "import litcoach_desktop.settings", {"layers"}),
    ("cli/planted.py", "import litcoach_desktop.ui.door", {"layers"}),
    ("ui/shell.py", "import litcoach_desktop.bootstrap", {"layers"}),
    ("upstairs/__init__.py", "", {"layers"}),
    ("services/teacher/service.py", "import litcoach_desktop.services.assessment", {"services"}),
    ("ui/door.py", "import litcoach_desktop.store", {"faces"}),
    ("cli/planted.py", "import litcoach_desktop.engines", {"faces"}),
    ("settings.py", "import litcoach_desktop.jobs", {"settings"}),
    ("domain/texts.py", "import pathlib", {"domain"}),
    ("domain/texts.py", "import numpy", {"domain"}),
    ("services/assessment/service.py", "from PySide6.QtCore import QObject", {"qt"}),
    ("jobs/runner.py", "import qtawesome", {"qt"}),
    ("services/assessment/service.py", "import pocketsphinx", {"engines"}),
    ("store/planted.py", "import sounddevice", {"engines"}),
    ("ui/door.py", "import chromadb", {"engines"}),
    ("services/teacher/service.py", "from sqlmodel import Session", {"database"}),
    ("engines/planted.py", "import sqlite3", {"database"}),
    ("bootstrap.py", "import fastapi", {"http"}),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to plant in."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> tuple[set[str], str]:
    """Run lint-imports in a folder: the names of the broken contracts, and all that it said."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--cache-dir", folder / "cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = run.stdout + run.stderr
    broken = set(re.findall(r"^(.+) BROKEN", said, flags=re.MULTILINE))
    assert (run.returncode == 0) == ("0 broken" in said), said
    return broken, said


def test_the_package_keeps_every_contract(copy: Path) -> None:
    broken, said = lint(copy)
    assert broken == set(), said
    assert f"{len(CONTRACTS)} kept, 0 broken" in said


@pytest.mark.parametrize(("file", "line", "noticed_by"), PLANTS, ids=lambda value: str(value).replace("/", "."))
def test_a_planted_violation_is_caught(copy: Path, file: str, line: str, noticed_by: set[str]) -> None:
    path = copy / PACKAGE / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        broken, said = lint(copy)
    finally:
        if before is None:
            shutil.rmtree(path.parent) if path.name == "__init__.py" else path.unlink()
        else:
            path.write_text(before, encoding="utf-8")
    assert broken == {CONTRACTS[contract] for contract in noticed_by}, said


def test_every_contract_has_a_plant() -> None:
    assert {contract for _, _, noticed_by in PLANTS for contract in noticed_by} == set(CONTRACTS)


def test_the_domain_imports_pure_parts_of_the_standard_library_only() -> None:
    impure = []
    for path in sorted((ROOT / PACKAGE / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            impure += [f"{path.relative_to(ROOT)}: {name}" for name in names if name.split(".")[0] not in PURE]
    assert impure == []
