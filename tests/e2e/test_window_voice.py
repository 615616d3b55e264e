"""The coach in the real window, talked to through a microphone made of software, hands free and without a model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile as sf

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.settings import Settings
from tests.e2e.window import PATIENCE_S, Litcoach
from tests.rigs.software_microphone import SoftwareMicrophone
from tests.speech.make_utterances import UTTERANCES

pytestmark = [pytest.mark.device, pytest.mark.timeout(400)]


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[SoftwareMicrophone]:
    with SoftwareMicrophone(tmp_path / "sound") as rig:
        yield rig


@pytest.fixture
def app(tmp_path: Path, microphone: SoftwareMicrophone) -> Iterator[Litcoach]:
    """The window on a data folder with the sample class."""
    folder = tmp_path / "data"
    services = bootstrap.open_services(lambda _letter: None, Settings(data_dir=folder), data_dir=folder)
    try:
        services.teacher.set_up("seven quiet lanterns over the harbor")
        add_sample_class(services.teacher, DATA / "roster" / "sample.json")
    finally:
        services.close()
    running = Litcoach(folder, microphone.environment)
    running.answer("open")
    yield running
    running.end()


def say(app: Litcoach, microphone: SoftwareMicrophone, tmp_path: Path, utterance: str) -> tuple[str, str]:
    """What stands in the child's bubble, and what in the coach's."""
    samples, rate = sf.read(UTTERANCES / f"{utterance}.flac", dtype="int16")
    wav = tmp_path / f"{utterance}.wav"
    sf.write(wav, samples, rate)
    microphone.play(wav)
    heard, answered = app.answer("said"), app.answer("said")
    assert (heard["child"], answered["child"]) == (True, False)
    return heard["words"], answered["words"]


def test_the_coach_is_talked_to_hands_free(app: Litcoach, microphone: SoftwareMicrophone, tmp_path: Path) -> None:
    app.tell("talk Maya")
    app.answer("listening")
    heard, answered = say(app, microphone, tmp_path, "find-dogs")
    assert heard == "find a book about dogs"
    assert "The Ferry Dog" in answered
    app.tell("hear")
    app.answer("listening")
    heard, answered = say(app, microphone, tmp_path, "ferry-dog")
    assert heard == "The Ferry Dog"
    assert "The Ferry Dog" in answered
    app.tell("hear")
    app.answer("listening")
    heard, answered = say(app, microphone, tmp_path, "meaning-rough")
    assert heard == "what does rough mean"
    assert "not smooth" in answered
    app.tell("close")
    assert app.answer("closed")["threads"] == []
    assert app.process.wait(PATIENCE_S) == 0
