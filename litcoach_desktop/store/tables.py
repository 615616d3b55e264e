"""The tables as the repositories see them.

The migrations alone create and change the databases; a test holds these classes and the migrated schema
together. Each file has a registry of its own, so that its tables can be listed.

Rows that are only ever added to have a `seq` beside their `id`: it says which came last, whatever the clock did.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.identifiers import new_id


class TeacherTable(SQLModel, registry=registry()):
    """Base of the tables of teacher.db."""


class RecordingsTable(SQLModel, registry=registry()):
    """Base of the tables of recordings.db."""


class ContentTable(SQLModel, registry=registry()):
    """Base of the tables of content.db."""


class FactRow(TeacherTable, table=True):
    """What is known once for the whole file, such as its own identifier."""

    __tablename__ = "fact"
    name: str = Field(primary_key=True)
    value: str


class AuditRow(TeacherTable, table=True):
    """Who did what, when. Only ever added to."""

    __tablename__ = "audit"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    at: datetime = Field(sa_type=UtcTime)
    who: str
    what: str
    about: str = ""


class ClassRow(TeacherTable, table=True):
    """A class."""

    __tablename__ = "class_room"
    id: str = Field(primary_key=True)
    name: str
    grade: int


class StudentRow(TeacherTable, table=True):
    """A child. picture_pin: pictures in order, parted by spaces; NULL without a PIN. left_at: NULL while it is here."""

    __tablename__ = "student"
    id: str = Field(primary_key=True)
    class_id: str = Field(sa_column_args=(ForeignKey("class_room.id"),))
    given_name: str
    family_name: str
    grade: int
    animal: str
    picture_pin: str | None = None
    left_at: datetime | None = Field(default=None, sa_type=UtcTime)


class PageLookRow(TeacherTable, table=True):
    """How a child likes its pages. look: JSON object of the look's values."""

    __tablename__ = "page_look"
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))
    look: str


class PassageRow(TeacherTable, table=True):
    """What was read, kept once however often it is read. sha256: of the text in UTF-8."""

    __tablename__ = "passage"
    sha256: bytes = Field(primary_key=True)
    text: str


class ReadingRow(TeacherTable, table=True):
    """A reading. The figures after `device` are derived; lists would otherwise unpack every reading's events.

    expression: NAEP level. missed: the words that were not correct, parted by spaces.
    """

    __tablename__ = "reading"
    id: str = Field(primary_key=True)
    student_id: str | None = Field(default=None, sa_column_args=(ForeignKey("student.id"),))
    text_id: str
    text_title: str
    passage_sha256: bytes = Field(sa_column_args=(ForeignKey("passage.sha256"),))
    protocol: str
    started_at: datetime = Field(sa_type=UtcTime)
    state: str
    device: str
    wcpm: float | None = None
    wcpm_low: float | None = None
    wcpm_high: float | None = None
    accuracy: float | None = None
    unscored_reason: str | None = None
    doubtful_words: int = 0
    expression: int | None = None
    missed: str | None = None


class JudgementRow(TeacherTable, table=True):
    """What a listener found in a reading. Only ever added to: the newest one counts, the others stay."""

    __tablename__ = "judgement"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    reading_id: str = Field(sa_column_args=(ForeignKey("reading.id"),))
    format: int
    events: bytes


class MarkRow(TeacherTable, table=True):
    """A person's mark on a word. Only ever added to: the newest counts. flags: parted by spaces; NULL: untouched."""

    __tablename__ = "mark"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    reading_id: str = Field(sa_column_args=(ForeignKey("reading.id"),))
    word: int
    status: str
    made_by: str
    made_at: str
    note: str
    flags: str | None = None


class ClassProtocolRow(TeacherTable, table=True):
    """The scoring protocol that a class reads under."""

    __tablename__ = "class_protocol"
    class_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("class_room.id"),))
    protocol: str


class CueRow(TeacherTable, table=True):
    """The cues that a person sees in a line of a running record. Only ever added to: the newest counts.

    cues: letters parted by spaces.
    """

    __tablename__ = "cue_mark"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    reading_id: str = Field(sa_column_args=(ForeignKey("reading.id"),))
    word: int
    entry: str
    cues: str
    made_by: str
    made_at: str


class PronunciationRow(TeacherTable, table=True):
    """A child's way of saying a word, confirmed or taken back. Only ever added to: the newest counts.

    heard: NULL when the machine could not name it. since: when the reading began in which it was confirmed.
    """

    __tablename__ = "pronunciation"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    student_id: str = Field(sa_column_args=(ForeignKey("student.id"),))
    reading_id: str = Field(sa_column_args=(ForeignKey("reading.id"),))
    word_index: int
    word: str
    heard: str | None = None
    since: datetime = Field(sa_type=UtcTime)
    accepted: bool
    made_by: str
    made_at: str


class RecordingRow(RecordingsTable, table=True):
    """The sound of a reading. flac, length (in samples): NULL while it is kept in seconds."""

    __tablename__ = "recording"
    reading_id: str = Field(primary_key=True)
    length: int | None = None
    flac: bytes | None = None


class SecondRow(RecordingsTable, table=True):
    """One second of sound, int16 little-endian, 16 kHz mono; number 0 is the first."""

    __tablename__ = "second"
    reading_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("recording.reading_id"),))
    number: int = Field(primary_key=True)
    samples: bytes


class TextRow(ContentTable, table=True):
    """A text of the library. place: its order on the shelf. topics: JSON list. details: JSON, all that is left."""

    __tablename__ = "text"
    id: str = Field(primary_key=True)
    title: str
    grade: int
    genre: str
    topics: str
    body: str
    place: int
    language: str
    details: str


class ContentFactRow(ContentTable, table=True):
    """What is known once for the whole file: the hash of the texts that it was built from."""

    __tablename__ = "fact"
    name: str = Field(primary_key=True)
    value: str
