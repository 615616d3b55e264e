"""Screen 1, "Who are you?": the class, the names with their animals, and a kind offer to finish a reading."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.pin_panel import PinPanel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.who_model import WhoModel
from litcoach_desktop.ui.theme import MEDIUM, current_theme
from litcoach_desktop.ui.widgets.animal import animal_icon
from litcoach_desktop.ui.widgets.flow import FlowLayout, clear
from litcoach_desktop.ui.widgets.plain import button, frame, label

_TILE_WIDTH = 236
_ANIMAL = 56


class WhoScreen(Screen):
    """Names to tap; the next step says the name that was tapped."""

    def __init__(self, model: WhoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = model
        self._tiles_for: tuple[object, ...] = ()
        self._ready = False
        self.tiles: dict[str, QPushButton] = {}
        self.guest = button(self.tr("I'm a guest"), "guest", "quiet", model.be_guest)
        self.guest.setToolTip(self.tr("Read without keeping anything"))
        self.others.addWidget(self.guest)

        self.pin_again = button(self.tr("Start again"), "erase", "", model.clear_pin)
        self.others.addWidget(self.pin_again)

        self._names = QWidget()
        column = QVBoxLayout(self._names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self._offer_card())
        column.addWidget(label(self.tr("Who are you?"), "title"))
        self.rooms = QComboBox()
        self.rooms.setAccessibleName(self.tr("Class"))
        self.rooms.activated.connect(self._room_chosen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Type two letters of your name"))
        self.search.setAccessibleName(self.tr("Find a name"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(model.filter)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.rooms)
        row.addWidget(self.search, 1)
        column.addLayout(row)
        self.hint = label("", "label")
        column.addWidget(self.hint)
        self._grid = QWidget()
        self._flow = FlowLayout(self._grid, 12)
        column.addWidget(self._grid)
        column.addStretch(1)
        self.pin = PinPanel(model)
        self.body.addWidget(self._names)
        self.body.addWidget(self.pin)
        model.changed.connect(self._show)
        current_theme().changed.connect(self._restyle)
        self._show()

    def heading(self) -> Heading:
        """No way back from the first screen, but from the PIN to the names."""
        return Heading(back=self.tr("Back") if self.model.pin_asked else None)

    def enter(self) -> None:
        """Fresh names, nobody chosen."""
        self.search.clear()
        self.model.load()
        self.search.setFocus()

    def leave(self) -> None:
        """Nothing goes on unseen."""
        self.model.stop()

    def back(self) -> bool:
        """From the PIN to the names."""
        if self.model.pin_asked:
            self.model.leave_pin()
        return True

    def on_next(self) -> None:
        """The child whose name is on the button goes on."""
        self.model.enter()

    def _offer_card(self) -> QWidget:
        self.offer = frame("calm")
        row = QHBoxLayout(self.offer)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(MEDIUM)
        self.offer_words: QLabel = label("", "body")
        self.finish = button(self.tr("Finish it"), "done", "", self.model.finish_interrupted)
        self.set_aside = button(self.tr("Not now"), None, "quiet", self.model.set_interrupted_aside)
        row.addWidget(self.offer_words, 1)
        row.addWidget(self.set_aside)
        row.addWidget(self.finish)
        return self.offer

    @Slot()
    def _show(self) -> None:
        model = self.model
        was_ready = self._ready
        self._ready = self.show_phase(
            model,
            self.tr("Looking for the names ..."),
            self.tr("There is no class here yet."),
            self.tr("A teacher can add one behind the Teacher button. You can read as a guest until then."),
        )
        # Names may come when a teacher has the window already.
        if self._ready and not was_ready and self.isVisible():
            self.search.setFocus()
        self._names.setVisible(not model.pin_asked)
        self.pin.setVisible(model.pin_asked)
        self.pin.show_state()
        self._show_offer()
        self._show_rooms()
        self._show_tiles()
        self.guest.setVisible(not model.pin_asked)
        self.pin_again.setVisible(model.pin_asked)
        self.next.setVisible(bool(model.classes) and not model.pin_asked)
        self.next.setEnabled(model.chosen is not None)
        name = model.name_of(model.chosen) if model.chosen else ""
        if len(name) > 24:
            name = name[:23] + "…"
        self.next.setText(self.tr("I'm %s").replace("%s", name) if name else self.tr("Tap your name"))
        self.heading_changed.emit()

    def _show_offer(self) -> None:
        model = self.model
        self.offer.setVisible(bool(model.interrupted))
        if not model.interrupted:
            return
        reading = model.interrupted[0]
        if model.finishing:
            words = self.tr("Listening to what was read ...")
        elif reading.student is not None:
            words = self.tr("%1's reading of “%2” stopped in the middle. It is safe. Shall we finish it?")
            words = words.replace("%1", reading.student.given_name)
        else:
            words = self.tr("A reading of “%2” stopped in the middle. It is safe. Shall we finish it?")
        self.offer_words.setText(words.replace("%2", reading.text_title))
        self.finish.setEnabled(not model.finishing)
        self.set_aside.setEnabled(not model.finishing)

    def _show_rooms(self) -> None:
        model = self.model
        if [self.rooms.itemData(row) for row in range(self.rooms.count())] != [room.id for room in model.classes]:
            self.rooms.clear()
            for room in model.classes:
                self.rooms.addItem(room.name, room.id)
        self.rooms.setCurrentIndex(max(0, self.rooms.findData(model.class_id)))

    def _show_tiles(self) -> None:
        model = self.model
        shown = tuple(student.id for student in model.shown)
        if shown != self._tiles_for:
            self._tiles_for = shown
            self._make_tiles()
        for student_id, tile in self.tiles.items():
            tile.setChecked(model.chosen is not None and model.chosen.id == student_id)
        more = len(model.found) - len(model.shown)
        if more > 0:
            self.hint.setText(self.tr("There are %n more name(s). Type two letters of yours.", "", more))
        elif not shown:
            self.hint.setText(self.tr("No name begins like that. Try the first letters again."))
        self.hint.setVisible(more > 0 or not shown)

    def _make_tiles(self) -> None:
        clear(self._flow)
        self.tiles = {}
        scale = current_theme().text_scale
        width = round(_TILE_WIDTH * (1 + (scale - 1) * 0.75))
        for student in self.model.shown:
            name = self.model.name_of(student)
            tile = button("", None, "child", partial(self.model.choose, student))
            tile.setCheckable(True)
            tile.setIcon(animal_icon(student.animal, 2 * _ANIMAL))
            # Wider than high: the room between the animal and the name.
            tile.setIconSize(QSize(_ANIMAL + 12, _ANIMAL))
            tile.setFixedWidth(width)
            tile.ensurePolished()
            room = width - _ANIMAL - 56
            tile.setText(tile.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
            tile.setToolTip(student.display_name)
            tile.setAccessibleName(name)
            self._flow.addWidget(tile)
            self.tiles[student.id] = tile

    @Slot(int)
    def _room_chosen(self, row: int) -> None:
        self.search.clear()
        self.model.choose_class(self.rooms.itemData(row))

    @Slot()
    def _restyle(self) -> None:
        self._tiles_for = ()
        self._show_tiles()
