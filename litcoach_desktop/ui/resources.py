"""Where the window's own files lie."""

from litcoach_desktop.resource_paths import RESOURCES

STYLES = RESOURCES / "styles"
PICTURES = RESOURCES / "pictures"
TRANSLATIONS = RESOURCES / "translations"
