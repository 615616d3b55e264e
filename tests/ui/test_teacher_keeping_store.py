"""Keeping and erasing in the window over the real services: exported, handed out, held, erased, certified."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.services.teacher import Format
from litcoach_desktop.ui.teacher.child_keeping_sheet import ChildKeepingSheet
from litcoach_desktop.ui.teacher.export_sheet import ExportSheet
from litcoach_desktop.ui.teacher.keeping_page import Listed
from tests.fakes.audio import FakeAudioOutput
from tests.fakes.teacher import PASSPHRASE
from tests.ui.teacher_desk import PATIENCE_MS
from tests.ui.test_teacher_store import opened, read_aloud


def test_a_child_goes_from_the_list_with_all_that_was_kept(qtbot: QtBot, tmp_path: Path) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: not side.busy, timeout=PATIENCE_MS)

    with opened(qtbot, tmp_path / "data", FakeAudioOutput()) as (side, services):
        services.teacher.set_up(PASSPHRASE)
        room = services.teacher.add_class("Otters", 3)
        maya = services.teacher.add_student(room.id, "Maya", "Okafor", 3)
        services.teacher.add_student(room.id, "Noah", "Lin", 3)
        read_aloud(services, maya, to_the_end=True)
        side.entry.ask()
        settle()
        side.way_in.unlock_page.unlock.emit(PASSPHRASE)
        settle()
        side.office.export(room)
        (export,) = side.findChildren(ExportSheet)
        for form in Format:
            export.forms[form].setChecked(True)
            export.export_to(tmp_path / f"readings.{form.value}")
            settle()
            assert export.said.text().endswith("has 1 readings."), export.said.text()
        export.reject()

        side.classes_page.table.choose(lambda row: row.student.id == maya.id)
        side.classes_page.open.click()
        settle()
        side.child_page.keeping.click()
        settle()
        (sheet,) = side.findChildren(ChildKeepingSheet)
        assert "Readings: 1\nRecordings: 1" in sheet.there.text()
        sheet.hand_out_to(tmp_path / "maya.zip")
        settle()
        assert "maya.zip" in sheet.said.text()
        with zipfile.ZipFile(tmp_path / "maya.zip") as archive:
            assert any(name.endswith(".flac") for name in archive.namelist())
        sheet.reason.setText("a court asked")
        sheet.put_on.click()
        settle()
        assert "a court asked" in sheet.held.text()
        sheet.lift.click()
        settle()
        sheet.typed.setText("Maya Okafor")
        sheet.erase.click()
        settle()
        assert sheet.there.text().startswith("Erased for good:")
        sheet.accept()
        settle()
        assert [row.student.given_name for row in side.roster.rows] == ["Noah"]
        side.office.open_list(Listed.ERASED)
        settle()
        (certificate,) = side.office.keeping.certificates
        assert (certificate.what, certificate.made_by, certificate.about) == ("child", "teacher", maya.id)
        assert services.databases.recordings.kept() == set()


def test_what_is_due_leads_to_its_reading_and_stays_until_its_day(qtbot: QtBot, tmp_path: Path) -> None:
    def settle() -> None:
        qtbot.waitUntil(lambda: not side.busy, timeout=PATIENCE_MS)

    with opened(qtbot, tmp_path / "data", FakeAudioOutput()) as (side, services):
        services.teacher.set_up(PASSPHRASE)
        room = services.teacher.add_class("Otters", 3)
        maya = services.teacher.add_student(room.id, "Maya", "Okafor", 3)
        services.databases.readings.begin(
            reading_id="old", student_id=maya.id, text_id="t", text_title="The Goat", passage_text="A goat.",
            protocol="cbm", started_at=datetime.now(UTC),
        )  # fmt: skip
        services.databases.readings.finish("old", ReadingEvents(()), None)
        services.databases.recordings.begin("old")
        services.databases.recordings.append("old", 0, np.ones(16_000, np.int16))
        services.settings.keep_sound_days = 3
        side.entry.ask()
        settle()
        side.way_in.unlock_page.unlock.emit(PASSPHRASE)
        settle()
        side.office.open_list(Listed.DUE)
        settle()
        page = side.office.keeping_page
        page.tables[Listed.DUE].choose(lambda due: due.id == "old")
        page.open.click()
        settle()
        assert side.places.current.page is side.review_page
        assert services.teacher.keeping.end_periods() == []
        assert services.databases.recordings.kept() == {"old"}
