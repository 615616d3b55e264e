"""Where each word of a passage stands on the page: computed once for a width, looked up ever after."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF

from litcoach_desktop.domain.reading.tokens import Passage

LINE_HEIGHT = 1.6
"""Times the size of the type."""

_CHUNK = re.compile(r"\S+|\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters that are painted together: a word with its punctuation, or a part of a very long one.

    start: offset of the first character in the passage's text. area: in page coordinates, one line high.
    baseline: where the text is painted from. word: index of the passage word in it, None for bare punctuation.
    """

    text: str
    start: int
    area: QRectF
    baseline: QPointF
    word: int | None
    line: int


@dataclass(frozen=True, slots=True)
class PassageLayout:
    """A passage laid out. lines: top of each line, in pixels. words: for each passage word its areas."""

    pieces: tuple[Piece, ...]
    lines: tuple[float, ...]
    words: tuple[tuple[QRectF, ...], ...]
    line_height: float
    height: float

    def line_of(self, word: int) -> int:
        """The line on which a word begins."""
        middle = self.words[word][0].center().y()
        return max(0, bisect_left(self.lines, middle) - 1)

    def lines_around(self, word: int, count: int) -> QRectF:
        """The band of `count` lines with the word's own in the middle; as wide as wide can be."""
        line = self.line_of(word) if word < len(self.words) else 0
        first, last = max(0, line - (count - 1) // 2), min(len(self.lines) - 1, line + count // 2)
        return QRectF(0, self.lines[first], 1e6, self.lines[last] - self.lines[first] + self.line_height)

    def word_at(self, point: QPointF, reach: float) -> int | None:
        """The word under a point, or the nearest one on that line within `reach` pixels."""
        best, best_distance = None, reach
        for index, areas in enumerate(self.words):
            for area in areas:
                if area.top() <= point.y() < area.bottom():
                    distance = max(area.left() - point.x(), point.x() - area.right(), 0.0)
                    if distance < best_distance or distance == 0.0:
                        best, best_distance = index, distance
        return best


def column_width(font: QFont, available: float, characters: int) -> float:
    """Pixels for a line of at most so many characters of ordinary text, or less if there is less."""
    metrics = QFontMetricsF(font)
    sample = "the quick brown fox jumps over a lazy dog "
    return min(available, characters * metrics.horizontalAdvance(sample) / len(sample))


def lay_out(passage: Passage, font: QFont, width: float, line_height: float = LINE_HEIGHT) -> PassageLayout:
    """Break a passage into lines of at most `width` pixels, `line_height` times the type high.

    Line breaks of the text are kept.
    """
    return _Setter(passage, font, width, line_height).set()


class _Setter:
    def __init__(self, passage: Passage, font: QFont, width: float, line_height: float) -> None:
        self._passage = passage
        self._metrics = QFontMetricsF(font)
        self._width = max(1.0, width)
        self._line_height = QFontInfo(font).pixelSize() * line_height
        # The text sits in the middle of its line, so that the band behind a word is even above and below.
        self._rise = (self._line_height + self._metrics.ascent() - self._metrics.descent()) / 2
        self._space = self._metrics.horizontalAdvance(" ")
        self._x, self._y = 0.0, 0.0
        self._lines = [0.0]
        self._pieces: list[Piece] = []
        self._areas: list[list[QRectF]] = [[] for _ in passage.words]

    def set(self) -> PassageLayout:
        words = self._passage.words
        next_word = 0
        for match in _CHUNK.finditer(self._passage.text):
            if match.group().startswith("\n"):
                self._new_line(1.5 if len(match.group()) > 1 else 1.0)
                continue
            inside = []
            while next_word < len(words) and words[next_word].start < match.end():
                inside.append(next_word)
                next_word += 1
            self._place(match.group(), match.start(), inside)
        return PassageLayout(
            pieces=tuple(self._pieces),
            lines=tuple(self._lines),
            words=tuple(tuple(areas) for areas in self._areas),
            line_height=self._line_height,
            height=self._y + self._line_height,
        )

    def _new_line(self, lines: float = 1.0) -> None:
        self._x = 0.0
        self._y += self._line_height * lines
        self._lines.append(self._y)

    def _place(self, chunk: str, start: int, inside: list[int]) -> None:
        cuts = self._cuts(chunk, start, inside)
        total = self._metrics.horizontalAdvance(chunk)
        if self._x > 0 and self._x + total > self._width:
            self._new_line()
        for begin, end, word in cuts:
            self._place_part(chunk[begin:end], start + begin, word)
        self._x += self._space

    def _cuts(self, chunk: str, start: int, inside: list[int]) -> list[tuple[int, int, int | None]]:
        """Parts of a chunk, one for each word in it ("stop...go" has two), one for bare punctuation."""
        starts = [0, *(self._passage.words[word].start - start for word in inside[1:]), len(chunk)]
        owners: list[int | None] = list(inside) or [None]
        return [(starts[part], starts[part + 1], owner) for part, owner in enumerate(owners)]

    def _place_part(self, text: str, start: int, word: int | None) -> None:
        while text:
            fits = self._fitting(text)
            self._add(text[:fits], start, word)
            text, start = text[fits:], start + fits
            if text:
                self._new_line()

    def _fitting(self, text: str) -> int:
        """How many characters fit on the rest of this line, at least one."""
        room = self._width - self._x
        if self._metrics.horizontalAdvance(text) <= room:
            return len(text)
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._metrics.horizontalAdvance(text[:middle]) <= room else (low, middle - 1)
        return low

    def _add(self, text: str, start: int, word: int | None) -> None:
        advance = self._metrics.horizontalAdvance(text)
        area = QRectF(self._x, self._y, advance, self._line_height)
        baseline = QPointF(self._x, self._y + self._rise)
        self._pieces.append(Piece(text, start, area, baseline, word, len(self._lines) - 1))
        if word is not None:
            self._areas[word].append(self._word_area(text, start, word, area))
        self._x += advance

    def _word_area(self, text: str, start: int, word: int, area: QRectF) -> QRectF:
        """The word alone, without the quotation mark before it and the comma after it."""
        found = self._passage.words[word]
        first = max(0, found.start - start)
        last = min(len(text), found.end - start)
        left = self._metrics.horizontalAdvance(text[:first])
        right = self._metrics.horizontalAdvance(text[:last])
        return QRectF(area.left() + left, area.top(), right - left, area.height())
