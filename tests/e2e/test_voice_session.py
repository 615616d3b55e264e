"""A whole session with the coach by voice and no model: synthesised children speak into a microphone made of software,
into which the coach's own voice comes back at full loudness; what was done is found in the kept talk.
"""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile as sf

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.resource_paths import DATA, RESOURCES
from litcoach_desktop.settings import Settings
from tests.rigs.software_microphone import SoftwareMicrophone
from tests.speech.make_utterances import UTTERANCES

ROOT = Path(__file__).parents[2]
PATIENCE_S = 150.0
# A child who is not understood says it again, as children do.
TRIES = 3
READ_S = 28

pytestmark = [pytest.mark.device, pytest.mark.timeout(600)]


class Talk:
    """A running talk: what it printed, line by line, and a keyboard."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.e2e.talk_child", str(folder), "Maya Okonkwo"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.printed: list[str] = []
        self._complaints: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._readers = [threading.Thread(target=self._read), threading.Thread(target=self._read_complaints)]
        for reader in self._readers:
            reader.start()

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def line(self, *beginnings: str) -> str:
        """The next line that begins so; others before it are kept in `printed`."""
        while True:
            line = self._lines.get(timeout=PATIENCE_S)
            assert line is not None, f"the talk ended: {self.printed} {''.join(self._complaints)}"
            self.printed.append(line)
            if line.startswith(beginnings):
                return line

    def heard_as(self, line: str) -> str:
        return line.removeprefix("> ")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _read_complaints(self) -> None:
        assert self.process.stderr is not None
        self._complaints += self.process.stderr


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[SoftwareMicrophone]:
    with SoftwareMicrophone(tmp_path / "sound") as rig:
        yield rig


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A data folder with the sample class, in which Maya has read aloud and has words to practise."""
    folder = tmp_path / "data"
    services = bootstrap.open_services(lambda _letter: None, Settings(data_dir=folder), data_dir=folder)
    try:
        services.teacher.set_up("seven quiet lanterns over the harbor")
        add_sample_class(services.teacher, DATA / "roster" / "sample.json")
        maya = child(services)
        sound: Samples = sf.read(RESOURCES / "demo" / "reading.flac", dtype="int16")[0][: READ_S * SAMPLE_RATE]
        reading = services.assessment.open_reading(maya, services.content.text("the-ferry-dog"))
        reading.following.feed(sound)
        for second in range(READ_S):
            reading.keep_second(second, sound[second * SAMPLE_RATE : (second + 1) * SAMPLE_RATE])
        assert services.assessment.judge(reading).practice_words
    finally:
        services.close()
    return folder


@pytest.fixture
def talk(profile: Path, microphone: SoftwareMicrophone) -> Iterator[Talk]:
    running = Talk(profile, microphone.environment)
    yield running
    running.end()


def child(services: bootstrap.Services) -> Student:
    children = [one for room in services.assessment.classes() for one in services.assessment.students(room.id)]
    return next(one for one in children if one.display_name == "Maya Okonkwo")


def say(talk: Talk, microphone: SoftwareMicrophone, tmp_path: Path, utterance: str) -> str:
    """Say it when the coach listens, again if it was not understood; what the coach heard."""
    samples, rate = sf.read(UTTERANCES / f"{utterance}.flac", dtype="int16")
    wav = tmp_path / f"{utterance}.wav"
    sf.write(wav, samples, rate)
    for _ in range(TRIES):
        microphone.play(wav)
        line = talk.line("> ", "  (I did not catch that.)")
        if line.startswith("> "):
            return talk.heard_as(line)
    raise AssertionError(f"{utterance} was not understood: {talk.printed}")


def test_a_session_by_voice_is_found_in_the_kept_talk(
    talk: Talk, microphone: SoftwareMicrophone, profile: Path, tmp_path: Path
) -> None:
    heard = []
    for utterance in ("find-dogs", "ferry-dog"):
        talk.line("  (listening)")
        heard.append(say(talk, microphone, tmp_path, utterance))
    talk.line("  (listening)")
    heard.append(say(talk, microphone, tmp_path, "read-to-me"))
    # The passage is long: the child stops it.
    talk.line("  from The Ferry Dog")
    talk.type("")
    for utterance in ("meaning-rough", "practice", "question", "letter-b", "what-next", "goodbye"):
        talk.line("  (listening)")
        heard.append(say(talk, microphone, tmp_path, utterance))
    assert talk.process.wait(PATIENCE_S) == 0
    # In the words of a ready answer where one is offered, which differ from day to day.
    assert [one.casefold().rstrip("?") for one in heard] == [
        "find a book about dogs",
        "the ferry dog",
        "read to me",
        "what does rough mean",
        "practice my words",
        "ask me a question",
        "b. beside the ticket window",
        "what next",
        "goodbye",
    ]

    turns = kept_talk(profile)
    # Nothing but what the children said: the coach never took its own voice for theirs.
    assert [turn.said for turn in turns if turn.by is Speaker.CHILD] == heard
    answers = [turn for turn in turns if turn.by is Speaker.COACH][1:]
    assert [turn.text_title for turn in answers[1:7]] == ["The Ferry Dog"] * 6
    assert "The Ferry Dog" in answers[0].said
    assert "Every morning, before the first ferry left" in answers[2].said
    assert "not smooth" in answers[3].said
    assert "Where did the dog sit every morning?" in answers[5].said
    assert "beside the ticket window" in answers[6].said


def test_a_lost_microphone_leaves_typing_and_is_heard_again(
    talk: Talk, microphone: SoftwareMicrophone, tmp_path: Path
) -> None:
    talk.line("  (listening)")
    microphone.unplug()
    talk.line("You can go on typing")
    talk.type("what next")
    talk.line("  [")
    microphone.plug()
    talk.type("")
    talk.line("  (listening)")
    microphone.stall()
    talk.line("You can go on typing")
    microphone.resume()
    talk.type("")
    talk.line("  (listening)")
    assert say(talk, microphone, tmp_path, "goodbye") == "goodbye"
    assert talk.process.wait(PATIENCE_S) == 0


def kept_talk(profile: Path) -> tuple[TalkTurn, ...]:
    services = bootstrap.open_services(lambda _letter: None, Settings(data_dir=profile), data_dir=profile)
    try:
        talks = services.databases.talks.talks_of(child(services).id)
        assert len(talks) == 1
        return services.databases.talks.talk(talks[0].session_id).turns
    finally:
        services.close()
