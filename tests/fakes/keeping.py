"""What is kept about children, in memory: as the Keeping of the teacher's side, and its Exporting."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from litcoach_desktop.domain.clock_doubt import ClockNote, believe
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.retention import Certificate, Copies, Due, Hold
from litcoach_desktop.services.teacher import Format

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class FakeKeeping:
    """may_enter: raises what the service would. go_on: until it is set, a file that is being written waits."""

    def __init__(self, may_enter: Callable[[], None]) -> None:
        self._may_enter = may_enter
        self.kept_copies = Copies(0, None, 0, "/data/backups")
        self.kept_due: list[Due] = []
        self.kept_holds: list[Hold] = []
        self.kept_certificates: list[Certificate] = []
        self.kept_clock = ClockNote(NOW)
        self.rows = {"student": 1, "reading": 5, "recording": 4, "page_look": 1}
        self.erased: list[str] = []
        self.handed_out: list[tuple[str, Path]] = []
        self.exported: list[tuple[Format, Path, str]] = []
        self.write_problem: Exception | None = None
        self.go_on = threading.Event()
        self.go_on.set()

    def copies(self) -> Copies:
        """The copies on the disk."""
        self._may_enter()
        return self.kept_copies

    def due(self) -> list[Due]:
        """What is due."""
        self._may_enter()
        return self.kept_due

    def holds(self) -> list[Hold]:
        """All holds."""
        self._may_enter()
        return list(self.kept_holds)

    def certificates(self) -> list[Certificate]:
        """All certificates."""
        self._may_enter()
        return list(self.kept_certificates)

    def clock(self) -> ClockNote:
        """What is known of the clock."""
        self._may_enter()
        return self.kept_clock

    def believe_clock(self) -> ClockNote:
        """The date is right."""
        self._may_enter()
        self.kept_clock = believe(self.kept_clock, NOW)
        return self.kept_clock

    def what_there_is(self, student_id: str) -> dict[str, int]:
        """The rows about a child."""
        self._may_enter()
        return dict(self.rows)

    def hold(self, student_id: str, reason: str) -> None:
        """Put a hold on."""
        self._may_enter()
        self.kept_holds.append(Hold(student_id, NOW.isoformat(), "teacher", reason, "Maya Okafor"))

    def lift(self, student_id: str) -> None:
        """Lift a hold."""
        self._may_enter()
        self.kept_holds = [one for one in self.kept_holds if one.student_id != student_id]

    def erase_child(self, student_id: str) -> Certificate:
        """Erase a child."""
        self._may_enter()
        if any(one.student_id == student_id for one in self.kept_holds):
            raise Refused("What is kept about this child is on hold.")
        self.erased.append(student_id)
        made = Certificate("c-1", NOW, "teacher", "child", student_id, dict(self.rows))
        self.kept_certificates.insert(0, made)
        return made

    def hand_out(self, student_id: str, file: Path, tick: Callable[[int, int, str], None]) -> None:
        """Write all that there is."""
        self._may_enter()
        self._write(tick)
        self.handed_out.append((student_id, file))

    def export(self, form: Format, file: Path, tick: Callable[[int, int, str], None], *, class_id: str = "") -> int:
        """Write readings for other programs."""
        self._may_enter()
        self._write(tick)
        self.exported.append((form, file, class_id))
        return 12

    def _write(self, tick: Callable[[int, int, str], None]) -> None:
        tick(1, 3, "")
        while not self.go_on.wait(0.01):
            tick(1, 3, "")
        if self.write_problem is not None:
            raise self.write_problem
