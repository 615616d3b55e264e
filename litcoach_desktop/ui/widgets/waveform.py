"""The sound of a reading about the current word, with the words under it where they were said."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.domain.reading.events import ReadingEvents, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.theme import current_theme

if TYPE_CHECKING:
    from litcoach_desktop.ports.audio import Samples

_SECONDS_SHOWN = 6.0
_BAR_PIXELS = 3
_PEAK_SAMPLES = 160
"""10 ms at 16 kHz: finer than a pixel of the shown stretch."""
_LOW_FROM = 1.5
_QUIETEST = 800
"""A recording of silence must not be blown up to look like a voice."""


class Waveform(QWidget):
    """Six seconds with the current word in the middle. A click on a word asks for it."""

    word_asked = Signal(int)
    """Carries the index of the word that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: Passage | None = None
        self._events = ReadingEvents(())
        self._peaks: list[int] = []
        self._loudest = _QUIETEST
        self._middle_s = 0.0
        self._current = self._playing = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The sound about the chosen word"))
        current_theme().changed.connect(self.updateGeometry)

    def show_reading(self, passage: Passage | None, events: ReadingEvents) -> None:
        """The words and where they were said; None for no reading."""
        self._passage, self._events = passage, events
        if passage is None:
            self._peaks, self._current, self._playing = [], -1, -1
        self.update()

    def show_sound(self, recording: Samples | None) -> None:
        """The recording; None when there is none."""
        self._peaks = []
        if recording is not None and len(recording) >= _PEAK_SAMPLES:
            whole = recording[: len(recording) // _PEAK_SAMPLES * _PEAK_SAMPLES].reshape(-1, _PEAK_SAMPLES)
            self._peaks = [int(peak) for peak in abs(whole.astype("int32")).max(axis=1)]
        self._loudest = max(_QUIETEST, max(self._peaks, default=0))
        self.update()

    @Slot(int)
    def show_word(self, index: int) -> None:
        """Bring a word to the middle; one that was not heard is looked for between its neighbours."""
        self._current = index
        place = self._place_of(index)
        if place is not None:
            self._middle_s = sum(place) / 2
        self.update()

    @Slot(int)
    def show_playing(self, index: int) -> None:
        """The word that is heard now; the sound moves along with it."""
        self._playing = index
        place = self._place_of(index)
        if place is not None:
            self._middle_s = sum(place) / 2
        self.update()

    @property
    def has_sound(self) -> bool:
        """Whether there is anything to see."""
        return bool(self._peaks)

    def sizeHint(self) -> QSize:
        """As wide as it may be, and low; the larger the type, the more of the room is the passage's."""
        bars = 64 if current_theme().text_scale < _LOW_FROM else 40
        return QSize(640, bars + self.fontMetrics().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for the word under it."""
        seconds = self._left_s + event.position().x() / max(1, self.width()) * _SECONDS_SHOWN
        said = [word for word in self._events.words if word.start_s is not None and word.end_s is not None]
        hit = next((word for word in said if (word.start_s or 0) <= seconds <= (word.end_s or 0)), None)
        if hit is not None:
            self.word_asked.emit(hit.index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, and the words under them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        words_height = self.fontMetrics().height() + 4
        tall = self.height() - words_height
        for index in (self._current, self._playing):
            place = self._place_of(index)
            if place is not None:
                left, right = (self._x_of(second) for second in place)
                painter.fillRect(QRectF(left, 0, max(4.0, right - left), tall), theme.colour("band"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_soft"))
        for x in range(0, self.width(), _BAR_PIXELS):
            height = max(1.0, self._loudness(x, x + _BAR_PIXELS) * (tall - 6))
            painter.drawRect(QRectF(x, (tall - height) / 2, _BAR_PIXELS - 1, height))
        self._paint_words(painter, tall, words_height)

    def _paint_words(self, painter: QPainter, top: float, height: float) -> None:
        if self._passage is None:
            return
        theme = current_theme()
        free_from = 0.0
        for word in self._events.words:
            if word.start_s is None or word.end_s is None or word.status is WordStatus.NOT_REACHED:
                continue
            x = self._x_of(word.start_s)
            if not -200 < x < self.width():
                continue
            painter.setPen(theme.colour("line"))
            painter.drawLine(round(x), round(top), round(x), round(top + 4))
            text = self._passage.words[word.index].text
            wide = self.fontMetrics().horizontalAdvance(text)
            # Words that would stand in each other stay away; the current one always has its place.
            if x < free_from and word.index != self._current:
                continue
            painter.setPen(theme.colour("ink" if word.index == self._current else "ink_soft"))
            painter.drawText(QRectF(x, top, wide + 4, height), Qt.AlignmentFlag.AlignVCenter, text)
            free_from = x + wide + 6

    @property
    def _left_s(self) -> float:
        return max(0.0, self._middle_s - _SECONDS_SHOWN / 2)

    def _x_of(self, second: float) -> float:
        return (second - self._left_s) / _SECONDS_SHOWN * self.width()

    def _loudness(self, left: int, right: int) -> float:
        """0..1, of the stretch between two pixels; by decibels a quiet voice would look like a loud one."""
        a_second = 16_000 / _PEAK_SAMPLES
        first = int((self._left_s + left / self.width() * _SECONDS_SHOWN) * a_second)
        last = int((self._left_s + right / self.width() * _SECONDS_SHOWN) * a_second)
        return math.sqrt(max(self._peaks[first : last + 1], default=0) / self._loudest)

    def _place_of(self, index: int) -> tuple[float, float] | None:
        if not 0 <= index < len(self._events.words):
            return None
        word = self._events.words[index]
        if word.start_s is not None and word.end_s is not None:
            return word.start_s, word.end_s
        before = [one.end_s for one in self._events.words[:index] if one.end_s is not None]
        after = [one.start_s for one in self._events.words[index:] if one.start_s is not None]
        if not before and not after:
            return None
        start = before[-1] if before else 0.0
        return start, max(start, after[0] if after else start)
