"""The one place that chooses the parts and joins them. Everything heavy is imported when it is first needed."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.parts import engines
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.settings import Settings, load_settings

if TYPE_CHECKING:
    from litcoach_desktop.jobs import JobContext, JobRunner
    from litcoach_desktop.ports.audio import AudioInput, AudioOutput, Samples
    from litcoach_desktop.ports.embedding import Embedder
    from litcoach_desktop.ports.language_model import ModelReport
    from litcoach_desktop.ports.listening import Listener
    from litcoach_desktop.ports.models import ModelShelf
    from litcoach_desktop.ports.transcription import SecondListener
    from litcoach_desktop.ports.vocabulary import Vocabulary
    from litcoach_desktop.ports.voice import Voice
    from litcoach_desktop.services.agent import AgentService, ModelSource
    from litcoach_desktop.services.assessment import AssessmentService
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.store.database import Databases
    from litcoach_desktop.ui.printing.press import Press

Deliver = Callable[[Callable[[], None]], None]

_log = logging.getLogger(__name__)
_LOG_BYTES = 1_000_000
_LOG_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@dataclass(frozen=True)
class Services:
    """The services, the lanes they run on and the settings, as a face gets them."""

    content: ContentService
    assessment: AssessmentService
    teacher: TeacherService
    gateway: GatewayService
    agent: AgentService
    runner: JobRunner
    settings: Settings
    databases: Databases

    def close(self) -> None:
        """Stop all work, then close the databases. Safe to call twice."""
        self.gateway.stop_playing()
        self.runner.shutdown()
        self.content.close()
        self.databases.close()


def open_services(
    deliver: Deliver,
    settings: Settings,
    *,
    data_dir: Path | None = None,
    audio_input: AudioInput | None = None,
    audio_output: AudioOutput | None = None,
    listener: Callable[[], Listener] | None = None,
    embedder: Callable[[], Embedder] | None = None,
    second: Callable[[], SecondListener | None] | None = None,
    thinking: ModelSource | None = None,
) -> Services:
    """Open the databases and build every service on them.

    deliver: brings a callable from a worker thread to the caller's. Parts that are not given are the real
    ones. Raises KeyProblem, SchemaProblem, StorageProblem.
    """
    from litcoach_desktop.domain.reading.prosody import ExpressionRules
    from litcoach_desktop.domain.retention import Sound
    from litcoach_desktop.engines.clock import SystemClock
    from litcoach_desktop.jobs import JobRunner, Lane
    from litcoach_desktop.parts.coach import agent_service
    from litcoach_desktop.parts.language_model import model_source
    from litcoach_desktop.parts.talk import talk_parts
    from litcoach_desktop.services.assessment import AssessmentService, SecondHearing
    from litcoach_desktop.services.content import ContentService, Meanings, Sources
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.store.database import open_databases
    from litcoach_desktop.store.keys import obtain_key

    folder = data_dir or settings.data_dir
    # A folder named for this once comes and goes: its key must not stay behind in the user's key store.
    key = obtain_key(folder, create=True, portable=data_dir is not None)
    clock = SystemClock()
    databases = open_databases(folder, key, clock)
    if second is None and data_dir is None:
        # A folder that comes and goes is closed before anybody has heard anything twice.
        second = functools.partial(engines.second_listener, settings)
    if thinking is None and data_dir is None:
        thinking = model_source(settings)
    try:
        runner = JobRunner(deliver)

        def on_store_lane(work: Callable[[], None]) -> None:
            runner.submit(Lane.STORE, lambda _ctx: work(), name="store a second")

        def on_second_lane(work: Callable[[Callable[[float], None]], None]) -> None:
            # What comes while litcoach closes is not heard again.
            with contextlib.suppress(RuntimeError):
                runner.submit(
                    Lane.SECOND,
                    lambda ctx: work(lambda share: ctx.tick(round(100 * share), 100)),
                    name="hear a reading again",
                )

        def on_vectors_lane(work: Callable[[JobContext], None]) -> None:
            runner.submit(Lane.VECTORS, work, name="prepare the search for meanings")

        parts = engines.vector_parts(folder, embedder or functools.partial(engines.real_embedder, settings.data_dir))
        meanings = Meanings(databases.library_index, parts, on_vectors_lane)
        content = ContentService(databases.texts, databases.library_index, meanings)
        for problem in content.open_library(Sources(DATA / "texts" / "texts.json", folder / "texts")):
            _log.warning("library: %s", problem)
        assessment = AssessmentService(
            databases.roster,
            databases.readings,
            databases.recordings,
            databases.page_looks,
            databases.judgements,
            listener or engines.real_listener,
            clock,
            protocol=lambda: settings.protocol,
            protocols=lambda: settings.protocols,
            second=second and SecondHearing(second, on_second_lane),
            sound=lambda: Sound(settings.recordings),
            manner=lambda: ExpressionRules(settings.expression_pause_s, round(settings.expression_concern_below)),
            assignments=databases.assignments,
        )
        teacher = TeacherService(
            databases.roster,
            databases.readings,
            databases.recordings,
            databases.judgements,
            databases.accounts,
            clock,
            class_teachers=databases.class_teachers,
            journal=databases.journal,
            protocols=lambda: settings.protocols,
            roster_imports=databases.roster_imports,
            roster_sources=databases.roster_sources,
            reviews=databases.reviews,
            erasures=databases.erasures,
            periods=lambda: settings.retention,
            talks=databases.talks,
            growth=databases.growth,
            aims=databases.aims,
            writings=databases.writings,
            assignments=databases.assignments,
            groups=databases.groups,
            demographics=databases.demographics,
            demographics_kept=lambda: settings.demographics == "kept",
            manner=lambda: ExpressionRules(settings.expression_pause_s, round(settings.expression_concern_below)),
        )
        return Services(
            content=content,
            assessment=assessment,
            teacher=teacher,
            gateway=GatewayService(
                audio_input or engines.real_audio_input(),
                audio_output or engines.real_audio_output(),
                clock,
                on_store_lane,
                talk_parts(
                    lambda: engines.transcriber(settings) if data_dir is None else None,
                    lambda work: on_second_lane(lambda _tell: work()),
                ),
            ),
            agent=agent_service(
                content,
                assessment,
                teacher,
                databases.roster.student,
                clock,
                databases.talks,
                databases.writings,
                settings,
                thinking,
            ),
            runner=runner,
            settings=settings,
            databases=databases,
        )
    except BaseException:
        databases.close()
        raise


def main(arguments: list[str]) -> int:
    """Open the window for `run`, else run the command line; returns the exit code."""
    parts = Parts()
    if arguments == ["run"]:
        # Without the command line's parser, which takes longer to import than a window to show.
        return _window(parts)
    from litcoach_desktop.cli.app import run

    return run(arguments, parts)


def _window(parts: Parts) -> int:
    try:
        return parts.run_window()
    except (Exception, KeyboardInterrupt) as error:
        from litcoach_desktop.cli import messages

        return messages.tell(error, parts.settings.data_dir if "settings" in parts.__dict__ else None)


@functools.cache
def _log_to_file() -> None:
    """Keep the window's log in the user's log folder: a program without a terminal has nowhere else to say things."""
    from logging.handlers import RotatingFileHandler

    from platformdirs import user_log_path

    path = user_log_path("litcoach", appauthor=False) / "litcoach.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=2, delay=True, encoding="utf-8")
    except OSError as problem:
        _log.warning("no log file: %s", problem)
        return
    handler.setFormatter(logging.Formatter(_LOG_LINE))
    logging.getLogger().addHandler(handler)


class Parts:
    """What the command line asks for, each made when it is asked for."""

    @functools.cached_property
    def settings(self) -> Settings:
        """The merged settings; what is logged follows them. Raises EnvironmentProblem."""
        settings = load_settings()
        logging.basicConfig(level=settings.log_level.upper(), format=_LOG_LINE)
        return settings

    def open_services(
        self, deliver: Deliver, *, data_dir: Path | None = None, audio_input: AudioInput | None = None
    ) -> Services:
        """All services on real parts, but for what is given."""
        return open_services(deliver, self.settings, data_dir=data_dir, audio_input=audio_input)

    def run_window(self) -> int:
        """The window, until it is closed. Raises EnvironmentProblem without a screen."""
        from litcoach_desktop.cli.screen import need_screen

        need_screen(os.environ)
        from litcoach_desktop.jobs import Lane
        from litcoach_desktop.ui.app import run_window

        def open_behind_the_window(deliver: Deliver) -> Services:
            _log_to_file()
            services = self.open_services(deliver)
            services.runner.submit(
                Lane.MISC, lambda _ctx: services.teacher.keeping.end_periods(), name="erase what is due"
            )
            services.runner.submit(
                Lane.STORE,
                lambda _ctx: services.teacher.demographics.end_if_dropped(),
                name="erase demographics that the school does not keep",
            )
            return services

        return run_window(open_behind_the_window, settings=self.settings)

    def render_sides(
        self, open_services: Callable[[Deliver], Services], folder: Path, *, passphrase: str = ""
    ) -> list[Path]:
        """Pictures of every screen, from services that `open_services` opens; passphrase: the teacher's there."""
        from litcoach_desktop.ui.pictures.sides import render_sides

        return render_sides(open_services, folder, passphrase=passphrase)

    def press(self, paper: str) -> Press:
        """What makes PDFs without a window. paper: "" for that of the settings."""
        from litcoach_desktop.ui.printing.press import Press

        return Press(self.settings.school_name, paper or self.settings.paper)

    def listener(self, name: str = "sphinx") -> Listener:
        """The listener of that name. Raises ModelProblem when this machine does not have it."""
        if name == "sphinx":
            return engines.real_listener()
        from litcoach_desktop.engines.whisper.listeners import BothListeners, SecondAlone

        second = engines.second_listener(self.settings)
        if second is None:
            raise ModelProblem(
                "No Whisper model is installed on this machine, or the setting second_listener switches it off.",
                "Readings are judged by the first listener alone.",
                "Install one (litcoach models install whisper-base.en), or choose the listener sphinx.",
            )
        return SecondAlone(second) if name == "whisper" else BothListeners(engines.real_listener(), second)

    def models(self) -> ModelShelf:
        """The models that a school may provide to this machine."""
        return engines.model_shelf(self.settings)

    def language_model(self) -> ModelReport | None:
        """What the coach thinks with; None when it is scripted. Raises ModelProblem, KeyProblem."""
        from litcoach_desktop.parts.language_model import look_at_model

        return look_at_model(self.settings)

    def rotate_server_key(self, key: str) -> str:
        """Put a new key of the language model's server in the old one's place. Raises ModelProblem, StorageProblem."""
        from litcoach_desktop.parts.language_model import rotate_server_key

        return rotate_server_key(self.settings, key)

    def vocabulary(self) -> Vocabulary:
        """What is known of English words."""
        from litcoach_desktop.engines.sphinx.vocabulary import SphinxVocabulary

        return SphinxVocabulary()

    def read_sound(self, path: Path) -> Samples:
        """A sound file as 16 kHz mono. Raises AudioFileProblem."""
        return engines.read_sound(path)

    def audio_input(self) -> AudioInput:
        """The microphones of this machine."""
        return engines.real_audio_input()

    def voice(self) -> Voice:
        """The voice of the command line, on a loudspeaker that stays open."""
        return engines.spoken_voice()

    def recorded_input(self, samples: Samples, *, speed: float, on_end: Callable[[], None]) -> AudioInput:
        """A microphone that hears a recording, `speed` times as fast as it was made; on_end: all was heard."""
        from litcoach_desktop.engines.recorded_input import RecordedInput

        return RecordedInput(samples, speed=speed, on_end=on_end)

    def key_place(self, data_dir: Path) -> str | None:
        """Where the key of a data folder is kept; None when there is none and nothing to open. Raises KeyProblem."""
        from litcoach_desktop.store.keys import TICKET, databases_in, obtain_key

        if not (data_dir / TICKET).exists() and not databases_in(data_dir):
            return None
        return obtain_key(data_dir, create=False).kept_in
