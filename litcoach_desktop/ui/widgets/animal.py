"""The drawn animal that stands for a child."""

from functools import lru_cache
from threading import get_ident

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.ui.resources import PICTURES as FOLDER

# Behind the animals, so that neighbours in the grid differ at a glance.
_GROUNDS = ("#dfeadb", "#fbe3c0", "#dbe8f0", "#f3dcd2", "#e6e0ef", "#efe9c4")


@lru_cache(maxsize=64)
def _drawing(animal: str, _thread: int) -> QSvgRenderer:
    # One for each thread that paints: pages for paper are painted beside the window, and a renderer is no two threads'.
    # An animal that an imported roster invented is shown as the first of ours, never as a hole.
    known = animal if animal in PICTURES else PICTURES[0]
    return QSvgRenderer(str(FOLDER / "animals" / f"{known}.svg"))


def paint_animal(painter: QPainter, animal: str, area: QRectF) -> None:
    """Paint the animal on its round ground, as large as fits the middle of `area`."""
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    painter.setPen(Qt.PenStyle.NoPen)
    ground = PICTURES.index(animal) if animal in PICTURES else 0
    painter.setBrush(QColor(_GROUNDS[ground % len(_GROUNDS)]))
    painter.drawEllipse(square)
    inset = side * 0.13
    _drawing(animal, get_ident()).render(painter, square.adjusted(inset, inset, -inset, -inset))


@lru_cache(maxsize=64)
def animal_icon(animal: str, side: int) -> QIcon:
    """The animal as a button's icon. side: pixels."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_animal(painter, animal, QRectF(0, 0, side, side))
    painter.end()
    return QIcon(picture)


class Animal(QWidget):
    """The animal alone. Purely a picture: the name beside it is what a screen reader reads."""

    def __init__(self, animal: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._animal = animal
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_animal(self, animal: str) -> None:
        """Another animal."""
        self._animal = animal
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the animal."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_animal(painter, self._animal, QRectF(self.rect()))
