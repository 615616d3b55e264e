"""The search index in content.db: FTS5 over texts and passages, the words as they are spelt, and kept vectors."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from litcoach_desktop.domain.searching import Card, Span, cut
from litcoach_desktop.domain.searching.query import folded_words
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.store.engine import Database

INDEX_FORMAT = 4
"""Counts up when what is indexed of a text, or how it is cut, changes: all is then indexed anew."""

# A word in the title or among the topics says more about a text than one in its body.
# In their order: title, topics, vocabulary, body.
_TEXT_RANK = "bm25(2.0, 4.0, 1.0, 1.0)"
_PASSAGE_RANK = "bm25(1.0, 1.0)"
# SQLite takes more than this many values in one statement, but not without end.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class PassageAt:
    """A passage and where it stands: text[start:end] in characters of the text's body."""

    number: int
    text_number: int
    text_id: str
    start: int
    end: int


class LibraryIndex:
    """What is looked up in content.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cards(self) -> list[Card]:
        """The card of every text, in the order of the shelf."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(
                "SELECT number, text_id, title, grade, genre, topics, words, language"
                " FROM indexed_text JOIN text ON text.id = text_id ORDER BY place"
            ).all()
        return [
            Card(number, text_id, title, grade, genre, tuple(json.loads(topics)), words, language)
            for number, text_id, title, grade, genre, topics, words, language in rows
        ]

    def vocabulary(self) -> list[tuple[str, int]]:
        """Every word of the library as it is spelt, folded, with the number of texts that have it."""
        with self._database.read_plain() as connection:
            return [(word, texts) for word, texts in connection.exec_driver_sql("SELECT term, doc FROM spelt_word")]

    def find(self, match: str, limit: int, among: Iterable[int] | None = None) -> dict[int, float]:
        """The texts for an FTS5 expression: their numbers with BM25, higher is better, best first."""
        return self._find("text_search", _TEXT_RANK, match, limit, among)

    def find_passages(self, match: str, limit: int, among: Iterable[int] | None = None) -> dict[int, float]:
        """The passages for an FTS5 expression, as `find`."""
        return self._find("passage_search", _PASSAGE_RANK, match, limit, among)

    def passages_of_texts(self) -> dict[int, int]:
        """Of each passage's number, the number of its text."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql("SELECT number, text_number FROM indexed_passage")
            return dict(rows.all())

    def passages_at(self, numbers: Sequence[int]) -> list[PassageAt]:
        """Where these passages stand; unknown numbers are left out."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(
                "SELECT indexed_passage.number, text_number, text_id, start, stop FROM indexed_passage"
                " JOIN indexed_text ON indexed_text.number = text_number"
                " WHERE indexed_passage.number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            ).all()
        found = {row[0]: PassageAt(*row) for row in rows}
        return [found[number] for number in numbers if number in found]

    def digests(self) -> dict[int, bytes]:
        """Of each passage, the digest of what its vector is made from."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql("SELECT number, digest FROM indexed_passage ORDER BY number")
            return dict(rows.all())

    def wordings(self, numbers: Sequence[int]) -> list[str]:
        """What the vectors of these passages are made from, in the order of the numbers."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(
                "SELECT indexed_passage.number, title, substr(body, start + 1, stop - start) FROM indexed_passage"
                " JOIN indexed_text ON indexed_text.number = text_number JOIN text ON text.id = text_id"
                " WHERE indexed_passage.number IN (SELECT value FROM json_each(?))",
                (json.dumps(list(numbers)),),
            ).all()
        found = {number: _wording(title, body) for number, title, body in rows}
        return [found[number] for number in numbers if number in found]

    def kept_vectors(self, model: str, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        """Those vectors of this model that are kept: digest to float32, little-endian."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(
                "SELECT digest, vector FROM embedding"
                " WHERE model = ? AND digest IN (SELECT unhex(value) FROM json_each(?))",
                (model, json.dumps([digest.hex() for digest in digests])),
            )
            return dict(rows.all())

    def keep_vectors(self, model: str, vectors: Sequence[tuple[bytes, bytes]]) -> None:
        """Keep vectors, so that the vector store can be built anew without the model's work."""
        if not vectors:
            return
        with self._database.write_plain() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO embedding (digest, model, vector) VALUES (?, ?, ?)",
                [(digest, model, vector) for digest, vector in vectors],
            )

    def forget_other_vectors(self, model: str) -> None:
        """Drop the vectors of other models and of passages that are gone."""
        with self._database.write_plain() as connection:
            connection.exec_driver_sql(
                "DELETE FROM embedding WHERE model <> ? OR digest NOT IN (SELECT digest FROM indexed_passage)", (model,)
            )

    def _find(self, table: str, rank: str, match: str, limit: int, among: Iterable[int] | None) -> dict[int, float]:
        where, values = "", [match, rank]
        if among is not None:
            # The plus keeps SQLite from looking each number up by itself, which takes fifty times as long.
            where = " AND +rowid IN (SELECT value FROM json_each(?))"
            values.append(json.dumps(list(among)))
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT rowid, rank FROM {table} WHERE {table} MATCH ? AND rank MATCH ?{where} ORDER BY rank LIMIT ?",
                (*values, limit),
            ).all()
        # SQLite's BM25 is negative, so that the best stands first.
        return {number: -score for number, score in rows}


def indexed_digests(connection: Connection) -> dict[str, bytes]:
    """Of each indexed text, by its id, the digest it was indexed from."""
    return dict(connection.exec_driver_sql("SELECT text_id, digest FROM indexed_text").all())


def unindex_texts(connection: Connection, ids: Sequence[str]) -> None:
    """Take texts out of the index."""
    for at in range(0, len(ids), _AT_ONCE):
        some = (json.dumps(ids[at : at + _AT_ONCE]),)
        numbers = "SELECT number FROM indexed_text WHERE text_id IN (SELECT value FROM json_each(?))"
        passages = f"SELECT number FROM indexed_passage WHERE text_number IN ({numbers})"
        for statement in (
            f"DELETE FROM text_search WHERE rowid IN ({numbers})",
            f"DELETE FROM spelt WHERE rowid IN ({numbers})",
            f"DELETE FROM passage_search WHERE rowid IN ({passages})",
            # Takes its passages with it.
            "DELETE FROM indexed_text WHERE text_id IN (SELECT value FROM json_each(?))",
        ):
            connection.exec_driver_sql(statement, some)


def index_text(connection: Connection, text: Text, digest: bytes) -> None:
    """Put a text that is not there yet into the index."""
    topics = " ".join(text.topics)
    # A word and its meaning: whoever searches may think of either.
    vocabulary = " ".join(f"{one.word} {one.meaning}" for one in text.vocabulary)
    words = folded_words(text.body)
    number = connection.exec_driver_sql(
        "INSERT INTO indexed_text (text_id, digest, words) VALUES (?, ?, ?)", (text.id, digest, len(words))
    ).lastrowid
    connection.exec_driver_sql(
        "INSERT INTO text_search (rowid, title, topics, vocabulary, body) VALUES (?, ?, ?, ?, ?)",
        (number, text.title, topics, vocabulary, text.body),
    )
    connection.exec_driver_sql(
        "INSERT INTO spelt (rowid, body) VALUES (?, ?)",
        (number, " ".join([*folded_words(text.title), *folded_words(topics), *words])),
    )
    # What has a title only is found by it.
    for span in cut(text.body) or [Span(0, 0)]:
        body = text.body[span.start : span.end]
        passage = connection.exec_driver_sql(
            "INSERT INTO indexed_passage (text_number, start, stop, digest) VALUES (?, ?, ?, ?)",
            (number, span.start, span.end, hashlib.sha256(_wording(text.title, body).encode()).digest()),
        ).lastrowid
        connection.exec_driver_sql(
            "INSERT INTO passage_search (rowid, title, body) VALUES (?, ?, ?)", (passage, text.title, body)
        )


def _wording(title: str, body: str) -> str:
    return f"{title}. {body}" if title else body
