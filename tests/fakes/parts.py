"""The program's real parts but for the listener and the microphones, for tests of the command line."""

from collections.abc import Callable
from pathlib import Path

from litcoach_desktop import bootstrap
from litcoach_desktop.ports.audio import AudioDevice, AudioInput
from litcoach_desktop.services.agent import ModelSource
from litcoach_desktop.settings import Settings, load_settings
from tests.fakes.listening import ScriptedListener


class NoMicrophones:
    """A machine without any microphone."""

    def devices(self) -> list[AudioDevice]:
        """None."""
        return []

    def open(self, device_id: str | None = None) -> object:
        """Nothing asks for it."""
        raise AssertionError("this machine has no microphone")


class ScriptedParts(bootstrap.Parts):
    """Survives pickling, as worker processes need."""

    def __init__(
        self, data_dir: Path, listener: ScriptedListener | None = None, thinking: ModelSource | None = None
    ) -> None:
        """thinking: the coach's language model."""
        self._data_dir = data_dir
        self._listener = listener or ScriptedListener()
        self._thinking = thinking

    @property
    def settings(self) -> Settings:
        """What was chosen before, else the defaults; the databases are in the test's folder."""
        settings = load_settings()
        settings.data_dir = self._data_dir
        return settings

    def open_services(
        self,
        deliver: Callable[[Callable[[], None]], None],
        *,
        data_dir: Path | None = None,
        audio_input: AudioInput | None = None,
    ) -> bootstrap.Services:
        """Real databases and services around the scripted listener."""
        return bootstrap.open_services(
            deliver,
            self.settings,
            data_dir=data_dir or self._data_dir,
            audio_input=audio_input or NoMicrophones(),
            listener=self.listener,
            thinking=self._thinking,
        )

    def listener(self, name: str = "sphinx") -> ScriptedListener:
        """The scripted one, whoever is asked for."""
        return self._listener

    def audio_input(self) -> AudioInput:
        """None."""
        return NoMicrophones()
