"""The strip at the bottom of a page: what helps at the left, the next step at the right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from litcoach_desktop.ui.theme import LARGE, SMALL


class Footer(QFrame):
    """others: buttons and labels from the left; a label takes the room that is left. go: the next step."""

    def __init__(self, *others: QWidget, go: QPushButton) -> None:
        super().__init__()
        self.setProperty("role", "footer")
        # A page short of room takes it from what scrolls, never from the buttons.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.setSpacing(SMALL)
        for other in others:
            row.addWidget(other, 1 if isinstance(other, QLabel) else 0)
        if not any(isinstance(other, QLabel) for other in others):
            row.addStretch(1)
        row.addWidget(go)
