"""The recovery key on paper, to be locked away."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.ui.printing.document import Page
from litcoach_desktop.ui.printing.flow import set_pages
from litcoach_desktop.ui.printing.letterhead import body, letterhead
from litcoach_desktop.ui.printing.sheet import Sheet

translate = QCoreApplication.translate

_KEY_POINTS, _TEXT_POINTS = 24.0, 12.0


@dataclass(frozen=True)
class KeySheet:
    """One page. It is never written to a file."""

    key: str

    @property
    def title(self) -> str:
        """The title."""
        return translate("Printing", "litcoach: recovery key")

    @property
    def language(self) -> str:
        """The language of the window, which the sentence is in."""
        return translate("Printing", "en", "the tag of the language that this is translated into")

    def pages(self, sheet: Sheet) -> list[Page]:
        """The page."""
        width = sheet.body.width()
        what_for = translate(
            "Printing", "With it a teacher can choose another passphrase on this laptop. Keep it locked away."
        )
        blocks = letterhead("", self.title, [], width)
        blocks += [body(self.key, width, points=_KEY_POINTS), body(what_for, width, points=_TEXT_POINTS)]
        return set_pages(blocks, sheet.body)
