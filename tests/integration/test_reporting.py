"""Reports over a real database: their figures are those of growth and of the review page, and only while unlocked."""

from datetime import timedelta

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.feedback import Strategy
from litcoach_desktop.domain.reading.norms import norms_of, season_of
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.services.teacher.reporting import Language, parent_page
from tests.integration.desk import TEXT, Desk, no_ticks


def read(desk: Desk, ident: str, *, days: int = 0, missed: tuple[int, ...] = (2,), fixed: int | None = 7) -> None:
    """Eight words in four seconds; some misread, one put right."""
    words = tuple(
        WordEvent(
            word.index,
            WordStatus.MISREAD if word.index in missed else WordStatus.CORRECT,
            0.1 if word.index in missed else 0.99,
            word.index * 0.5,
            word.index * 0.5 + 0.4,
            flags=frozenset({WordFlag.SELF_CORRECTION}) if word.index == fixed else frozenset(),
        )
        for word in Passage(TEXT).words
    )
    events = ReadingEvents(words, duration_s=4.0, first_word_s=0.0)
    desk.read(ident, events, days=days)
    desk.databases.readings.finish(ident, events, score(events, Passage(TEXT), PRESETS["reading_progress"]))


def test_the_page_for_parents_has_the_figures_of_growth(desk: Desk) -> None:
    read(desk, "a", days=-1)
    read(desk, "b", missed=(2, 6), fixed=None)
    report = desk.teacher.reports.for_parents(desk.child.id)
    growth = desk.teacher.growth.of_child(desk.child.id)
    assert report.growth == growth
    assert report.readings == 2
    assert report.room == desk.room
    norms = norms_of(3, season_of(desk.clock.now().month))
    assert norms is not None
    assert report.goal == (norms[1], norms[3])
    # The newest reading first: that one was read to its end, the one before had a word put right.
    assert [one.strategy for one in report.praises] == [Strategy.SELF_CORRECTED, Strategy.FINISHED]
    assert report.praises[0].word == "chairs"
    # Missed in both before missed in one.
    assert report.words == ("birds", "old")
    page = parent_page(report, Language.ENGLISH)
    assert growth.standing.wcpm is not None
    assert f"about {round(growth.standing.wcpm)} words right" in " ".join(page.now.said)


def test_what_was_read_long_ago_is_no_practice_for_this_week(desk: Desk) -> None:
    read(desk, "new", missed=(2,))
    read(desk, "old", days=-9, missed=(6,))
    assert desk.teacher.reports.for_parents(desk.child.id).words == ("birds",)


def test_a_spelling_is_told_once_two_words_show_it(desk: Desk) -> None:
    # "th" is there four times, in "the" and in "three": missed in one of them it is a word, in both a pattern.
    read(desk, "a", missed=(1,))
    read(desk, "b", missed=(1,))
    assert desk.teacher.reports.for_parents(desk.child.id).patterns == ()
    read(desk, "c", missed=(0, 1))
    (pattern,) = desk.teacher.reports.for_parents(desk.child.id).patterns
    assert (pattern.pattern, set(pattern.words)) == ("sh, ch, th, wh, ph", {"the", "three"})


def test_a_name_is_no_word_to_practise(desk: Desk) -> None:
    text = "We saw Maximilian there."
    words = tuple(
        WordEvent(index, WordStatus.MISREAD if index in (2, 3) else WordStatus.CORRECT, 0.5, index, index + 0.5)
        for index in range(4)
    )
    desk.databases.readings.begin(
        reading_id="name",
        student_id=desk.child.id,
        text_id="name",
        text_title="Name",
        passage_text=text,
        protocol="reading_progress",
        started_at=desk.clock.now(),
    )
    events = ReadingEvents(words, duration_s=4.0, first_word_s=0.0)
    desk.databases.readings.finish("name", events, score(events, Passage(text), PRESETS["reading_progress"]))
    assert desk.teacher.reports.for_parents(desk.child.id).words == ("there",)


def test_all_parents_come_in_the_order_of_the_class_with_the_progress_told(desk: Desk) -> None:
    read(desk, "a")
    for given in ("Zoë", "Ada"):
        desk.teacher.add_student(desk.room.id, given, "Berg", 3)
    ticks: list[tuple[int, int]] = []
    found = desk.teacher.reports.for_all_parents(desk.room.id, lambda done, total, _note: ticks.append((done, total)))
    assert [one.growth.student for one in found] == desk.teacher.students(desk.room.id)
    assert ticks == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [one.readings for one in found if one.growth.student.id == desk.child.id] == [1]


def test_stopping_in_the_middle_ends_it(desk: Desk) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int, _note: str) -> None:
        raise Stop

    with pytest.raises(Stop):
        desk.teacher.reports.for_all_parents(desk.room.id, stop)


def test_a_class_has_the_figures_of_growth(desk: Desk) -> None:
    read(desk, "a")
    report = desk.teacher.reports.of_class(desk.room.id)
    assert report.growth == desk.teacher.growth.of_class(desk.room.id)
    assert sum(report.spread.values()) == 1
    assert [child.student.id for children in report.groups.values() for child in children] == [desk.child.id]
    assert len(report.mondays) <= 10
    assert report.not_read == ()
    desk.clock.pass_time(timedelta(days=30).total_seconds())
    assert [one.id for one in desk.teacher.reports.of_class(desk.room.id).not_read] == [desk.child.id]


def test_a_running_record_is_the_reading_as_the_review_page_shows_it(desk: Desk) -> None:
    read(desk, "a")
    desk.teacher.mark("a", 2, WordStatus.CORRECT)
    desk.teacher.reviews.done("a", "Well read.")
    report = desk.teacher.reports.running_record("a")
    assert report.detail == desk.teacher.reading("a")
    assert (report.student, report.room) == (desk.child, desk.room)
    (review,) = report.reviews
    assert (review.note, review.at) == ("Well read.", desk.clock.now().replace(microsecond=0))
    assert review.made_by
    assert report.tally(0, 7).errors == 0
    assert report.tally(0, 7).corrections == 1
    with pytest.raises(KeyError):
        desk.teacher.reports.running_record("none")


def test_nothing_is_printed_while_it_is_locked(desk: Desk) -> None:
    read(desk, "a")
    desk.teacher.lock()
    reports = desk.teacher.reports
    for wish in (
        lambda: reports.for_parents(desk.child.id),
        lambda: reports.for_all_parents(desk.room.id, no_ticks),
        lambda: reports.of_class(desk.room.id),
        lambda: reports.running_record("a"),
        lambda: reports.name_cards(desk.room.id),
    ):
        with pytest.raises(Refused):
            wish()
