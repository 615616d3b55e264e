"""The windows of a new recovery key: one asks first, one shows the key once, to be printed or written down."""

from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.setup.key_page import KeyPage
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, label


class RenewKeySheet(Sheet):
    """Asks before the key that lies in a drawer opens nothing any more; accepted: a new one is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Recovery key"), self.tr("Make a new recovery key?"))
        self.body_column.addWidget(
            label(
                self.tr(
                    "The one that you printed then opens nothing any more: throw it away. "
                    "The new one is shown once, to be printed or written down."
                ),
                "label",
            )
        )
        self.go = button(self.tr("Make a new key"), "print", "go", self.accept)
        cancel = button(self.tr("Cancel"), None, "quiet", self.reject)
        self.put_buttons(cancel, go=self.go)
        cancel.setFocus()


class KeySheet(Sheet):
    """The key of before opens nothing any more. It is printed as the first one was."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Recovery key"), self.tr("Your new recovery key"))
        self._page = KeyPage(self)
        self._page.hide()
        self._page.show_key(key)
        self.key = label(breakable(key), "heading")
        self.key.setAccessibleName(key)
        self.body_column.addWidget(self.key)
        self.body_column.addWidget(
            label(
                self.tr("The key of before opens nothing any more. This one is shown only now: keep it safe."), "label"
            )
        )
        self.print_it = button(self.tr("Print it"), "print", "small", self._page.ask_for_printer)
        self.put_buttons(self.print_it, go=button(self.tr("I have kept it"), "done", "go", self.accept))
