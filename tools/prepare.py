"""Set up what a make target needs: system libraries, the virtual environment, the locked packages, the project.

    python3 tools/prepare.py run|test|lint|package|train|llm

Runs on a bare Python 3.11 with nothing installed. A second call finds its stamp and ends within milliseconds.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

# What Qt and PortAudio load from the system, by the Debian package that brings it.
LIBRARIES = {
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libportaudio.so.2": "libportaudio2",
    "libpulse.so.0": "libpulse0",  # Qt's text to speech is linked against it
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# The tests speak into a microphone made of software.
TEST_PROGRAMS = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "paplay": "pulseaudio-utils"}
# The engine of language models has no wheels.
COMPILER = {"c++": "g++"}
PULSE_PLUGIN = ("alsa-lib/libasound_module_pcm_pulse.so", "libasound2-plugins")
# PyInstaller reads what a library needs with objdump.
PACKAGE_PROGRAMS = {"objdump": "binutils"}

# Which lock a target needs. The run lock is part of every other one.
LOCKS = {"run": "run", "test": "dev", "lint": "dev", "package": "dev", "train": "train", "llm": "dev"}

# Built from its sources, for the targets that need it; all others do without. Only the library is wanted of it.
BUILT = "llama-cpp-python"
BUILT_FOR = ("test", "llm")
PARTS_LEFT_OUT = ("LLAVA_BUILD", "LLAMA_BUILD_TOOLS", "LLAMA_BUILD_EXAMPLES", "LLAMA_BUILD_TESTS", "LLAMA_BUILD_SERVER")


def main() -> int:
    """Prepare for the target named on the command line; 0 when all is there."""
    target = sys.argv[1] if len(sys.argv) == 2 else ""
    if target not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        if sys.platform == "linux":
            packages = missing_system_packages(target)
            if packages:
                install_system_packages(packages, administrator())
        prepare_environment(LOCKS[target])
        if target in BUILT_FOR:
            build_engine(LOCKS[target])
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    return 0


class Stop(Exception):
    """Something is missing that we may not or cannot install; the message says what to type."""


# --- the system ---


def missing_system_packages(target: str) -> list[str]:
    """Names of the Debian packages that this machine lacks for a target."""
    missing = {package for library, package in LIBRARIES.items() if not loads(library)}
    programs = dict[str, str]()
    if target == "test":
        programs = {**TEST_PROGRAMS, **COMPILER}
        plugin, package = PULSE_PLUGIN
        if not any(found for folder in ("/usr/lib", "/usr/lib64") for found in Path(folder).glob(f"*/{plugin}")):
            missing.add(package)
    elif target == "package":
        programs = PACKAGE_PROGRAMS
    elif target == "llm":
        programs = COMPILER
    missing |= {package for program, package in programs.items() if not shutil.which(program)}
    if not VENV.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.add(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return sorted(missing)


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str], prefix: list[str] | None) -> None:
    """Install packages with apt-get; raises Stop with the line to type where we may not.

    prefix: what to put before a command to run it as root, None when we may not.
    """
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Stop(f"litcoach needs what Debian calls {names}. Install them with your system's package manager.")
    if prefix is None:
        raise Stop(
            "System packages are missing. Type this line, then the same make command again:\n\n"
            f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n"
        )
    print(f"Installing system packages: {names}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # sudo clears the environment, so the setting is repeated as part of the command.
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Acquire::Retries=3"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    known = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    for attempt in range(3):
        if attempt or not known:
            subprocess.run([*apt, "update"], env=quiet, check=False)
        if subprocess.run(install, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode == 0:
            return
        time.sleep(2 * attempt)
    raise Stop(f"apt-get could not install {names}. Mend what it says above, then try again.")


def administrator() -> list[str] | None:
    """What to put before a command to run it as root: nothing, sudo, or None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


# --- the virtual environment ---


def prepare_environment(lock: str) -> None:
    """Bring .venv to what the lock says, unless its stamp says that it is."""
    wanted = fingerprint(lock)
    stamps = VENV / "prepared"
    stamp = stamps / lock
    # The development lock holds all of the run lock.
    for covering in {lock, "dev"} if lock == "run" else {lock}:
        path = stamps / covering
        if path.is_file() and path.read_text(encoding="utf-8") == fingerprint(covering):
            return
    make_virtual_environment()
    print(f"Installing the packages of requirements/{lock}.txt", flush=True)
    wheels = as_file(lock_part(lock, built=False))
    pip("install", "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", wheels)
    # setuptools is in the lock: nothing is fetched to build the project itself.
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
    pip("check")
    stamps.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")


def build_engine(lock: str) -> None:
    """Build the engine of language models into .venv, unless its stamp says that it is there."""
    sources = lock_part(lock, built=True)
    wanted = hashlib.sha256((sys.version + sources).encode()).hexdigest()
    stamp = VENV / "prepared" / BUILT
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Building {BUILT} from its sources; the first time this takes some minutes", flush=True)
    settings = " ".join(f"-D{part}=OFF" for part in PARTS_LEFT_OUT)
    # What it is built with is in the lock: nothing is fetched but the sources.
    build = ["--no-deps", "--no-build-isolation", f"--no-binary={BUILT}", "-r", as_file(sources)]
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    pip("install", "--require-hashes", *build, environment={"CMAKE_ARGS": settings, "PATH": path})
    stamp.write_text(wanted, encoding="utf-8")


def lock_part(lock: str, *, built: bool) -> str:
    """The part of a lock that is built from sources, or all the rest, which comes as wheels."""
    entries: list[str] = []
    for line in (ROOT / f"requirements/{lock}.txt").read_text(encoding="utf-8").splitlines(keepends=True):
        # An entry goes on in lines that are set in.
        if line[:1].isspace() and entries:
            entries[-1] += line
        else:
            entries.append(line)
    return "".join(entry for entry in entries if entry.startswith(f"{BUILT}==") is built)


def as_file(content: str) -> Path:
    """A list of packages for pip to read."""
    path = VENV / "prepared" / "wanted.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def fingerprint(lock: str) -> str:
    """Changes whenever the environment has to be brought up to date."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (f"requirements/{lock}.txt", "pyproject.toml", "setup.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_virtual_environment() -> None:
    """Make .venv with this Python; one of another Python, or half made, is replaced."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if PYTHON.exists():
        probe = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
        answer = subprocess.run([PYTHON, "-c", probe], check=False, capture_output=True, text=True)
        if answer.stdout.strip() == version:
            return
    print(f"Making .venv with Python {version}", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode != 0:
        raise Stop(f"Python could not make {VENV}. Mend what it says above, then try again.")


def pip(*arguments: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run pip in .venv; what comes over the network is tried three times, as school networks are what they are."""
    command = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    for attempt in range(3 if "--require-hashes" in arguments else 1):
        time.sleep(5 * attempt)
        if subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **(environment or {})}).returncode == 0:
            return
    raise Stop(f"“pip {' '.join(map(str, arguments))}” failed. Mend what it says above, then try again.")


if __name__ == "__main__":
    sys.exit(main())
