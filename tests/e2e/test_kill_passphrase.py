"""Killed while a passphrase is changed: the old one or the new one opens, and never none."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.keys import Key

ROOT = Path(__file__).parents[2]
KEY = Key(bytes(32), "file")
PASSPHRASES = ("seven quiet otters", "eight loud otters")


def test_a_kill_leaves_the_old_passphrase_or_the_new_one(tmp_path: Path) -> None:
    with open_databases(tmp_path, KEY, SystemClock()) as databases:
        databases.accounts.choose(PASSPHRASES[0])
    works = PASSPHRASES[0]
    moments = random.Random(4)
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, ROOT / "tests" / "e2e" / "passphrase_child.py", tmp_path, works],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            # Whenever it comes, the kill is a fair one: there is no moment at which it might do harm.
            assert child.stdout.readline()
            time.sleep(moments.uniform(0.0, 0.3))
            child.kill()
        with open_databases(tmp_path, KEY, SystemClock()) as databases:
            fitting = [one for one in PASSPHRASES if _fits(databases.accounts, one)]
        assert len(fitting) == 1
        works = fitting[0]


def _fits(accounts: AccountRepository, passphrase: str) -> bool:
    try:
        accounts.verify(passphrase)
    except Refused:
        return False
    return True
