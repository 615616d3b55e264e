"""A text of the library in a small window, to read."""

from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import grade_words


class TextSheet(Sheet):
    """Title, grade and body."""

    def __init__(self, text: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Text"), breakable(text.title))
        self.body_column.addWidget(label(self.tr("Grade {0}").format(grade_words(text.grade)), "label"))
        self.words = label(breakable(text.body), "body")
        self.body_column.addWidget(self.words)
        self.put_buttons(go=button(self.tr("Done"), "done", "go", self.accept))
