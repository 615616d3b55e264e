"""Screen 4: the wave, the verdicts, the list of microphones, and the ways on."""

import pytest

from litcoach_desktop.services.gateway import MicrophoneState, Verdict
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.microphone_view import MicrophoneScreen
from litcoach_desktop.ui.student.model import Phase
from tests.fakes.content import MITTEN
from tests.fakes.services import children
from tests.ui.student_desk import StudentDesk


def microphone_of(desk: StudentDesk) -> MicrophoneScreen:
    desk.open()
    assert desk.side is not None
    desk.side.journey.student = children()[1]
    desk.side.journey.choose(MITTEN)
    screen = desk.at(Place.MICROPHONE)
    assert isinstance(screen, MicrophoneScreen)
    return screen


def test_it_asks_listens_and_lets_the_child_read_when_it_hears_well(desk: StudentDesk) -> None:
    desk.services.gateway.states = [MicrophoneState(0.4, Verdict.LISTENING), MicrophoneState(0.6, Verdict.GOOD)]
    screen = microphone_of(desk)
    assert "Say: one, two, three." in desk.texts()
    desk.until(lambda: screen.model.good)
    assert screen.sign.kind == "good"
    assert "I can hear you well." in desk.texts()
    assert not screen.anyway.isVisible()
    desk.click(screen.next)
    desk.at(Place.READING)


def test_while_it_listens_there_is_no_way_on_yet(desk: StudentDesk) -> None:
    screen = microphone_of(desk)
    assert not screen.next.isEnabled()
    assert not screen.anyway.isVisible()
    assert screen.sign.kind == "listening"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.SILENT, "I can't hear you. Is the headset plugged in?"),
        (Verdict.WRONG_DEVICE, "Nothing comes from this microphone."),
        (Verdict.TOO_QUIET, "Bring the microphone closer"),
        (Verdict.CLIPPED, "Move the microphone a little away"),
        (Verdict.NOISY, "It is noisy here."),
    ],
)
def test_each_trouble_has_its_sentence_and_reading_is_still_possible(
    desk: StudentDesk, verdict: Verdict, words: str
) -> None:
    desk.services.gateway.states = [MicrophoneState(0.1, verdict)]
    screen = microphone_of(desk)
    desk.until(lambda: screen.model.verdict == verdict)
    assert words in desk.texts()
    assert screen.sign.kind == "look"
    assert not screen.next.isEnabled()
    desk.click(screen.anyway)
    desk.at(Place.READING)


def test_every_verdict_has_words_of_its_own(desk: StudentDesk) -> None:
    screen = microphone_of(desk)
    sentences = {screen._sentence(str(verdict)) for verdict in Verdict}
    assert len(sentences) == len(Verdict)
    assert screen._sentence("something new") not in sentences


def test_once_good_it_stays_good(desk: StudentDesk) -> None:
    desk.services.gateway.states = [MicrophoneState(0.6, Verdict.GOOD), MicrophoneState(0.0, Verdict.SILENT)]
    screen = microphone_of(desk)
    levels: list[float] = []
    screen.model.levelled.connect(levels.append)
    desk.until(lambda: screen.model.good)
    assert screen.next.isEnabled()


def test_another_microphone_can_be_picked(desk: StudentDesk) -> None:
    screen = microphone_of(desk)
    assert [screen.devices.itemText(row) for row in range(screen.devices.count())] == ["USB Headset", "Built-in"]
    desk.services.gateway.states = [MicrophoneState(0.6, Verdict.GOOD)]
    screen.devices.setCurrentIndex(1)
    screen.devices.activated.emit(1)
    desk.until(lambda: screen.model.good)
    desk.click(screen.next)
    assert desk.side is not None
    assert desk.side.journey.device_id == "1"
    assert desk.services.settings.microphone == "Built-in"


def test_the_microphone_picked_last_time_is_used_again(desk: StudentDesk) -> None:
    desk.services.settings.microphone = "Built-in"
    screen = microphone_of(desk)
    assert screen.model.device_id == "1"
    assert screen.devices.currentText() == "Built-in"


def test_without_a_microphone_it_says_so_and_looks_again_when_asked(desk: StudentDesk) -> None:
    found, desk.services.gateway.microphones = desk.services.gateway.microphones, []
    screen = microphone_of(desk)
    assert screen.model.phase is Phase.EMPTY
    assert "I can't find a microphone." in desk.texts()
    assert screen.next.text() == "Check again"
    desk.services.gateway.microphones = found
    desk.click(screen.next)
    desk.until(lambda: screen.model.phase is Phase.READY)
    assert "Say: one, two, three." in desk.texts()


def test_leaving_lets_the_microphone_go(desk: StudentDesk) -> None:
    screen = microphone_of(desk)
    jobs = list(screen.model._jobs)
    assert jobs
    desk.click(desk.shell.back)
    desk.until(lambda: all(job.ended for job in jobs))
