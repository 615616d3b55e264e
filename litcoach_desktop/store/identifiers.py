"""Identifiers that are made on the laptop, sort by time and never clash: UUID version 7 (RFC 9562, section 5.7)."""

import secrets
import threading
import time
import uuid

_RANDOM_BITS = 74
_VERSION_7 = 0x7
_VARIANT_RFC = 0b10

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new UUIDv7 as 36 characters; later ones of one process always sort after earlier ones.

    When two fall into one millisecond, or the clock was set back, the last one is counted up by a random step
    (RFC 9562, section 6.2, method 2), so that order never hangs on the clock.
    """
    global _last
    with _lock:
        fresh = time.time_ns() // 1_000_000 << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        # The step stays small beside 2**74, so the time field is carried into only once in an age.
        _last = fresh if fresh > _last else _last + 1 + secrets.randbits(32)
        value = _last
    time_ms, random = value >> _RANDOM_BITS, value & (1 << _RANDOM_BITS) - 1
    high, low = random >> 62, random & (1 << 62) - 1
    number = (time_ms & (1 << 48) - 1) << 80 | _VERSION_7 << 76 | high << 64 | _VARIANT_RFC << 62 | low
    return str(uuid.UUID(int=number))
