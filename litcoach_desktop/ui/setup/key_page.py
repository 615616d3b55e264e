"""The page that shows the recovery key once, to be printed or written down."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label


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
        printer = QPrinter()
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the key and what it is for."""
        page = QTextDocument()
        page.setHtml(
            f"<h1>{self.tr('litcoach: recovery key')}</h1><p style='font-size: 24pt'>{self.key.text()}</p>"
            f"<p>{self.tr('With it a teacher can choose another passphrase on this laptop. Keep it locked away.')}</p>"
        )
        page.print_(printer)

    def _done(self) -> None:
        self.kept.emit()
