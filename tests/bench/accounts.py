"""What accounts cost: PYTHONPATH=. python -m tests.bench.accounts

A laptop of 1,200 children in 40 classes whose eight teachers have five classes each, in a folder of its own. Printed:
the time of one call of the scope for a teacher, for who manages the laptop, and of one that leaves a line in the log;
of opening with a passphrase; and of the last 500 lines among 100,000 of the log. Processor time, best of three runs.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from litcoach_desktop.domain.accounts import Deed, Role
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import Key

_CLASSES, _IN_A_CLASS, _TEACHERS, _LINES = 40, 30, 8, 100_000
_PASSPHRASE = "seven quiet otters"


def timed(what: str, call: Callable[[], object], times: int) -> None:
    """Print the best mean of three runs of so many calls, in milliseconds of processor time."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for _ in range(times):
            call()
        best = min(best, (time.process_time() - begin) / times)
    print(f"{what}: {1_000 * best:.2f} ms")


def fill(databases: Databases) -> tuple[list[str], list[str]]:
    """The ids of the classes, and of a child in each."""
    rooms, children = [], []
    with databases.journal._database.write_plain() as connection:
        for number in range(_CLASSES):
            rooms.append(f"room-{number:02}")
            connection.exec_driver_sql("INSERT INTO class_room VALUES (?, ?, 3)", (rooms[-1], f"Room {number}"))
            for place in range(_IN_A_CLASS):
                child = f"child-{number:02}-{place:02}"
                connection.exec_driver_sql(
                    "INSERT INTO student (id, class_id, given_name, family_name, grade, animal)"
                    " VALUES (?, ?, 'Given', 'Family', 3, 'fox')",
                    (child, rooms[-1]),
                )
            children.append(child)
        connection.exec_driver_sql(
            "INSERT INTO audit (id, at, who, what, about) VALUES (?, 0, 'teacher', 'marked a reading', ?)",
            [(f"line-{number}", children[number % _CLASSES]) for number in range(_LINES)],
        )
    return rooms, children


def main() -> None:
    """Fill and measure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_databases(Path(folder), Key(bytes(32), "file"), SystemClock()) as databases,
    ):
        rooms, children = fill(databases)
        manager, _key = databases.accounts.choose(_PASSPHRASE)
        for number in range(_TEACHERS):
            teacher = databases.accounts.add(f"Teacher {number}", Role.TEACHER, _PASSPHRASE, manager.name)
            databases.class_teachers.give(teacher.id, rooms[5 * number : 5 * number + 5])
        scope = Scope(databases.class_teachers, databases.journal)
        for account, child, room in ((teacher, children[-1], rooms[-1]), (manager, children[0], rooms[0])):
            scope.enter(account)
            timed(f"{account.role.value}: one class", lambda room=room: scope.room(Deed.SEE, room), 200)
            timed(f"{account.role.value}: one child", lambda child=child: scope.child(Deed.SEE, child), 200)
            timed(f"{account.role.value}: the classes", lambda: scope.rooms(Deed.SEE), 50)
        timed("with a line in the log", lambda: scope.child(Deed.MARK, children[0]), 50)
        timed("open with a passphrase", lambda: databases.accounts.verify(_PASSPHRASE, manager.id), 5)
        timed("the last 500 lines of the log", lambda: databases.journal.lines(500), 5)


if __name__ == "__main__":
    main()
