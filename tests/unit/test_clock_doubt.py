"""A clock that leaps is not believed until it has held for a week, or somebody says that it is right."""

from datetime import UTC, datetime, timedelta

from litcoach_desktop.domain.clock_doubt import ClockNote, as_plain, believe, from_plain, look

TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def looked(note: ClockNote | None, *moments: datetime) -> ClockNote:
    """The clock read at each of these moments."""
    for moment in moments:
        note = look(note, moment)
    assert note is not None
    return note


def test_a_clock_that_goes_on_is_believed_over_a_summer_too() -> None:
    note = looked(None, TODAY, TODAY + DAY, TODAY + 100 * DAY)
    assert note.believed
    assert note.seen == TODAY + 100 * DAY


def test_an_hour_back_is_no_leap() -> None:
    note = looked(None, TODAY, TODAY - timedelta(hours=5))
    assert note.believed
    assert note.seen == TODAY


def test_a_year_ahead_is_doubted_for_a_week() -> None:
    ahead = TODAY + 365 * DAY
    note = looked(None, TODAY, ahead)
    assert not note.believed
    assert note.believed_from == ahead + 7 * DAY
    assert not looked(note, ahead + 6 * DAY).believed
    assert looked(note, ahead + 3 * DAY, ahead + 7 * DAY).believed


def test_somebody_may_say_that_the_date_is_right() -> None:
    ahead = TODAY + 365 * DAY
    note = believe(looked(None, TODAY, ahead), ahead)
    assert note.believed
    assert looked(note, ahead + DAY).believed


def test_what_bears_the_date_of_a_clock_that_stood_back_was_made_later() -> None:
    back = datetime(2001, 1, 1, tzinfo=UTC)
    note = looked(None, TODAY, back, back + 2 * DAY, TODAY + 3 * DAY)
    assert note.believed
    (span,) = note.spans
    assert span.first <= back
    assert span.last >= back + 2 * DAY
    assert span.really == TODAY


def test_a_clock_that_had_been_ahead_for_long_is_believed_after_a_week() -> None:
    note = looked(None, TODAY + 365 * DAY, TODAY)
    assert not note.believed
    note = looked(note, TODAY + 7 * DAY)
    assert note.believed
    assert note.spans == ()


def test_two_wrong_dates_do_not_prove_each_other() -> None:
    first, second = datetime(2001, 1, 1, tzinfo=UTC), datetime(2011, 1, 1, tzinfo=UTC)
    note = looked(None, TODAY, first, second)
    assert not note.believed
    note = looked(note, TODAY + DAY)
    assert note.believed
    assert [one.really for one in note.spans] == [TODAY, TODAY]


def test_a_note_comes_back_as_it_was_kept() -> None:
    note = looked(None, TODAY, datetime(2001, 1, 1, tzinfo=UTC), TODAY, TODAY + 365 * DAY)
    assert not note.believed
    assert len(note.spans) == 1
    assert from_plain(as_plain(note)) == note
