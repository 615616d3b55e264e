"""Every setting of litcoach, declared once: type, default, environment name and one sentence.

A school's policy beats the environment, which beats what the user chose, which beats the default:

    policy.toml       written by IT, for the whole machine
    LITCOACH_...      environment variables, for one start
    settings.toml     what the user chose in the window
    the declaration   below
"""

import json
import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from platformdirs import site_config_path, user_config_path, user_data_path

from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.domain.reading.own_protocols import protocol_book
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL, ScoringProtocol
from litcoach_desktop.domain.retention import Retention

_log = logging.getLogger(__name__)

ENVIRONMENT_PREFIX = "LITCOACH_"


class Origin(StrEnum):
    """Where the value of a setting comes from, strongest first."""

    POLICY = "policy"
    ENVIRONMENT = "environment"
    USER = "user"
    DEFAULT = "default"


@dataclass(frozen=True)
class Declaration:
    """What is known of a setting beside its type and default.

    about: one sentence for the person who sets it. choices: the only values allowed, if not empty.
    least, most: the range of a number, both ends allowed.
    """

    about: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


def _declare(default: Any, about: str, **limits: Any) -> Any:
    # A callable is asked when settings are made, not when this file is imported.
    given: dict[str, Any] = {"default_factory": default} if callable(default) else {"default": default}
    return field(metadata={"declaration": Declaration(about, **limits)}, **given)


def user_data_dir() -> Path:
    """Where this user's databases are, unless a setting says otherwise."""
    return user_data_path("litcoach", appauthor=False)


@dataclass
class Settings:
    """The settings as they hold now. Read attributes; change them with `save` only."""

    data_dir: Path = _declare(user_data_dir, "The folder that holds the databases and recordings.")
    theme: str = _declare("light", "The colours of the window.", choices=("light", "dark", "high_contrast"))
    text_scale: float = _declare(1.0, "How much larger than usual all text is.", least=1.0, most=2.0)
    microphone: str = _declare("", "The name of the microphone to use; empty for the system's own choice.")
    lock_after_minutes: float = _declare(
        10.0, "Minutes without a touch after which the teacher's side locks itself; 0 for never.", least=0, most=240
    )
    protocol: str = _declare(DEFAULT_PROTOCOL, "The scoring protocol for new readings: a preset or an own one.")
    own_protocols: dict[str, Any] = _declare(dict, "The school's own scoring protocols, a table for each.")
    expression_pause_s: float = _declare(
        0.25, "Seconds of silence between two words that count as a pause in a phrase.", least=0.1, most=2.0
    )
    expression_concern_below: float = _declare(
        8.0, "Total of the fluency scale's four parts (4 to 16) below which fluency may be a concern.", least=4, most=17
    )
    second_listener: str = _declare(
        "auto", "The Whisper model that gives a second opinion: auto for the best that is installed, off, or its name."
    )
    second_listener_prompt: str = _declare(
        "none", "Whether Whisper is told the passage beforehand.", choices=("none", "passage")
    )
    language_model: str = _declare(
        "auto", "The language model of the coach: auto for the best that is installed, off, or its name."
    )
    language_server: str = _declare(
        "", "The address of an OpenAI-compatible server that is used in its place, such as https://school:8000/v1."
    )
    language_server_model: str = _declare("", "The name of the model on that server.")
    models_from: str = _declare("", "A folder or an address of the school that models are installed from first.")
    recordings: str = _declare(
        "kept",
        "Whether the sound of a reading stays after it was judged, or never reaches the disk at all.",
        choices=("kept", "erased_when_judged", "off"),
    )
    keep_sound_days: float = _declare(
        400.0,
        "Days that recordings are kept; 0 for no end. 400 reach from one spring to the next.",
        least=0,
        most=36500,
    )
    keep_readings_days: float = _declare(
        0.0, "Days that readings are kept, with their marks and sound; 0 for no end.", least=0, most=36500
    )
    keep_talks_days: float = _declare(
        400.0, "Days that talks with the coach are kept; 0 for no end.", least=0, most=36500
    )
    keep_writings_days: float = _declare(
        0.0, "Days that what children wrote is kept, with its counts; 0 for no end.", least=0, most=36500
    )
    keep_copies_days: float = _declare(
        90.0, "Days that copies made for safety are kept; 0 for no end.", least=0, most=36500
    )
    child_help_after_s: float = _declare(
        3.0, "Seconds that a child waits at a word before it may be heard.", least=1, most=30
    )
    child_sees_rate: str = _declare(
        "hidden", "Whether a child is told its words a minute after a reading.", choices=("hidden", "shown")
    )
    coach_messages_a_day: float = _declare(
        120.0, "Messages of one child to the coach in a day that are answered; 0 for no end.", least=0, most=10000
    )
    school_name: str = _declare("", "The name of the school, as it stands on printed pages.")
    paper: str = _declare(
        "auto", "The paper of printed pages: auto for that of the country.", choices=("auto", "letter", "a4")
    )
    demographics: str = _declare(
        "dropped",
        "Whether birth date, sex, race, language and programmes are kept from a roster.",
        choices=("dropped", "kept"),
    )
    log_level: str = _declare("warning", "How much is logged.", choices=("debug", "info", "warning", "error"))

    def __post_init__(self) -> None:
        self._origins: dict[str, Origin] = {}
        self._user_file = user_settings_file()
        # What the policy put into a table of tables; the user's own entries stand beside it.
        self._fixed: dict[str, dict[str, Any]] = {}

    @property
    def protocols(self) -> dict[str, ScoringProtocol]:
        """All scoring protocols there are, by id."""
        return protocol_book(self.own_protocols)

    @property
    def retention(self) -> Retention:
        """How long what is kept about children stays."""
        return Retention(
            sound=round(self.keep_sound_days),
            readings=round(self.keep_readings_days),
            talks=round(self.keep_talks_days),
            writings=round(self.keep_writings_days),
            backups=round(self.keep_copies_days),
        )

    def fixed(self, name: str) -> frozenset[str]:
        """The entries of a table of tables that the school's policy made."""
        return frozenset(self._fixed.get(name, ()))

    def origin(self, name: str) -> Origin:
        """Where the value of a setting comes from."""
        return self._origins.get(name, Origin.DEFAULT)

    def save(self, **changes: object) -> None:
        """Change settings for this user, now and in later starts.

        Raises Refused when the school's policy fixes one of them, ValueError for a value that is not allowed,
        EnvironmentProblem when settings.toml cannot be written.
        """
        checked = {name: checked_value(name, value) for name, value in changes.items()}
        for name, value in checked.items():
            fixed = self._fixed.get(name)
            if fixed is None and self.origin(name) is Origin.POLICY:
                raise Refused(f"“{name}” is set by your school and cannot be changed here.")
            if fixed and any(value.get(entry) != table for entry, table in fixed.items()):
                raise Refused(f"An entry of “{name}” is set by your school and cannot be changed here.")
        _need_known_protocol({name: getattr(self, name) for name in ("protocol", "own_protocols")} | checked)
        kept = _read(self._user_file) | {
            name: {entry: table for entry, table in value.items() if entry not in self._fixed.get(name, ())}
            if isinstance(value, dict)
            else value
            for name, value in checked.items()
        }
        # First, so that a choice that cannot be written holds at least until litcoach is closed.
        for name, value in checked.items():
            setattr(self, name, value)
            self._origins[name] = Origin.USER
        _write(self._user_file, kept)

    def put_back(self, name: str) -> None:
        """Forget what this user chose: the usual value holds again, now and in later starts.

        Does nothing for a value that comes from elsewhere. Raises EnvironmentProblem when settings.toml cannot be
        written.
        """
        if self.origin(name) is Origin.USER:
            setattr(self, name, getattr(Settings(), name))
            self._origins[name] = Origin.DEFAULT
            _write(self._user_file, {one: value for one, value in _read(self._user_file).items() if one != name})


DECLARATIONS: dict[str, Declaration] = {one.name: one.metadata["declaration"] for one in fields(Settings)}
_TYPES = get_type_hints(Settings)


def user_settings_file() -> Path:
    """Where this user's choices are kept."""
    return user_config_path("litcoach", appauthor=False) / "settings.toml"


def policy_file() -> Path:
    """Where IT puts what holds for everybody on this machine."""
    return site_config_path("litcoach", appauthor=False) / "policy.toml"


def environment_name(name: str) -> str:
    """The environment variable of a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def load_settings(
    *, user_file: Path | None = None, policy: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Read all sources and merge them.

    Raises EnvironmentProblem when a file cannot be read, names an unknown setting or holds a value that is
    not allowed: a policy that is silently ignored would be worse than a start that is refused.
    """
    user_file = user_file or user_settings_file()
    policy = policy or policy_file()
    environment = os.environ if environment is None else environment
    from_environment = {
        name: environment[environment_name(name)] for name in DECLARATIONS if environment_name(name) in environment
    }
    settings = Settings()
    settings._user_file = user_file
    # Weakest first: what comes later overwrites.
    for origin, place, values in (
        (Origin.USER, str(user_file), _read(user_file)),
        (Origin.ENVIRONMENT, "the environment", from_environment),
        (Origin.POLICY, str(policy), _read(policy)),
    ):
        for name, value in values.items():
            try:
                checked = checked_value(name, value)
            except ValueError as problem:
                raise _unusable(place, problem) from problem
            if isinstance(checked, dict):
                if origin is Origin.POLICY:
                    settings._fixed[name] = checked
                checked = getattr(settings, name) | checked
            setattr(settings, name, checked)
            settings._origins[name] = origin
    try:
        _need_known_protocol({"protocol": settings.protocol, "own_protocols": settings.own_protocols})
    except ValueError as problem:
        if settings.origin("protocol") is not Origin.USER:
            place = str(policy) if settings.origin("protocol") is Origin.POLICY else "the environment"
            raise _unusable(place, problem) from problem
        # The school took away a protocol of its own that somebody had chosen: no reason to keep children from reading.
        _log.warning("the usual protocol is used: %s", problem)
        settings.protocol = DEFAULT_PROTOCOL
    return settings


def _unusable(place: str, problem: ValueError) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"A setting in {place} cannot be used: {problem}.",
        "litcoach does not start with settings it does not understand.",
        "Correct that line or remove it.",
    )


def _need_known_protocol(values: Mapping[str, Any]) -> None:
    """Raise ValueError when the chosen protocol is none of the presets and own ones."""
    book = protocol_book(values["own_protocols"])
    if values["protocol"] not in book:
        raise ValueError(f"“protocol” must be one of {', '.join(book)}")


def checked_value(name: str, value: object) -> Any:
    """The value in the setting's own type. Raises ValueError, with a sentence without its full stop."""
    if name not in DECLARATIONS:
        raise ValueError(f"there is no setting called “{name}”")
    declared, kind = DECLARATIONS[name], get_origin(_TYPES[name]) or _TYPES[name]
    # Environment variables and policy files written by hand hold numbers as text as well.
    if kind is float and isinstance(value, int | float | str) and not isinstance(value, bool):
        value = _number(name, value)
    elif kind is Path and isinstance(value, str) and value:
        value = Path(value).expanduser()
    if not isinstance(value, kind):
        raise ValueError(f"“{name}” is not {_KINDS[kind]}")
    if declared.choices and value not in declared.choices:
        raise ValueError(f"“{name}” must be one of {', '.join(declared.choices)}")
    if name == "own_protocols":
        protocol_book(value)
    return value


_KINDS = {str: "text", float: "a number", Path: "a folder", dict: "a table"}


def _number(name: str, value: int | float | str) -> float:
    declared = DECLARATIONS[name]
    try:
        number = float(value)
    except ValueError:
        raise ValueError(f"“{name}” is not a number") from None
    least = float("-inf") if declared.least is None else declared.least
    most = float("inf") if declared.most is None else declared.most
    # Written so that NaN, which compares with nothing, is refused too.
    if not least <= number <= most:
        raise ValueError(f"“{name}” must be from {least:g} to {most:g}")
    return number


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise EnvironmentProblem(
            f"The settings file {path} cannot be read: {problem}.",
            "litcoach does not start with settings it does not understand.",
            "Correct the file, or move it away to start with the usual settings.",
        ) from problem


def _lines(values: Mapping[str, object]) -> list[str]:
    # TOML takes JSON's numbers, truth values and, DEL apart, its strings.
    return [
        f"{name} = {json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)}\n"
        for name, value in sorted(values.items())
    ]


def _write(path: Path, values: Mapping[str, object]) -> None:
    plain = {name: value for name, value in values.items() if not isinstance(value, dict)}
    lines = _lines(plain)
    for name, tables in sorted(values.items()):
        if isinstance(tables, dict):
            for entry, table in sorted(tables.items()):
                lines += [f"\n[{name}.{json.dumps(entry)}]\n", *_lines(table)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")
        fresh.replace(path)
    except OSError as problem:
        raise EnvironmentProblem(
            f"Your choice could not be written to {path}: {problem.strerror}.",
            "It holds until litcoach is closed.",
            "Make room on the disk, or ask for permission to write there.",
        ) from problem
