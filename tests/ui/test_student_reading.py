"""Screen 5: the moving word, the ear, losing the place, pausing, a lost microphone, a full disk, the end."""

from typing import Any

import pytest

from litcoach_desktop.domain.errors import MicrophoneProblem, ModelProblem, StorageProblem
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.gateway import MicrophoneLost, SecondKept, StoppedBecause
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.reading_model import Step
from tests.fakes.content import MITTEN
from tests.fakes.services import children
from tests.ui.student_desk import StudentDesk

GONE = MicrophoneProblem("The microphone has stopped.", "Everything until now is kept.", "Plug it in again.")
FULL = StorageProblem("The disk is full.", "What was recorded is kept.", "Please fetch a grown-up.")


def reading_of(desk: StudentDesk, *script: object, guest: bool = False) -> Any:
    desk.services.gateway.script = list(script)
    desk.open()
    assert desk.side is not None
    desk.side.journey.student = None if guest else children()[1]
    desk.side.journey.text = MITTEN
    desk.side.journey.start_reading("0")
    return desk.at(Place.READING)


def test_the_band_goes_to_the_word_after_the_one_heard(desk: StudentDesk) -> None:
    screen = reading_of(desk, WordReached(3, 1.0), WordReached(7, 2.5))
    desk.until(lambda: screen.page.current_word == 8)
    assert screen.page.word_area(8).isValid()


def test_the_last_word_keeps_the_band(desk: StudentDesk) -> None:
    last = len(MITTEN.passage.words) - 1
    screen = reading_of(desk, WordReached(last, 30.0))
    desk.until(lambda: screen.page.current_word == last)


def test_seconds_show_when_they_are_stored(desk: StudentDesk) -> None:
    screen = reading_of(desk, SecondKept(1), SecondKept(2), SecondKept(3))
    desk.until(lambda: screen.model.seconds == 3)
    assert "Kept: 3 s" in desk.texts()
    assert screen.kept.accessibleName() == "3 seconds kept"


def test_a_guest_is_told_that_nothing_is_kept(desk: StudentDesk) -> None:
    screen = reading_of(desk, SecondKept(1), guest=True)
    desk.until(lambda: screen.model.step is Step.READING)
    assert "A guest's reading is not kept" in desk.texts()


def test_a_reading_against_the_clock_ends_by_itself_a_minute_after_the_first_word(desk: StudentDesk) -> None:
    desk.services.assessment.clock_s = 60.0
    reading_of(desk, WordReached(0, 2.0), WordReached(9, 20.0), SecondKept(65))
    desk.until(lambda: desk.side.journey.place is Place.RESULT)


@pytest.mark.parametrize(("clock_s", "seconds"), [(60.0, 64), (None, 600)])
def test_before_that_and_without_a_clock_it_goes_on(desk: StudentDesk, clock_s: float | None, seconds: int) -> None:
    desk.services.assessment.clock_s = clock_s
    screen = reading_of(desk, WordReached(0, 2.0), SecondKept(seconds))
    desk.until(lambda: screen.model.seconds == seconds)
    assert screen.model.step is Step.READING


def test_a_word_waited_on_grows_an_ear_that_says_it(desk: StudentDesk) -> None:
    screen = reading_of(desk, WordReached(3, 1.0))
    screen.model.wait_timer.setInterval(1)
    desk.until(screen.page.ear.isVisible)
    desk.click(screen.page.ear)
    assert desk.voice.said == [(MITTEN.passage.words[screen.page.current_word].text, 0.0)]
    assert not screen.page.ear.isVisible()


def test_the_teacher_says_how_long_a_word_is_waited_on(desk: StudentDesk) -> None:
    desk.services.settings.child_help_after_s = 6.5
    assert reading_of(desk).model.wait_timer.interval() == 6500


def test_where_recordings_are_off_nobody_says_that_anything_is_kept(desk: StudentDesk) -> None:
    desk.services.assessment.sound_kept = False
    screen = reading_of(desk, WordReached(0, 2.0), SecondKept(4))
    desk.until(lambda: screen.model.seconds == 4)
    assert screen.kept_words.text() == "Your voice is not recorded"


def test_without_a_voice_no_ear_grows(desk: StudentDesk) -> None:
    desk.voice.available = False
    screen = reading_of(desk)
    waited: list[int] = []
    screen.model.ear_changed.connect(waited.append)
    screen.model.wait_timer.setInterval(1)
    desk.until(lambda: any(word >= 0 for word in waited))
    assert not screen.page.ear.isVisible()


def test_a_lost_place_asks_for_the_word_and_a_tap_mends_it(desk: StudentDesk) -> None:
    screen = reading_of(desk, WordReached(5, 2.0), WordReached(5, 6.0, lost=True))
    desk.until(lambda: screen.model.lost)
    assert "Where are you? Tap the word." in desk.texts()
    screen.page.word_tapped.emit(12)
    assert screen.page.current_word == 12
    assert "Where are you?" not in desk.texts()


def test_a_pause_stops_the_recording_and_reading_goes_on(desk: StudentDesk) -> None:
    screen = reading_of(desk)
    desk.until(lambda: screen.model.step is Step.READING)
    desk.click(screen.pause)
    assert screen.model.control.paused
    assert "Take your time." in desk.texts()
    assert screen.next.text() == "Read on"
    desk.click(screen.next)
    assert not screen.model.control.paused
    assert screen.next.text() == "I'm done"


def test_im_done_leads_to_how_it_went(desk: StudentDesk) -> None:
    screen = reading_of(desk, SecondKept(1))
    desk.until(lambda: screen.model.step is Step.READING)
    desk.click(screen.next)
    result = desk.at(Place.RESULT)
    assert result.model.result.reading_id == "r1"
    assert desk.services.gateway.recording_ended.is_set()


def test_back_first_pauses_and_then_gives_up(desk: StudentDesk) -> None:
    screen = reading_of(desk)
    desk.until(lambda: screen.model.step is Step.READING)
    assert not desk.shell.door.isVisible()
    desk.click(desk.shell.back)
    assert screen.model.step is Step.PAUSED
    desk.click(screen.stop)
    desk.at(Place.TODAY)
    desk.until(lambda: desk.services.assessment.abandoned == ["r1"])


def test_start_again_goes_back_to_the_microphone(desk: StudentDesk) -> None:
    screen = reading_of(desk)
    desk.until(lambda: screen.model.step is Step.READING)
    desk.click(screen.pause)
    desk.click(screen.again)
    desk.at(Place.MICROPHONE)
    desk.until(lambda: desk.services.assessment.abandoned == ["r1"])


def test_a_lost_microphone_is_told_kindly_and_the_reading_goes_on_where_it_was(desk: StudentDesk) -> None:
    gateway = desk.services.gateway
    gateway.stops, gateway.stop_problem = StoppedBecause.MICROPHONE_LOST, GONE
    screen = reading_of(desk, WordReached(4, 2.0), SecondKept(1), SecondKept(2), MicrophoneLost(GONE))
    desk.until(lambda: screen.model.can_go_on)
    assert "What you read is safe." in desk.texts()
    assert screen.next.text() == "Read on"
    assert screen.enough.isVisible()
    gateway.stops, gateway.script = StoppedBecause.FINISHED, [WordReached(6, 1.0)]
    desk.click(screen.next)
    desk.until(lambda: screen.page.current_word == 7)
    assert gateway.started_at == [0, 2]
    desk.click(screen.next)
    desk.at(Place.RESULT)


def test_after_a_lost_microphone_the_child_may_have_its_result(desk: StudentDesk) -> None:
    gateway = desk.services.gateway
    gateway.stops, gateway.stop_problem = StoppedBecause.MICROPHONE_LOST, GONE
    screen = reading_of(desk, SecondKept(1), MicrophoneLost(GONE))
    desk.until(lambda: screen.model.can_go_on)
    desk.click(screen.enough)
    desk.at(Place.RESULT)


def test_a_microphone_that_does_not_open_is_said_and_can_be_tried_again(desk: StudentDesk) -> None:
    desk.services.gateway.record_problem = GONE
    screen = reading_of(desk)
    desk.until(lambda: screen.model.can_go_on)
    assert desk.shell.messages.text.startswith("The microphone has stopped.")
    desk.services.gateway.record_problem = None
    desk.click(screen.next)
    desk.until(lambda: screen.model.step is Step.READING)


def test_a_full_disk_is_said_and_what_was_heard_is_judged(desk: StudentDesk) -> None:
    gateway = desk.services.gateway
    gateway.stops, gateway.stop_problem = StoppedBecause.STORAGE, FULL
    screen = reading_of(desk, SecondKept(1))
    desk.until(lambda: screen.model.step is Step.STOPPED)
    assert desk.shell.messages.text.startswith("The disk is full.")
    assert screen.next.text() == "See how it went"
    desk.click(screen.next)
    desk.at(Place.RESULT)


def test_a_listener_that_is_missing_is_said_in_place_of_the_passage(desk: StudentDesk) -> None:
    desk.services.assessment.open_problem = ModelProblem("The listener is missing.", "", "Please fetch a grown-up.")
    screen = reading_of(desk)
    desk.until(lambda: screen.model.problem is not None)
    assert "The listener is missing." in desk.texts()
    assert not screen.next.isVisible()
    desk.click(desk.shell.back)
    desk.at(Place.TODAY)


def test_closing_the_window_in_the_middle_ends_the_recording_and_judges_nothing(desk: StudentDesk) -> None:
    screen = reading_of(desk, SecondKept(1))
    desk.until(lambda: screen.model.step is Step.READING)
    desk.shell.close()
    assert desk.services.gateway.recording_ended.wait(20)
    assert desk.services.assessment.abandoned == []


@pytest.mark.parametrize("event", [WordReached(3, 1.0), SecondKept(4)])
def test_what_comes_after_the_end_changes_nothing(desk: StudentDesk, event: object) -> None:
    screen = reading_of(desk)
    desk.until(lambda: screen.model.step is Step.READING)
    screen.model.done()
    word = screen.page.current_word
    screen.model._heard(event)
    assert screen.page.current_word == word
    desk.at(Place.RESULT)
