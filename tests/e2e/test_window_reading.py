"""A reading through the whole application and a real audio device: speech is played into a microphone made of
software, and the reading is found in the store and in the roster tab; also when the process dies in the middle.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.resource_paths import DATA, RESOURCES
from litcoach_desktop.settings import Settings
from tests.e2e.window import PATIENCE_S, Litcoach
from tests.rigs.software_microphone import SoftwareMicrophone

PASSPHRASE = "seven quiet lanterns over the harbor"
# The first paragraph and the sentence after it: 50 words of the passage's 151.
READ_S = 28
WORDS_READ = 50

pytestmark = [pytest.mark.device, pytest.mark.timeout(400)]


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[SoftwareMicrophone]:
    with SoftwareMicrophone(tmp_path / "sound") as rig:
        yield rig


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A data folder in which a teacher has set up the sample class."""
    folder = tmp_path / "data"
    services = bootstrap.open_services(lambda _letter: None, Settings(data_dir=folder), data_dir=folder)
    try:
        services.teacher.set_up(PASSPHRASE)
        add_sample_class(services.teacher, DATA / "roster" / "sample.json")
    finally:
        services.close()
    return folder


@pytest.fixture
def litcoach(profile: Path, microphone: SoftwareMicrophone) -> Iterator[Any]:
    """Starts litcoach in the profile, again if need be; what still runs afterwards is ended."""
    running: list[Litcoach] = []

    def start() -> Litcoach:
        running.append(Litcoach(profile, microphone.environment))
        running[-1].answer("open")
        return running[-1]

    yield start
    for one in running:
        one.end()


def sound(folder: Path, name: str, seconds: float) -> Path:
    """The beginning of the demo's reading as a WAV file."""
    samples, _ = sf.read(RESOURCES / "demo" / "reading.flac", dtype="int16")
    path = folder / name
    sf.write(path, samples[: int(seconds * SAMPLE_RATE)], SAMPLE_RATE)
    return path


def begin_to_read(app: Litcoach, microphone: SoftwareMicrophone, tmp_path: Path) -> None:
    """From the names to the reading view, with a voice at the microphone check."""
    app.tell("read Maya the-ferry-dog")
    assert app.answer("microphone")["devices"]
    # Again and again, as a child would, until the check has heard enough.
    voice = sound(tmp_path, "one-two-three.wav", 6)
    heard = threading.Event()

    def speak() -> None:
        while not heard.is_set():
            with microphone.begin_playing(voice) as playing:
                while playing.poll() is None and not heard.wait(0.05):
                    pass
                playing.terminate()

    speaker = threading.Thread(target=speak)
    speaker.start()
    try:
        app.answer("reading")
    finally:
        heard.set()
        speaker.join()


def test_what_is_read_into_the_microphone_is_found_in_the_store_and_in_the_roster(
    litcoach: Any, microphone: SoftwareMicrophone, profile: Path, tmp_path: Path
) -> None:
    app = litcoach()
    begin_to_read(app, microphone, tmp_path)
    microphone.play(sound(tmp_path, "reading.wav", READ_S))
    app.tell("done")
    result = app.answer("result")
    kept = [answer["seconds"] for answer in app.answers if answer["what"] == "kept"]
    assert kept == list(range(1, len(kept) + 1))
    assert len(kept) >= READ_S
    reached = [answer["index"] for answer in app.answers if answer["what"] == "word"]
    # The band moved with the voice while it read, not in one jump at the end.
    assert len(set(reached)) > WORDS_READ // 3

    app.tell(f"look {PASSPHRASE}")
    seen = app.answer("reading_in_roster")
    assert (seen["child"], seen["title"], seen["state"]) == ("Maya", "The Ferry Dog", "judged")
    assert "The Ferry Dog" in seen["shown"]
    assert len(seen["statuses"]) == 151
    assert seen["last_attempted"] == result["last_attempted"]
    assert abs(seen["last_attempted"] - (WORDS_READ - 1)) <= 12
    # Of 50 words four are left out or replaced; a synthetic voice costs some more.
    assert seen["statuses"][:WORDS_READ].count("correct") >= WORDS_READ * 0.6
    assert seen["statuses"][8] in ("omitted", "misread")
    assert seen["wcpm"] > 40
    assert seen["seconds"] >= READ_S
    assert seen["loudest"] > 1000
    app.tell("close")
    assert app.answer("closed")["threads"] == []
    assert app.process.wait(PATIENCE_S) == 0

    with_sound = stored(profile, result["reading_id"])
    assert with_sound.state.value == "judged"
    assert with_sound.text_title == "The Ferry Dog"


def test_a_reading_whose_process_dies_is_offered_and_finished_at_the_next_start(
    litcoach: Any, microphone: SoftwareMicrophone, profile: Path, tmp_path: Path
) -> None:
    app = litcoach()
    begin_to_read(app, microphone, tmp_path)
    with microphone.begin_playing(sound(tmp_path, "reading.wav", READ_S)) as playing:
        while (seconds := app.answer("kept")["seconds"]) < 15:
            pass
        app.process.kill()
        app.process.wait()
        playing.terminate()

    again = litcoach()
    again.tell("finish")
    offer = again.answer("offer")
    assert "Maya" in offer["words"]
    assert "The Ferry Dog" in offer["words"]
    # One second more may have been kept than the process lived to say.
    assert seconds <= offer["seconds"] <= seconds + 2
    result = again.answer("result")
    assert result["last_attempted"] > 5
    again.tell(f"look {PASSPHRASE}")
    seen = again.answer("reading_in_roster")
    assert seen["state"] == "judged"
    assert seen["seconds"] >= seconds
    again.tell("close")
    assert again.process.wait(PATIENCE_S) == 0
    assert stored(profile, result["reading_id"]).state.value == "judged"


def stored(folder: Path, reading_id: str) -> Any:
    """A reading as the store has it, with its sound checked."""
    services = bootstrap.open_services(lambda _letter: None, Settings(data_dir=folder), data_dir=folder)
    try:
        samples = services.databases.recordings.samples(reading_id)
        assert np.abs(samples.astype(int)).max() > 1000
        assert services.assessment.interrupted() == []
        return services.databases.readings.get(reading_id)
    finally:
        services.close()
