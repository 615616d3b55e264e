"""How the events of a reading are written: one zlib-compressed JSON object, under a small format number.

The format keeps the words column by column, and numbers as whole steps where that loses nothing, which halves the
size: 400,000 readings have to fit on a laptop. Keys: `status` one letter a word; `times` start and end of each
word in turn, `pause`, `p` one number a word, null when unknown, each a column as `_column` writes it; `heard`,
`flags`, `correction`, `why` (it was left unscored) only for the words that have them, by word index; `insertions`
rows of after_index, start, end, heard; `voice` null or an object, with `pitches` a column and `endings` rows of word
index, movement; the rest as in ReadingEvents. Format 1 had no `voice`; where there is no `why`, no word has a reason.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, TypeVar

from litcoach_desktop.domain.reading.columns import LETTERS, WordColumns
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag
from litcoach_desktop.domain.reading.voice import Ending, Voice

T = TypeVar("T")

FORMAT = 2
_READABLE = (1, FORMAT)
_LEVEL = 9
# A reading of the longest text is some hundred kilobytes; a damaged length must not fill the memory.
_MOST_BYTES = 64 * 2**20

# Beyond it, whole steps are no shorter than plain numbers.
_MOST_STEPS = 1e6

_VOICE_KEY = ',"voice":'
_NO_FLAGS: frozenset[WordFlag] = frozenset()
_STATUSES = {letter: status for status, letter in LETTERS.items()}


def pack(events: ReadingEvents) -> bytes:
    """The events as bytes of format FORMAT. Raises ValueError for numbers that are not finite or words out of order."""
    words = events.words
    if any(word.index != place for place, word in enumerate(words)):
        raise ValueError("the words of a reading must be numbered from 0 without gaps")
    content = {
        "status": "".join(LETTERS[word.status] for word in words),
        "p": _column([word.p_correct for word in words], 1_000),
        "times": _column([time for word in words for time in (word.start_s, word.end_s)], 100, running=True),
        "pause": _column([word.pause_before_s for word in words], 100),
        "heard": {word.index: word.heard for word in words if word.heard is not None},
        "flags": {word.index: sorted(word.flags) for word in words if word.flags},
        "correction": {word.index: word.correction_delay_s for word in words if word.correction_delay_s is not None},
        "why": {word.index: word.unscored_reason for word in words if word.unscored_reason is not None},
        "insertions": [(one.after_index, one.start_s, one.end_s, one.heard) for one in events.insertions],
        "duration": events.duration_s,
        "first_word": events.first_word_s,
        "engine": events.engine,
        "engine_version": events.engine_version,
        "unscored": events.unscored_reason,
        "voice": None if events.voice is None else _voice_content(events.voice),
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def _voice_content(voice: Voice) -> dict[str, Any]:
    return {
        "hz": voice.median_hz,
        "span": voice.span,
        "voiced": voice.voiced_s,
        "room": voice.above_room_db,
        "pitches": _column(voice.pitches, 2),
        "endings": [(one.index, one.movement) for one in voice.endings],
    }


def _column(values: Sequence[float | None], steps: int, *, running: bool = False) -> dict[str, Any]:
    """A column as whole numbers of 1/steps if that is what all its numbers are, else as plain numbers.

    running: each number is written as the difference to the one before it, which is small for times that rise.
    """
    whole = [None if value is None else _whole(value, steps) for value in values]
    if any(one is None and value is not None for one, value in zip(whole, values, strict=True)):
        return {"plain": values}
    if not running:
        return {"steps": steps, "whole": whole}
    differences: list[int | None] = []
    last = 0
    for one in whole:
        differences.append(None if one is None else one - last)
        last = last if one is None else one
    return {"steps": steps, "rising": differences}


def _whole(value: float, steps: int) -> int | None:
    """How many steps of 1/steps the value is; None when it lies between two."""
    if not abs(value) < _MOST_STEPS:
        return None
    whole = round(value * steps)
    return whole if whole / steps == value else None


def _values(column: dict[str, Any]) -> list[Any]:
    """The numbers that `_column` wrote."""
    if "plain" in column:
        return list(column["plain"])
    steps = column["steps"]
    if "whole" in column:
        return [None if one is None else one / steps for one in column["whole"]]
    if None not in column["rising"]:
        return [one / steps for one in accumulate(column["rising"])]
    # Where there is no number, the next difference is one to the number before.
    reached = accumulate([one or 0 for one in column["rising"]])
    return [None if one is None else whole / steps for one, whole in zip(column["rising"], reached, strict=True)]


def unpack(blob: bytes, format_number: int) -> ReadingEvents:
    """The events that `pack` wrote. Raises ValueError for another format or bytes that nobody packed."""
    return _read(blob, format_number, _whole_text, _events)


def unpack_columns(blob: bytes, format_number: int) -> WordColumns:
    """As `unpack`, but only what a score hangs on, and no object for any word: for thousands of readings."""
    return _read(blob, format_number, _without_voice, _word_columns)


def _whole_text(text: str) -> str:
    return text


def _without_voice(text: str) -> str:
    """Without its last key, which is a third of it. Nothing in a JSON string looks like the key: its quotes would."""
    voice = text.rfind(_VOICE_KEY)
    return text if voice < 0 else text[:voice] + "}"


def _read(blob: bytes, format_number: int, prepare: Callable[[str], str], make: Callable[[dict[str, Any]], T]) -> T:
    if format_number not in _READABLE:
        raise ValueError(f"events of format {format_number} are not known")
    try:
        stream = zlib.decompressobj()
        text = stream.decompress(blob, _MOST_BYTES)
        if not stream.eof:
            raise ValueError("the events of a reading are cut short or far too long")
        return make(json.loads(prepare(text.decode("utf-8", "surrogatepass"))))
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("the events of a reading cannot be read") from error


def _word_columns(content: dict[str, Any]) -> WordColumns:
    status, times = content["status"], _values(content["times"])
    p_correct, pauses = _values(content["p"]), _values(content["pause"])
    if not len(status) == len(p_correct) == len(pauses) == len(times) / 2:
        raise ValueError("the columns of a reading's words are not equally long")
    return WordColumns(
        statuses=status,
        chances=p_correct,
        starts=times[::2],
        ends=times[1::2],
        pauses=pauses,
        flags={int(index): frozenset(map(WordFlag, names)) for index, names in content["flags"].items()},
        corrections={int(index): delay for index, delay in content["correction"].items()},
        insertions=[row[0] for row in content["insertions"]],
        duration_s=content["duration"],
        first_word_s=content["first_word"],
    )


def _events(content: dict[str, Any]) -> ReadingEvents:
    status, times = content["status"], _values(content["times"])
    p_correct, pauses = _values(content["p"]), _values(content["pause"])
    if not len(status) == len(p_correct) == len(pauses) == len(times) / 2:
        raise ValueError("the columns of a reading's words are not equally long")
    flags = {index: frozenset(map(WordFlag, names)) for index, names in content["flags"].items()}
    words = tuple(
        map(
            WordEvent,
            range(len(status)),
            map(_STATUSES.__getitem__, status),
            p_correct,
            times[::2],
            times[1::2],
            _sparse(content["heard"], len(status), None),
            _sparse(flags, len(status), _NO_FLAGS),
            pauses,
            _sparse(content["correction"], len(status), None),
            _sparse(content.get("why", {}), len(status), None),
        )
    )
    return ReadingEvents(
        words=words,
        insertions=tuple(Insertion(*row) for row in content["insertions"]),
        duration_s=content["duration"],
        first_word_s=content["first_word"],
        engine=content["engine"],
        engine_version=content["engine_version"],
        unscored_reason=content["unscored"],
        voice=_voice(content["voice"]) if content.get("voice") is not None else None,
    )


def _sparse(values: dict[str, Any], length: int, otherwise: Any) -> list[Any]:
    """A column of which only some places are written; JSON's keys are text."""
    column = [otherwise] * length
    for index, value in values.items():
        if 0 <= int(index) < length:
            column[int(index)] = value
    return column


def _voice(content: dict[str, Any]) -> Voice:
    return Voice(
        median_hz=content["hz"],
        span=content["span"],
        voiced_s=content["voiced"],
        above_room_db=content["room"],
        pitches=tuple(_values(content["pitches"])),
        endings=tuple(Ending(*row) for row in content["endings"]),
    )
