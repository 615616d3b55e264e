"""Protocols, cues and accepted pronunciations on a real database: scores follow at once, and all of it is kept."""

from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.running_record import Cue, Entry
from tests.integration.desk import Desk, events


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
