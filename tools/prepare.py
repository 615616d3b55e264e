"""Set up what a make target needs: system libraries, the virtual environment, the locked packages, the project.

    python3 tools/prepare.py run|test|lint|package|train

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
PULSE_PLUGIN = ("alsa-lib/libasound_module_pcm_pulse.so", "libasound2-plugins")
# PyInstaller reads what a library needs with objdump.
PACKAGE_PROGRAMS = {"objdump": "binutils"}

# Which lock a target needs. The run lock is part of every other one.
LOCKS = {"run": "run", "test": "dev", "lint": "dev", "package": "dev", "train": "train"}


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
        programs = TEST_PROGRAMS
        plugin, package = PULSE_PLUGIN
        if not any(found for folder in ("/usr/lib", "/usr/lib64") for found in Path(folder).glob(f"*/{plugin}")):
            missing.add(package)
    elif target == "package":
        programs = PACKAGE_PROGRAMS
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
    pip("install", "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", f"requirements/{lock}.txt")
    # setuptools is in the lock: nothing is fetched to build the project itself.
    pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")
    pip("check")
    stamps.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="utf-8")


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


def pip(*arguments: str) -> None:
    """Run pip in .venv; what comes over the network is tried three times, as school networks are what they are."""
    command = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    for attempt in range(3 if "--require-hashes" in arguments else 1):
        time.sleep(5 * attempt)
        if subprocess.run(command, check=False, cwd=ROOT).returncode == 0:
            return
    raise Stop(f"“pip {' '.join(arguments)}” failed. Mend what it says above, then try again.")


if __name__ == "__main__":
    sys.exit(main())
