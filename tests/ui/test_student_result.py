"""Screens 6 and 7: praise first, words to practise, hearing oneself, an honest "could not follow", three tries."""

from dataclasses import replace
from typing import Any

import pytest

from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.feedback import Praise, Strategy
from litcoach_desktop.services.assessment import ReadingResult
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.practice_model import TRIES
from tests.fakes.content import MITTEN
from tests.fakes.services import children, result_of
from tests.ui.student_desk import StudentDesk

REASONS = ("silent", "too_quiet", "noise", "two_voices", "wrong_passage", "too_short")


def result_shown(desk: StudentDesk, result: ReadingResult) -> Any:
    desk.open()
    assert desk.side is not None
    desk.side.journey.text = MITTEN
    desk.side.journey.show_result(result, children()[1])
    return desk.at(Place.RESULT)


def test_praise_names_a_strategy_and_the_word_it_was_used_on(desk: StudentDesk) -> None:
    result_shown(desk, result_of(MITTEN))
    assert "You went back and fixed “through”. Good readers do that." in desk.texts()


@pytest.mark.parametrize("strategy", Strategy)
def test_every_strategy_has_words(desk: StudentDesk, strategy: Strategy) -> None:
    result = replace(result_of(MITTEN), praise=Praise(strategy, "mitten"))
    screen = result_shown(desk, result)
    assert screen.praise.text().startswith("You ")
    assert "%s" not in screen.praise.text()


def test_three_words_stand_as_cards_with_their_syllables(desk: StudentDesk) -> None:
    screen = result_shown(desk, result_of(MITTEN))
    assert [card.accessibleName() for card in screen.cards] == [
        "Practise mitten",
        "Practise looked",
        "Practise behind",
    ]
    assert "mit · ten" in desk.texts()
    assert "You read 57 words in 34 seconds." in desk.texts()


def test_nothing_on_the_screen_compares_or_counts_mistakes(desk: StudentDesk) -> None:
    result_shown(desk, result_of(MITTEN))
    words = desk.texts().casefold()
    for forbidden in ("wrong", "error", "mistake", "score", "percent", "%", "class"):
        assert forbidden not in words


def test_the_pace_is_told_only_where_the_teacher_wants_it(desk: StudentDesk) -> None:
    result = result_of(MITTEN)
    assert result.score is not None
    screen = result_shown(desk, result)
    assert "a minute" not in desk.texts()
    desk.services.settings.child_sees_rate = "shown"
    screen.model.show(result)
    assert f"That is {round(result.score.wcpm)} words right in a minute." in desk.texts()


def test_without_a_recording_nobody_offers_to_hear_it(desk: StudentDesk) -> None:
    desk.services.settings.recordings = "off"
    assert not result_shown(desk, result_of(MITTEN)).hear.isVisible()


def test_a_child_hears_itself_and_can_stop(desk: StudentDesk) -> None:
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.hear)
    desk.until(lambda: len(desk.services.gateway.played) == 1)
    assert screen.hear.text() == "Stop"
    desk.click(screen.hear)
    assert screen.hear.text() == "Hear myself"


def test_a_guest_has_nothing_to_hear(desk: StudentDesk) -> None:
    screen = result_shown(desk, result_of(MITTEN, None))
    assert not screen.hear.isVisible()


def test_a_loudspeaker_that_fails_is_said(desk: StudentDesk) -> None:
    desk.services.gateway.play_problem = EnvironmentProblem("No loudspeaker was found.", "", "Plug one in.")
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.hear)
    desk.until(lambda: desk.shell.messages.text == "No loudspeaker was found. Plug one in.")
    assert screen.hear.text() == "Hear myself"


@pytest.mark.parametrize("reason", [*REASONS, "something new"])
def test_a_reading_that_could_not_be_followed_says_why_and_offers_to_try_again(desk: StudentDesk, reason: str) -> None:
    screen = result_shown(desk, result_of(MITTEN, unscored=reason))
    assert "Thank you for reading." in desk.texts()
    assert screen.why.isVisible()
    assert not screen.words_title.isVisible()
    assert screen.next.text() == "Try again"
    desk.click(screen.next)
    desk.at(Place.MICROPHONE)


def test_a_reading_without_hard_words_leads_to_another_book(desk: StudentDesk) -> None:
    screen = result_shown(desk, replace(result_of(MITTEN), practice_words=()))
    assert not screen.words_title.isVisible()
    assert screen.next.text() == "Another book"
    desk.click(screen.next)
    desk.at(Place.SHELF)


def test_a_reading_of_which_nothing_was_heard_is_no_crash(desk: StudentDesk) -> None:
    events, praise = ReadingEvents((), unscored_reason="silent"), Praise(Strategy.STARTED)
    empty = ReadingResult("r1", "Empty", MITTEN.passage, events, None, None, (), praise)
    result_shown(desk, empty)
    assert "0 seconds" in desk.texts()


def test_practice_shows_says_and_goes_through_the_words(desk: StudentDesk) -> None:
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.next)
    practice = desk.at(Place.PRACTICE)
    assert practice.word.text() == "mitten"
    assert practice.sentence.text() == "“Tom had one red mitten and one cold hand.”"
    desk.click(practice.beads.beads[0])
    desk.click(practice.normal)
    desk.click(practice.slow)
    assert [text for text, _ in desk.voice.said] == ["mit", "mitten", "mitten"]
    assert desk.voice.said[2][1] < desk.voice.said[1][1]
    assert desk.shell.title.text() == "Word 1 of 3"
    desk.click(practice.next)
    desk.click(practice.next)
    assert practice.word.text() == "behind"
    assert practice.next.text() == "All done"
    desk.click(practice.next)
    desk.at(Place.RESULT)


def test_three_tries_are_recorded_played_and_then_enough(desk: StudentDesk) -> None:
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.cards[1])
    practice = desk.at(Place.PRACTICE)
    assert practice.word.text() == "looked"
    for number in range(1, TRIES + 1):
        desk.click(practice.say)
        desk.until(lambda number=number: practice.model.tries == number)
        desk.until(lambda number=number: len(desk.services.gateway.played) == number)
    assert not practice.say.isEnabled()
    assert "Three times! That word is yours now." in desk.texts()
    desk.click(practice.own)
    desk.until(lambda: len(desk.services.gateway.played) == TRIES + 1)


def test_without_a_voice_practice_says_so_and_the_rest_works(desk: StudentDesk) -> None:
    desk.voice.available = False
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.next)
    practice = desk.at(Place.PRACTICE)
    assert not practice.normal.isVisible()
    assert "This laptop has no voice." in desk.texts()
    assert practice.say.isEnabled()


def test_a_try_without_a_microphone_is_said_and_costs_no_try(desk: StudentDesk) -> None:
    desk.services.gateway.word_problem = MicrophoneProblem("No microphone was found.", "", "Plug one in.")
    screen = result_shown(desk, result_of(MITTEN))
    desk.click(screen.next)
    practice = desk.at(Place.PRACTICE)
    desk.click(practice.say)
    desk.until(lambda: desk.shell.messages.text == "No microphone was found. Plug one in.")
    assert practice.model.tries == 0
    assert practice.say.isEnabled()
