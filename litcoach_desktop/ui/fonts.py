"""The fonts made for readers, taken from their packages when these are installed."""

import importlib.util
from pathlib import Path

from PySide6.QtGui import QFontDatabase

INTERFACE_PACKAGE = "fontpkg_atkinson_hyperlegible"
PASSAGE_PACKAGE = "fontpkg_lexend"


def load_family(package: str) -> str | None:
    """Register the TrueType files of a font package; its family name, or None when it is not installed.

    The package is found, not imported: only its files are wanted.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    family = None
    for path in sorted((Path(spec.origin).parent / "files").glob("*.ttf")):
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        family = family or next(iter(families), None)
    return family
