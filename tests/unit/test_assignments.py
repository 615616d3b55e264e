"""What may be asked for, what is left of it, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from litcoach_desktop.domain.assignments import Assignment, Kind, check, in_order, pick_passages, task_of
from litcoach_desktop.domain.reading.norms import Season

GIVEN = datetime(2026, 10, 5, 9, tzinfo=UTC)
ONE = Assignment("a", Kind.PRACTICE, ("bees",), None, "room", (), "", GIVEN)
THREE = replace(ONE, kind=Kind.BENCHMARK, text_ids=("bees", "snow", "bridge"), season=Season.FALL)


def test_texts_are_read_one_after_the_other() -> None:
    first = task_of(THREE, [])
    assert first is not None
    assert (first.next_text, first.done, first.of) == ("bees", 0, 3)
    second = task_of(THREE, ["bridge", "bees", "bees"])
    assert second is not None
    assert (second.next_text, second.done) == ("snow", 2)
    assert task_of(THREE, ["bees", "snow", "bridge"]) is None
    assert task_of(replace(THREE, withdrawn=True), []) is None


def test_any_text_of_a_level_will_do() -> None:
    level = replace(ONE, text_ids=(), grade=2)
    task = task_of(level, [])
    assert task is not None
    assert (task.next_text, task.done, task.of) == (None, 0, 1)
    assert task_of(level, ["whatever"]) is None


def test_what_is_due_first_comes_first() -> None:
    later = replace(ONE, id="b", due=date(2026, 10, 20), given_at=GIVEN - timedelta(days=9))
    sooner = replace(ONE, id="c", due=date(2026, 10, 9))
    tasks = [task for one in (ONE, later, sooner) if (task := task_of(one, [])) is not None]
    assert [task.assignment.id for task in in_order(tasks)] == ["c", "b", "a"]
    assert [task.overdue(date(2026, 10, 10)) for task in in_order(tasks)] == [True, False, False]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(ONE, text_ids=()), "a text or a level"),
        (replace(ONE, class_id=None), "who is to read"),
        (replace(ONE, kind=Kind.ASSESSMENT, text_ids=(), grade=2), "needs its text"),
        (replace(THREE, text_ids=("bees", "snow", "bees")), "3 passages"),
        (replace(THREE, season=None), "season"),
    ],
)
def test_what_cannot_be_asked(wrong: Assignment, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check(wrong)


def test_only_practice_may_be_read_again() -> None:
    check(ONE)
    check(THREE)
    check(replace(ONE, class_id=None, children=("maya",)))
    assert [replace(ONE, kind=kind).one_try for kind in Kind] == [False, True, True]


def test_passages_that_were_never_used_are_picked_first() -> None:
    assert pick_passages(["a", "b", "c", "d"], ["a", "b", "a"]) == ("c", "d", "b")
    assert pick_passages(["a", "b"], []) == ("a", "b")
