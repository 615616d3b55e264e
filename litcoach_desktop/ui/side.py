"""What the shell asks of the two sides of the window."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Heading:
    """What the top bar shows for a screen.

    title: the screen's name. back: text of the button at the top left, None without a way back.
    quiet: a child is reading; the teacher's door stays away so that nothing can cut the reading off.
    """

    title: str = ""
    back: str | None = None
    quiet: bool = False


class Side(QWidget):
    """One side of the window: the child's or the teacher's. `heading_changed` carries a Heading."""

    heading_changed = Signal(object)

    def heading(self) -> Heading:
        """What the top bar shows now."""
        return Heading()

    def go_back(self) -> None:
        """The button at the top left was pressed."""

    def leave(self) -> None:
        """The other side comes up, or the window closes: stop what runs, lock what is open."""
