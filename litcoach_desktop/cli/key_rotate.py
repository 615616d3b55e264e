"""`litcoach key-rotate`: a new key in the place of an old one; it is asked for, never an argument others could see."""

from __future__ import annotations

import getpass
from typing import TextIO

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.domain.errors import EnvironmentProblem

_PLACES = {"keyring": "in the system's key store", "file": "in a file that only you can read"}


def run_server(parts: Parts, lines: TextIO) -> int:
    """Take the key from the terminal unseen, or from standard input. Raises EnvironmentProblem."""
    asked = getpass.getpass("The new key of the language model's server: ") if lines.isatty() else lines.readline()
    key = asked.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise EnvironmentProblem(
            "That is no key: a key is one word of plain letters, digits and signs.",
            "The key from before is still there.",
            "Copy the whole key from where the server's keeper made it, and try again.",
        )
    place = parts.rotate_server_key(key)
    print(f"The server takes the new key. It is {_PLACES[place]}; the old one is forgotten here.")
    print("Now have the server's keeper revoke the old one.")
    return 0
