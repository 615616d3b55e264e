"""A passage with what became of every word, to look at, walk through with the keyboard, and hear."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QToolTip, QWidget

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.marked_passage_layout import PassageLayout, Piece, lay_out
from litcoach_desktop.ui.widgets.marked_passage_shapes import Shape, paint_shape, shapes_of, text_colour
from litcoach_desktop.ui.widgets.reading_words import flag_words, status_words

_PAGE_MARGIN = 20
# Lines longer than this are hard to follow with the eye.
_WIDEST_LINE_EMS = 30


class MarkedPassage(QAbstractScrollArea):
    """The passage of one reading.

    Only the lines in view are painted, so a text of 4,000 words scrolls as smoothly as one of 40. One word is
    the current one: arrows move it, a click asks to hear it, Space to hear all from there on.
    """

    current_changed = Signal(int)
    """Carries the index of the word that became the current one, -1 for none."""
    hear_asked = Signal(int)
    """Carries the index of the word to hear."""
    hear_from_asked = Signal(int)
    """Carries the index of the word to hear on from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passage: Passage | None = None
        self._events = ReadingEvents(())
        self._changed: frozenset[int] = frozenset()
        self._insertions: dict[int, list[Insertion]] = {}
        self._page: PassageLayout | None = None
        self._current = -1
        self._playing = -1
        self._wished_x: float | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there: a bar that comes and goes would change the line breaks under the teacher's eyes.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("Passage"))
        current_theme().changed.connect(self._restyle)

    def show_reading(self, passage: Passage, events: ReadingEvents, changed: Sequence[int] = ()) -> None:
        """Show a reading; the current word stays where it was when the passage is the same.

        changed: indices of the words whose mark is a teacher's. Words without an event are shown as not reached.
        """
        same = self._passage is not None and self._passage.text == passage.text
        self._passage, self._events, self._changed = passage, events, frozenset(changed)
        self._insertions = {}
        for insertion in events.insertions:
            self._insertions.setdefault(insertion.after_index, []).append(insertion)
        self._playing = -1
        if same:
            self._tell_current()
            self.viewport().update()
            return
        self._current = -1
        self._set_page()
        self.verticalScrollBar().setValue(0)
        self.set_current(0 if passage.words else -1)

    def clear(self) -> None:
        """Forget the reading: nothing of it stays on the screen or in memory."""
        self._passage, self._events, self._page = None, ReadingEvents(()), None
        self._changed, self._insertions = frozenset(), {}
        self._current = self._playing = -1
        self.setAccessibleName(self.tr("Passage"))
        self.setAccessibleDescription("")
        self._set_page()

    @property
    def current(self) -> int:
        """Index of the current word, -1 for none."""
        return self._current

    def set_current(self, index: int) -> None:
        """Make a word the current one and bring it into view."""
        if self._page is None or not -1 <= index < len(self._page.places):
            return
        moved = index != self._current
        self._current = index
        self._tell_current()
        self._show_word(index)
        self.viewport().update()
        if moved:
            self.current_changed.emit(index)

    def show_playing(self, index: int) -> None:
        """Lay the soft band behind the word that is heard now; -1 takes it away."""
        if index != self._playing:
            self._playing = index
            if index >= 0:
                self._show_word(index)
            self.viewport().update()

    def event_of(self, index: int) -> WordEvent:
        """What happened at a word; a word that the machine said nothing about was not reached."""
        if 0 <= index < len(self._events.words):
            return self._events.words[index]
        return WordEvent(index, WordStatus.NOT_REACHED, 0.0)

    def word_area(self, index: int) -> QRectF:
        """Where a word is on the viewport now, in pixels; it may lie outside."""
        if self._page is None:
            raise IndexError(index)
        return self._page.area(index).translated(self._offset())

    def describe(self, index: int) -> str:
        """A word in one sentence, for tool tips and screen readers."""
        if self._passage is None or not 0 <= index < len(self._passage.words):
            return ""
        event = self.event_of(index)
        parts = [f"{self._passage.words[index].text}: {status_words(event.status)}"]
        if event.heard and event.status is WordStatus.MISREAD:
            parts.append(self.tr("heard: {0}").format(event.heard))
        parts += [flag_words(flag) for flag in sorted(event.flags)]
        if index == 0:
            parts += [self._put_in(insertion, before=True) for insertion in self._insertions.get(-1, ())]
        parts += [self._put_in(insertion) for insertion in self._insertions.get(index, ())]
        if index in self._changed:
            parts.append(self.tr("changed by a teacher"))
        elif event.doubtful:
            parts.append(self.tr("the computer is not sure"))
        return ", ".join(parts)

    def sizeHint(self) -> QSize:
        """Room for a short passage."""
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        """Two lines are the least that make sense."""
        return QSize(240, 160)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and the page keys move; Space asks to hear on from the word."""
        target = self._target_of(event.key())
        if target is not None:
            self.set_current(target)
        elif event.key() == Qt.Key.Key_Space and self._current >= 0:
            self.hear_from_asked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the word and asks to hear it."""
        index = self._word_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and index is not None:
            self._wished_x = None
            self.set_current(index)
            self.hear_asked.emit(index)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more happens, and nothing under the passage hears of it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The hand shows what can be clicked."""
        over = self._word_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tool tip of the word under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._word_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if index is None else self.describe(index), self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other lines; the current word stays in view."""
        self._set_page()
        if self._current >= 0:
            self._show_word(self._current)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that are in view."""
        theme = current_theme()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("card"))
        if self._page is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self._offset()
        painter.translate(offset)
        painter.setFont(theme.font("body", passage=True))
        exposed = QRectF(event.rect()).translated(-offset)
        pieces = self._page.pieces_between(exposed.top() - self._page.line_height, exposed.bottom())
        for piece in pieces:
            self._paint_ground(painter, piece)
        last = self._events.last_attempted
        for piece in pieces:
            self._paint_piece(painter, piece, last)

    def _paint_ground(self, painter: QPainter, piece: Piece) -> None:
        if piece.word is None:
            return
        theme = current_theme()
        room = piece.area.height() * 0.16
        ground = piece.area.adjusted(-room, -room * 0.2, room, room * 0.8)
        if piece.word == self._playing:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("band"))
            painter.drawRoundedRect(ground, room, room)
        if piece.word == self._current:
            focused = self.hasFocus()
            painter.setBrush(QColor(0, 0, 0, 0) if piece.word == self._playing else theme.colour("go_soft"))
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.colour("focus" if focused else "go"))
            pen.setWidthF(2.5 if focused else 1.5)
            painter.setPen(pen)
            painter.drawRoundedRect(ground, room, room)

    def _paint_piece(self, painter: QPainter, piece: Piece, last: int) -> None:
        if self._page is None:
            return
        theme = current_theme()
        foot = QPointF(piece.area.left(), self._page.baselines[piece.line])
        if piece.word is None:
            reached = piece.after <= last
            painter.setPen(text_colour(WordStatus.CORRECT if reached else WordStatus.NOT_REACHED, theme))
            painter.drawText(foot, piece.text)
            return
        event = self.event_of(piece.word)
        if event.status is WordStatus.UNSCORED:
            paint_shape(painter, Shape.UNSCORED, piece.area, theme)
        painter.setPen(text_colour(event.status, theme))
        painter.drawText(foot, piece.text)
        whole = self._page.places[piece.word]
        first = self._page.pieces[whole[0]] is piece
        for shape in shapes_of(event, changed=piece.word in self._changed):
            # What belongs to a whole word is drawn once, also when the word is broken over two lines.
            if shape in (Shape.MISREAD, Shape.OMITTED) or (first and shape is not Shape.UNSCORED):
                paint_shape(painter, shape, piece.area, theme)
        if self._page.pieces[whole[-1]] is piece:
            tail = self._page.tails[piece.word]
            if piece.word in self._insertions:
                paint_shape(painter, Shape.INSERTED, tail, theme)
            if piece.word == last and last + 1 < len(self._page.places):
                paint_shape(painter, Shape.LAST, tail, theme)
        if piece.word == 0 and first and -1 in self._insertions:
            before = QRectF(piece.area)
            before.setRight(piece.area.left() - piece.area.height() * 0.34)
            paint_shape(painter, Shape.INSERTED, before, theme)

    def _put_in(self, insertion: Insertion, *, before: bool = False) -> str:
        said = insertion.heard or self.tr("something")
        words = self.tr("before it put in: {0}") if before else self.tr("then put in: {0}")
        return words.format(said)

    def _tell_current(self) -> None:
        if self._passage is None or self._current < 0:
            return
        place = self.tr("Word {0} of {1}").format(self._current + 1, len(self._passage.words))
        self.setAccessibleName(f"{self.describe(self._current)}. {place}")
        self.setAccessibleDescription(self.tr("Arrows move from word to word, Space plays from there."))

    def _target_of(self, key: int) -> int | None:
        if self._page is None or not self._page.places:
            return None
        final = len(self._page.places) - 1
        along = {
            Qt.Key.Key_Left: max(0, self._current - 1),
            Qt.Key.Key_Right: min(final, self._current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: final,
        }
        if key in along:
            self._wished_x = None
            return along[Qt.Key(key)]
        in_view = max(1, int(self.viewport().height() / self._page.line_height) - 1)
        lines = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -in_view,
            Qt.Key.Key_PageDown: in_view,
        }.get(Qt.Key(key))
        return None if lines is None else self._lines_away(lines)

    def _lines_away(self, lines: int) -> int | None:
        """The word nearest above or below; going down and up again comes back to the same column."""
        page = self._page
        if page is None or self._current < 0:
            return None
        if self._wished_x is None:
            self._wished_x = page.area(self._current).center().x()
        step = 1 if lines > 0 else -1
        line = min(len(page.tops) - 1, max(0, page.line_of(self._current) + lines))
        while (found := page.nearest_in_line(line, self._wished_x)) is None and 0 <= line < len(page.tops):
            line += step
        return found

    def _word_at(self, position: QPointF) -> int | None:
        return None if self._page is None else self._page.word_at(position - self._offset())

    def _offset(self) -> QPointF:
        spare = self.viewport().width() - (self._page.width if self._page else 0.0)
        return QPointF(max(_PAGE_MARGIN, spare / 2), _PAGE_MARGIN - self.verticalScrollBar().value())

    def _show_word(self, index: int) -> None:
        if self._page is None or index < 0:
            return
        bar = self.verticalScrollBar()
        top = self._page.tops[self._page.line_of(index)]
        bottom = top + self._page.line_height + 2 * _PAGE_MARGIN
        if top < bar.value():
            bar.setValue(int(top))
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(int(bottom - self.viewport().height()))

    def _set_page(self) -> None:
        bar = self.verticalScrollBar()
        if self._passage is None:
            bar.setRange(0, 0)
        else:
            font = current_theme().font("body", passage=True)
            room = self.viewport().width() - 2.0 * _PAGE_MARGIN
            widest = _WIDEST_LINE_EMS * current_theme().points("body") * self.logicalDpiX() / 72
            self._page = lay_out(self._passage, font, min(room, widest))
            bar.setRange(0, max(0, int(self._page.height) + 2 * _PAGE_MARGIN - self.viewport().height()))
            bar.setPageStep(self.viewport().height())
            bar.setSingleStep(int(self._page.line_height))
        self.viewport().update()

    @Slot()
    def _restyle(self) -> None:
        self._set_page()
        if self._current >= 0:
            self._show_word(self._current)
