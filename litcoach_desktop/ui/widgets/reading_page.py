"""The page a child reads from: large type, a soft band behind the current word, read words a little lighter."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QPropertyAnimation, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.page_style import Paper, font_of, line_height_of, paper_of
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.passage_layout import PassageLayout, column_width, lay_out
from litcoach_desktop.ui.widgets.plain import button
from litcoach_desktop.ui.widgets.reading_aids import paint_arcs, paint_veil

_MARGIN = 40
# The current line stays this far down the page: above it what was read, below it what comes.
_READING_HEIGHT = 0.36
_SCROLL_MS = 260


class ReadingPage(QAbstractScrollArea):
    """Shows a passage and where the reader is. Laid out once for a width; a new word repaints two words.

    word_tapped: index of a word that was tapped, or chosen with the arrow keys and Enter. ear_tapped: index of
    the word whose ear was tapped.
    """

    word_tapped = Signal(int)
    ear_tapped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage = Passage("")
        self._turns: tuple[tuple[int, str], ...] = ()
        self._look = PageLook()
        self._syllables: Callable[[str], list[str]] = lambda word: [word]
        self._font = QFont()
        self._layout: PassageLayout | None = None
        self._cuts: tuple[tuple[float, ...], ...] = ()
        self._left = 0.0
        self._current = -1
        self._marked = range(0)
        self._pointed = -1
        self._ear_word = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.ear = button(self.tr("Hear it"), "ear", "small", self._ear_clicked)
        self.ear.setParent(self.viewport())
        self.ear.hide()
        self._scroll = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._scroll.setDuration(_SCROLL_MS)
        self._scroll.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self.verticalScrollBar().valueChanged.connect(self._place_ear)
        current_theme().changed.connect(self._set_again)

    def show_passage(self, passage: Passage, turns: Sequence[tuple[int, str]] = ()) -> None:
        """A new passage, nothing read yet. turns: of a play, the first word of each turn and who speaks it."""
        self._passage, self._turns = passage, tuple(turns)
        self._current, self._pointed, self._ear_word = -1, -1, -1
        self._marked = range(0)
        self.setAccessibleName(self.tr("The text to read"))
        self.setAccessibleDescription(passage.text)
        self._set_again()
        self.verticalScrollBar().setValue(0)

    def show_look(self, look: PageLook, syllables: Callable[[str], list[str]]) -> None:
        """Another look. syllables: cuts a word into parts that are the word again when joined."""
        self._look, self._syllables = look, syllables
        self._set_again()

    @property
    def look(self) -> PageLook:
        """How the page looks."""
        return self._look

    @property
    def current_word(self) -> int:
        """The word with the band behind it, -1 before the first."""
        return self._current

    def show_word(self, index: int) -> None:
        """Put the band behind this word and bring its line to the reading height."""
        before, self._current = self._current, index
        if self._look.focus_lines:
            self.viewport().update()
        for word in range(min(before, index), max(before, index) + 1):
            self._repaint_word(word)
        self._follow()

    @property
    def marked_words(self) -> range:
        """The words with a band behind all of them, empty for none."""
        return self._marked

    def show_place(self, start: int, end: int) -> None:
        """Put a band behind text[start:end] and bring its first line up; nothing is marked for an empty stretch."""
        inside = [word.index for word in self._passage.words if word.start < end and word.end > start]
        self._marked = range(inside[0], inside[-1] + 1) if inside else range(0)
        self._follow()
        self.viewport().update()

    def show_ear(self, index: int | None) -> None:
        """Grow an ear on a word, or take it away."""
        self._ear_word = -1 if index is None else index
        if index is not None:
            self.ear.setAccessibleName(self.tr("Hear the word %s").replace("%s", self._passage.words[index].text))
        self._place_ear()

    def word_area(self, index: int) -> QRect:
        """Where a word is on the viewport now, in pixels."""
        if self._layout is None or not 0 <= index < len(self._layout.words):
            return QRect()
        return self._on_screen(self._layout.words[index][0]).toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that show."""
        if self._layout is None:
            return
        paper = paper_of(self._look, current_theme())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), paper.ground)
        painter.setFont(self._font)
        self._paint_bands(painter, paper)
        shift = self._shift()
        top, bottom = event.rect().top() - shift.y(), event.rect().bottom() - shift.y()
        word = -1
        for piece in self._layout.pieces:
            word = word if piece.word is None else piece.word
            if piece.area.bottom() < top:
                continue
            if piece.area.top() > bottom:
                break
            painter.setPen(paper.read_ink if word < self._current else paper.ink)
            painter.drawText(piece.baseline + shift, piece.text)
        self._paint_speakers(painter, paper)
        if self._look.syllables:
            paint_arcs(painter, self._layout, self._cuts, paper.line, shift, top, bottom)
        if self._look.focus_lines:
            clear = self._layout.lines_around(max(self._current, 0), self._look.focus_lines)
            paint_veil(painter, self.viewport().rect(), clear.translated(0, shift.y()), paper.ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width: lay out again."""
        super().resizeEvent(event)
        self._set_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A word is tapped."""
        if self._layout is None:
            return
        word = self._layout.word_at(event.position() - self._shift(), reach=24.0)
        if word is not None:
            self.word_tapped.emit(word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right point at a word, Enter taps it; the rest scrolls as ever."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        count = len(self._passage.words)
        if step is not None and count:
            start = self._pointed if self._pointed >= 0 else self._current
            before, self._pointed = self._pointed, min(count - 1, max(0, start + step))
            self._repaint_word(before)
            self._repaint_word(self._pointed)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pointed >= 0:
            self.word_tapped.emit(self._pointed)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The ear's size depends on the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_ear()

    @Slot()
    def _set_again(self) -> None:
        self._font = font_of(self._look, current_theme())
        available = self.viewport().width() - 2 * _MARGIN
        width = column_width(self._font, available, self._look.line_length)
        self._layout = lay_out(self._passage, self._font, width, line_height_of(self._look))
        self._cuts = self._find_cuts() if self._look.syllables else ()
        self._left = (self.viewport().width() - width) / 2
        # Room under the last line, so that it too can come up to the reading height.
        room = self.viewport().height() * (1 - _READING_HEIGHT)
        page = 2 * _MARGIN + self._layout.height
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(round(self._layout.line_height))
        overflow = page - self.viewport().height()
        bar.setRange(0, round(overflow + room * 0.6) if overflow > 0 else 0)
        self._follow(at_once=True)
        self.viewport().update()
        self._place_ear()

    def _find_cuts(self) -> tuple[tuple[float, ...], ...]:
        """For each word where its syllables end, in pixels from the word's left."""
        metrics = QFontMetricsF(self._font)
        cuts = []
        for word in self._passage.words:
            parts = accumulate(self._syllables(word.text))
            cuts.append(tuple(metrics.horizontalAdvance(part) for part in parts))
        return tuple(cuts)

    def _shift(self) -> QPointF:
        return QPointF(self._left, _MARGIN - self.verticalScrollBar().value())

    def _on_screen(self, area: QRectF) -> QRectF:
        return area.translated(self._shift())

    def _paint_bands(self, painter: QPainter, paper: Paper) -> None:
        if self._layout is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paper.band)
        inset = self._layout.line_height * 0.11
        areas = _joined(self._layout.words[self._marked.start : self._marked.stop])
        if 0 <= self._current < len(self._layout.words):
            areas += self._layout.words[self._current]
        for area in areas:
            painter.drawRoundedRect(self._on_screen(area).adjusted(-5, inset, 5, -inset), 10, 10)
        if 0 <= self._pointed < len(self._layout.words) and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(current_theme().colour("focus"), 3))
            for area in self._layout.words[self._pointed]:
                painter.drawRoundedRect(self._on_screen(area).adjusted(-7, inset, 7, -inset), 10, 10)

    def _paint_speakers(self, painter: QPainter, paper: Paper) -> None:
        """Who speaks, small, in the room above each turn of a play: it is not read aloud."""
        if self._layout is None or not self._turns:
            return
        font = QFont(self._font)
        font.setPixelSize(max(11, round(0.5 * QFontInfo(self._font).pixelSize())))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(paper.ink)
        room = 0.5 * self._layout.line_height
        for word, name in self._turns:
            top = self._on_screen(self._layout.words[word][0]).top()
            area = QRectF(self._left, top - room * 0.8, self.viewport().width() - self._left, room)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(self._font)

    def _repaint_word(self, word: int) -> None:
        if self._layout is not None and 0 <= word < len(self._layout.words):
            for area in self._layout.words[word]:
                # Wide enough for the band and for the punctuation that changes colour with the word.
                margin = round(self._layout.line_height)
                self.viewport().update(self._on_screen(area).toAlignedRect().adjusted(-margin, 0, margin, 0))

    def _follow(self, *, at_once: bool = False) -> None:
        word = self._current if self._current >= 0 or not self._marked else self._marked.start
        if self._layout is None or not 0 <= word < len(self._layout.words):
            return
        line = self._layout.words[word][0].center().y() + _MARGIN
        bar = self.verticalScrollBar()
        target = min(bar.maximum(), max(0, round(line - self.viewport().height() * _READING_HEIGHT)))
        running = self._scroll.state() == QPropertyAnimation.State.Running
        if target == (self._scroll.endValue() if running else bar.value()):
            return
        self._scroll.stop()
        if at_once or not self.isVisible():
            bar.setValue(target)
            return
        self._scroll.setStartValue(bar.value())
        self._scroll.setEndValue(target)
        self._scroll.start()

    @Slot()
    def _place_ear(self) -> None:
        self.viewport().update()
        if self._layout is None or not 0 <= self._ear_word < len(self._layout.words):
            self.ear.hide()
            return
        word = self._on_screen(self._layout.words[self._ear_word][0])
        self.ear.adjustSize()
        left = min(self.viewport().width() - self.ear.width() - 4, max(4, round(word.right() - 20)))
        self.ear.move(left, round(word.top() + self._layout.line_height * 0.12 - self.ear.height()))
        self.ear.show()
        self.ear.raise_()

    def _ear_clicked(self) -> None:
        if self._ear_word >= 0:
            self.ear_tapped.emit(self._ear_word)


def _joined(words: Sequence[Sequence[QRectF]]) -> list[QRectF]:
    """The areas of neighbouring words, those on one line as one."""
    found: list[QRectF] = []
    for area in (area for word in words for area in word):
        if found and found[-1].top() == area.top():
            found[-1] = found[-1].united(area)
        else:
            found.append(QRectF(area))
    return found
