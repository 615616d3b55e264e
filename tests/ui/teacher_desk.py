"""The teacher's side in a window of its own, with services in memory behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.services.assessment import ReadingResult
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.teacher.side import TeacherSide
from litcoach_desktop.ui.teacher.table import RecordTable
from tests.fakes.content import MITTEN
from tests.fakes.services import FakeAssessment, FakeServices, result_of
from tests.fakes.teacher import BRIDGE, PASSPHRASE, FakeTeacherService, bridge_events, sample_school

TODAY = date(2026, 11, 24)
PATIENCE_MS = 20_000


class FinishingAssessment(FakeAssessment):
    """Judges a reading that was cut short in the teacher's own memory."""

    def __init__(self, teacher: FakeTeacherService) -> None:
        super().__init__()
        self.teacher = teacher

    def finish_interrupted(self, reading_id: str) -> ReadingResult:
        """The reading becomes a judged one."""
        kept = next(one for one in self.teacher.kept if one.id == reading_id)
        kept.state, kept.events = "judged", bridge_events(Passage(BRIDGE))
        return result_of(MITTEN, reading_id)


class Desk:
    """What a test does at the teacher's side."""

    def __init__(self, qtbot: QtBot, teacher: FakeTeacherService, settings: Settings | None = None) -> None:
        self._qtbot = qtbot
        self.door = Door()
        self.teacher = teacher
        self.services = FakeServices(self.door.deliver, teacher=teacher, settings=settings)
        self.services.assessment = FinishingAssessment(teacher)
        self.side = TeacherSide(self.services, today=lambda: TODAY)
        self.side.resize(1366, 700)
        self.side.show()
        self.settle()

    @property
    def played(self) -> list[Samples]:
        """What the loudspeaker was given."""
        return self.services.gateway.played

    def settle(self) -> None:
        """Wait until every answer has come."""
        self._qtbot.waitUntil(lambda: not self.side.busy, timeout=PATIENCE_MS)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and press Enter."""
        page = self.side.way_in.unlock_page
        page.field.setText(passphrase)
        self.press(Qt.Key.Key_Return, page.field)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key and wait for what it sets off."""
        self._qtbot.keyClick(widget or self.side.review_page.passage, key)
        self.settle()

    def choose_class(self, name: str) -> None:
        """Click a class."""
        found = self.side.classes_page.class_list.findItems(name, Qt.MatchFlag.MatchExactly)
        self.side.classes_page.class_list.setCurrentItem(found[0], QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.settle()

    def open_child(self, name: str) -> None:
        """Choose a child and press the next step."""
        page = self.side.classes_page
        page.table.choose(lambda row: row.student.display_name == name)
        page.open.click()
        self.settle()

    def open_reading(self, reading_id: str) -> None:
        """Choose a reading of the child and press the next step."""
        page = self.side.child_page
        page.table.choose(lambda reading: reading.id == reading_id)
        page.open.click()
        self.settle()

    def shown_rows(self, table: QAbstractItemView, column: int = 0) -> list[str]:
        """The texts of one column as they are sorted and narrowed now."""
        model = table.model()
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def everything_readable(self) -> str:
        """All text that any widget of the side holds, shown or hidden."""
        # Windows that were closed are only gone once the event loop has seen to it.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        texts = [widget.text() for widget in self.side.findChildren(QLabel)]
        texts += [widget.text() for widget in self.side.findChildren(QLineEdit)]
        texts += [widget.accessibleName() for widget in self.side.findChildren(QWidget)]
        for table in self.side.findChildren(RecordTable):
            model = table.model()
            for row in range(model.rowCount()):
                texts += [str(model.index(row, column).data()) for column in range(model.columnCount())]
        rooms = self.side.classes_page.class_list
        texts += [rooms.item(row).text() for row in range(rooms.count())]
        return "\n".join(texts)


@contextmanager
def teacher_desk(
    qtbot: QtBot, teacher: FakeTeacherService | None = None, settings: Settings | None = None
) -> Iterator[Desk]:
    """A desk that is closed behind the test, threads and all. settings: None for ones that are kept nowhere."""
    desk = Desk(qtbot, teacher or sample_school(), settings)
    try:
        yield desk
    finally:
        desk.side.leave()
        desk.services.close()
        desk.door.close()
        desk.side.close()
        desk.side.deleteLater()


@contextmanager
def reading_desk(qtbot: QtBot, reading_id: str = "reading-0") -> Iterator[Desk]:
    """A desk on which one reading of Maya's lies open. No two stretches of the recording are the same."""
    teacher = sample_school()
    noise = np.random.default_rng(7)
    teacher.recording = noise.integers(-3000, 3000, 25 * SAMPLE_RATE, dtype=np.int16)
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        desk.open_reading(reading_id)
        yield desk
