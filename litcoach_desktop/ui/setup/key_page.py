"""The page that shows the recovery key once, to be printed or written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.printing.key_sheet import KeySheet
from litcoach_desktop.ui.printing.pdf import paint_on
from litcoach_desktop.ui.printing.sheet import Sheet, paper_called
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class KeyPage(QWidget):
    """`kept` is sent when the teacher says that the key is safe; it is shown nowhere after that."""

    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = label("", "title")
        self.key.setAccessibleName(self.tr("Recovery key"))
        card = frame("card")
        card.setMaximumWidth(900)
        column = QVBoxLayout(card)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(label(self.tr("Your recovery key"), "heading"))
        column.addWidget(self.key)
        column.addWidget(
            label(
                self.tr(
                    "With it you can choose another passphrase when this one is lost. It is shown only now, and "
                    "litcoach cannot show it again: print it or write it down, and keep it where no child looks."
                ),
                "label",
            )
        )
        self.print_it = button(self.tr("Print it"), None, "small", self.ask_for_printer)
        self.go = button(self.tr("I have kept it"), "done", "go", self._done)
        self.setLayout(centred(card, Footer(self.print_it, go=self.go)))

    def show_key(self, key: str) -> None:
        """Show a key; an empty one clears the page."""
        self.key.setText(key)

    def ask_for_printer(self) -> None:
        """Let the teacher choose a printer, then print the key."""
        # Slow to import, and wanted once in a laptop's life.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the key and what it is for; without a printer that works, say so."""
        try:
            paint_on(printer, KeySheet(self.key.text()), Sheet(paper_called("auto", QLocale())))
        except EnvironmentProblem as problem:
            report(problem)

    def _done(self) -> None:
        self.kept.emit()
