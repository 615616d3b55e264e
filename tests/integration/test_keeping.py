"""What a teacher may do with all that is kept about a child: hand it out, hold it, erase it, look at what is due."""

import json
import zipfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.errors import Refused, StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.retention import Kept, Retention
from litcoach_desktop.services.teacher import Format
from tests.integration.desk import Desk, no_ticks


def read(desk: Desk, ident: str, *, days: int = 0) -> str:
    desk.read(ident, ReadingEvents((WordEvent(0, WordStatus.CORRECT, 0.9),)), days=days)
    desk.databases.recordings.begin(ident)
    desk.databases.recordings.append(ident, 0, np.ones(16_000, np.int16))
    desk.databases.recordings.compress(ident)
    return ident


def test_what_is_handed_out_is_everything(desk: Desk, tmp_path: Path) -> None:
    reading = read(desk, "a")
    file = tmp_path / "maya.zip"
    desk.teacher.keeping.hand_out(desk.child.id, file, no_ticks)
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["README.txt", "everything.json", f"recordings/{reading}.flac"]
        everything = json.loads(archive.read("everything.json"))
        assert "Maya Lin" in archive.read("README.txt").decode()
    assert [row["id"] for row in everything["reading"]] == [reading]
    assert everything["judgement"][0]["events"]["status"] == "c"


def test_a_file_that_cannot_be_written_leaves_what_was_there(desk: Desk, tmp_path: Path) -> None:
    read(desk, "a")
    with pytest.raises(StorageProblem, match="could not be written"):
        desk.teacher.keeping.hand_out(desk.child.id, tmp_path / "no folder" / "maya.zip", no_ticks)
    file = tmp_path / "maya.zip"
    file.write_text("yesterday's", encoding="utf-8")

    def stop(_done: int, _total: int, _note: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.teacher.keeping.hand_out(desk.child.id, file, stop)
    assert file.read_text(encoding="utf-8") == "yesterday's"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".new"] == []


@pytest.mark.parametrize("form", [None, *Format])
def test_a_full_disk_gives_a_sentence_and_leaves_no_half_of_a_file(
    desk: Desk, tmp_path: Path, form: Format | None
) -> None:
    """form: None for all that is kept about a child. The device stands in for a disk that takes nothing more."""
    read(desk, "a")
    file = tmp_path / "out"
    file.write_text("yesterday's", encoding="utf-8")
    (tmp_path / "out.new").symlink_to("/dev/full")
    with pytest.raises(StorageProblem, match="No space left on device"):
        take_out(desk, form, file)
    assert file.read_text(encoding="utf-8") == "yesterday's"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".new"] == []


@pytest.mark.parametrize("form", [None, *Format])
def test_a_file_that_may_not_be_replaced_gives_a_sentence(desk: Desk, tmp_path: Path, form: Format | None) -> None:
    """As Windows refuses it while Excel has the file open: everything can be written but for the last step."""
    read(desk, "a")
    (tmp_path / "out" / "taken").mkdir(parents=True)
    with pytest.raises(StorageProblem, match="could not be written"):
        take_out(desk, form, tmp_path / "out")
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".new"] == []


def take_out(desk: Desk, form: Format | None, file: Path) -> None:
    if form is None:
        desk.teacher.keeping.hand_out(desk.child.id, file, no_ticks)
    else:
        desk.teacher.exporting.export(form, file, no_ticks)


def test_a_hold_keeps_a_child_until_it_is_lifted(desk: Desk) -> None:
    read(desk, "a", days=-900)
    keeping = desk.teacher.keeping
    with pytest.raises(Refused, match="reason"):
        keeping.hold(desk.child.id, " ")
    keeping.hold(desk.child.id, "a court asked")
    with pytest.raises(Refused, match="a court asked"):
        keeping.erase_child(desk.child.id)
    assert keeping.due() == []
    assert keeping.end_periods() == []
    keeping.lift(desk.child.id)
    assert keeping.holds() == []
    certificate = keeping.erase_child(desk.child.id)
    assert certificate.rows["student"] == 1
    assert keeping.certificates() == [certificate]
    with pytest.raises(KeyError):
        keeping.erase_child(desk.child.id)


def test_what_is_due_in_a_week_is_told_before_it_goes(desk: Desk) -> None:
    read(desk, "soon", days=-362)
    read(desk, "later", days=-300)
    (due,) = desk.teacher.keeping.due()
    assert (due.kind, due.id, due.student_id, due.name) == (Kept.SOUND, "soon", desk.child.id, "Maya Lin")
    assert due.day == desk.clock.now() + timedelta(days=3)
    assert desk.teacher.keeping.end_periods() == []
    desk.periods = Retention(sound=30, readings=360, talks=0, backups=0)
    ended = desk.teacher.keeping.end_periods()
    assert [(one.what, one.made_by) for one in ended] == [("sound", "retention"), ("readings", "retention")]
    assert ended[0].rows["recording"] == 2
    assert [one.id for one in desk.databases.readings.of_student(desk.child.id)] == ["later"]


def test_while_it_is_locked_nothing_is_told_and_periods_end_all_the_same(desk: Desk, tmp_path: Path) -> None:
    read(desk, "a", days=-900)
    desk.teacher.lock()
    keeping = desk.teacher.keeping
    for ask in (
        keeping.due,
        keeping.certificates,
        keeping.holds,
        lambda: keeping.erase_child(desk.child.id),
        lambda: keeping.hold(desk.child.id, "why"),
        lambda: keeping.lift(desk.child.id),
        lambda: keeping.hand_out(desk.child.id, tmp_path / "maya.zip", no_ticks),
    ):
        with pytest.raises(Refused, match="locked"):
            ask()
    assert [one.what for one in keeping.end_periods()] == ["sound"]
