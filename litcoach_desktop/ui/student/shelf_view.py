"""Screen 3, the shelf: covers in rows, a search box, and the text that is looked at beside them."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.cover_tile import CoverTile
from litcoach_desktop.ui.student.journey import Journey
from litcoach_desktop.ui.student.level_words import level
from litcoach_desktop.ui.student.library_model import LibraryModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.shelf_filters import ShelfFilters
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.cover import cover
from litcoach_desktop.ui.widgets.flow import FlowLayout, clear
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling


class ShelfScreen(Screen):
    """Tap a cover to look at it; the next step reads it."""

    def __init__(self, model: LibraryModel, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(scroll=False, parent=parent)
        self.model, self._journey = model, journey
        self._rows_for: object = None
        self.tiles: list[CoverTile] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Look for a book: cats, sea, funny ..."))
        self.search.setAccessibleName(self.tr("Look for a book"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(model.search)
        self.filters = ShelfFilters()
        self.filters.changed.connect(self._narrow)
        self.meant = label("", "label")
        self.nothing = label(self.tr("No book here is like that. Try other words."), "child")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(LARGE, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(MEDIUM)
        column.addWidget(self.search)
        column.addWidget(self.filters)
        column.addWidget(self.meant)
        column.addWidget(self.nothing)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SMALL)
        self._area = scrolling(inside)
        column.addWidget(self._area, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 5)
        row.addWidget(self._detail(), 3)
        self.body.addLayout(row)
        self.next.setText(self.tr("Read this"))
        model.changed.connect(self._show)
        current_theme().changed.connect(self._restyle)
        self._show()

    def heading(self) -> Heading:
        """Back to today."""
        return Heading(self.tr("Choose a book"), back=self.tr("Back"))

    def enter(self) -> None:
        """The whole shelf, the last text still looked at."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.filters.clear()
        self.model.load(self._journey.student, self._journey.text)
        self.search.setFocus()

    def on_next(self) -> None:
        """Read the text that is looked at."""
        if self.model.chosen is not None:
            self._journey.choose(self.model.chosen)

    def _detail(self) -> QWidget:
        card = frame("card")
        self.picture = QLabel()
        self.name = label("", "heading")
        self.band = label("", "strong", wrap=False)
        self.start = label("", "body")
        self.listen = button(self.tr("Listen"), "listen", "", self._listen)
        self.why = label("", "label")
        self.like = button(self.tr("More like this"), None, "small", self._like)
        self.easier = button(self.tr("Easier"), None, "small", self._easier)
        self.harder = button(self.tr("Harder"), None, "small", self._harder)
        others = QWidget()
        flow = FlowLayout(others, SMALL)
        for one in (self.like, self.easier, self.harder):
            flow.addWidget(one)
        self.ask = label(self.tr("Tap a book to look inside."), "child")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        for part in (self.ask, self.picture, self.name):
            column.addWidget(part)
        column.addWidget(self.band, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.why)
        column.addWidget(self.start)
        column.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(others)
        column.addStretch(1)
        around = QVBoxLayout(card)
        around.setContentsMargins(2, 2, 2, 2)
        around.addWidget(scrolling(inside))
        outside = QWidget()
        margin = QVBoxLayout(outside)
        margin.setContentsMargins(SMALL, MEDIUM, LARGE, MEDIUM)
        margin.addWidget(card)
        return outside

    @Slot()
    def _show(self) -> None:
        model = self.model
        ready = self.show_phase(
            model,
            self.tr("Fetching the books ..."),
            self.tr("There are no books here yet."),
            self.tr("A teacher or the school's computer helpers can add some."),
        )
        self.next.setVisible(ready)
        self.next.setEnabled(model.chosen is not None)
        rows = model.rows()
        if rows != self._rows_for:
            self._rows_for = rows
            self._make_rows()
        self.nothing.setVisible(ready and not rows)
        self.meant.setText(self._meant_words())
        self.meant.setVisible(bool(model.corrected))
        for tile in self.tiles:
            tile.setChecked(model.chosen is not None and tile.shown_text.id == model.chosen.id)
        self._show_detail(model.chosen)

    def _make_rows(self) -> None:
        clear(self._rows)
        self.tiles = []
        for shelf_row in self.model.rows():
            self._rows.addWidget(label(shelf_row.name, "heading"))
            holder = QWidget()
            flow = FlowLayout(holder, SMALL)
            for text in shelf_row.texts:
                tile = CoverTile(text, read=self.model.was_read(text))
                tile.clicked.connect(lambda _checked=False, one=text: self.model.choose(one))
                flow.addWidget(tile)
                self.tiles.append(tile)
            self._rows.addWidget(holder)
            if shelf_row.hidden:
                more = self.tr("and %n more: look for them by name", "", shelf_row.hidden)
                self._rows.addWidget(label(more, "label"))
        self._rows.addStretch(1)

    def _show_detail(self, text: Text | None) -> None:
        self.ask.setVisible(text is None)
        for part in (self.picture, self.name, self.band, self.start, self.like, self.easier, self.harder):
            part.setVisible(text is not None)
        reason = self.model.reason(text) if text is not None else ""
        self.why.setText(reason)
        self.why.setVisible(bool(reason))
        self.listen.setVisible(text is not None)
        if text is None:
            return
        self.picture.setPixmap(cover(text.id, text.genre, 150, 180))
        self.name.setText(text.title)
        here = level(text.grade)
        self.band.setText(f"  {here.word} · {self.tr('%n minute(s)', '', text.minutes)}  ")
        self.band.setStyleSheet(
            f"background: {QColor(here.colour).name()}; color: #ffffff; border-radius: 8px; padding: 4px 8px;"
        )
        self.start.setText(self.model.first_lines(text))

    @Slot()
    def _narrow(self) -> None:
        self.model.narrow(self.filters.filters, only_unread=self.filters.only_unread)

    def _meant_words(self) -> str:
        meant = [f"“{instead}”" for instead in self.model.corrected.values()]
        return self.tr("Looking for %s.").replace("%s", ", ".join(meant))

    def _like(self) -> None:
        if self.model.chosen is not None:
            self.model.show_like(self.model.chosen)

    def _easier(self) -> None:
        if self.model.chosen is not None:
            self.model.show_easier(self.model.chosen)

    def _harder(self) -> None:
        if self.model.chosen is not None:
            self.model.show_harder(self.model.chosen)

    def _listen(self) -> None:
        if self.model.chosen is not None:
            self.model.hear(self.model.chosen, self._journey.listen)

    @Slot()
    def _restyle(self) -> None:
        for tile in self.tiles:
            tile.updateGeometry()
