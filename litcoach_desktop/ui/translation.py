"""Loads the translation of the visible text; for English that is the plurals."""

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from litcoach_desktop.ui.resources import TRANSLATIONS


def load_translation(app: QCoreApplication) -> bool:
    """Install the words of the system's language, else the English ones; False when neither can be read."""
    translator = QTranslator(app)
    found = translator.load(QLocale(), "litcoach", "_", str(TRANSLATIONS)) or translator.load(
        "litcoach_en", str(TRANSLATIONS)
    )
    if found:
        app.installTranslator(translator)
    return found
