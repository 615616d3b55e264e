"""Puts the folders that ship beside the package into a wheel; all else is declared in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithResources(build_py):
    """Builds the package with resources, data and models inside, where resource_paths looks for them."""

    def run(self) -> None:
        """Build as usual, then copy the folders; an editable install uses them where they are."""
        super().run()
        if self.editable_mode:
            return
        for folder in ("resources", "data", "models"):
            target = Path(self.build_lib) / "litcoach_desktop" / folder
            shutil.copytree(ROOT / folder, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithResources})
