"""The one way to PortAudio: imported late, one call at a time, and nobody waits for it for ever.

PortAudio is one library with one state for the whole process. It is not safe to call from several threads, its
device list is only read anew when it is started anew, and its calls hang for as long as a sound server does not
answer. So every call runs on a daemon thread that can be given up, under one lock.
"""

import atexit
import logging
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem

T = TypeVar("T")

INSTALL_LINE = "sudo apt install libportaudio2"
_log = logging.getLogger(__name__)


class SoundSystemSilent(EnvironmentProblem):
    """The sound system of the computer did not answer in time."""

    def __init__(self) -> None:
        super().__init__(
            "The sound system of this computer does not answer.",
            "Nothing can be recorded or played at the moment.",
            "Wait a moment and try again; if it stays so, restart the computer.",
        )


class PortAudio:
    """Calls into PortAudio, through the module `sounddevice`. One for each process, shared by ear and mouth."""

    def __init__(self, load: Callable[[], Any] | None = None) -> None:
        """load: gives the module `sounddevice`, or raises OSError when its library is missing."""
        self._load_module = load or _import_sounddevice
        self._turn = threading.Lock()
        self._sounddevice: Any = None
        self._open_streams = 0

    def call(
        self,
        action: Callable[[Any], T],
        *,
        limit_s: float,
        give_back: Callable[[T], None] | None = None,
        even_late: bool = False,
    ) -> T:
        """The result of `action(sounddevice)`, which runs alone and on a thread of its own.

        Raises what the action raises, SoundSystemSilent when it takes longer than `limit_s`, MicrophoneProblem
        when PortAudio is not installed. give_back: called with a result that came too late for anyone to
        take. even_late: run the action even if the caller no longer waits (closing), else it is dropped.
        """
        errand = _Errand(self, action, give_back, even_late)
        threading.Thread(target=errand.run, name="portaudio", daemon=True).start()
        return errand.wait(limit_s)

    def open_stream(self, make: Callable[[Any], Any]) -> Any:
        """Make and start a stream. Only from within an action."""
        stream = make(self._sounddevice)
        self._open_streams += 1
        try:
            stream.start()
        except Exception:
            self.close_stream(stream)
            raise
        return stream

    def close_stream(self, stream: Any) -> None:
        """Stop a stream without playing or recording the rest. Only from within an action."""
        try:
            stream.abort()
            stream.close()
        finally:
            self._open_streams -= 1

    def read_devices_anew(self, sounddevice: Any) -> None:
        """Let PortAudio look at what is plugged in now, unless a stream is open. Only from within an action."""
        if self._open_streams == 0:
            # The module offers no public call for it; these two are what its import and exit use.
            sounddevice._terminate()
            sounddevice._initialize()

    def _load(self) -> Any:
        if self._sounddevice is None:
            try:
                self._sounddevice = self._load_module()
            except OSError as error:
                raise MicrophoneProblem(
                    "The sound library PortAudio is not installed on this computer.",
                    "litcoach cannot record or play without it.",
                    f"Ask for it to be installed; on Debian and Ubuntu by typing: {INSTALL_LINE}",
                ) from error
        return self._sounddevice


def _import_sounddevice() -> Any:
    import sounddevice

    # At exit it would close what is open and hang with a hanging sound server; the system tidies up anyway.
    atexit.unregister(sounddevice._exit_handler)
    return sounddevice


def _enter_com() -> None:
    """Windows wants each thread that touches a sound device to say so first; PortAudio does it for one only."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.ole32.CoInitializeEx(None, 0)


class _Errand:
    """One call: carried out on its own thread, awaited for a limited time on another."""

    def __init__(
        self,
        portaudio: PortAudio,
        action: Callable[[Any], Any],
        give_back: Callable[[Any], None] | None,
        even_late: bool,
    ) -> None:
        self._portaudio = portaudio
        self._action = action
        self._give_back = give_back
        self._even_late = even_late
        self._settled = threading.Condition()
        self._done = False
        self._given_up = False
        self._result: Any = None
        self._error: Exception | None = None

    def run(self) -> None:
        _enter_com()
        with self._portaudio._turn:
            if self._given_up and not self._even_late:
                return
            try:
                self._result = self._action(self._portaudio._load())
            except Exception as error:
                self._error = error
            with self._settled:
                self._done = True
                self._settled.notify()
                too_late = self._given_up
            if too_late:
                self._tidy()

    def wait(self, limit_s: float) -> Any:
        with self._settled:
            if not self._settled.wait_for(lambda: self._done, limit_s):
                self._given_up = True
                raise SoundSystemSilent
        if self._error is not None:
            raise self._error
        return self._result

    def _tidy(self) -> None:
        if self._error is not None:
            _log.warning("a call to PortAudio that was given up failed later: %s", self._error)
        elif self._give_back is not None:
            self._give_back(self._result)
