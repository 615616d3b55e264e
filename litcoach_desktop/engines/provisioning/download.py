"""Fetches one file over HTTP, going on where an earlier try ended."""

import time
from collections.abc import Callable
from pathlib import Path

_TRIES = 5
_FIRST_TRIES = 2  # of a place that never gave anything: the next source is waiting
_TIMEOUT_S = 30.0  # for a connection, and for each piece

Arrived = Callable[[int], None]
"""Called with how many bytes of the file are there."""


class FetchFailed(Exception):
    """A source that does not give the file. The message is the end of a sentence: why not."""


def download(url: str, to: Path, size: int, arrived: Arrived, *, wait_s: Callable[[int], float] | None = None) -> None:
    """Write the file at `url` to `to`; what is there already is its beginning, and is kept.

    A connection that breaks is taken up again, five times in a row without a byte gained (twice if none ever came).
    size: what the file must have; more is refused. wait_s: how long to wait before try n (1, 2, 4, 8 seconds unless
    given).
    Raises FetchFailed, OSError.
    """
    # Imported here: it takes a quarter of a second, and most programs never download.
    import httpx2

    wait_s = wait_s or (lambda number: float(2 ** (number - 1)))
    failed = 0
    while True:
        before = _there(to)
        try:
            _take(url, to, size, arrived)
        except httpx2.TransportError as problem:
            failed = 1 if _there(to) > before else failed + 1
            if failed >= (_TRIES if _there(to) else _FIRST_TRIES):
                raise FetchFailed(f"the connection failed ({str(problem) or type(problem).__name__})") from problem
            time.sleep(wait_s(failed))
            continue
        except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
            raise FetchFailed(str(problem)) from problem
        if _there(to) >= size:
            return
        # Ended in good order, but too early: a proxy or a broken server.
        failed = 1 if _there(to) > before else failed + 1
        if failed >= _TRIES:
            raise FetchFailed(f"only {_there(to):,} of {size:,} bytes came")


def _take(url: str, to: Path, size: int, arrived: Arrived) -> None:
    import httpx2

    have = _there(to)
    if have > size:
        to.unlink()
        have = 0
    if have == size:
        return
    # No compression: a range of compressed bytes would not be a range of the file.
    headers = {"Accept-Encoding": "identity", "User-Agent": "litcoach"} | ({"Range": f"bytes={have}-"} if have else {})
    with httpx2.stream("GET", url, headers=headers, follow_redirects=True, timeout=_TIMEOUT_S) as reply:
        if reply.status_code == 416:
            raise FetchFailed(f"the server's file is smaller than {size:,} bytes")
        if reply.status_code not in (200, 206):
            raise FetchFailed(f"the server answered {reply.status_code} {reply.reason_phrase}".rstrip())
        goes_on = reply.status_code == 206 and reply.headers.get("content-range", "").startswith(f"bytes {have}-")
        if reply.status_code == 206 and not goes_on:
            raise FetchFailed("the server sent another part of the file than it was asked for")
        with to.open("ab" if goes_on else "wb") as file:
            done = have if goes_on else 0
            for piece in reply.iter_raw():
                done += len(piece)
                if done > size:
                    raise FetchFailed("the server sent more than the file has")
                file.write(piece)
                arrived(done)


def _there(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
