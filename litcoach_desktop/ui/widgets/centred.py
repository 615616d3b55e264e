"""A card in the middle of a page, a little above its middle, where the eye looks first."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import LARGE


def centred(card: QWidget, footer: QWidget | None = None) -> QVBoxLayout:
    """A page's column with a card that is no wider than its maximum, and the footer at its foot."""
    sideways = QHBoxLayout()
    sideways.setContentsMargins(LARGE, 0, LARGE, 0)
    sideways.addStretch(1)
    sideways.addWidget(card, 100)
    sideways.addStretch(1)
    page = QVBoxLayout()
    page.setContentsMargins(0, 0, 0, 0)
    page.addStretch(2)
    page.addLayout(sideways)
    page.addStretch(3)
    if footer is not None:
        page.addWidget(footer)
    return page
