"""Where the folders that ship beside the program lie: resources, data and models."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(folder: str) -> Path:
    """The folder in a checkout or a frozen program (beside the package), else in a wheel (inside the package)."""
    beside = _PACKAGE.parent / folder
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else beside


RESOURCES = _shipped("resources")
DATA = _shipped("data")
MODELS = _shipped("models")
