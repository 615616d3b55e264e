"""Makes a list for people out of PortAudio's, which names every microphone several times and much that is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from litcoach_desktop.ports.audio import AudioDevice

# On Windows and macOS each microphone appears once for every host interface; these name it in full and work best.
_PREFERRED_HOSTS = ("Windows WASAPI", "Core Audio", "ALSA")

# Plug-ins of ALSA that are no microphones: converters, mixers and loudspeaker layouts.
_ALSA_MACHINERY = re.compile(
    r"(sysdefault|samplerate|speex|speexrate|lavrate|upmix|vdownmix|dmix|dsnoop|plug|null|jack|oss|a52|usbstream"
    r"|front|rear|center_lfe|side|surround\d\d|iec958|spdif|hdmi|modem|phoneline)\b"
)
# The sound servers under their own names: the same microphone as "default".
_ALSA_SERVERS = ("pulse", "pipewire")
_ALSA_ADDRESS = re.compile(r"\s*\(hw:\d+,\d+\)$")


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """A microphone for people, and where PortAudio keeps it at the moment."""

    device: AudioDevice
    index: int


def list_microphones(
    devices: Sequence[Mapping[str, Any]], hosts: Sequence[Mapping[str, Any]], default_index: int
) -> list[ListedDevice]:
    """The microphones among PortAudio's devices, the default first, each once.

    devices, hosts: as sounddevice.query_devices() and query_hostapis() give them. default_index: PortAudio's
    default input, negative without one. The id is host and name, so that it survives replugging; of two that
    have the same name the second gets "#2".
    """
    host_index = _host_to_list(hosts, devices, default_index)
    if host_index is None:
        return []
    host = hosts[host_index]
    default = host["default_input_device"]
    is_alsa = host["name"] == "ALSA"
    rows = [row for row in devices if row["hostapi"] == host_index and row["max_input_channels"] > 0]
    if is_alsa:
        rows = _without_machinery(rows)
    if rows and all(row["index"] != default for row in rows):
        default = rows[0]["index"]
    rows.sort(key=lambda row: row["index"] != default)
    listed: list[ListedDevice] = []
    seen: dict[str, int] = {}
    for row in rows:
        name = _ALSA_ADDRESS.sub("", row["name"]).strip()
        seen[name] = seen.get(name, 0) + 1
        twin = f" #{seen[name]}" if seen[name] > 1 else ""
        device = AudioDevice(
            id=f"{host['name']}/{name}{twin}",
            name=_name_for_people(name, is_alsa) + twin,
            is_default=row["index"] == default,
            sample_rate=round(row["default_samplerate"]),
            channels=row["max_input_channels"],
        )
        listed.append(ListedDevice(device, row["index"]))
    return listed


def _host_to_list(
    hosts: Sequence[Mapping[str, Any]], devices: Sequence[Mapping[str, Any]], default_index: int
) -> int | None:
    able = {row["hostapi"] for row in devices if row["max_input_channels"] > 0}
    for wanted in _PREFERRED_HOSTS:
        for index, host in enumerate(hosts):
            if host["name"] == wanted and index in able:
                return index
    if 0 <= default_index < len(devices) and devices[default_index]["hostapi"] in able:
        return int(devices[default_index]["hostapi"])
    return min(able, default=None)


def _without_machinery(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    kept = [row for row in rows if not _ALSA_MACHINERY.match(row["name"])]
    if any(row["name"] == "default" for row in kept):
        kept = [row for row in kept if row["name"] not in _ALSA_SERVERS]
    # "default" without any sound server or card behind it is only a name; PortAudio leaves such out by itself.
    return kept or list(rows)


def _name_for_people(name: str, is_alsa: bool) -> str:
    if is_alsa and name in ("default", *_ALSA_SERVERS):
        return "Microphone of this computer"
    # ALSA says "card: device", and both are often the same words.
    card, _, part = name.partition(": ")
    return card if is_alsa and card == part else name
