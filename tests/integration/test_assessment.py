"""A reading from its first second to its result, over the real encrypted store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.feedback import Strategy
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.retention import Sound
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.assessment import AssessmentService, ReadingResult
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import obtain_key
from litcoach_desktop.store.readings import ReadingState
from tests.fakes.clock import FakeClock

TEXT = Text("hen", "The Hen", 2, "story", ("animals",), "The red hen ran up the big hill.")


@dataclass
class OneWordASecond:
    """Hears the next word of the passage in each second that is not silent; below zero it is misread as "rad"."""

    passage: Passage
    fed: list[Samples] = field(default_factory=list)

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        self.fed.append(samples)
        return ()

    def judge(self) -> ReadingEvents:
        sound = np.concatenate([*self.fed, np.zeros(0, np.int16)])
        heard = [second for second in range(len(sound) // SAMPLE_RATE) if sound[second * SAMPLE_RATE] != 0]
        wrong = {index for index, second in enumerate(heard) if sound[second * SAMPLE_RATE] < 0}
        words = tuple(
            WordEvent(
                word.index,
                WordStatus.MISREAD if word.index in wrong else WordStatus.CORRECT,
                0.05 if word.index in wrong else 0.95,
                heard[word.index],
                heard[word.index] + 0.5,
                "rad" if word.index in wrong else None,
            )
            if word.index < len(heard)
            else WordEvent(word.index, WordStatus.NOT_REACHED, 0.01)
            for word in self.passage.words
        )
        return ReadingEvents(
            words,
            duration_s=len(sound) / SAMPLE_RATE,
            first_word_s=float(heard[0]) if heard else None,
            engine="metronome",
            engine_version="1",
            unscored_reason=None if heard else "silent",
        )


class Metronome:
    name = "metronome"
    version = "1"

    def follow(self, passage: Passage, *, live: bool = True) -> OneWordASecond:
        return OneWordASecond(passage)


@dataclass
class Desk:
    folder: Path
    databases: Databases
    service: AssessmentService
    student: Student

    def restart(self) -> "Desk":
        """What the next start of litcoach finds."""
        self.databases.close()
        return desk_in(self.folder, FakeClock())


def desk_in(folder: Path, clock: FakeClock, *, sound: Sound = Sound.KEPT) -> Desk:
    databases = open_databases(folder, obtain_key(folder, create=True, portable=True), clock=clock)
    classes = databases.roster.classes()
    if classes:
        student = databases.roster.students(classes[0].id)[0]
    else:
        room = databases.roster.add_class("Room 12", 3)
        student = databases.roster.add_student(room.id, "Maya", "Okafor", 3, "fox")
    service = AssessmentService(
        databases.roster,
        databases.readings,
        databases.recordings,
        databases.page_looks,
        databases.judgements,
        Metronome,
        clock,
        protocol=lambda: "reading_progress",
        protocols=lambda: PRESETS,
        sound=lambda: sound,
    )
    return Desk(folder, databases, service, student)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = desk_in(tmp_path, FakeClock())
    yield desk
    desk.databases.close()


def second(value: int = 1) -> Samples:
    return np.full(SAMPLE_RATE, value, np.int16)


def test_what_a_child_has_read_is_known_each_text_once(desk: Desk) -> None:
    assert desk.service.texts_read(desk.student.id) == []
    for _ in range(2):
        reading = desk.service.open_reading(desk.student, TEXT)
        reading.keep_second(0, second())
        desk.service.judge(reading)
    desk.service.open_reading(desk.student, replace(TEXT, id="begun-only"))
    assert desk.service.texts_read(desk.student.id) == [TEXT.id]


def test_the_last_scored_result_of_a_child_can_be_told_again(desk: Desk) -> None:
    assert desk.service.last_result(desk.student) is None
    results = []
    for sound in (1, -1, 0):
        reading = desk.service.open_reading(desk.student, TEXT)
        for at in range(3):
            reading.keep_second(at, second(sound))
            reading.following.feed(second(sound))
        results.append(desk.service.judge(reading))
    assert results[2].score is None
    # The clock stands still here: of readings that began together the one with the later id is the last.
    told = desk.service.last_result(desk.student)
    assert told is not None
    same = next(one for one in results if one.reading_id == told.reading_id)
    assert same.score is not None
    assert told == same


def test_a_child_finds_its_pages_as_it_left_them(desk: Desk) -> None:
    assert desk.service.page_look(desk.student) == PageLook()
    for look in (PageLook(size=1.5), PageLook(size=1.25, paper="blue", syllables=True)):
        desk.service.keep_page_look(desk.student, look)
    again = desk.restart()
    assert again.service.page_look(desk.student) == PageLook(size=1.25, paper="blue", syllables=True)
    again.databases.close()


def test_a_class_with_a_one_minute_protocol_reads_against_the_clock(desk: Desk) -> None:
    assert desk.service.open_reading(desk.student, TEXT).clock_s is None
    desk.databases.judgements.set_class_protocol(desk.student.class_id, "dibels8")
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.clock_s == 60
    assert reading.id is not None
    assert desk.databases.readings.get(reading.id).protocol == "dibels8"
    assert desk.service.open_reading(None, TEXT).clock_s is None


def test_a_childs_own_pronunciation_is_right_in_its_next_reading(desk: Desk) -> None:
    def read() -> ReadingResult:
        reading = desk.service.open_reading(desk.student, TEXT)
        reading.following.feed(second())
        reading.following.feed(second(-1))
        return desk.service.judge(reading)

    first = read()
    (misread,) = [word for word in first.events.words if word.status is WordStatus.MISREAD]
    assert first.reading_id is not None
    desk.databases.judgements.add_pronunciation(
        AcceptedPronunciation(
            desk.student.id,
            TEXT.passage.words[misread.index].spoken,
            misread.heard,
            desk.databases.readings.get(first.reading_id).started_at,
            first.reading_id,
            misread.index,
            "teacher",
            "2026-11-24T10:00:00+00:00",
        )
    )
    again = read()
    assert again.reading_id is not None
    assert again.events.words[misread.index].status is WordStatus.CORRECT
    kept = desk.databases.readings.get(again.reading_id).events
    assert kept is not None
    assert kept.words[misread.index].status is WordStatus.MISREAD


def test_a_reading_is_kept_scored_and_compressed(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    for number in range(4):
        reading.keep_second(number, second(number + 1))
        reading.following.feed(second(number + 1))
    result = desk.service.judge(reading)
    stored = desk.databases.readings.get(reading.id)
    assert stored.state is ReadingState.JUDGED
    assert stored.events == result.events
    assert result.score is not None
    assert stored.wcpm == pytest.approx(result.score.wcpm)
    assert result.score.words_correct == 4
    assert result.percentile is not None
    assert result.praise.strategy is Strategy.STARTED
    assert desk.databases.recordings.uncompressed() == []
    assert np.array_equal(desk.service.audio(reading.id)[::SAMPLE_RATE], [1, 2, 3, 4])


def test_a_silent_reading_is_unscored_and_never_a_bad_mark(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    reading.keep_second(0, second(0))
    reading.following.feed(second(0))
    result = desk.service.judge(reading)
    assert (result.score, result.percentile) == (None, None)
    assert result.events.unscored_reason == "silent"
    stored = desk.databases.readings.get(reading.id)
    assert (stored.state, stored.wcpm, stored.accuracy) == (ReadingState.UNSCORED, None, None)


def test_nothing_is_kept_of_a_guest(desk: Desk) -> None:
    reading = desk.service.open_reading(None, TEXT)
    reading.keep_second(0, second())
    reading.following.feed(second())
    result = desk.service.judge(reading)
    assert result.reading_id is None
    assert result.score is not None
    assert result.percentile is None
    again = desk.restart()
    assert again.service.interrupted() == []
    assert again.databases.readings.of_student(again.student.id) == []
    again.databases.close()


def test_a_reading_cut_short_is_offered_at_the_next_start_and_judged_from_what_was_kept(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    for number in range(3):
        reading.keep_second(number, second(number + 1))
    again = desk.restart()
    (cut_short,) = again.service.interrupted()
    assert (cut_short.id, cut_short.seconds, cut_short.text_title) == (reading.id, 3, "The Hen")
    assert cut_short.student == again.student
    result = again.service.finish_interrupted(cut_short.id)
    assert result.score is not None
    assert result.score.words_correct == 3
    assert again.service.interrupted() == []
    assert again.databases.recordings.uncompressed() == []
    again.databases.close()


def test_a_reading_without_a_whole_second_is_not_offered(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    again = desk.restart()
    assert again.service.interrupted() == []
    assert again.databases.readings.get(reading.id).state is ReadingState.ABANDONED
    again.databases.close()


def test_an_abandoned_reading_is_not_offered_again_but_its_sound_stays(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    reading.keep_second(0, second())
    again = desk.restart()
    again.service.abandon(reading.id)
    assert again.service.interrupted() == []
    assert len(again.service.audio(reading.id)) == SAMPLE_RATE
    again.databases.close()


def test_recordings_left_in_seconds_are_compressed_at_the_next_start(desk: Desk) -> None:
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    reading.keep_second(0, second())
    desk.databases.readings.finish(reading.id, reading.following.judge(), None)
    assert desk.databases.recordings.uncompressed() == [reading.id]
    again = desk.restart()
    again.service.interrupted()
    assert again.databases.recordings.uncompressed() == []
    again.databases.close()


def test_a_picture_pin_is_needed_in_its_order(desk: Desk) -> None:
    assert desk.service.check_pin(desk.student.id, ())
    desk.databases.roster.set_picture_pin(desk.student.id, ("fox", "owl", "bee"))
    assert desk.service.check_pin(desk.student.id, ("fox", "owl", "bee"))
    assert not desk.service.check_pin(desk.student.id, ("owl", "fox", "bee"))
    assert not desk.service.check_pin(desk.student.id, ())


def test_the_days_of_finished_readings_are_told_apart(tmp_path: Path) -> None:
    clock = FakeClock(datetime(2026, 10, 5, 12, 0, tzinfo=UTC))
    desk = desk_in(tmp_path, clock)
    for day in (5, 6, 6):
        clock.set_wall_clock(datetime(2026, 10, day, 12, 0, tzinfo=UTC))
        reading = desk.service.open_reading(desk.student, TEXT)
        reading.following.feed(second())
        desk.service.judge(reading)
    clock.set_wall_clock(datetime(2026, 10, 7, 12, 0, tzinfo=UTC))
    desk.service.open_reading(desk.student, TEXT)
    assert desk.service.days_read(desk.student.id, date(2026, 10, 1)) == {date(2026, 10, 5), date(2026, 10, 6)}
    assert desk.service.days_read(desk.student.id, date(2026, 10, 6)) == {date(2026, 10, 6)}
    desk.databases.close()


def test_where_recordings_are_switched_off_no_sound_reaches_the_disk(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, FakeClock(), sound=Sound.OFF)
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    assert not reading.sound_kept
    reading.keep_second(0, second())
    reading.following.feed(second())
    assert len(desk.service.audio(reading.id)) == 0
    assert desk.service.judge(reading).score is not None
    assert desk.databases.recordings.kept() == set()
    cut_short = desk.service.open_reading(desk.student, TEXT)
    assert cut_short.id is not None
    again = desk.restart()
    assert again.service.interrupted() == []
    assert again.databases.readings.get(cut_short.id).state is ReadingState.ABANDONED
    again.databases.close()


def test_where_recordings_are_erased_the_sound_goes_when_it_was_judged(tmp_path: Path) -> None:
    desk = desk_in(tmp_path, FakeClock(), sound=Sound.ERASED_WHEN_JUDGED)
    reading = desk.service.open_reading(desk.student, TEXT)
    assert reading.id is not None
    reading.keep_second(0, second())
    reading.following.feed(second())
    # Until then it stays, or a crash would cost the reading.
    assert len(desk.service.audio(reading.id)) == SAMPLE_RATE
    assert desk.service.judge(reading).score is not None
    assert len(desk.service.audio(reading.id)) == 0
    assert desk.databases.readings.get(reading.id).events is not None
    desk.databases.close()
