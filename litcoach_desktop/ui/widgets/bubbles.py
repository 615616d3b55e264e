"""What was said in a talk, as bubbles one under the other: the coach's at the left, one's own at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label, scrolling

translate = QCoreApplication.translate
_LONGEST = 600
"""Characters of a child's own bubble on its screen; what it pasted may be longer, and a teacher sees it whole."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """said: as it was said. own: at the right. calm: set apart, for what needs care. place: it can be shown.

    who: says it, for whoever does not see the side. note: stands above it, small. marked: to be looked at. links:
    what can be opened from it. copy: for words to be used elsewhere.
    """

    said: str
    own: bool = False
    calm: bool = False
    place: bool = False
    who: str = ""
    note: str = ""
    marked: bool = False
    links: tuple[str, ...] = ()
    copy: bool = False


def _role(bubble: Bubble) -> str:
    if bubble.marked or bubble.calm:
        return "look" if bubble.marked else "calm"
    return "own" if bubble.own else "bubble"


class BubbleFrame(QFrame):
    """One bubble. `link_asked` carries the place of a link; the other two carry nothing."""

    read_asked = Signal()
    place_asked = Signal()
    link_asked = Signal(int)

    def __init__(self, bubble: Bubble, *, voice: bool, role: str = "child", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bubble = bubble
        self._short = bubble.own and role == "child"
        self.setProperty("role", _role(bubble))
        self.words = label("", role)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.read = button(translate("Bubbles", "Read it to me"), "listen", "small")
        self.read.clicked.connect(self.read_asked)
        self.where = button(translate("Bubbles", "Show me where"), "search", "small")
        self.where.clicked.connect(self.place_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, 12, MEDIUM, 12)
        column.setSpacing(SMALL)
        if bubble.note:
            column.addWidget(label(bubble.note, "note"))
        column.addWidget(self.words)
        self._tools = QWidget()
        row = FlowLayout(self._tools, SMALL)
        row.addWidget(self.read)
        row.addWidget(self.where)
        column.addWidget(self._tools)
        self.read.setVisible(voice)
        self.where.setVisible(bubble.place)
        self.links = [button(breakable(words), "go", "small") for words in bubble.links]
        for place, made in enumerate(self.links):
            made.clicked.connect(partial(self._ask_link, place))
            row.addWidget(made)
        self.copy = button(translate("Bubbles", "Copy"), "copy", "small", self._copy)
        self.copy.setVisible(bubble.copy)
        row.addWidget(self.copy)
        self._tools.setVisible(not bubble.own and (voice or bubble.place or bool(bubble.links) or bubble.copy))
        self.show_words(bubble.said)

    def show_words(self, said: str) -> None:
        """Other words, for a bubble that still grows."""
        shown = said[:_LONGEST].rstrip() + " …" if self._short and len(said) > _LONGEST else said
        self.words.setText(breakable(shown))
        usual = translate("Bubbles", "You") if self.bubble.own else translate("Bubbles", "Coach")
        self.words.setAccessibleName(f"{self.bubble.who or usual}: {shown}")

    def _ask_link(self, place: int) -> None:
        self.link_asked.emit(place)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.bubble.said)


def _placed(made: BubbleFrame) -> QWidget:
    """A bubble with the room beside it that says whose it is."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made, 6)
    row.addStretch(1)
    if made.bubble.own:
        row.setDirection(QBoxLayout.Direction.RightToLeft)
    return holder


class Bubbles(QWidget):
    """The talk. Under the last bubble is room for what may be answered. follow: the newest is always in sight.

    read_asked, place_asked: carry the place of a bubble in the list. link_asked: that, and the place of the link.
    """

    read_asked = Signal(int)
    place_asked = Signal(int)
    link_asked = Signal(int, int)

    def __init__(
        self,
        under: Sequence[QWidget] = (),
        *,
        role: str = "child",
        follow: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self.frames: list[BubbleFrame] = []
        self._shown: list[tuple[Bubble, bool]] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        self._column.setSpacing(12)
        # A talk that goes on stands at the bottom, one that is read begins at the top.
        self._above = 1 if follow else 0
        if follow:
            self._column.addStretch(1)
        self.growing = BubbleFrame(Bubble(""), voice=False, role=role)
        self._growing_place = _placed(self.growing)
        self._growing_place.hide()
        self._column.addWidget(self._growing_place)
        for part in under:
            self._column.addWidget(part)
        if not follow:
            self._column.addStretch(1)
        self.area: QScrollArea = scrolling(inside)
        if follow:
            self.area.verticalScrollBar().rangeChanged.connect(self._stay_at_the_end)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.area)

    def show_bubbles(self, bubbles: Sequence[Bubble], *, voice: bool = False) -> None:
        """The talk as it is now. Bubbles that are there already stay the widgets they are."""
        wanted = [(bubble, voice) for bubble in bubbles]
        gone = self._gone_above(wanted)
        self._take_out(self.frames[:gone])
        del self._shown[:gone]
        same = 0
        while same < min(len(wanted), len(self._shown)) and wanted[same] == self._shown[same]:
            same += 1
        self._take_out(self.frames[same:])
        for bubble, _ in wanted[same:]:
            self._add(bubble, voice)
        self._shown = wanted

    def _gone_above(self, wanted: Sequence[tuple[Bubble, bool]]) -> int:
        """How many bubbles a long talk has lost at its beginning; 0 when it is another talk."""
        shown = self._shown
        for gone in range(len(shown)):
            if wanted[: len(shown) - gone] == shown[gone:]:
                return gone
        return 0

    def _take_out(self, frames: list[BubbleFrame]) -> None:
        for made in frames:
            holder = made.parentWidget()
            if holder is not None:
                self._column.removeWidget(holder)
                holder.hide()
                holder.deleteLater()
            self.frames.remove(made)

    @Slot(str)
    def show_growing(self, words: str) -> None:
        """The reply that is on its way; nothing for empty words."""
        self._growing_place.setVisible(bool(words))
        if words:
            self.growing.show_words(words)

    def bring(self, place: int) -> None:
        """Scroll to a bubble, once it has its place."""

        def scroll() -> None:
            if place < len(self.frames):
                self.area.ensureWidgetVisible(self.frames[place])

        QTimer.singleShot(0, self, scroll)

    def _add(self, bubble: Bubble, voice: bool) -> None:
        place = len(self.frames)
        made = BubbleFrame(bubble, voice=voice, role=self._role)
        # Its place is asked for when it is used: bubbles above it may have gone.
        made.read_asked.connect(lambda: self.read_asked.emit(self.frames.index(made)))
        made.place_asked.connect(lambda: self.place_asked.emit(self.frames.index(made)))
        made.link_asked.connect(lambda link: self.link_asked.emit(self.frames.index(made), link))
        self._column.insertWidget(self._above + place, _placed(made))
        self.frames.append(made)

    @Slot(int, int)
    def _stay_at_the_end(self, _least: int, most: int) -> None:
        self.area.verticalScrollBar().setValue(most)
