"""Protocols, cues and accepted pronunciations on a real database: scores follow at once, and all of it is kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.own_protocols import protocol_book
from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.reading.running_record import Cue, Entry
from litcoach_desktop.domain.retention import Retention
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher import TeacherService
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
TEXT = "The three birds sat on three old chairs."


def events(*, heard: str | None = "free") -> ReadingEvents:
    """Both times "three" is misread; something is put in after the fourth word."""
    words = tuple(
        WordEvent(
            index,
            WordStatus.MISREAD if index in (1, 5) else WordStatus.CORRECT,
            0.1 if index in (1, 5) else 0.98,
            index * 0.5,
            index * 0.5 + 0.4,
            heard if index in (1, 5) else None,
        )
        for index in range(8)
    )
    return ReadingEvents(words, (Insertion(3, 1.9, 2.0, "up"),), 5.0, 0.0, "sphinx", "1")


class Desk:
    """One child with readings, and the teacher's service over them."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.databases: Databases = open_databases(folder, KEY, self.clock)
        self.own: dict[str, dict[str, object]] = {}
        self.demographics_kept = False
        self.periods = Retention(sound=365, readings=0, talks=0, backups=90)
        self.teacher = TeacherService(
            self.databases.roster,
            self.databases.readings,
            self.databases.recordings,
            self.databases.judgements,
            self.databases.accounts,
            self.clock,
            class_teachers=self.databases.class_teachers,
            journal=self.databases.journal,
            protocols=lambda: protocol_book(self.own),
            manner=ExpressionRules,
            roster_imports=self.databases.roster_imports,
            roster_sources=self.databases.roster_sources,
            reviews=self.databases.reviews,
            erasures=self.databases.erasures,
            periods=lambda: self.periods,
            talks=self.databases.talks,
            growth=self.databases.growth,
            aims=self.databases.aims,
            writings=self.databases.writings,
            assignments=self.databases.assignments,
            groups=self.databases.groups,
            demographics=self.databases.demographics,
            demographics_kept=lambda: self.demographics_kept,
        )
        rooms = self.databases.roster.classes()
        room = rooms[0] if rooms else self.databases.roster.add_class("Room 12", 3)
        self.room = room
        known = self.databases.roster.students(room.id)
        self.child: Student = known[0] if known else self.databases.roster.add_student(room.id, "Maya", "Lin", 3)

    def read(self, ident: str, found: ReadingEvents, *, days: int = 0, protocol: str = "reading_progress") -> str:
        """A reading that was judged so many days from today."""
        self.databases.readings.begin(
            reading_id=ident,
            student_id=self.child.id,
            text_id="birds",
            text_title="Birds",
            passage_text=TEXT,
            protocol=protocol,
            started_at=self.clock.now() + timedelta(days=days),
        )
        self.databases.readings.finish(ident, found, None)
        self.databases.readings.set_score(ident, self.teacher.reading(ident).score)
        return ident


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.teacher.set_up("seven quiet otters")
    yield desk
    desk.databases.close()


def figures(desk: Desk, ident: str) -> tuple[int, float | None]:
    """Errors of a reading as it is now, and its accuracy as lists show it."""
    detail = desk.teacher.reading(ident)
    assert detail.score is not None
    listed = next(one for one in desk.teacher.readings(desk.child.id) if one.id == ident)
    return detail.score.errors, listed.accuracy


def test_another_protocol_changes_the_score_at_once_and_stays(desk: Desk, tmp_path: Path) -> None:
    desk.read("r", events())
    assert figures(desk, "r") == (3, 5 / 8)
    desk.own["strict"] = {"name": "Strict", "based_on": "cbm", "misreading": "nothing"}
    changed = desk.teacher.choose_protocol("r", "strict")
    assert (changed.protocol.name, changed.score.errors) == ("Strict", 0)
    assert figures(desk, "r") == (0, 1.0)
    assert [one.id for one in changed.protocols][-1] == "strict"
    with pytest.raises(KeyError):
        desk.teacher.choose_protocol("r", "gone")
    desk.own.clear()
    assert desk.teacher.reading("r").protocol.id == "reading_progress"


def test_a_class_reads_under_its_own_protocol(desk: Desk) -> None:
    assert desk.teacher.class_protocol(desk.room.id) is None
    for chosen in ("cbm", "dibels8", None):
        desk.teacher.set_class_protocol(desk.room.id, chosen)
        assert desk.teacher.class_protocol(desk.room.id) == chosen
    with pytest.raises(KeyError):
        desk.teacher.set_class_protocol("gone", "cbm")


def test_cues_are_kept_with_who_and_when_and_never_changed(desk: Desk, tmp_path: Path) -> None:
    desk.read("r", events(), protocol="running_record")
    desk.teacher.mark_cues("r", (1, Entry.ERROR), frozenset({Cue.VISUAL}))
    sheet = desk.teacher.mark_cues("r", (1, Entry.ERROR), frozenset({Cue.VISUAL, Cue.MEANING})).sheet
    assert sheet is not None
    assert [(line.word, line.said) for line in sheet.lines] == [("three", "free"), ("", "up"), ("three", "free")]
    assert sheet.lines[0].cues == {Cue.VISUAL, Cue.MEANING}
    kept = desk.databases.judgements.cues("r")
    assert [(one.made_by, one.made_at, len(one.cues)) for one in kept] == [
        ("teacher", desk.clock.now().isoformat(timespec="seconds"), count) for count in (1, 2)
    ]
    with pytest.raises(IntegrityError, match="never changed"), desk.databases.judgements._database.write_plain() as one:
        one.exec_driver_sql("UPDATE cue_mark SET cues = ''")


def test_an_accepted_pronunciation_counts_as_right_from_that_reading_on(desk: Desk) -> None:
    for days, ident in ((-1, "before"), (0, "here"), (2, "after")):
        desk.read(ident, events(), days=days)
    desk.read("otherwise", events(heard="tree"), days=2)
    detail = desk.teacher.accept_pronunciation("here", 1)
    assert detail.accepted == {1, 5}
    assert detail.machine_events.words[1].status is WordStatus.MISREAD
    assert [figures(desk, ident) for ident in ("before", "here", "after", "otherwise")] == [
        (3, 5 / 8),
        (1, 7 / 8),
        (1, 7 / 8),
        (3, 5 / 8),
    ]
    (held,) = desk.teacher.pronunciations(desk.child.id)
    assert (held.word, held.heard, held.reading_id, held.index, held.made_by) == ("three", "free", "here", 1, "teacher")


def test_a_teachers_own_mark_on_a_word_is_stronger(desk: Desk) -> None:
    desk.read("r", events())
    desk.teacher.mark("r", 5, WordStatus.MISREAD)
    assert desk.teacher.accept_pronunciation("r", 1).accepted == {1, 5}
    assert figures(desk, "r") == (2, 6 / 8)


def test_taking_it_back_makes_the_words_misread_again(desk: Desk) -> None:
    desk.read("r", events())
    desk.read("later", events(), days=1)
    desk.teacher.accept_pronunciation("r", 1)
    assert desk.teacher.take_back_pronunciation(desk.child.id, "three", "free") == []
    assert figures(desk, "r") == figures(desk, "later") == (3, 5 / 8)
    history = desk.databases.judgements.pronunciations(desk.child.id)
    assert [one.accepted for one in history] == [True, False]


@pytest.mark.parametrize("index", [0, 3])
def test_only_a_misread_word_can_be_accepted(desk: Desk, index: int) -> None:
    desk.read("r", events())
    with pytest.raises(Refused, match="found misread"):
        desk.teacher.accept_pronunciation("r", index)


def test_nothing_of_this_is_done_behind_a_locked_door(desk: Desk) -> None:
    desk.read("r", events())
    desk.teacher.lock()
    for call in (
        lambda: desk.teacher.choose_protocol("r", "cbm"),
        lambda: desk.teacher.mark_cues("r", (1, Entry.ERROR), frozenset()),
        lambda: desk.teacher.accept_pronunciation("r", 1),
        lambda: desk.teacher.take_back_pronunciation(desk.child.id, "three", "free"),
        lambda: desk.teacher.pronunciations(desk.child.id),
        lambda: desk.teacher.set_class_protocol(desk.room.id, "cbm"),
    ):
        with pytest.raises(Refused, match="locked"):
            call()
