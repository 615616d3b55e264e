"""Passphrases and recovery keys as they are kept: Argon2id, and a wait that grows with wrong tries."""

import math
import secrets
import unicodedata
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_SHORTEST = 8
# Few tries are free, because hands slip; then the wait doubles. A year of guessing is then 35,000 tries.
_FREE_TRIES = 3
_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 900.0

# Crockford's: none of them is easily taken for another one on paper.
_KEY_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_LENGTH = 24


def hashed(passphrase: str) -> str:
    """The hash of a passphrase. Raises Refused for one that is too easy to guess."""
    typed = normal(passphrase)
    if len(typed) < _SHORTEST or len(set(typed)) < 3:
        raise Refused(f"The passphrase needs at least {_SHORTEST} characters, and not all the same ones.")
    return _hasher().hash(typed)


def fits(hash_of_it: str, secret: str) -> bool:
    """Whether this is the secret of the hash."""
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(hash_of_it, secret)
    except VerifyMismatchError:
        return False


def new_key() -> tuple[str, str]:
    """A recovery key of 120 bits in groups of four, and its hash."""
    letters = "".join(secrets.choice(_KEY_LETTERS) for _ in range(_KEY_LENGTH))
    groups = (letters[start : start + 4] for start in range(0, _KEY_LENGTH, 4))
    return "-".join(groups), _hasher().hash(letters)


def plain_key(key: str) -> str:
    """The key as it was made, however it was typed off: small letters, other signs between, O for 0, I and L for 1."""
    typed = "".join(letter for letter in key.upper() if letter.isalnum())
    return typed.translate(str.maketrans("OIL", "011"))


def wait_after(wrong_tries: int) -> float:
    """Seconds to wait after so many wrong tries in a row."""
    if wrong_tries < _FREE_TRIES:
        return 0.0
    # The exponent is bounded, since the power would overflow at last.
    return min(_FIRST_WAIT_S * 2.0 ** min(wrong_tries - _FREE_TRIES, 16), _LONGEST_WAIT_S)


def in_words(seconds: float) -> str:
    """A wait as people say it."""
    if seconds > 90:
        return f"{math.ceil(seconds / 60)} minutes"
    whole = math.ceil(seconds)
    return "1 second" if whole == 1 else f"{whole} seconds"


def normal(passphrase: str) -> str:
    """One form for what different keyboards type for the same letters (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", passphrase)


def _hasher() -> "PasswordHasher":
    # 19 MiB, two passes, one lane: the smallest setting that OWASP's password storage sheet gives for Argon2id.
    from argon2 import PasswordHasher, Type

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
