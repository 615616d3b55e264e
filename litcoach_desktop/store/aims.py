"""The paces that teachers chose for children to aim at, in teacher.db."""

import json
from collections.abc import Iterable

from litcoach_desktop.domain.growth.aims import ChosenPace, Pace
from litcoach_desktop.store.aim_tables import AimPaceRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import StudentRow

_OF_CHILDREN = (
    "SELECT student_id, pace, made_by, made_at FROM aim_pace"
    " WHERE student_id IN (SELECT value FROM json_each(?)) ORDER BY seq"
)


class AimRepository:
    """Every call may raise StorageProblem; an unknown child is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choose(self, student_id: str, chosen: ChosenPace) -> None:
        """From now on the child aims at this; what was chosen before stays beside it."""
        with self._database.write() as session:
            if session.get(StudentRow, student_id) is None:
                raise KeyError(student_id)
            session.add(
                AimPaceRow(
                    student_id=student_id, pace=chosen.pace.value, made_by=chosen.made_by, made_at=chosen.made_at
                )
            )

    def of_children(self, student_ids: Iterable[str]) -> dict[str, ChosenPace]:
        """What was chosen last for each of these children; those for whom nothing ever was are left out."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_OF_CHILDREN, (json.dumps(list(student_ids)),))
            return {ident: ChosenPace(Pace(pace), made_by, made_at) for ident, pace, made_by, made_at in rows}
