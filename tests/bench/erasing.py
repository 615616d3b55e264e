"""What erasing costs over a made school: python -m tests.bench.erasing FOLDER (as tests.bench.school leaves it).

Works on the folder itself, which loses two children.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from litcoach_desktop.domain.retention import Kept
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.store.database import open_databases
from tests.bench.school import KEY

T = TypeVar("T")


def timed(what: str, work: Callable[[], T]) -> T:
    """Do it and say how long it took."""
    begin = time.perf_counter()
    answer = work()
    print(f"{what}: {1000 * (time.perf_counter() - begin):.0f} ms")
    return answer


def main(folder: Path) -> None:
    """Erase two children of the first class, and look what is due and what there is."""
    now = datetime.now(UTC)
    with open_databases(folder, KEY, SystemClock()) as databases:
        erasures = databases.erasures
        first, second, third, *_rest = databases.roster.students(databases.roster.classes()[0].id)
        timed("a start that has nothing to finish", erasures.finish)
        timed("counting what there is about a child", lambda: erasures.rows.counts(first.id))
        timed("handing out every row about a child", lambda: erasures.rows.everything(third.id))
        for child in (first, second):
            certificate = timed("erasing a child", partial(erasures.erase_child, child.id, now, "bench", now))
            print(dict(certificate.rows))
        moment = now - timedelta(days=400)
        due = timed("finding what is older than 400 days", lambda: erasures.made_before(Kept.READINGS, moment))
        print(f"{len(due)} readings")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
