"""Undoing an import: changed children and classes as they were, added ones gone unless somebody has used them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Table, delete, insert
from sqlmodel import Session, col, select

from litcoach_desktop.domain.rostering.demographics import Demographics
from litcoach_desktop.store.account_tables import ClassTeacherRow
from litcoach_desktop.store.demographic_tables import DemographicRow
from litcoach_desktop.store.demographics import from_plain, put_demographics
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.roster_source_tables import RosterSourceRow
from litcoach_desktop.store.roster_tables import ChildBeforeRow, ChildSourceRow, ClassBeforeRow, ClassSourceRow
from litcoach_desktop.store.tables import ClassRow, StudentRow

# What an import itself writes about a child or a class; anything else means that somebody has begun to use it.
_OF_CHILDREN = frozenset(("child_source", "child_before_import", "enrolment", "demographic"))
_OF_CLASSES = frozenset(("class_source", "class_before_import", "class_teacher"))
# As many as fit into a statement; a district has a hundred thousand.
_BATCH = 8_000
# Otherwise every row that the session has ever seen is looked at, for each class of a district.
_AS_IT_IS = {"synchronize_session": False}


class Remembered(NamedTuple):
    """A child that an import changed. before: JSON of its row, its classes, ids and demographics."""

    student_id: str
    before: str
    had_source: bool


def bring_back(session: Session, kept: Sequence[Remembered]) -> None:
    """Children that the import changed, as they were."""
    classes: list[dict[str, str]] = []
    by_hand = _by_hand(session, kept)
    said: dict[str, Demographics | None] = {}
    for child in kept:
        row = session.get_one(StudentRow, child.student_id)
        before = json.loads(child.before)
        # The ids that the import gave it; ids of other lists stay.
        given = delete(ChildSourceRow).where(col(ChildSourceRow.student_id) == child.student_id)
        if "source" in before:
            mine = (col(ChildSourceRow.source) == before["source"], col(ChildSourceRow.source_id).not_in(before["ids"]))
            session.exec(given.where(*mine), execution_options=_AS_IT_IS)
        elif not child.had_source:
            session.exec(given, execution_options=_AS_IT_IS)
        for name in ("given_name", "family_name", "grade", "class_id"):
            setattr(row, name, before[name])
        row.left_at = None if before["left_at"] is None else datetime.fromisoformat(before["left_at"])
        session.add(row)
        # Erased from what is remembered when the school switches them off.
        told = before.get("demographics")
        said[child.student_id] = None if told is None else from_plain(told)
        # Before there could be several, a child was in the class of its row.
        rooms = {*before.get("classes", [before["class_id"]]), *by_hand.get(child.student_id, ())}
        classes += [{"student_id": child.student_id, "class_id": one} for one in rooms]
    session.flush()
    for start in range(0, len(kept), _BATCH):
        ids = [child.student_id for child in kept[start : start + _BATCH]]
        session.exec(delete(EnrolmentRow).where(col(EnrolmentRow.student_id).in_(ids)), execution_options=_AS_IT_IS)
    if classes:
        session.execute(insert(EnrolmentRow).prefix_with("OR IGNORE"), classes)
    put_demographics(session, said)


def _by_hand(session: Session, kept: Sequence[Remembered]) -> dict[str, list[str]]:
    """The classes of these children that their list has not brought: a person or another list has put them there."""
    source = next((json.loads(child.before).get("source") for child in kept), None)
    brought = select(ClassSourceRow.class_id).where(col(ClassSourceRow.source) == source)
    found: dict[str, list[str]] = {}
    for start in range(0, len(kept), _BATCH):
        ids = [child.student_id for child in kept[start : start + _BATCH]]
        query = select(EnrolmentRow.student_id, EnrolmentRow.class_id).where(
            col(EnrolmentRow.student_id).in_(ids), col(EnrolmentRow.class_id).not_in(brought)
        )
        for student_id, class_id in session.exec(query):
            found.setdefault(student_id, []).append(class_id)
    return found


def take_away(session: Session, added: Sequence[str]) -> None:
    """Children that the import added, but for those who have begun to use litcoach."""
    for start in range(0, len(added), _BATCH):
        batch = added[start : start + _BATCH]
        used = set(_pointing(session, "student", batch, _OF_CHILDREN))
        ids = [one for one in batch if one not in used]
        # What imports after this one remember of them goes too: those were undone before.
        for table, column in (
            (ChildSourceRow, ChildSourceRow.student_id),
            (ChildBeforeRow, ChildBeforeRow.student_id),
            (EnrolmentRow, EnrolmentRow.student_id),
            (DemographicRow, DemographicRow.student_id),
            (StudentRow, StudentRow.id),
        ):
            session.exec(delete(table).where(col(column).in_(ids)), execution_options=_AS_IT_IS)


def forget_empty_sources(session: Session) -> None:
    """Lists that have brought nothing that is still here are not offered any more."""
    children, rooms = select(ChildSourceRow.source), select(ClassSourceRow.source)
    empty = delete(RosterSourceRow).where(
        col(RosterSourceRow.id).not_in(children), col(RosterSourceRow.id).not_in(rooms)
    )
    session.exec(empty, execution_options=_AS_IT_IS)


def undo_classes(session: Session, kept: Sequence[ClassBeforeRow]) -> None:
    """Classes that the import changed or added. One that is used by now stays."""
    added = [room.class_id for room in kept if room.before is None]
    for room in kept:
        if room.before is not None:
            row, before = session.get_one(ClassRow, room.class_id), json.loads(room.before)
            row.name, row.grade = before["name"], before["grade"]
            session.add(row)
    session.flush()
    for start in range(0, len(added), _BATCH):
        batch = added[start : start + _BATCH]
        used = set(_pointing(session, "class_room", batch, _OF_CLASSES))
        ids = [one for one in batch if one not in used]
        for table, column in (
            (ClassSourceRow, ClassSourceRow.class_id),
            (ClassBeforeRow, ClassBeforeRow.class_id),
            (ClassTeacherRow, ClassTeacherRow.class_id),
            (ClassRow, ClassRow.id),
        ):
            session.exec(delete(table).where(col(column).in_(ids)), execution_options=_AS_IT_IS)


def _pointing(session: Session, target: str, ids: Sequence[str], own: frozenset[str]) -> list[str]:
    """Those of the ids that a row of any table but `own` points at."""
    found: list[str] = []
    tables: Sequence[Table] = StudentRow.metadata.sorted_tables
    for table in tables:
        for key in table.foreign_keys:
            if key.column.table.name == target and table.name not in own:
                found += session.execute(select(key.parent).where(key.parent.in_(ids)).distinct()).scalars()
    return found
