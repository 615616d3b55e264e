"""The review queue over real tables: what waits, in which order, and that it waits no longer once it was reviewed."""

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from tests.integration.desk import TEXT, Desk


def read(desk: Desk, ident: str, days: int, *, seconds_a_word: float = 0.6, doubtful: int = 0) -> None:
    """A reading that was scored, at this speed and with so many doubtful words."""
    words = tuple(
        WordEvent(
            word.index,
            WordStatus.CORRECT,
            0.5 if word.index < doubtful else 0.99,
            word.index * seconds_a_word,
            (word.index + 1) * seconds_a_word,
        )
        for word in Passage(TEXT).words
    )
    events = ReadingEvents(words, duration_s=len(words) * seconds_a_word, first_word_s=0.0)
    desk.read(ident, events, days=days)
    desk.databases.readings.finish(ident, events, score(events, Passage(TEXT), PRESETS["reading_progress"]))


def test_the_most_doubtful_waits_first_then_the_most_surprising(desk: Desk) -> None:
    for day in range(40, 30, -2):
        read(desk, f"usual {day}", -day)
    read(desk, "as ever", -3)
    read(desk, "a little doubtful", -4, doubtful=1)
    read(desk, "doubtful", -6, doubtful=3)
    read(desk, "suddenly slow", -2, seconds_a_word=2.0)
    desk.read("another text", ReadingEvents((), unscored_reason="wrong_passage"), days=-1)
    waiting = desk.teacher.reviews.waiting(desk.room.id)
    assert [one.reading_id for one in waiting] == ["doubtful", "a little doubtful", "suddenly slow", "another text"]
    slow = waiting[2]
    assert slow.student_name == "Maya Lin"
    assert slow.usual_wcpm == pytest.approx(100)
    assert slow.surprise is not None
    assert slow.surprise > 2


def test_what_was_reviewed_waits_no_longer_and_its_note_stays(desk: Desk) -> None:
    read(desk, "doubtful", -6, doubtful=3)
    desk.teacher.reviews.done("doubtful", " listened twice ")
    assert desk.teacher.reviews.waiting(desk.room.id) == []
    assert [(who, note) for who, _when, note in desk.databases.reviews.notes("doubtful")] == [
        ("teacher", "listened twice")
    ]
    with pytest.raises(KeyError):
        desk.teacher.reviews.done("nothing")


def test_what_is_older_than_four_weeks_does_not_wait(desk: Desk) -> None:
    read(desk, "old", -29, doubtful=3)
    assert desk.teacher.reviews.waiting(desk.room.id) == []


def test_while_it_is_locked_nothing_is_told(desk: Desk) -> None:
    desk.teacher.lock()
    with pytest.raises(Refused):
        desk.teacher.reviews.waiting(desk.room.id)
    with pytest.raises(Refused):
        desk.teacher.reviews.done("a")
