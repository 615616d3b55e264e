"""A recording run: everything is stored and heard once and in order, whatever fails in the middle."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from litcoach_desktop.domain.errors import MicrophoneProblem, StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.jobs import Job, JobRunner, Lane
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.gateway import (
    GatewayService,
    LevelChanged,
    MicrophoneLost,
    MicrophoneState,
    RecordedReading,
    RecordingControl,
    SecondKept,
    StoppedBecause,
    Verdict,
)
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput, as_samples, at_dbfs, counting, room

PATIENCE_S = 60.0


class Following:
    """Implements `ports.listening.Following`: remembers what it heard and reaches a word each second."""

    def __init__(self) -> None:
        self.heard: list[Samples] = []
        self.fails_at_s: float | None = None

    @property
    def samples(self) -> Samples:
        return np.concatenate([np.zeros(0, np.int16), *self.heard])

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        before = len(self.samples) // SAMPLE_RATE
        self.heard.append(samples)
        now = len(self.samples) / SAMPLE_RATE
        if self.fails_at_s is not None and now >= self.fails_at_s:
            raise ZeroDivisionError("the listener broke")
        return [WordReached(int(now), now)] if int(now) > before else []

    def judge(self) -> ReadingEvents:
        raise AssertionError("a recording never judges")


class Disk:
    """Stores seconds; may be full from some second on, or broken."""

    def __init__(self) -> None:
        self.stored: list[tuple[int, Samples]] = []
        self.threads: set[str] = set()
        self.full_at: int | None = None
        self.problem: Exception = StorageProblem("The disk is full.", "What was recorded is kept.", "Make room.")

    def keep(self, second: int, samples: Samples) -> None:
        self.threads.add(threading.current_thread().name)
        if self.full_at is not None and second >= self.full_at:
            raise self.problem
        self.stored.append((second, samples))

    @property
    def samples(self) -> Samples:
        return np.concatenate([np.zeros(0, np.int16), *(samples for _, samples in self.stored)])

    @property
    def numbers(self) -> list[int]:
        return [second for second, _ in self.stored]


class Reading:
    """What the gateway needs of an open reading."""

    def __init__(self) -> None:
        self.following = Following()
        self.disk = Disk()
        self.keep_second = self.disk.keep


class House:
    """A gateway on real lanes, and a mailbox for what its jobs tell."""

    def __init__(self) -> None:
        self.mail: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.runner = JobRunner(self.mail.put)
        self.events: list[Any] = []
        self.result: Any = None

    def gateway(self, microphone: FakeAudioInput) -> GatewayService:
        return GatewayService(microphone, FakeAudioOutput(), SystemClock(), self.on_store_lane)

    def on_store_lane(self, work: Callable[[], None]) -> None:
        self.runner.submit(Lane.STORE, lambda _ctx: work(), name="store a second")

    def begin(self, work: Callable[[Any], Any]) -> Job[Any]:
        self.events, self.result = [], None
        return self.runner.submit(
            Lane.LISTEN,
            work,
            name="listen",
            on_success=self._ended,
            on_failure=self._ended,
            on_cancel=lambda: self._ended("cancelled"),
            on_event=self.events.append,
        )

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Deliver what comes until the condition holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            self.mail.get(timeout=max(0.01, deadline - time.monotonic()))()

    def end(self) -> Any:
        self.wait_for(lambda: self.result is not None)
        return self.result

    def of_kind(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def _ended(self, result: Any) -> None:
        self.result = result


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    assert house.runner.shutdown() == []


def sound(seconds: float) -> Samples:
    """Different everywhere, so that a piece at the wrong place shows."""
    return as_samples(at_dbfs(room(seconds), -20.0))


def until_end(samples: Samples, **faults: Any) -> tuple[FakeAudioInput, RecordingControl]:
    control = RecordingControl()
    return FakeAudioInput(samples, speed=None, on_end=control.finish, **faults), control


def assert_begins_with(recorded: Samples, spoken: Samples) -> None:
    """All that was spoken is there, and behind it only the silence that the fake goes on with."""
    assert np.array_equal(recorded[: len(spoken)], spoken)
    assert not recorded[len(spoken) :].any()


def test_all_that_is_spoken_is_stored_and_heard(house: House) -> None:
    spoken, reading = sound(4.4), Reading()
    microphone, control = until_end(spoken, piece_s=0.37)
    house.begin(house.gateway(microphone).record(reading, None, control))
    recorded = house.end()
    assert recorded.stopped_because is StoppedBecause.FINISHED
    assert recorded.problem is None
    assert_begins_with(reading.disk.samples, spoken)
    assert np.array_equal(reading.following.samples, reading.disk.samples)
    assert reading.disk.numbers == list(range(recorded.seconds))
    assert recorded.duration_s == len(reading.disk.samples) / SAMPLE_RATE
    assert all(len(second) == SAMPLE_RATE for _, second in reading.disk.stored[:-1])
    assert microphone.opened[0].closed


def test_events_come_in_order_and_seconds_only_after_their_commit(house: House) -> None:
    reading = Reading()
    microphone, control = until_end(sound(5.0))
    told: list[tuple[int, int]] = []
    gateway = house.gateway(microphone)
    house.begin(gateway.record(reading, None, control))
    while house.result is None:
        house.mail.get(timeout=PATIENCE_S)()
        told = told or [(event.seconds, len(reading.disk.stored)) for event in house.of_kind(SecondKept)]
    assert all(seconds <= stored for seconds, stored in told)
    assert [event.seconds for event in house.of_kind(SecondKept)] == list(range(1, house.result.seconds + 1))
    assert [event.index for event in house.of_kind(WordReached)][:5] == [1, 2, 3, 4, 5]
    assert all(0.0 < event.level <= 1.0 for event in house.of_kind(LevelChanged)[:1])


def test_seconds_are_stored_on_the_store_lane_and_heard_in_tenths(house: House) -> None:
    reading = Reading()
    microphone, control = until_end(sound(3.0))
    house.begin(house.gateway(microphone).record(reading, None, control))
    house.end()
    assert reading.disk.threads == {"lane-store-0"}
    assert {len(piece) for piece in reading.following.heard} == {SAMPLE_RATE // 10}


def test_levels_are_told_at_most_twenty_times_a_second(house: House) -> None:
    reading, control = Reading(), RecordingControl()
    microphone = FakeAudioInput(sound(2.0), on_end=control.finish)
    began = time.monotonic()
    house.begin(house.gateway(microphone).record(reading, None, control))
    house.end()
    levels = len(house.of_kind(LevelChanged))
    assert 0 < levels <= 20 * (time.monotonic() - began) + 1


def test_a_slow_disk_does_not_keep_the_listener_waiting(house: House) -> None:
    spoken, reading = sound(6.0), Reading()
    microphone, control = until_end(spoken)

    def keep(second: int, samples: Samples) -> None:
        # The disk hangs until the listener has heard three seconds more.
        deadline = time.monotonic() + PATIENCE_S
        while second == 0 and len(reading.following.samples) < 3 * SAMPLE_RATE:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        reading.disk.keep(second, samples)

    reading.keep_second = keep
    house.begin(house.gateway(microphone).record(reading, None, control))
    recorded = house.end()
    assert recorded.stopped_because is StoppedBecause.FINISHED
    assert_begins_with(reading.disk.samples, spoken)
    assert recorded.seconds == len(reading.disk.stored)


def test_a_lost_microphone_ends_the_run_with_everything_kept_and_a_new_run_goes_on(house: House) -> None:
    spoken, reading = sound(6.0), Reading()
    microphone, control = until_end(spoken, lost_at_s=2.3)
    gateway = house.gateway(microphone)
    house.begin(gateway.record(reading, None, control))
    first: RecordedReading = house.end()
    assert first.stopped_because is StoppedBecause.MICROPHONE_LOST
    assert isinstance(first.problem, MicrophoneProblem)
    assert [event.problem for event in house.of_kind(MicrophoneLost)] == [first.problem]
    assert first.seconds == 3
    assert np.array_equal(reading.disk.samples, spoken[: round(2.3 * SAMPLE_RATE)])

    house.begin(gateway.record(reading, None, control, first_second=first.seconds))
    second: RecordedReading = house.end()
    assert second.stopped_because is StoppedBecause.FINISHED
    assert reading.disk.numbers == list(range(second.seconds))
    assert_begins_with(reading.disk.samples, spoken)
    assert np.array_equal(reading.following.samples, reading.disk.samples)
    assert house.of_kind(SecondKept)[0].seconds == 4


def test_no_microphone_is_a_sentence_and_stores_nothing(house: House) -> None:
    microphone, control = until_end(sound(1.0))
    microphone.unplugged = True
    reading = Reading()
    house.begin(house.gateway(microphone).record(reading, None, control))
    assert isinstance(house.end(), MicrophoneProblem)
    assert reading.disk.stored == []


def test_a_full_disk_ends_the_run_with_its_sentence(house: House) -> None:
    reading = Reading()
    reading.disk.full_at = 2
    # Goes on for ever: the run has to end by itself.
    microphone = FakeAudioInput(sound(30.0), speed=20.0)
    house.begin(house.gateway(microphone).record(reading))
    recorded = house.end()
    assert recorded.stopped_because is StoppedBecause.STORAGE
    assert recorded.problem is reading.disk.problem
    assert recorded.seconds == 2
    assert reading.disk.numbers == [0, 1]
    assert microphone.opened[0].closed


def test_a_disk_that_fills_with_the_last_part_is_told_too(house: House) -> None:
    reading = Reading()
    reading.disk.full_at = 2
    microphone, control = until_end(sound(2.4), piece_s=0.4)
    house.begin(house.gateway(microphone).record(reading, None, control))
    recorded = house.end()
    assert recorded.stopped_because is StoppedBecause.STORAGE
    assert recorded.problem is reading.disk.problem
    assert recorded.seconds == 2


def test_a_bug_of_the_listener_costs_nothing_that_was_spoken(house: House) -> None:
    spoken, reading = sound(3.0), Reading()
    reading.following.fails_at_s = 1.5
    microphone, control = until_end(spoken, piece_s=0.5)
    house.begin(house.gateway(microphone).record(reading, None, control))
    assert isinstance(house.end(), ZeroDivisionError)
    assert len(reading.disk.samples) >= 1.5 * SAMPLE_RATE
    assert np.array_equal(reading.disk.samples, spoken[: len(reading.disk.samples)])
    assert microphone.opened[0].closed


def test_a_bug_of_the_store_is_not_taken_for_a_full_disk(house: House) -> None:
    reading = Reading()
    reading.disk.full_at, reading.disk.problem = 1, KeyError("a bug")
    microphone = FakeAudioInput(sound(30.0), speed=20.0)
    house.begin(house.gateway(microphone).record(reading))
    assert isinstance(house.end(), KeyError)
    assert microphone.opened[0].closed


def test_a_cancelled_job_stores_what_was_spoken_and_is_cancelled(house: House) -> None:
    reading = Reading()
    microphone = FakeAudioInput(sound(60.0), speed=4.0)
    job = house.begin(house.gateway(microphone).record(reading))
    house.wait_for(lambda: len(house.of_kind(SecondKept)) >= 2)
    job.cancel()
    assert house.end() == "cancelled"
    assert np.array_equal(reading.disk.samples, reading.following.samples)
    assert len(reading.disk.samples) == microphone.position


def test_closing_the_application_stores_what_was_spoken(house: House) -> None:
    reading = Reading()
    microphone = FakeAudioInput(sound(60.0), speed=4.0)
    house.begin(house.gateway(microphone).record(reading))
    house.wait_for(lambda: len(house.of_kind(SecondKept)) >= 2)
    assert house.runner.shutdown() == []
    assert len(reading.disk.samples) == microphone.position
    assert reading.disk.numbers == list(range(len(reading.disk.numbers)))


def test_nothing_is_kept_of_a_pause(house: House) -> None:
    spoken, reading, control = sound(60.0), Reading(), RecordingControl()
    microphone = FakeAudioInput(spoken, speed=4.0)
    house.begin(house.gateway(microphone).record(reading, None, control))
    house.wait_for(lambda: len(house.of_kind(SecondKept)) >= 1)
    control.pause()
    at_pause = microphone.position
    while microphone.position < at_pause + 4 * SAMPLE_RATE:
        time.sleep(0.01)
    control.resume()
    seconds = house.of_kind(SecondKept)[-1].seconds
    house.wait_for(lambda: house.of_kind(SecondKept)[-1].seconds >= seconds + 2)
    control.finish()
    house.end()
    missing = microphone.position - len(reading.disk.samples)
    assert missing >= 2 * SAMPLE_RATE
    assert np.array_equal(reading.disk.samples, reading.following.samples)
    before = next(n for n in range(len(reading.disk.samples)) if reading.disk.samples[n] != spoken[n])
    assert np.array_equal(reading.disk.samples[before:], spoken[before + missing : microphone.position])


def test_a_microphone_that_goes_away_in_a_pause_is_noticed(house: House) -> None:
    reading, control = Reading(), RecordingControl()
    microphone = FakeAudioInput(sound(60.0))
    control.pause()
    house.begin(house.gateway(microphone).record(reading, None, control))
    microphone.lose()
    assert house.end().stopped_because is StoppedBecause.MICROPHONE_LOST


def test_the_check_tells_levels_and_verdicts_until_it_is_cancelled(house: House) -> None:
    voice = at_dbfs(counting(4.0), -22.0) + at_dbfs(room(4.0), -60.0)
    microphone = FakeAudioInput(as_samples(voice), speed=4.0)
    job = house.begin(house.gateway(microphone).check_microphone())
    house.wait_for(lambda: any(state.verdict is Verdict.GOOD for state in house.of_kind(MicrophoneState)))
    job.cancel()
    assert house.end() == "cancelled"
    assert microphone.opened[0].closed


def test_a_check_that_loses_its_microphone_says_so(house: House) -> None:
    microphone = FakeAudioInput(sound(2.0), lost_at_s=0.2)
    house.begin(house.gateway(microphone).check_microphone())
    assert isinstance(house.end(), MicrophoneProblem)
    assert microphone.opened[0].closed


def test_a_check_that_nobody_ends_lets_the_microphone_go(house: House) -> None:
    microphone = FakeAudioInput(sound(1.0), speed=None, piece_s=20.0)
    house.begin(house.gateway(microphone).check_microphone())
    assert "three minutes" in str(house.end())
    assert microphone.opened[0].closed


def test_a_word_ends_with_the_quiet_after_it(house: House) -> None:
    word = np.concatenate((at_dbfs(counting(0.6), -22.0), np.zeros(10 * SAMPLE_RATE)))
    microphone = FakeAudioInput(as_samples(word + at_dbfs(room(10.6), -70.0)), speed=2.0)
    house.begin(house.gateway(microphone).record_word(seconds=8.0))
    recorded = house.end()
    assert 1.2 * SAMPLE_RATE <= len(recorded) < 4 * SAMPLE_RATE
    assert house.of_kind(LevelChanged)


def test_a_word_that_is_not_said_ends_after_its_time(house: House) -> None:
    microphone = FakeAudioInput(as_samples(at_dbfs(room(10.0), -70.0)), speed=4.0)
    house.begin(house.gateway(microphone).record_word(seconds=2.0))
    assert len(house.end()) == 2 * SAMPLE_RATE
