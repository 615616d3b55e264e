"""What `litcoach doctor` looks at, one function a check; none of them changes anything or makes a new profile."""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
import sys
from collections.abc import Callable
from ctypes.util import find_library
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import EnvironmentProblem, StorageProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.models import ModelState
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content import Sources
from litcoach_desktop.settings import DECLARATIONS, Origin

_log = logging.getLogger(__name__)
_DATABASES = ("teacher.db", "recordings.db")
_FONTS = {"fontpkg_atkinson_hyperlegible": "Atkinson Hyperlegible", "fontpkg_lexend": "Lexend"}
# An hour of recordings is 60 MB as FLAC; below the first figure a class cannot work for a day, below the second
# a reading may not be kept at all.
_TIGHT_BYTES, _FULL_BYTES = 1_000_000_000, 100_000_000


class Light(StrEnum):
    """How a check came out."""

    GOOD = "good"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's list. found: what is there or wrong, one sentence. remedy: what to do, may be empty."""

    name: str
    light: Light
    found: str
    remedy: str = ""


def all_findings(parts: Parts) -> list[Finding]:
    """Every check, in the order in which they depend on each other."""
    checks: list[tuple[str, Callable[[Parts], Finding]]] = [
        ("settings", settings),
        ("data folder", data_folder),
        ("key", key),
        ("databases", databases),
        ("disk space", disk_space),
        ("texts", texts),
        ("microphone", microphone),
        ("speech model", speech_model),
        ("provided models", provided_models),
        ("language model", language_model),
        ("voice", voice),
        ("fonts", fonts),
    ]
    findings = []
    for name, check in checks:
        try:
            findings.append(check(parts))
        except EnvironmentProblem as problem:
            found = f"{problem.happened} {problem.meaning}".strip()
            findings.append(Finding(name, Light.BROKEN, found, problem.remedy))
        except Exception as bug:
            # The other checks are still worth having, all the more when litcoach itself is damaged.
            _log.exception("the check %r failed", name)
            found = f"This check failed ({type(bug).__name__}: {bug})."
            findings.append(Finding(name, Light.BROKEN, found, "Install litcoach again."))
    return findings


def settings(parts: Parts) -> Finding:
    """Whether every source of settings can be understood."""
    chosen = [name for name in DECLARATIONS if parts.settings.origin(name) is not Origin.DEFAULT]
    given = ", ".join(f"{name} ({parts.settings.origin(name)})" for name in chosen)
    return Finding("settings", Light.GOOD, f"Given: {given}." if given else "All as they come.")


def data_folder(parts: Parts) -> Finding:
    """Whether the folder can be written and is closed to other users."""
    folder = parts.settings.data_dir
    if not folder.exists():
        above = next(one for one in folder.absolute().parents if one.exists())
        if not os.access(above, os.W_OK):
            return Finding(
                "data folder", Light.BROKEN, f"{folder} cannot be made: {above} may not be written.", _MAY_WRITE
            )
        return Finding("data folder", Light.GOOD, f"{folder} is made at the first start.")
    if not folder.is_dir():
        return Finding("data folder", Light.BROKEN, f"{folder} is not a folder.", "Move that file away.")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding("data folder", Light.BROKEN, f"{folder} may not be written.", _MAY_WRITE)
    if _open_to_others(folder):
        return Finding(
            "data folder", Light.LOOK, f"Other users of this computer can look into {folder}.", f'chmod 700 "{folder}"'
        )
    return Finding("data folder", Light.GOOD, str(folder))


_MAY_WRITE = "Give yourself permission to write there, or choose another folder with LITCOACH_DATA_DIR."


def key(parts: Parts) -> Finding:
    """Where the key of the databases is kept."""
    folder = parts.settings.data_dir
    place = parts.key_place(folder)
    if place is None:
        return Finding("key", Light.GOOD, "There is none yet; it is made at the first start.")
    if place == "keyring":
        return Finding("key", Light.GOOD, "The key is in the system's key store.")
    file = folder / "key.json"
    if _open_to_others(file):
        return Finding("key", Light.BROKEN, f"Other users can read the key in {file}.", f'chmod 600 "{file}"')
    return Finding(
        "key",
        Light.LOOK,
        f"The key is in the file {file}, because the system's key store was not there when it was made.",
        "Encrypt this computer's disk, so that a thief gets neither.",
    )


def databases(parts: Parts) -> Finding:
    """Whether the databases that are there open."""
    folder = parts.settings.data_dir
    there = [folder / name for name in _DATABASES if (folder / name).exists()]
    if not there:
        return Finding("databases", Light.GOOD, "There are none yet; they are made at the first start.")
    try:
        parts.open_services(Mailbox().deliver).close()
    except StorageProblem as problem:
        # Most often the window is open, and that is no fault; a full disk or a closed folder has a check of its own.
        return Finding("databases", Light.LOOK, f"They were not looked into. {problem.happened}", problem.remedy)
    size = sum(path.stat().st_size for path in there) / 1e6
    return Finding("databases", Light.GOOD, f"They open ({size:.1f} MB).")


def disk_space(parts: Parts) -> Finding:
    """Whether there is room for recordings."""
    folder = parts.settings.data_dir.absolute()
    place = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(place).free
    found = f"{free / 1e9:.1f} GB are free, about {free / 60e6:,.0f} hours of readings."
    if free < _FULL_BYTES:
        return Finding("disk space", Light.BROKEN, found, "Delete files that are not needed, then try again.")
    if free < _TIGHT_BYTES:
        return Finding("disk space", Light.LOOK, found, "Make room before the next class reads.")
    return Finding("disk space", Light.GOOD, found)


def texts(parts: Parts) -> Finding:
    """Whether the catalogue of texts and those that the school added can be read."""
    catalogue, added = DATA / "texts" / "texts.json", parts.settings.data_dir / "texts"
    found, problems = Sources(catalogue, added).read()
    if problems:
        told = " ".join(str(one) for one in problems)
        return Finding("texts", Light.LOOK, told, f"Correct these entries in {catalogue.parent} or {added}.")
    if not found:
        return Finding("texts", Light.BROKEN, f"There are no texts in {catalogue}.", "Install litcoach again.")
    return Finding("texts", Light.GOOD, f"{len(found)} texts.")


def microphone(parts: Parts) -> Finding:
    """Whether there is anything to record with."""
    devices = parts.audio_input().devices()
    if not devices:
        return Finding(
            "microphone",
            Light.LOOK,
            "No microphone was found.",
            "Plug a headset in, and allow litcoach to use it in the system's privacy settings.",
        )
    wanted = parts.settings.microphone
    if wanted and wanted not in [device.name for device in devices]:
        return Finding(
            "microphone",
            Light.LOOK,
            f"The microphone in the settings, “{wanted}”, is not there.",
            f"Plug it in; meanwhile {devices[0].name} is used.",
        )
    return Finding("microphone", Light.GOOD, "; ".join(device.name for device in devices))


def speech_model(parts: Parts) -> Finding:
    """Whether the listener can load its model and follow a passage."""
    listener = parts.listener()
    listener.follow(Passage("The cat sat."))
    return Finding("speech model", Light.GOOD, f"{listener.name} {listener.version}")


def provided_models(parts: Parts) -> Finding:
    """Which models the school has provided, and whether each can be used."""
    here = [entry for entry in parts.models().entries() if entry.state is not ModelState.ABSENT]
    for entry in here:
        if entry.state is ModelState.SET_ASIDE:
            return Finding(
                "provided models",
                Light.LOOK,
                f"{entry.name} took litcoach down when it was loaded, and is set aside.",
                f"Try it in a safe place: litcoach models verify {entry.name}",
            )
        if entry.state is ModelState.INCOMPLETE:
            return Finding(
                "provided models",
                Light.LOOK,
                f"{entry.name} is not whole, and is not used.",
                f"litcoach models install {entry.name}",
            )
    if not here:
        return Finding("provided models", Light.GOOD, "None; litcoach needs none. A Whisper would listen as well.")
    listens = any(entry.kind == "whisper" for entry in here) and parts.settings.second_listener != "off"
    second = "A second listener checks readings." if listens else "No second listener."
    return Finding("provided models", Light.GOOD, f"{', '.join(entry.name for entry in here)}. {second}")


def language_model(parts: Parts) -> Finding:
    """What the coach thinks with; a server is asked whether it is there."""
    model = parts.language_model()
    if model is None:
        return Finding("language model", Light.GOOD, "None; the coach talks in words that people wrote.")
    light = Light.LOOK if model.worry else Light.GOOD
    return Finding("language model", light, f"{model.name}. {model.worry}".rstrip(), model.remedy)


def voice(parts: Parts) -> Finding:
    """Whether the system can probably speak, found out without loading the window's library."""
    del parts
    if sys.platform.startswith("linux") and find_library("speechd") is None:
        return Finding(
            "voice",
            Light.LOOK,
            "This system has no voice, so litcoach cannot read words aloud.",
            "apt-get install speech-dispatcher espeak-ng",
        )
    return Finding("voice", Light.GOOD, "The system's own.")


def fonts(parts: Parts) -> Finding:
    """Whether the fonts made for readers are installed."""
    del parts
    missing = [name for package, name in _FONTS.items() if importlib.util.find_spec(package) is None]
    if missing:
        return Finding(
            "fonts",
            Light.LOOK,
            f"{' and '.join(missing)} cannot be found; the system's font stands in.",
            "Install litcoach again with all its packages.",
        )
    return Finding("fonts", Light.GOOD, ", ".join(_FONTS.values()))


def _open_to_others(path: Path) -> bool:
    # Windows guards a user's profile by its own rights, which the mode does not show.
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & 0o077)
