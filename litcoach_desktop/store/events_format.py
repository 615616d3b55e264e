"""How the events of a reading are written: one zlib-compressed JSON object, under a small format number.

Format 1 keeps the words column by column, which compresses better than word by word, and every number exactly
as Python's shortest decimal. Keys: `status` one letter a word; `p`, `start`, `end`, `pause` (seconds, null when
unknown) one number a word; `heard`, `flags`, `correction` only for the words that have them, by word index;
`insertions` rows of after_index, start, end, heard; the rest as in ReadingEvents.
"""

import json
import zlib
from typing import Any

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus

FORMAT = 1
_LEVEL = 9
# A reading of the longest text is some hundred kilobytes; a damaged length must not fill the memory.
_MOST_BYTES = 64 * 2**20

_LETTERS = {
    WordStatus.CORRECT: "c",
    WordStatus.MISREAD: "m",
    WordStatus.OMITTED: "o",
    WordStatus.NOT_REACHED: "n",
    WordStatus.UNSCORED: "u",
}
_STATUSES = {letter: status for status, letter in _LETTERS.items()}


def pack(events: ReadingEvents) -> bytes:
    """The events as bytes of format FORMAT. Raises ValueError for numbers that are not finite or words out of order."""
    words = events.words
    if any(word.index != place for place, word in enumerate(words)):
        raise ValueError("the words of a reading must be numbered from 0 without gaps")
    content = {
        "status": "".join(_LETTERS[word.status] for word in words),
        "p": [word.p_correct for word in words],
        "start": [word.start_s for word in words],
        "end": [word.end_s for word in words],
        "pause": [word.pause_before_s for word in words],
        "heard": {word.index: word.heard for word in words if word.heard is not None},
        "flags": {word.index: sorted(word.flags) for word in words if word.flags},
        "correction": {word.index: word.correction_delay_s for word in words if word.correction_delay_s is not None},
        "insertions": [(one.after_index, one.start_s, one.end_s, one.heard) for one in events.insertions],
        "duration": events.duration_s,
        "first_word": events.first_word_s,
        "engine": events.engine,
        "engine_version": events.engine_version,
        "unscored": events.unscored_reason,
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(blob: bytes, format_number: int) -> ReadingEvents:
    """The events that `pack` wrote. Raises ValueError for another format or bytes that nobody packed."""
    if format_number != FORMAT:
        raise ValueError(f"events of format {format_number} are not known")
    try:
        stream = zlib.decompressobj()
        text = stream.decompress(blob, _MOST_BYTES)
        if not stream.eof:
            raise ValueError("the events of a reading are cut short or far too long")
        content = json.loads(text.decode("utf-8", "surrogatepass"))
        return _events(content)
    except (zlib.error, KeyError, TypeError) as error:
        raise ValueError("the events of a reading cannot be read") from error


def _events(content: dict[str, Any]) -> ReadingEvents:
    heard, flags, correction = content["heard"], content["flags"], content["correction"]
    columns = zip(content["status"], content["p"], content["start"], content["end"], content["pause"], strict=True)
    words = tuple(
        WordEvent(
            index=index,
            status=_STATUSES[letter],
            p_correct=p,
            start_s=start,
            end_s=end,
            # JSON's keys are text.
            heard=heard.get(str(index)),
            flags=frozenset(WordFlag(flag) for flag in flags.get(str(index), ())),
            pause_before_s=pause,
            correction_delay_s=correction.get(str(index)),
        )
        for index, (letter, p, start, end, pause) in enumerate(columns)
    )
    return ReadingEvents(
        words=words,
        insertions=tuple(Insertion(*row) for row in content["insertions"]),
        duration_s=content["duration"],
        first_word_s=content["first_word"],
        engine=content["engine"],
        engine_version=content["engine_version"],
        unscored_reason=content["unscored"],
    )
