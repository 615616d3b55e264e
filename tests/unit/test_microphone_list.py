"""The list of microphones, from PortAudio's listings as different systems give them."""

from collections.abc import Sequence
from typing import Any

from litcoach_desktop.engines.device_list import list_microphones


def host(name: str, default: int) -> dict[str, Any]:
    return {"name": name, "default_input_device": default}


def rows(*entries: tuple[str, int, int], rate: float = 44_100.0) -> list[dict[str, Any]]:
    """(name, host, input channels) as PortAudio's devices."""
    return [
        {"index": index, "name": name, "hostapi": host, "max_input_channels": inputs, "default_samplerate": rate}
        for index, (name, host, inputs) in enumerate(entries)
    ]


def named(devices: Sequence[dict[str, Any]], hosts: Sequence[dict[str, Any]], default: int) -> list[tuple[str, str]]:
    return [(one.device.id, one.device.name) for one in list_microphones(devices, hosts, default)]


LAPTOP = rows(
    ("HDA Intel PCH: ALC257 Analog (hw:0,0)", 0, 2),
    ("HDA Intel PCH: HDMI 0 (hw:0,3)", 0, 0),
    ("USB Headset: Audio (hw:1,0)", 0, 1),
    ("sysdefault", 0, 128),
    ("samplerate", 0, 128),
    ("speexrate", 0, 128),
    ("jack", 0, 2),
    ("pulse", 0, 32),
    ("upmix", 0, 8),
    ("vdownmix", 0, 6),
    ("default", 0, 32),
    ("dmix", 0, 0),
)


def test_a_linux_laptop_lists_its_microphones_once_and_the_default_first() -> None:
    assert named(LAPTOP, [host("ALSA", 10)], 10) == [
        ("ALSA/default", "Microphone of this computer"),
        ("ALSA/HDA Intel PCH: ALC257 Analog", "HDA Intel PCH: ALC257 Analog"),
        ("ALSA/USB Headset: Audio", "USB Headset: Audio"),
    ]


def test_only_the_default_is_the_default_and_keeps_its_place_in_portaudio() -> None:
    listed = list_microphones(LAPTOP, [host("ALSA", 10)], 10)
    assert [one.device.is_default for one in listed] == [True, False, False]
    assert [one.index for one in listed] == [10, 0, 2]
    assert listed[2].device.sample_rate == 44_100
    assert listed[2].device.channels == 1


def test_an_id_survives_another_number_of_the_card() -> None:
    before = rows(("USB Headset: Audio (hw:1,0)", 0, 1))
    after = rows(("HDA Intel PCH: ALC257 Analog (hw:0,0)", 0, 2), ("USB Headset: Audio (hw:2,0)", 0, 1))
    assert named(before, [host("ALSA", 0)], 0)[0][0] == named(after, [host("ALSA", 0)], 0)[1][0]


def test_two_alike_have_two_ids() -> None:
    twins = rows(("Headset: Audio (hw:1,0)", 0, 1), ("Headset: Audio (hw:2,0)", 0, 1))
    assert named(twins, [host("ALSA", 0)], 0) == [
        ("ALSA/Headset: Audio", "Headset: Audio"),
        ("ALSA/Headset: Audio #2", "Headset: Audio #2"),
    ]


def test_windows_names_each_microphone_once_and_in_full() -> None:
    hosts = [host("MME", 1), host("Windows DirectSound", 3), host("Windows WASAPI", 6), host("Windows WDM-KS", 7)]
    devices = rows(
        ("Microsoft Sound Mapper - Input", 0, 2),
        ("Headset Microphone (Plantronics", 0, 1),
        ("Primary Sound Capture Driver", 1, 2),
        ("Headset Microphone (Plantronics Blackwire)", 1, 1),
        ("Speakers (Realtek)", 2, 0),
        ("Microphone Array (Realtek)", 2, 4),
        ("Headset Microphone (Plantronics Blackwire)", 2, 1),
        ("Headset Microphone (Blackwire)", 3, 1),
    )
    assert named(devices, hosts, 1) == [
        ("Windows WASAPI/Headset Microphone (Plantronics Blackwire)", "Headset Microphone (Plantronics Blackwire)"),
        ("Windows WASAPI/Microphone Array (Realtek)", "Microphone Array (Realtek)"),
    ]


def test_a_host_without_microphones_is_passed_over() -> None:
    devices = rows(("Speakers", 0, 0), ("Headset", 1, 1))
    assert named(devices, [host("Windows WASAPI", -1), host("MME", 1)], 1) == [("MME/Headset", "Headset")]


def test_without_a_default_the_first_stands_in() -> None:
    devices = rows(("Built-in: Analog (hw:0,0)", 0, 2), ("Headset: Audio (hw:1,0)", 0, 1))
    listed = list_microphones(devices, [host("ALSA", -1)], -1)
    assert [one.device.is_default for one in listed] == [True, False]


def test_no_sound_at_all() -> None:
    assert list_microphones([], [], -1) == []
    assert list_microphones(rows(("Speakers", 0, 0)), [host("ALSA", -1)], -1) == []
