"""How long a frame takes while the table of a school scrolls: `python tests/bench/school_table.py FOLDER`.

FOLDER: a school that `tests/bench/school.py make` has made. Its 1,200 children are put into the school's table, which
is scrolled from top to bottom off the screen by turns of the wheel. The processor time is printed beside the time that
passed, because it does not grow when the machine has other work.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from litcoach_desktop.store.database import open_databases
from litcoach_desktop.ui.app import application
from litcoach_desktop.ui.teacher.growth_columns import school_child_columns
from litcoach_desktop.ui.teacher.table import RecordTable
from tests.bench.school import KEY, TODAY, StoppedClock, growth_over

# Rows that a turn of the wheel goes on by.
_STEP = 3


def main() -> None:
    """Scroll and print."""
    clock = StoppedClock()
    with open_databases(Path(sys.argv[1]), KEY, clock) as databases:
        growth = growth_over(databases, clock)
        children = growth.of_school().children
    application()
    table = RecordTable(school_child_columns(lambda: TODAY), key=lambda child: child.student.id)
    table.resize(1366, 640)
    begin = time.perf_counter()
    table.show_records(children)
    print(f"{len(children)} rows put in order: {1_000 * (time.perf_counter() - begin):.0f} ms")
    table.show()
    QApplication.processEvents()
    bar = table.verticalScrollBar()
    frames: list[float] = []
    own: list[float] = []
    for place in range(0, bar.maximum() + 1, _STEP):
        begin = time.perf_counter()
        used = time.process_time()
        bar.setValue(place)
        QApplication.processEvents()
        frames.append(1_000 * (time.perf_counter() - begin))
        own.append(1_000 * (time.process_time() - used))
    frames.sort()
    own.sort()
    late = sum(frame > 16 for frame in frames)
    print(f"{len(frames)} frames: median {frames[len(frames) // 2]:.1f} ms, 99 of 100 within", end=" ")
    print(f"{frames[int(len(frames) * 0.99)]:.1f} ms, longest {frames[-1]:.1f} ms, {late} above 16 ms")
    print(f"processor time of a frame: median {own[len(own) // 2]:.1f} ms, longest {own[-1]:.1f} ms")
    table.close()


if __name__ == "__main__":
    main()
