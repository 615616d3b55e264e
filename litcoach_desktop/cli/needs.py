"""What the command line needs of the program around it; bootstrap hands over an object of this shape.

It is passed to worker processes too, so it has to survive pickling.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from litcoach_desktop.domain.roster import ClassRoom, Student
    from litcoach_desktop.jobs import JobRunner
    from litcoach_desktop.ports.audio import AudioInput, Samples
    from litcoach_desktop.ports.language_model import ModelReport
    from litcoach_desktop.ports.listening import Listener
    from litcoach_desktop.ports.models import ModelShelf
    from litcoach_desktop.ports.vocabulary import Vocabulary
    from litcoach_desktop.ports.voice import Voice
    from litcoach_desktop.services.agent import AgentService
    from litcoach_desktop.services.assessment import AssessmentService
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.services.teacher.reporting import ClassReport, Language, ParentReport, RunningRecordReport
    from litcoach_desktop.settings import Settings

LISTENERS = ("sphinx", "whisper", "both")
"""sphinx: always there. whisper: where a school has provided it, by itself. both: the second checks the first."""

Tick = Callable[[int, int, str], None]

Deliver = Callable[[Callable[[], None]], None]
"""Brings a callable from a worker thread to the command's own."""


class CommandServices(Protocol):
    """The services behind a command and the lanes they run on."""

    @property
    def content(self) -> ContentService:
        """The library."""

    @property
    def assessment(self) -> AssessmentService:
        """Readings and their results."""

    @property
    def teacher(self) -> TeacherService:
        """The teacher's side."""

    @property
    def gateway(self) -> GatewayService:
        """Microphone and loudspeaker."""

    @property
    def agent(self) -> AgentService:
        """The coach."""

    @property
    def runner(self) -> JobRunner:
        """The lanes."""

    @property
    def settings(self) -> Settings:
        """What holds now, and where each value comes from."""

    def close(self) -> None:
        """Stop all work and close the databases."""


class Press(Protocol):
    """What makes PDFs of reports. tick: pages done, pages, ""."""

    def for_parents(self, reports: Sequence[ParentReport], languages: Sequence[Language], tick: Tick) -> bytes:
        """The pages for parents, a child's languages together."""

    def of_class(self, report: ClassReport, tick: Tick) -> bytes:
        """The pages of a class."""

    def running_record(self, report: RunningRecordReport, tick: Tick) -> bytes:
        """The pages of a running record."""

    def name_cards(self, room: ClassRoom, students: Sequence[Student], tick: Tick) -> bytes:
        """The name cards of a class."""


class Parts(Protocol):
    """What commands ask for; each part is made, and what it needs imported, when it is asked for."""

    @property
    def settings(self) -> Settings:
        """The merged settings. Raises EnvironmentProblem."""

    def open_services(
        self, deliver: Deliver, *, data_dir: Path | None = None, audio_input: AudioInput | None = None
    ) -> CommandServices:
        """All services, on real parts but for what is given. Raises EnvironmentProblem.

        data_dir: a folder for this once; its key stays in it and out of the system's key store.
        """

    def run_window(self) -> int:
        """The window, until it is closed; its exit code."""

    def render_sides(
        self, open_services: Callable[[Deliver], Any], folder: Path, *, passphrase: str = ""
    ) -> list[Path]:
        """Pictures of both sides of the window, written into the folder; the teacher's only with the passphrase."""

    def press(self, paper: str) -> Press:
        """What makes PDFs, for a paper ("letter", "a4", "auto"; "" as in the settings). Main thread only."""

    def listener(self, name: str = "sphinx") -> Listener:
        """The listener of that name (see LISTENERS). Raises ModelProblem when this machine does not have it."""

    def models(self) -> ModelShelf:
        """The models that a school may provide to this machine."""

    def language_model(self) -> ModelReport | None:
        """What the coach thinks with, after a look at it; None when it is scripted. Raises ModelProblem, KeyProblem."""

    def rotate_server_key(self, key: str) -> str:
        """Try a new key of the language model's server, then keep it in the old one's place: "keyring" or "file".

        Raises ModelProblem when the server does not take it, and StorageProblem.
        """

    def vocabulary(self) -> Vocabulary:
        """What is known of English words. Raises ModelProblem."""

    def read_sound(self, path: Path) -> Samples:
        """A sound file as 16 kHz mono. Raises AudioFileProblem."""

    def audio_input(self) -> AudioInput:
        """The microphones of this machine."""

    def voice(self) -> Voice:
        """The voice of the command line; `available` says whether there is one."""

    def key_place(self, data_dir: Path) -> str | None:
        """Where the key of a data folder is kept, "keyring" or "file"; None when there is none and nothing to open.

        Raises KeyProblem when it is missing, wrong or out of reach.
        """

    def recorded_input(self, samples: Samples, *, speed: float, on_end: Callable[[], None]) -> AudioInput:
        """A microphone that hears a recording, `speed` times as fast as it was made; on_end: all was heard."""
