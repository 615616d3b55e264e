"""The teacher's side over the real services and an encrypted store: what was marked is there after a restart."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from litcoach_desktop.bootstrap import Services, open_services
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.teacher.child_page import ChildPage
from litcoach_desktop.ui.teacher.side import TeacherSide
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput
from tests.fakes.listening import ScriptedListener
from tests.fakes.teacher import PASSPHRASE
from tests.ui.teacher_desk import PATIENCE_MS

TEXT = Text("goat", "The Goat", 3, "story", ("animals",), "On the far side a goat waited, chewing a red hat.")
SECONDS = 6
SOUND = np.random.default_rng(3).integers(-2000, 2000, SECONDS * SAMPLE_RATE, dtype=np.int16)


@contextmanager
def opened(qtbot: QtBot, folder: Path, output: FakeAudioOutput) -> Iterator[tuple[TeacherSide, Services]]:
    """The side over services of this folder, closed behind the test."""
    door = Door()
    listener = ScriptedListener({2: WordStatus.MISREAD, 4: WordStatus.OMITTED})
    services = open_services(
        door.deliver,
        Settings(),
        data_dir=folder,
        audio_input=FakeAudioInput(np.zeros(0, dtype=np.int16)),
        audio_output=output,
        listener=lambda: listener,
    )
    side = TeacherSide(services)
    side.resize(1366, 700)
    side.show()
    try:
        qtbot.waitUntil(lambda: not side.busy, timeout=PATIENCE_MS)
        yield side, services
    finally:
        side.leave()
        services.close()
        door.close()
        side.close()
        side.deleteLater()


def read_aloud(services: Services, student: Student, *, to_the_end: bool) -> None:
    """The child reads; without an end, the power goes after five seconds."""
    reading = services.assessment.open_reading(student, TEXT)
    for second in range(SECONDS if to_the_end else SECONDS - 1):
        piece = SOUND[second * SAMPLE_RATE : (second + 1) * SAMPLE_RATE]
        reading.following.feed(piece)
        reading.keep_second(second, piece)
    if to_the_end:
        services.assessment.judge(reading)


def test_a_mark_changes_the_score_for_good_and_the_word_is_heard(qtbot: QtBot, tmp_path: Path) -> None:
    output = FakeAudioOutput()

    def settle() -> None:
        qtbot.waitUntil(lambda: not side.busy, timeout=PATIENCE_MS)

    with opened(qtbot, tmp_path, output) as (side, services):
        page = side.way_in.set_up_page
        page.first.setText(PASSPHRASE)
        page.second.setText(PASSPHRASE)
        page.go.click()
        settle()
        side.roster.add_class("Otters", 3)
        settle()
        side.roster.add_child("Maya", "Okafor", 3, ("bee", "owl", "fox"))
        settle()
        student = side.roster.rows[0].student
        read_aloud(services, student, to_the_end=True)
        read_aloud(services, student, to_the_end=False)
        side.roster.refresh()
        settle()
        side.classes_page.open.click()
        settle()
        assert states(side.child_page) == ["Cut short", "Marked"]
        side.review.load(side.child.readings[1].id)
        settle()
        before = side.review_page.score.right.number
        side.review_page.passage.set_current(2)
        side.review.hear(2)
        side.review.mark_plain(2, WordStatus.CORRECT)
        settle()
        assert before != side.review_page.score.right.number == "10 of 11"
        step = SECONDS / 11
        start = round((2 * step - 0.15) * SAMPLE_RATE)
        end = round((3 * step + 0.15) * SAMPLE_RATE)
        assert np.array_equal(output.played[-1], SOUND[start:end])

    with opened(qtbot, tmp_path, output) as (side, _services):
        assert side.way_in.currentWidget() is side.way_in.unlock_page
        side.way_in.unlock_page.unlock.emit("wrong")
        settle()
        assert side.way_in.unlock_page.problem.text() == "That is not the passphrase."
        side.way_in.unlock_page.unlock.emit(PASSPHRASE)
        settle()
        assert side.roster.rows[0].student.picture_pin == ("bee", "owl", "fox")
        side.classes_page.open.click()
        settle()
        rates = [reading.wcpm for reading in side.child.readings]
        assert rates[0] is None
        side.review.load(side.child.readings[1].id)
        settle()
        assert side.review_page.score.right.number == "10 of 11"
        assert [mark.index for mark in side.review.detail.marks] == [2]
        side.review.load(side.child.readings[0].id)
        settle()
        side.review_page.notice.act.click()
        settle()
        assert side.review_page.score.right.number == "9 of 11"
        side.review.playback.stop()
        settle()


def states(page: ChildPage) -> list[str]:
    """The last column of the child's readings."""
    model = page.table.model()
    return [model.index(row, model.columnCount() - 1).data() for row in range(model.rowCount())]
