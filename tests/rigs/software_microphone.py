"""A microphone made of software: a private sound server with one source, into which tests play recordings.

As a library:

    with SoftwareMicrophone(folder) as microphone:
        subprocess.run(command, env={**os.environ, **microphone.environment})
        microphone.play(wav)

From a shell, for the whole application (each command finds the running one by its folder):

    eval "$(python -m tests.rigs.software_microphone start FOLDER)"
    python -m tests.rigs.software_microphone play FOLDER FILE.wav
    python -m tests.rigs.software_microphone unplug|plug|stall|resume|suspend|wake|stop FOLDER

The sound server is PulseAudio, reached through ALSA's pulse plug-in as on a classroom laptop. PortAudio reads the
environment when it starts, so the process that records has to be started with `environment`.
"""

import ctypes.util
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

SINK = "litcoach_ear"
"""Where programs play, and what the microphone hears."""
_SOURCE = "litcoach_microphone"
_PATIENCE_S = 20.0
_INSTALL = "apt-get install -y --no-install-recommends"


class RigProblem(AssertionError):
    """The software microphone cannot work here; the message holds the line that mends it."""


def require_sound_server() -> None:
    """Raise RigProblem with the line to type when a package is missing."""
    missing = []
    if shutil.which("pulseaudio") is None:
        missing.append("pulseaudio")
    if shutil.which("pactl") is None or shutil.which("paplay") is None:
        missing.append("pulseaudio-utils")
    if not any(Path("/usr/lib").glob("*/alsa-lib/libasound_module_pcm_pulse.so")):
        missing.append("libasound2-plugins")
    if ctypes.util.find_library("portaudio") is None:
        missing.append("libportaudio2")
    if missing:
        raise RigProblem(f"the software microphone needs: {_INSTALL} {' '.join(missing)}")


class SoftwareMicrophone:
    """A sound server of its own in `folder` (made if missing), with one microphone named litcoach_microphone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pid_file = folder / "server.pid"
        self._server: subprocess.Popen[bytes] | None = None
        self._impatient: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a process to this sound server and to no other."""
        return {
            "XDG_RUNTIME_DIR": str(self._folder),
            "PULSE_RUNTIME_PATH": str(self._folder / "pulse"),
            "PULSE_STATE_PATH": str(self._folder / "state"),
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "PULSE_SERVER": f"unix:{self._folder / 'socket'}",
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
        }

    def start(self) -> None:
        """Start the server and plug the microphone in. Raises RigProblem when a package is missing."""
        require_sound_server()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n", encoding="utf-8"
        )
        log = self._folder / "server.log"
        with log.open("wb") as output:
            self._server = subprocess.Popen(
                [
                    "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
                    f"--load=module-native-protocol-unix socket={self._folder / 'socket'} auth-anonymous=1",
                ],
                env={**os.environ, **self.environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )  # fmt: skip
        self._pid_file.write_text(str(self._server.pid), encoding="utf-8")
        self._wait_until_it_answers(log)
        self.plug()

    def plug(self) -> None:
        """Plug the microphone in (again)."""
        # A null sink's monitor, renamed: ALSA's pulse plug-in and people alike expect a source that is not a monitor.
        self._pactl("load-module", "module-null-sink", f"sink_name={SINK}", "rate=48000", "channels=1")
        self._pactl("load-module", "module-remap-source", f"master={SINK}.monitor", f"source_name={_SOURCE}")
        self._pactl("set-default-source", _SOURCE)
        # A null sink that nobody hears works in blocks of two seconds, so a new listener would hear nothing for as
        # long; real microphones do not. One impatient listener of our own keeps its blocks short.
        self._impatient = self._start_listening(subprocess.DEVNULL)
        probe = self._start_listening(subprocess.PIPE)
        if probe.stdout is not None:
            probe.stdout.read(2)
            probe.stdout.close()
        probe.terminate()
        probe.wait()

    def unplug(self) -> None:
        """Take the microphone away, as a pulled cable does."""
        self._end_impatient()
        self._pactl("unload-module", "module-remap-source")
        self._pactl("unload-module", "module-null-sink")

    def suspend(self) -> None:
        """Let the server suspend the source, as it does on some laptops when a headset falls asleep."""
        self._pactl("suspend-source", _SOURCE, "1")

    def wake(self) -> None:
        """End a suspension."""
        self._pactl("suspend-source", _SOURCE, "0")

    def stall(self) -> None:
        """Freeze the sound server: it keeps its connections and answers nobody."""
        os.kill(self._pid(), signal.SIGSTOP)

    def resume(self) -> None:
        """Thaw a frozen sound server."""
        os.kill(self._pid(), signal.SIGCONT)

    def begin_playing(self, sound: Path) -> subprocess.Popen[bytes]:
        """Start to play a WAV file into the microphone; the caller waits for the process or ends it."""
        return subprocess.Popen(["paplay", f"--device={SINK}", str(sound)], env={**os.environ, **self.environment})

    def play(self, sound: Path) -> None:
        """Play a WAV file into the microphone; returns when it has been played."""
        if self.begin_playing(sound).wait() != 0:
            raise RigProblem(f"paplay could not play {sound} into the software microphone")

    def wait_for_listener(self, limit_s: float = _PATIENCE_S) -> None:
        """Return once a process records from the microphone. Raises RigProblem when none does in time."""
        deadline = time.monotonic() + limit_s
        while not self._is_recorded():
            if time.monotonic() > deadline:
                raise RigProblem("nobody has opened the software microphone")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the sound server, frozen or not."""
        if not self._pid_file.exists():
            return
        pid = self._pid()
        try:
            os.kill(pid, signal.SIGCONT)
            os.kill(pid, signal.SIGTERM)
        except ProcessLookupError:
            pid = 0
        if self._server is not None:
            try:
                self._server.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
        self._end_impatient()
        self._pid_file.unlink()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start_listening(self, output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["parec", f"--device={SINK}.monitor", "--latency-msec=10"],
            env={**os.environ, **self.environment},
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _end_impatient(self) -> None:
        if self._impatient is not None:
            self._impatient.terminate()
            self._impatient.wait()
            self._impatient = None

    def _is_recorded(self) -> bool:
        ours = {line.split("\t")[0] for line in self._pactl("list", "short", "sources").splitlines() if _SOURCE in line}
        listeners = self._pactl("list", "short", "source-outputs").splitlines()
        return any(line.split("\t")[1] in ours for line in listeners)

    def _pid(self) -> int:
        return int(self._pid_file.read_text(encoding="utf-8"))

    def _pactl(self, *arguments: str) -> str:
        answer = subprocess.run(
            ["pactl", *arguments],
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        )
        if answer.returncode != 0:
            raise RigProblem(f"pactl {' '.join(arguments)}: {answer.stderr.strip()}")
        return answer.stdout

    def _wait_until_it_answers(self, log: Path) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while True:
            try:
                self._pactl("info")
                return
            except RigProblem:
                ended = self._server is not None and self._server.poll() is not None
                if ended or time.monotonic() > deadline:
                    said = log.read_text(encoding="utf-8", errors="replace").strip()
                    raise RigProblem(f"the sound server of the software microphone did not start: {said}") from None
                time.sleep(0.05)


def _main(arguments: list[str]) -> int:
    commands = ("start", "play", "plug", "unplug", "stall", "resume", "suspend", "wake", "stop")
    if len(arguments) < 2 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    microphone = SoftwareMicrophone(Path(arguments[1]))
    if arguments[0] == "play":
        microphone.play(Path(arguments[2]))
        return 0
    getattr(microphone, arguments[0])()
    if arguments[0] == "start":
        for name, value in microphone.environment.items():
            print(f"export {name}={shlex.quote(value)}")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
