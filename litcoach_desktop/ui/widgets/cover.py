"""Covers of texts: small landscapes drawn from simple shapes, the same for a text every time."""

import math
import random
import zlib
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

# Sky, sun, far hills, near hills, what stands on them.
_SCENES = (
    ("#cfe5ee", "#f6cf5b", "#9cc4a2", "#5d9a70", "#2f6b4a"),
    ("#fbe0bd", "#ee9d4c", "#d9a77e", "#a96f4c", "#6d4430"),
    ("#d9d8ee", "#f3e3a1", "#a6a3cf", "#6f6ca6", "#43406f"),
    ("#f6d5cf", "#f7f0d8", "#d99c95", "#a8635f", "#6b3a3b"),
    ("#cde8df", "#fbe9b0", "#86c3b6", "#3f8f86", "#225d5a"),
    ("#24365a", "#f5e7b8", "#3f5a86", "#2c4168", "#8fb3d9"),
)


@lru_cache(maxsize=256)
def cover(text_id: str, genre: str, width: int, height: int) -> QPixmap:
    """The cover of a text as a picture of this size in pixels. genre: as in `Text`."""
    # Not hash(): that differs from run to run.
    dice = random.Random(zlib.crc32(text_id.encode("utf-8")))
    sky, sun, far, near, thing = (QColor(colour) for colour in dice.choice(_SCENES))
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    edge.addRoundedRect(QRectF(0, 0, width, height), 10, 10)
    painter.setClipPath(edge)
    painter.fillRect(QRectF(0, 0, width, height), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(sun)
    radius = height * dice.uniform(0.09, 0.15)
    painter.drawEllipse(QPointF(width * dice.uniform(0.2, 0.8), height * dice.uniform(0.2, 0.36)), radius, radius)
    _wave(painter, far, width, height, height * 0.56, height * 0.10, dice)
    _wave(painter, near, width, height, height * 0.72, height * 0.07, dice)
    {"story": _trees, "poem": _kites}.get(genre, _waves)(painter, thing, sun, width, height, dice)
    # The spine makes a book of it.
    painter.fillRect(QRectF(0, 0, width * 0.055, height), QColor(0, 0, 0, 45))
    painter.end()
    return picture


def _wave(
    painter: QPainter, colour: QColor, width: int, height: int, top: float, swing: float, dice: random.Random
) -> None:
    phase, turns = dice.uniform(0, 6.28), dice.uniform(0.8, 1.6)
    points = [QPointF(0, height)]
    for step in range(33):
        x = width * step / 32
        points.append(QPointF(x, top + swing * math.sin(phase + turns * 6.28 * step / 32)))
    points.append(QPointF(width, height))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF(points))


def _trees(painter: QPainter, thing: QColor, sun: QColor, width: int, height: int, dice: random.Random) -> None:
    for number in range(3):
        x = width * (0.24 + 0.27 * number + dice.uniform(-0.05, 0.05))
        foot, tall = height * dice.uniform(0.78, 0.88), height * dice.uniform(0.18, 0.30)
        painter.fillRect(QRectF(x - width * 0.012, foot - tall * 0.4, width * 0.024, tall * 0.4), QColor("#5b3f2c"))
        painter.setBrush(thing)
        if number == 1:
            half = tall * 0.34
            branches = foot - tall * 0.3
            corners = [QPointF(x, foot - tall * 1.2), QPointF(x - half, branches), QPointF(x + half, branches)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(QPointF(x, foot - tall * 0.65), tall * 0.36, tall * 0.42)


def _kites(painter: QPainter, thing: QColor, sun: QColor, width: int, height: int, dice: random.Random) -> None:
    for number in range(2):
        x, y = width * (0.36 + 0.34 * number), height * dice.uniform(0.40, 0.62)
        half = height * (0.10 - 0.03 * number)
        painter.setBrush(sun if number else thing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x, y - half), QPointF(x + half * 0.7, y), QPointF(x, y + half), QPointF(x - half * 0.7, y)]
            )
        )
        string = QPainterPath(QPointF(x, y + half))
        string.cubicTo(x - half, y + half * 2, x + half, y + half * 2.6, x - half * 0.4, height * 0.96)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(thing, 2))
        painter.drawPath(string)


def _waves(painter: QPainter, thing: QColor, sun: QColor, width: int, height: int, dice: random.Random) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(thing, max(2.0, height * 0.016), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for row in range(3):
        y = height * (0.78 + 0.075 * row)
        line = QPainterPath(QPointF(width * 0.12, y))
        for bump in range(4):
            x = width * (0.12 + 0.2 * bump)
            line.quadTo(x + width * 0.1, y - height * 0.05, x + width * 0.2, y)
        painter.drawPath(line)
    x, y, half = width * dice.uniform(0.4, 0.65), height * 0.66, height * 0.11
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(thing)
    hull = [QPointF(x - half, y), QPointF(x + half, y), QPointF(x + half * 0.6, y + half * 0.5)]
    painter.drawPolygon(QPolygonF([*hull, QPointF(x - half * 0.6, y + half * 0.5)]))
    painter.setBrush(QColor("#fffdf7"))
    painter.drawPolygon(QPolygonF([QPointF(x, y - half * 1.5), QPointF(x, y - 3), QPointF(x + half * 0.8, y - 3)]))
