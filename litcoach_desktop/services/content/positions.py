"""Where a value stands in a JSON document, so that a mistake can be shown by its line."""

import json

_SPACE = " \t\n\r"
# Not strict: a line break inside a text is no reason to lose the place.
_DECODER = json.JSONDecoder(strict=False)


def line_of(source: str, path: tuple[str | int, ...]) -> int:
    """The line (from 1) of the value under the keys and indices of `path`, in valid JSON.

    Where the path leads nowhere, the line of the last value on the way that there is.
    """
    at = _skip(source, 0)
    for step in path:
        inner = _member(source, at, step)
        if inner is None:
            break
        at = inner
    return source.count("\n", 0, at) + 1


def _member(source: str, at: int, step: str | int) -> int | None:
    opening = source[at]
    if opening not in "[{" or (opening == "{") != isinstance(step, str):
        return None
    at, place = _skip(source, at + 1), 0
    while source[at] not in "]}":
        key: str | int = place
        if opening == "{":
            key, at = _DECODER.raw_decode(source, at)
            # The colon.
            at = _skip(source, _skip(source, at) + 1)
        if key == step:
            return at
        at, place = _after(source, at), place + 1
    return None


def _after(source: str, at: int) -> int:
    """Where the next member starts, or the closing bracket is."""
    _, end = _DECODER.raw_decode(source, at)
    end = _skip(source, end)
    return _skip(source, end + 1) if source[end] == "," else end


def _skip(source: str, at: int) -> int:
    while at < len(source) and source[at] in _SPACE:
        at += 1
    return at
