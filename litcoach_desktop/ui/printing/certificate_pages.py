"""A certificate of erasure on paper: what went, when, by whom, and what is known of copies."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.retention import Certificate
from litcoach_desktop.ui.printing.document import Page, with_feet
from litcoach_desktop.ui.printing.flow import set_pages
from litcoach_desktop.ui.printing.letterhead import body, heading, letterhead, moment, note, page_number
from litcoach_desktop.ui.printing.sheet import Sheet
from litcoach_desktop.ui.widgets.keeping_words import copies_words, counted_lines, what_words, who_words

translate = QCoreApplication.translate


@dataclass(frozen=True)
class CertificatePages:
    """One erasure. school: its name, may be empty."""

    certificate: Certificate
    school: str = ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return translate("Printing", "Certificate of erasure")

    @property
    def language(self) -> str:
        """The language of the window, which these sentences are in."""
        return translate("Printing", "en", "the tag of the language that this is translated into")

    def pages(self, sheet: Sheet) -> list[Page]:
        """One page, or more for a printer of small paper."""
        one, width = self.certificate, sheet.body.width()
        blocks = letterhead(self.school, self.title, [what_words(one), moment(one.at)], width)
        blocks.append(heading(translate("Printing", "What was erased"), width))
        blocks += [body(line, width) for line in counted_lines(one.rows)]
        blocks.append(heading(translate("Printing", "By whom"), width))
        blocks.append(body(who_words(one), width))
        blocks.append(heading(translate("Printing", "Copies"), width))
        blocks.append(body(copies_words(one), width))
        blocks.append(heading(translate("Printing", "Numbers"), width))
        blocks.append(body(translate("Printing", "Certificate: {0}").format(one.id), width))
        if one.about:
            blocks.append(body(translate("Printing", "The child's number here: {0}").format(one.about), width))
        blocks.append(
            note(
                translate(
                    "Printing",
                    "This certificate names no child. The number was given by this computer and leads to nothing any"
                    " more; whoever noted it when the child was erased can tell whom it was about.",
                ),
                width,
            )
        )
        return with_feet(set_pages(blocks, sheet.body), sheet, self.title, page_number)
