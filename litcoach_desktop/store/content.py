"""The library in content.db: plain, because it holds nothing of a child, and built anew from the catalogue at will."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlmodel import col, delete, select

from litcoach_desktop.domain.errors import SchemaProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.schema import CONTENT
from litcoach_desktop.store.tables import ContentFactRow, TextRow

_SHELF_HASH = "shelf.sha256"

_log = logging.getLogger(__name__)


class TextRepository:
    """The texts in content.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Text]:
        """All texts, in the order in which they were put there."""
        with self._database.read() as session:
            return [_text(row) for row in session.exec(select(TextRow).order_by(col(TextRow.place)))]

    def get(self, text_id: str) -> Text | None:
        """One text; None when there is none of this id."""
        with self._database.read() as session:
            row = session.get(TextRow, text_id)
            return None if row is None else _text(row)

    def ingest(self, texts: Sequence[Text]) -> bool:
        """Make these the texts, in one transaction; the ids must differ. Returns False when they were already."""
        digest = hashlib.sha256(json.dumps([asdict(text) for text in texts]).encode()).hexdigest()
        with self._database.read() as session:
            built_from = session.get(ContentFactRow, _SHELF_HASH)
            if built_from is not None and built_from.value == digest:
                return False
        with self._database.write() as session:
            session.exec(delete(TextRow))
            session.add_all(_row(text, place) for place, text in enumerate(texts))
            session.merge(ContentFactRow(name=_SHELF_HASH, value=digest))
        return True


def open_content(path: Path) -> Database:
    """content.db, empty when it is new. A damaged one is set aside and a new one begun. Raises StorageProblem."""
    try:
        return _open(path)
    except SchemaProblem as problem:
        aside = path.with_name("content.damaged.db")
        _log.warning("%s The library is built anew; the old file is now %s.", problem.happened, aside.name)
        # The log belongs to the damaged file and must not be played into the new one.
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        path.replace(aside)
        return _open(path)


def _open(path: Path) -> Database:
    database = Database(path, None)
    try:
        migrate(database, CONTENT)
    except BaseException:
        database.close()
        raise
    return database


def _row(text: Text, place: int) -> TextRow:
    return TextRow(
        id=text.id,
        title=text.title,
        grade=text.grade,
        genre=text.genre,
        topics=json.dumps(text.topics, ensure_ascii=False),
        body=text.body,
        place=place,
    )


def _text(row: TextRow) -> Text:
    return Text(row.id, row.title, row.grade, row.genre, tuple(json.loads(row.topics)), row.body)
