"""Changes one passphrase to and fro until somebody kills it. Says before each change what it will be."""

import sys
from itertools import cycle
from pathlib import Path

from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.keys import Key

if __name__ == "__main__":
    with open_databases(Path(sys.argv[1]), Key(bytes(32), "file"), SystemClock()) as databases:
        (account,) = databases.accounts.everybody()
        old = sys.argv[2]
        for new in cycle(("eight loud otters", "seven quiet otters")):
            print(new, flush=True)
            databases.accounts.change(account.id, old, new)
            old = new
