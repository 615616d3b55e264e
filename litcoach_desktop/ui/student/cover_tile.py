"""A text on the shelf: its cover, its title, how long it takes and how hard it is."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.student.level_words import level
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.cover import cover

_COVER_WIDTH, _COVER_HEIGHT = 124, 150
_PAD = 10
_TITLE_LINES = 2


class CoverTile(QAbstractButton):
    """Painted rather than composed: a shelf of many tiles stays quick."""

    def __init__(self, text: Text, *, read: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown_text, self._read = text, read
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._level = level(text.grade)
        self._minutes = self.tr("%n min", "", text.minutes)
        name = f"{text.title}, {self._level.word}, {self._minutes}"
        self.setAccessibleName(self.tr("%s, already read").replace("%s", name) if read else name)
        self.setToolTip(text.title)

    def sizeHint(self) -> QSize:
        """Wide enough for a title, wider with larger text."""
        theme = current_theme()
        title = QFontMetricsF(theme.font("label", bold=True)).height()
        band = QFontMetricsF(theme.font("note", bold=True)).height() + 8
        width = max(_COVER_WIDTH, round(_COVER_WIDTH * (0.2 + 0.8 * theme.text_scale))) + 2 * _PAD
        return QSize(width, round(_COVER_HEIGHT + _TITLE_LINES * title + band + 3 * _PAD + 6))

    def enterEvent(self, event: object) -> None:
        """Show that it can be tapped."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Back to rest."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        around = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.colour("go_soft"))
            painter.setPen(QPen(theme.colour("go" if self.isChecked() else "line"), 2))
            painter.drawRoundedRect(around, 12, 12)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 3))
            painter.drawRoundedRect(around, 12, 12)
        ratio = self.devicePixelRatioF()
        picture = cover(
            self.shown_text.id,
            self.shown_text.genre,
            round(_COVER_WIDTH * ratio),
            round(_COVER_HEIGHT * ratio),
        )
        left = (self.width() - _COVER_WIDTH) / 2
        painter.drawPixmap(QRectF(left, _PAD, _COVER_WIDTH, _COVER_HEIGHT), picture, QRectF(picture.rect()))
        if self._read:
            self._paint_tick(painter, left)
        self._paint_title(painter)
        self._paint_band(painter)

    def _paint_title(self, painter: QPainter) -> None:
        theme = current_theme()
        font = theme.font("label", bold=True)
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        metrics = QFontMetricsF(font)
        width = self.width() - 2 * _PAD
        for number, line in enumerate(_two_lines(self.shown_text.title, metrics, width)):
            top = 2 * _PAD + _COVER_HEIGHT + number * metrics.height()
            area = QRectF(_PAD, top, width, metrics.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, line)

    def _paint_tick(self, painter: QPainter, left: float) -> None:
        """A tick on the cover's corner: the child has read it."""
        theme = current_theme()
        side = 34.0
        corner = QPointF(left + _COVER_WIDTH - side + 6, _PAD - 4)
        painter.setPen(QPen(theme.colour("card"), 3))
        painter.setBrush(theme.colour("go"))
        painter.drawEllipse(QRectF(corner.x(), corner.y(), side, side))
        pen = QPen(theme.colour("go_ink"), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        ways = ((0.28, 0.53), (0.44, 0.68), (0.72, 0.34))
        painter.drawPolyline([corner + QPointF(side * across, side * down) for across, down in ways])

    def _paint_band(self, painter: QPainter) -> None:
        theme = current_theme()
        font = theme.font("note", bold=True)
        metrics = QFontMetricsF(font)
        height = metrics.height() + 6
        area = QRectF(_PAD, self.height() - _PAD - height, self.width() - 2 * _PAD, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._level.colour))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(QColor("#ffffff"))
        painter.setFont(font)
        words = f"{self._level.word} · {self._minutes}"
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)


def _two_lines(title: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """A title on at most two lines, the second cut short with an ellipsis."""
    words = title.split()
    first = ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    if not first and words:
        return [metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)]
    rest = metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width)
    return [first, rest] if rest else [first]
