"""Reads a text that somebody hands over as a file, whatever its encoding, and refuses what is not text."""

import codecs
import unicodedata
from pathlib import Path

from litcoach_desktop.domain.errors import TextFileProblem

_LARGEST = 2_000_000
"""Bytes. A novel has about one million; anything larger was picked by mistake."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text_file(path: Path, largest: int = _LARGEST) -> str:
    """The text in NFC with plain line ends; UTF-8 or UTF-16, else Windows' Western encoding.

    largest: bytes. Raises TextFileProblem when there is no such file, or it is no text, or too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(largest + 1)
    except OSError as problem:
        reason = "is a folder" if path.is_dir() else (problem.strerror or "cannot be opened").lower()
        raise TextFileProblem(
            f"The text file {path} cannot be read: {reason}.", "", "Give the path of a text file."
        ) from problem
    if len(raw) > largest:
        raise TextFileProblem(
            f"The text file {path} is larger than {largest // 1_000_000} MB.",
            "It is too long to be one text.",
            "Cut it into shorter files.",
        )
    text = _decoded(raw)
    if text is None or "\0" in text:
        raise TextFileProblem(
            f"{path} is not a text file.",
            "Word, PDF and picture files cannot be read here.",
            "Save it as plain text (UTF-8) and try again.",
        )
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        # What Windows' Notepad wrote before it learnt UTF-8; the five bytes it does not use betray other files.
        return raw.decode("cp1252") if encoding == "utf-8" else None
    except UnicodeDecodeError:
        return None
