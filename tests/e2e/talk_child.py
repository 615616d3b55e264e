"""`litcoach chat --voice` in a data folder of a test's own: python -m tests.e2e.talk_child DATA_DIR [NAME]"""

import sys
from collections.abc import Callable
from pathlib import Path

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.app import run
from litcoach_desktop.ports.audio import AudioInput
from litcoach_desktop.settings import Settings


class PartsInFolder(bootstrap.Parts):
    """The real ones, with the folder's key in the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def settings(self) -> Settings:
        """The defaults."""
        return Settings(data_dir=self._folder)

    def open_services(
        self,
        deliver: Callable[[Callable[[], None]], None],
        *,
        data_dir: Path | None = None,
        audio_input: AudioInput | None = None,
    ) -> bootstrap.Services:
        """Real services on the real microphone."""
        return bootstrap.open_services(deliver, self.settings, data_dir=self._folder, audio_input=audio_input)


if __name__ == "__main__":
    who = ["--student", sys.argv[2]] if len(sys.argv) > 2 else []
    sys.exit(run(["chat", "--voice", *who], PartsInFolder(Path(sys.argv[1]))))
