"""The library in content.db: plain, because it holds nothing of a child, and built anew from the catalogue at will."""

import hashlib
import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from sqlmodel import col, select

from litcoach_desktop.domain.errors import SchemaProblem
from litcoach_desktop.domain.texts import ClosedQuestion, OpenQuestion, QuestionKind, Text, WordMeaning
from litcoach_desktop.store.content_index import INDEX_FORMAT, index_text, indexed_digests, unindex_texts
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.schema import CONTENT
from litcoach_desktop.store.tables import ContentFactRow, TextRow

_SHELF_HASH = "shelf.sha256"
_SOURCES_HASH = "sources.sha256"
_IN_MEMORY = 250

_log = logging.getLogger(__name__)


class TextRepository:
    """The texts in content.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.changes = 0
        """How often the texts changed since this was made: what was derived from them is stale when it moves."""

    def all(self) -> list[Text]:
        """All texts, in the order in which they were put there."""
        with self._database.read() as session:
            return [_text(row) for row in session.exec(select(TextRow).order_by(col(TextRow.place)))]

    def get(self, text_id: str) -> Text | None:
        """One text; None when there is none of this id."""
        with self._database.read() as session:
            row = session.get(TextRow, text_id)
            return None if row is None else _text(row)

    def are_from(self, sources: str) -> bool:
        """Whether the texts are those that were last read from the files that `sources` stands for."""
        with self._database.read() as session:
            known = session.get(ContentFactRow, _SOURCES_HASH)
            return known is not None and known.value == sources

    def ingest(
        self, texts: Sequence[Text], progress: Callable[[int, int], None] | None = None, sources: str = ""
    ) -> bool:
        """Make these the texts, and index what changed, in one transaction; the ids must differ.

        Returns False when they were already. progress: called with how many of how many are in; what it raises
        ends the transaction, and all is as it was. sources: stands for the files that the texts were read from, for
        `are_from`; empty when they are to be read again.
        """
        digests = {text.id: _digest(text) for text in texts}
        shelf = hashlib.sha256(b"".join(digests[text.id] for text in texts)).hexdigest()
        with self._database.read() as session:
            built_from = session.get(ContentFactRow, _SHELF_HASH)
            known = session.get(ContentFactRow, _SOURCES_HASH)
            if built_from is not None and built_from.value == shelf:
                if known is None or known.value != sources:
                    self._note_sources(sources)
                return False
        with self._database.write() as session:
            connection = session.connection()
            before = indexed_digests(connection)
            # A text that stands there twice is told by the database.
            stays = {text.id for text in texts if before.get(text.id) == digests[text.id]}
            unindex_texts(connection, [one for one in before if one not in stays])
            connection.exec_driver_sql("DELETE FROM text")
            for place, text in enumerate(texts):
                session.add(_row(text, place))
                if text.id not in stays:
                    index_text(connection, text, digests[text.id])
                if place % _IN_MEMORY == _IN_MEMORY - 1:
                    # The session would remember every row until the end, which takes 100 MB for 10,000 texts.
                    session.flush()
                    session.expunge_all()
                if progress is not None:
                    progress(place + 1, len(texts))
            session.merge(ContentFactRow(name=_SHELF_HASH, value=shelf))
            session.merge(ContentFactRow(name=_SOURCES_HASH, value=sources))
        self.changes += 1
        return True

    def _note_sources(self, sources: str) -> None:
        with self._database.write() as session:
            session.merge(ContentFactRow(name=_SOURCES_HASH, value=sources))


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


def _digest(text: Text) -> bytes:
    return hashlib.sha256(json.dumps([INDEX_FORMAT, asdict(text)]).encode()).digest()


def _row(text: Text, place: int) -> TextRow:
    details = {
        "author": text.author,
        "rights": text.rights,
        "pattern": text.pattern,
        "lexile": text.lexile,
        "voices": text.voices,
        "vocabulary": [(one.word, one.meaning) for one in text.vocabulary],
        "questions": [(one.kind, one.prompt, one.choices, one.answer) for one in text.questions],
        "open": (text.open_question.prompt, text.open_question.good_answer) if text.open_question else None,
    }
    return TextRow(
        id=text.id,
        title=text.title,
        grade=text.grade,
        genre=text.genre,
        topics=json.dumps(text.topics, ensure_ascii=False),
        body=text.body,
        place=place,
        language=text.language,
        details=json.dumps(details, ensure_ascii=False),
    )


def _text(row: TextRow) -> Text:
    details = json.loads(row.details)
    opened = details["open"]
    return Text(
        row.id,
        row.title,
        row.grade,
        row.genre,
        tuple(json.loads(row.topics)),
        row.body,
        author=details["author"],
        rights=details["rights"],
        language=row.language,
        pattern=details["pattern"],
        lexile=details["lexile"],
        voices=tuple(details["voices"]),
        vocabulary=tuple(WordMeaning(word, meaning) for word, meaning in details["vocabulary"]),
        questions=tuple(
            ClosedQuestion(QuestionKind(kind), prompt, tuple(choices), answer)
            for kind, prompt, choices, answer in details["questions"]
        ),
        open_question=OpenQuestion(*opened) if opened else None,
    )
