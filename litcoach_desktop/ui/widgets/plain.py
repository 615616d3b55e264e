"""Labels and buttons in the looks that the style sheet knows."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from litcoach_desktop.ui.icons import Icon, set_icon

_ICON_COLOURS = {"go": "go_ink"}


def label(text: str, role: str = "body", *, wrap: bool = True) -> QLabel:
    """A label that shows plain text. role: a QLabel role of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def button(
    text: str, icon: Icon | None = None, role: str = "", on_click: Callable[[], object] | None = None
) -> QPushButton:
    """A button with its text and, beside it, an icon. role: a QPushButton role of the style sheet."""
    made = QPushButton(text)
    made.setProperty("role", role)
    # A press of Enter goes to the button that has the focus, as a press of Space does.
    made.setAutoDefault(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        set_icon(made, icon, _ICON_COLOURS.get(role, "ink"))
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def frame(role: str = "card") -> QFrame:
    """A framed surface. role: a QFrame role of the style sheet."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """`inside` in an area that scrolls up and down when it is too tall, and never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    area.setWidget(inside)
    return area
