"""Importing a roster in the window, over the real services and an encrypted store."""

import csv
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from litcoach_desktop.bootstrap import Services
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.rostering.columns import Holds
from litcoach_desktop.jobs import JobContext, Lane
from litcoach_desktop.ui.teacher.roster_import import RosterStep
from litcoach_desktop.ui.teacher.roster_import_page import RosterImportPage
from litcoach_desktop.ui.teacher.roster_import_preview import MOST_SHOWN, Part
from litcoach_desktop.ui.teacher.side import TeacherSide
from tests.fakes.audio import FakeAudioOutput
from tests.fakes.teacher import PASSPHRASE
from tests.integration.test_roster_reading import ONEROSTER_11, written
from tests.ui.teacher_desk import PATIENCE_MS
from tests.ui.test_teacher_store import opened


class ImportDesk:
    """The page of the import, opened from My classes; Maya Lin is in Room 12 already."""

    def __init__(self, qtbot: QtBot, side: TeacherSide, services: Services) -> None:
        self._qtbot, self.side, self.services = qtbot, side, services
        way_in = side.way_in.set_up_page
        for field in (way_in.first, way_in.second):
            field.setText(PASSPHRASE)
        way_in.go.click()
        self.settle()
        room = services.teacher.add_class("Room 12", 3)
        self.maya = services.teacher.add_student(room.id, "Maya", "Lin", 3)
        side.classes_page.import_roster.click()
        self.settle()

    @property
    def page(self) -> RosterImportPage:
        return self.side.import_page

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.side.busy, timeout=PATIENCE_MS)

    def read(self, path: Path) -> None:
        self.page.model.read(path)
        self.settle()

    def there(self, class_id: str) -> list[Student]:
        """Who is in a class."""
        return self.services.teacher.students(class_id)

    def children(self) -> dict[str, list[str]]:
        """Who is here, by class."""
        teacher = self.services.teacher
        rooms = {room.name: teacher.students(room.id) for room in teacher.classes()}
        return {name: [one.display_name for one in children] for name, children in rooms.items()}


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[ImportDesk]:
    with opened(qtbot, tmp_path / "profile", FakeAudioOutput()) as (side, services):
        yield ImportDesk(qtbot, side, services)


def table(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "Elm School.csv"
    file.write_text(content, encoding="utf-8")
    return file


def test_a_dropped_roster_is_shown_imported_and_undone(desk: ImportDesk, tmp_path: Path) -> None:
    page = desk.page
    assert desk.side.heading().title == "Import a roster"
    assert not page.undo.isVisible()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(written(tmp_path / "roster", ONEROSTER_11)))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(page.rect().center(), Qt.DropAction.CopyAction, dropped, left, none)
    page.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, dropped, left, none))
    desk.settle()
    assert page.model.step is RosterStep.PREVIEW
    preview = page.preview
    assert preview.what.text().startswith("OneRoster 1.1: ")
    assert preview.parts[Part.ADDED].text() == "Added 2"
    assert "New classes: Room 12, Art." in preview.counts.text()
    assert preview.added.model().index(1, 1).data() == "Room 12, Art"
    assert (preview.list.box.currentText(), preview.list.name.text()) == ("a new list, called", "OneRoster 1.1")
    assert desk.children() == {"Room 12": ["Maya Lin"]}
    preview.go.click()
    desk.settle()
    assert page.said.text() == "Imported: 2 added, 0 changed, 0 left."
    everybody = {
        child.id: child.display_name for room in desk.services.teacher.classes() for child in desk.there(room.id)
    }
    assert sorted(everybody.values()) == ["Leo Bergstrom", "Maya Lin", "Maya Lin"]
    assert page.past.records.rowCount() == 1
    page.undo.click()
    desk.settle()
    assert desk.children() == {"Room 12": ["Maya Lin"]}
    assert not page.undo.isVisible()


def test_a_list_without_ids_has_a_name_and_its_children_are_asked_about(
    desk: ImportDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    page, preview, model = desk.page, desk.page.preview, desk.page.model
    names = "First,Last,Class\nAda,Berg,Room 4\nBo,Lind,Room 4\n"
    desk.read(table(tmp_path, names))
    page.columns.go.click()
    desk.settle()
    preview.list.name.setText("Elm, fall")
    qtbot.keyClick(preview.list.name, Qt.Key.Key_Return)
    desk.settle()
    preview.go.click()
    desk.settle()
    # Next week Bo is not there any more.
    desk.read(table(tmp_path, "First,Last,Class\nAda,Berg,Room 4\nCy,Roy,Room 4\n"))
    page.columns.go.click()
    desk.settle()
    assert preview.list.box.currentText() == "the list “Elm, fall” again"
    assert not preview.list.name.isVisible()
    assert (preview.go.text(), preview.go.isEnabled()) == ("The same child?", False)
    box = preview.names.cellWidget(0, 2)
    assert box.currentText() == "Say who it is ..."
    preview.same.click()
    desk.settle()
    assert box.currentText() == "The same as Ada Berg in Room 4, grade K"
    assert not preview.same.isVisible()
    assert [preview.parts[part].text() for part in (Part.ADDED, Part.LEFT)] == ["Added 1", "Leave 1"]
    # As a new list it would let nobody leave.
    preview.list.box.setCurrentIndex(1)
    preview.list.box.activated.emit(1)
    desk.settle()
    assert model.list_id == ""
    assert [preview.parts[part].text() for part in (Part.ADDED, Part.LEFT)] == ["Added 2", "Leave 0"]
    preview.list.box.setCurrentIndex(0)
    preview.list.box.activated.emit(0)
    desk.settle()
    preview.same.click()
    desk.settle()
    preview.go.click()
    desk.settle()
    assert desk.children()["Room 4"] == ["Ada Berg", "Cy Roy"]


def test_when_most_of_a_list_would_leave_it_is_doubted(desk: ImportDesk, tmp_path: Path) -> None:
    roster = desk.services.teacher.roster_import
    lines = [f"{number},Given{number},Lin" for number in range(8)]
    incoming = roster.look(table(tmp_path, "\n".join(["Id,First,Last", *lines])), lambda *_: None)
    roster.carry_out(roster.plan(roster.of_list(incoming, "", "Elm")), "Elm", lambda *_: None)
    desk.read(table(tmp_path, "\n".join(["Id,First,Last", *lines[:2]])))
    desk.page.columns.go.click()
    desk.settle()
    preview = desk.page.preview
    assert preview.parts[Part.LEFT].text() == "Leave 6"
    assert preview.notes.text().startswith("More than half of the children of this list would leave.")


def test_where_it_cannot_be_told_whose_list_it_is_a_person_has_to_say(desk: ImportDesk, tmp_path: Path) -> None:
    page, preview = desk.page, desk.page.preview
    roster = desk.services.teacher.roster_import
    for name, content in (("Elm", "1,Ada,Berg\n2,Bo,Lind\n"), ("Oak", "1,Dee,Roy\n2,Eli,Kaya\n")):
        incoming = roster.look(table(tmp_path, f"Id,First,Last\n{content}"), lambda *_: None)
        roster.carry_out(roster.plan(roster.of_list(incoming, "", name)), name, lambda *_: None)
    desk.read(table(tmp_path, "Id,First,Last\n1,Ada,Berg\n2,Eli,Kaya\n"))
    page.columns.go.click()
    desk.settle()
    assert preview.list.box.currentText() == "Say whose list it is ..."
    assert (preview.go.text(), preview.go.isEnabled()) == ("Whose list is it?", False)
    preview.list.box.setCurrentIndex(1)
    preview.list.box.activated.emit(1)
    desk.settle()
    assert preview.list.box.currentText() == "the list “Elm” again"
    assert preview.go.isEnabled()


def test_a_name_that_is_there_is_asked_about_and_answered_by_keyboard(
    desk: ImportDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.read(written(tmp_path / "roster", ONEROSTER_11))
    preview = desk.page.preview
    assert preview.parts[Part.NAMES].isChecked()
    box = preview.names.cellWidget(0, 2)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    desk.settle()
    assert box.currentText() == "The same as Maya Lin in Room 12, grade 3"
    assert preview.parts[Part.ADDED].text() == "Added 1"
    assert preview.parts[Part.CHANGED].text() == "Changed 1"
    preview.go.click()
    desk.settle()
    assert desk.services.teacher.roster_import.imports()[0].changed == 1
    desk.read(tmp_path / "roster")
    assert not preview.go.isEnabled()
    assert preview.go.text() == "Nothing to change"


def test_guessed_columns_are_shown_and_corrected_by_keyboard_and_by_drag(
    desk: ImportDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.read(table(tmp_path, "Kid,Called,Number,Gr\nLin,Ada,7,3\nBerg,Leo,8,2\n"))
    columns = desk.page.columns
    assert desk.page.model.step is RosterStep.COLUMNS
    assert [columns.table.item(row, 1).text() for row in range(4)] == ["Lin · Berg", "Ada · Leo", "7 · 8", "3 · 2"]
    assert columns.columns == {Holds.ID: 2, Holds.GRADE: 3}
    assert not columns.go.isEnabled()
    # By keyboard: the letters of what it is.
    qtbot.keyClicks(columns.boxes[0], "Fam")
    assert columns.columns[Holds.FAMILY_NAME] == 0
    # By dragging the meaning onto the second line.
    index = columns.meanings.model().index(0, 0)
    dragged = columns.meanings.model().mimeData([index])
    place = columns.table.visualItemRect(columns.table.item(1, 0)).center()
    columns.table.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert columns.columns == {Holds.FAMILY_NAME: 0, Holds.GIVEN_NAME: 1, Holds.ID: 2, Holds.GRADE: 3}
    columns.go.click()
    desk.settle()
    desk.page.preview.go.click()
    desk.settle()
    assert desk.children()["Elm School"] == ["Ada Lin", "Leo Berg"]


def test_a_meaning_is_that_of_one_column_only(desk: ImportDesk, tmp_path: Path) -> None:
    desk.read(table(tmp_path, "First,Other,ID\nAda,Lin,7\n"))
    columns = desk.page.columns
    assert columns.columns[Holds.GIVEN_NAME] == 0
    columns.boxes[1].setCurrentIndex(columns.boxes[0].currentIndex())
    assert columns.columns[Holds.GIVEN_NAME] == 1
    assert columns.boxes[0].currentText() == "not read"


def test_bad_lines_are_listed_and_kept_to_be_mended(desk: ImportDesk, tmp_path: Path) -> None:
    desk.read(table(tmp_path, "First,Last,ID,Password\nAda,Lin,7,x\n=A1(),Berg,8,secret\n"))
    desk.page.columns.go.click()
    desk.settle()
    preview = desk.page.preview
    assert preview.parts[Part.BAD].text() == "Lines left out 1"
    desk.page.keep_bad_lines(tmp_path / "mend.csv")
    with (tmp_path / "mend.csv").open(encoding="utf-8-sig", newline="") as file:
        (kept,) = csv.DictReader(file)
    assert (kept["line"], kept["First"]) == ("3", "'=A1()")
    assert "secret" not in str(kept)
    preview.go.click()
    desk.settle()
    assert desk.children()["Elm School"] == ["Ada Lin"]


def test_too_much_is_counted_and_the_beginning_shown(desk: ImportDesk, tmp_path: Path) -> None:
    rows = "".join(f"Child{number},Lin,{number}\n" for number in range(MOST_SHOWN + 200))
    desk.read(table(tmp_path, f"First,Last,ID\n{rows}"))
    desk.page.columns.go.click()
    desk.settle()
    preview = desk.page.preview
    assert preview.parts[Part.ADDED].text() == "Added 700"
    assert preview.added.records.rowCount() == MOST_SHOWN
    assert "The first 500 of 700." in preview.more.text()


def test_what_is_no_roster_is_said_and_another_file_can_be_chosen(desk: ImportDesk, tmp_path: Path) -> None:
    desk.read(tmp_path / "none.zip")
    assert desk.page.problem_card.isVisible()
    assert "cannot be read" in desk.page.problem.text()
    desk.read(table(tmp_path, "First,Last\nAda,Lin\n"))
    assert not desk.page.problem_card.isVisible()


def test_cancelling_leaves_nothing_half_done(desk: ImportDesk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.read(written(tmp_path / "roster", ONEROSTER_11))
    gate = threading.Event()

    def hold(_ctx: JobContext) -> None:
        gate.wait(PATIENCE_MS / 1000)

    # Something else is at the store, so that the import still waits when it is cancelled.
    desk.services.runner.submit(Lane.STORE, hold, name="something else")
    desk.page.preview.go.click()
    assert desk.page.model.step is RosterStep.IMPORTING
    desk.page.working.cancel.click()
    gate.set()
    assert desk.page.model.step is RosterStep.PREVIEW
    desk.page.preview.back.click()
    desk.page.model.load()
    desk.settle()
    assert desk.page.past.records.rowCount() == 0
    assert desk.children() == {"Room 12": ["Maya Lin"]}


def test_locking_leaves_no_name_behind(desk: ImportDesk, tmp_path: Path) -> None:
    desk.read(written(tmp_path / "roster", ONEROSTER_11))
    assert desk.page.preview.added.records.rowCount() == 2
    desk.side.leave()
    assert desk.page.preview.added.records.rowCount() == 0
    assert desk.page.preview.what.text() == ""
    assert desk.page.model.plan is None
