"""Where the files that ship beside the program lie."""

from pathlib import Path

# The same place in a checkout, in an installed folder and in a frozen one: beside the package.
RESOURCES = Path(__file__).resolve().parents[2] / "resources"
STYLES = RESOURCES / "styles"
PICTURES = RESOURCES / "pictures"
