"""A child's accepted pronunciation makes the same misreading right from then on, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation, accepted_words, standing, with_accepted
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage

TEXT = Passage("Three free birds. Three!")
DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FREE = AcceptedPronunciation("s", "three", "free", DAY, "r", 0, "teacher", DAY.isoformat())


def read(status: WordStatus, heard: str | None) -> ReadingEvents:
    others = tuple(WordEvent(index, WordStatus.CORRECT, 0.9) for index in (1, 2, 3))
    return ReadingEvents((WordEvent(0, status, 0.1, heard=heard), *others))


@pytest.mark.parametrize(
    ("status", "heard", "way", "counts"),
    [
        (WordStatus.MISREAD, "free", "free", True),
        (WordStatus.MISREAD, None, None, True),
        (WordStatus.MISREAD, "tree", "free", False),
        (WordStatus.MISREAD, None, "free", False),
        (WordStatus.MISREAD, "free", None, False),
        (WordStatus.OMITTED, None, None, False),
        (WordStatus.UNSCORED, None, None, False),
        (WordStatus.CORRECT, None, None, False),
    ],
)
def test_only_the_same_misreading_is_accepted(
    status: WordStatus, heard: str | None, way: str | None, counts: bool
) -> None:
    events = read(status, heard)
    found = accepted_words(events, TEXT, [replace(FREE, heard=way)], DAY)
    assert found == ({0} if counts else set())
    after = with_accepted(events, found).words[0]
    assert (after.status is WordStatus.CORRECT and after.p_correct == 1.0) == counts
    assert events.words[0].status is status


def test_another_word_and_an_earlier_reading_are_not_touched() -> None:
    events = read(WordStatus.MISREAD, "free")
    assert not accepted_words(events, TEXT, [replace(FREE, word="free")], DAY)
    assert not accepted_words(events, TEXT, [FREE], DAY - timedelta(minutes=1))
    assert accepted_words(events, TEXT, [FREE], DAY + timedelta(days=90)) == {0}


def test_taking_back_ends_it_and_a_second_confirmation_keeps_the_earlier_day() -> None:
    later = replace(FREE, since=DAY + timedelta(days=3), reading_id="r2")
    (held,) = standing([FREE, later])
    assert (held.since, held.reading_id) == (DAY, "r2")
    assert standing([FREE, replace(FREE, accepted=False)]) == []
    assert standing([FREE, replace(FREE, accepted=False), later]) == [later]
    other = replace(FREE, heard=None)
    assert standing([FREE, other, replace(FREE, accepted=False)]) == [other]
