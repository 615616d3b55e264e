"""Where every word of a passage stands on the page: lines broken to a width, and finding words again."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from litcoach_desktop.domain.reading.tokens import Passage

_CHUNK_OR_BREAK = re.compile(r"\S+|\n+")
# Marks stand above and between the words, so both gaps are wider than in plain text (in em and in spaces).
_ROOM_ABOVE_EM = 0.62
_ROOM_BELOW_EM = 0.38
_SPACES_BETWEEN = 1.8


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text at one place.

    word: index in the passage, None for punctuation. after: the last word before it, -1 for none.
    area: its box without the room for marks.
    """

    text: str
    word: int | None
    after: int
    line: int
    area: QRectF


@dataclass(slots=True)
class PassageLayout:
    """The lines of a passage. All measures in pixels from the top left of the page.

    baselines: one for each line. pieces: in reading order; first_piece[line] is the line's first.
    places: for each word the indices of its pieces (more than one when a word is longer than a line).
    tails: for each word the box of its last piece with the punctuation behind it: what comes next comes there.
    """

    width: float
    em: float
    line_height: float
    space: float
    height: float = 0.0
    tops: list[float] = field(default_factory=list)
    baselines: list[float] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    first_piece: list[int] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    tails: list[QRectF] = field(default_factory=list)

    def pieces_between(self, top: float, bottom: float) -> list[Piece]:
        """The pieces of the lines that touch this strip of the page."""
        if not self.tops:
            return []
        first = max(0, bisect_right(self.tops, top) - 1)
        after = bisect_right(self.tops, bottom)
        end = self.first_piece[after] if after < len(self.first_piece) else len(self.pieces)
        return self.pieces[self.first_piece[first] : end]

    def area(self, word: int) -> QRectF:
        """Where a word stands (its first piece)."""
        return self.pieces[self.places[word][0]].area

    def line_of(self, word: int) -> int:
        """The line of a word."""
        return self.pieces[self.places[word][0]].line

    def word_at(self, point: QPointF) -> int | None:
        """The word under or nearest to a point of its line; None above, below and in empty lines."""
        line = bisect_right(self.tops, point.y()) - 1
        if line < 0 or point.y() > self.height:
            return None
        return self.nearest_in_line(line, point.x())

    def nearest_in_line(self, line: int, x: float) -> int | None:
        """The word of a line whose middle, or side, is nearest to x; None for a line without words."""
        if not 0 <= line < len(self.first_piece):
            return None
        end = self.first_piece[line + 1] if line + 1 < len(self.first_piece) else len(self.pieces)
        best, distance = None, float("inf")
        for piece in self.pieces[self.first_piece[line] : end]:
            if piece.word is None:
                continue
            away = max(piece.area.left() - x, x - piece.area.right(), 0.0)
            if away < distance:
                best, distance = piece.word, away
        return best


def lay_out(passage: Passage, font: QFont, width: float) -> PassageLayout:
    """Break a passage into lines of at most `width` pixels in this font.

    A word longer than a line is broken between letters; nothing ever runs out of the page.
    """
    metrics = QFontMetricsF(font)
    em = metrics.height()
    page = PassageLayout(
        width=max(width, em),
        em=em,
        line_height=em * (1 + _ROOM_ABOVE_EM + _ROOM_BELOW_EM),
        space=metrics.horizontalAdvance(" ") * _SPACES_BETWEEN,
        places=[[] for _ in passage.words],
        tails=[QRectF() for _ in passage.words],
    )
    setter = _Setter(page, metrics)
    next_word = 0
    for match in _CHUNK_OR_BREAK.finditer(passage.text):
        if match.group().startswith("\n"):
            setter.break_line(blank=len(match.group()) > 1)
            continue
        runs: list[tuple[str, int | None]] = []
        at = match.start()
        while next_word < len(passage.words) and passage.words[next_word].start < match.end():
            word = passage.words[next_word]
            if word.start > at:
                runs.append((passage.text[at : word.start], None))
            runs.append((word.text, word.index))
            at = word.end
            next_word += 1
        if at < match.end():
            runs.append((passage.text[at : match.end()], None))
        setter.put_chunk(runs)
    setter.finish()
    return page


class _Setter:
    """Sets chunks (what stands between two spaces) one after the other, like a typesetter's stick."""

    def __init__(self, page: PassageLayout, metrics: QFontMetricsF) -> None:
        self._page = page
        self._metrics = metrics
        self._x = 0.0
        self._top = 0.0
        self._after = -1
        self._tail_of: int | None = None
        self._widths: dict[str, float] = {}
        self._open_line()

    def break_line(self, *, blank: bool) -> None:
        """A new line; `blank` leaves a little air for a new paragraph."""
        self._top += self._page.line_height + (self._page.em * 0.5 if blank else 0.0)
        self._open_line()

    def put_chunk(self, runs: list[tuple[str, int | None]]) -> None:
        """Set a chunk, on a new line when it does not fit behind what stands there."""
        width = sum(self._width(text) for text, _word in runs)
        if self._x > 0 and self._x + self._page.space + width > self._page.width:
            self.break_line(blank=False)
        if self._x > 0:
            self._x += self._page.space
        self._tail_of = None
        for text, word in runs:
            self._put_run(text, word)

    def finish(self) -> None:
        """The page is as tall as what was set."""
        self._page.height = self._top + self._page.line_height

    def _put_run(self, text: str, word: int | None) -> None:
        while text:
            room = self._page.width - self._x
            fits = len(text)
            # Half a pixel is forgiven: the widths of runs do not add up to the last bit.
            if self._width(text) > room + 0.5:
                fits = self._letters_within(text, room)
                if fits == 0 and self._x > 0:
                    self.break_line(blank=False)
                    continue
                fits = max(fits, 1)
            self._place(text[:fits], word)
            text = text[fits:]
            if text:
                self.break_line(blank=False)

    def _letters_within(self, text: str, room: float) -> int:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self._metrics.horizontalAdvance(text[:middle]) <= room:
                low = middle
            else:
                high = middle - 1
        return low

    def _place(self, text: str, word: int | None) -> None:
        page = self._page
        width = self._width(text)
        area = QRectF(self._x, self._top + page.em * _ROOM_ABOVE_EM, width, page.em)
        if word is not None:
            page.places[word].append(len(page.pieces))
            page.tails[word] = area
            self._tail_of = word
        elif self._tail_of is not None and page.tails[self._tail_of].top() == area.top():
            page.tails[self._tail_of] = page.tails[self._tail_of].united(area)
        page.pieces.append(Piece(text, word, self._after, len(page.tops) - 1, area))
        self._after = self._after if word is None else word
        self._x += width

    def _open_line(self) -> None:
        page = self._page
        page.tops.append(self._top)
        page.baselines.append(self._top + page.em * _ROOM_ABOVE_EM + self._metrics.ascent())
        page.first_piece.append(len(page.pieces))
        self._x = 0.0

    def _width(self, text: str) -> float:
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = self._metrics.horizontalAdvance(text)
        return known
