"""One reading: marks, what they do to the score, and hearing any word of it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import AudioFileProblem, MicrophoneProblem, StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.ui.messages import message_board
from litcoach_desktop.ui.teacher.review import ReviewState
from litcoach_desktop.ui.teacher.spans import MARGIN_S, span_from, word_at, word_span
from litcoach_desktop.ui.teacher.view_menu import View
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.kept_readings import BRIDGE, SECONDS_A_WORD, bridge_events
from tests.ui.teacher_desk import PATIENCE_MS, Desk, reading_desk

MARGIN = round(MARGIN_S * SAMPLE_RATE)


def status(desk: Desk, index: int) -> WordStatus:
    """What a word counts as now."""
    event = desk.side.review.word_event(index)
    assert event is not None
    return event.status


def heard_from_to(desk: Desk) -> tuple[int, int]:
    """Where in the recording the stretch begins and ends that the loudspeaker was given last."""
    last = desk.played[-1]
    whole = desk.side.review.recording
    assert whole is not None
    starts = np.flatnonzero(whole == last[0])
    first = next(int(at) for at in starts if np.array_equal(whole[at : at + len(last)], last))
    return first, first + len(last)


def test_the_score_stands_above_the_passage(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        score = desk.side.review_page.score
        assert score.rate.number == "110"
        assert score.accuracy.number == "88\u00a0%"
        assert score.right.number == "40 of 44"
        assert score.corrected.number == "1"
        assert score.place.number == "78"
        assert score.to_check.number == "2"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_sound_is_in_sight_in_every_size_of_type(qtbot: QtBot, scale: float) -> None:
    with reading_desk(qtbot) as desk:
        current_theme().choose(text_scale=scale)
        page = desk.side.review_page
        assert page.wave.isVisibleTo(page)
        page.show_view(View.RECORD)
        assert not page.wave.isVisibleTo(page)
    current_theme().choose(text_scale=1.0)


@pytest.mark.parametrize(
    ("key", "becomes"),
    [
        (Qt.Key.Key_R, WordStatus.CORRECT),
        (Qt.Key.Key_L, WordStatus.OMITTED),
        (Qt.Key.Key_E, WordStatus.NOT_REACHED),
        (Qt.Key.Key_C, WordStatus.UNSCORED),
    ],
)
def test_a_key_marks_the_chosen_word(qtbot: QtBot, key: Qt.Key, becomes: WordStatus) -> None:
    with reading_desk(qtbot) as desk:
        desk.press(Qt.Key.Key_Right)
        desk.press(Qt.Key.Key_Right)
        assert desk.side.review_page.panel.word.text() == "bridge"
        desk.press(key)
        assert status(desk, 2) is becomes


def test_marking_a_word_right_changes_the_score_at_once_and_keeps_who_said_what(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(2)
        desk.press(Qt.Key.Key_R)
        assert page.score.right.number == "41 of 44"
        assert page.score.rate.number == "112"
        assert page.panel.status.text() == "Read right"
        assert page.panel.history.text().splitlines() == [
            "Computer (sphinx 5.1.1): misread; right with a probability of 4\u00a0%",
            "Teacher, Today, 15:00: read right",
        ]
        assert page.panel.details.text().splitlines()[0] == "Heard: bride"
        assert page.passage.describe(2) == "bridge: Read right, changed by a teacher"
        page.panel.restore.click()
        desk.settle()
        assert status(desk, 2) is WordStatus.MISREAD
        assert page.score.right.number == "40 of 44"
        assert len(desk.teacher.reading("reading-0").marks) == 2


def test_a_word_that_was_left_unscored_says_why(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(27)
        assert page.panel.history.text() == "Computer (sphinx 5.1.1): could not be scored: two voices were heard"


def test_put_right_is_a_mark_of_its_own_and_is_taken_back_by_any_other(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(2)
        desk.press(Qt.Key.Key_P)
        event = desk.side.review.word_event(2)
        assert event is not None
        assert event.status is WordStatus.CORRECT
        assert WordFlag.SELF_CORRECTION in event.flags
        assert page.score.corrected.number == "2"
        assert page.panel.marks["P"].isChecked()
        assert page.panel.history.text().splitlines()[-1] == "Teacher, Today, 15:00: put it right"
        desk.press(Qt.Key.Key_M)
        assert page.score.corrected.number == "1"
        assert page.panel.marks["M"].isChecked()


def test_a_reason_is_kept_with_the_mark_and_letters_in_it_are_not_keys(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(2)
        page.panel.note.setFocus()
        qtbot.keyClicks(page.panel.note, "her dialect, clear")
        desk.press(Qt.Key.Key_Return, page.panel.note)
        mark = desk.teacher.reading("reading-0").marks[-1]
        assert (mark.status, mark.note) == (WordStatus.MISREAD, "her dialect, clear")
        assert "“her dialect, clear”" in page.panel.history.text()
        assert len(desk.teacher.reading("reading-0").marks) == 1


def test_a_mark_that_cannot_be_kept_changes_nothing_and_says_so(qtbot: QtBot) -> None:
    said: list[str] = []
    with reading_desk(qtbot) as desk:
        message_board().said.connect(lambda message: said.append(message.happened))
        desk.side.review_page.passage.set_current(2)
        desk.teacher.fail_with = StorageProblem("The disk is full.")
        desk.press(Qt.Key.Key_R)
        assert status(desk, 2) is WordStatus.MISREAD
        assert desk.side.review_page.panel.marks["M"].isChecked()
        assert not desk.side.review_page.panel.marks["R"].isChecked()
    assert said == ["The disk is full."]


def test_a_key_plays_the_word_with_a_margin(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        desk.side.review_page.passage.set_current(4)
        desk.press(Qt.Key.Key_H)
        start = round((1.0 + 4 * SECONDS_A_WORD) * SAMPLE_RATE)
        end = round((1.0 + 5 * SECONDS_A_WORD - 0.1) * SAMPLE_RATE)
        assert heard_from_to(desk) == (start - MARGIN, end + MARGIN)


def test_a_click_plays_the_word_under_the_mouse(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        passage = desk.side.review_page.passage
        QTest.mouseClick(passage.viewport(), Qt.MouseButton.LeftButton, pos=passage.word_area(10).center().toPoint())
        desk.settle()
        assert passage.current == 10
        assert len(desk.played) == 1


def test_a_word_that_was_left_out_is_heard_with_its_neighbours(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        desk.side.review_page.passage.set_current(6)
        desk.press(Qt.Key.Key_H)
        before = round((1.0 + 5 * SECONDS_A_WORD) * SAMPLE_RATE)
        after = round((1.0 + 9 * SECONDS_A_WORD - 0.1) * SAMPLE_RATE)
        assert heard_from_to(desk) == (before - MARGIN, after + MARGIN)
        assert "words around it" in desk.side.review_page.panel.details.text()


def test_play_from_here_runs_to_the_end_shows_the_word_and_stops(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page, playback = desk.side.review_page, desk.side.review.playback
        seen: list[int] = []
        playback.word_changed.connect(seen.append)
        page.passage.set_current(40)
        desk.press(Qt.Key.Key_Space)
        first, last = heard_from_to(desk)
        assert first == round((1.0 + 40 * SECONDS_A_WORD) * SAMPLE_RATE) - MARGIN
        assert last == len(desk.teacher.recording)
        qtbot.waitUntil(lambda: 41 in seen, timeout=PATIENCE_MS)
        assert page.stop.isEnabled()
        desk.side.go_back()  # what Escape and the button at the top left do
        desk.settle()
        assert not playback.playing
        assert seen[-1] == -1
        assert desk.side.pages.currentWidget() is page


def test_space_again_stops(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        desk.press(Qt.Key.Key_Space)
        assert desk.side.review.playback.playing
        desk.press(Qt.Key.Key_Space)
        assert not desk.side.review.playback.playing
        assert len(desk.played) == 1


def test_marks_are_undone_one_after_the_other(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        assert not page.undo.isEnabled()
        page.passage.set_current(2)
        desk.press(Qt.Key.Key_R)
        page.passage.set_current(12)
        desk.press(Qt.Key.Key_M)
        assert page.score.right.number == "40 of 44"
        desk.press(Qt.Key.Key_U)
        assert page.passage.current == 12
        assert status(desk, 12) is WordStatus.CORRECT
        event = desk.side.review.word_event(12)
        assert event is not None
        assert WordFlag.SELF_CORRECTION in event.flags
        desk.press(Qt.Key.Key_U)
        assert status(desk, 2) is WordStatus.MISREAD
        assert page.score.right.number == "40 of 44"
        assert not page.undo.isEnabled()
        # What was done and undone stays in the history.
        assert len(page.panel.history.text().splitlines()) == 3


def test_the_sound_about_the_word_is_drawn_and_its_words_can_be_clicked(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        page.passage.set_current(20)
        assert page.wave.isVisible()
        QTest.mouseClick(page.wave, Qt.MouseButton.LeftButton, pos=page.wave.rect().center())
        desk.settle()
        assert page.passage.current == 20
        QTest.mouseClick(page.wave, Qt.MouseButton.LeftButton, pos=QPoint(page.wave.width() - 20, 5))
        desk.settle()
        assert page.passage.current > 22
        assert len(desk.played) == 2
        desk.side.review.recording = None
        desk.side.review.sound_changed.emit()
        assert not page.wave.isVisible()


def test_of_many_quick_clicks_the_last_word_is_the_one_that_is_heard(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        for index in range(20, 27):
            desk.side.review.hear(index)
        desk.settle()
        assert heard_from_to(desk)[0] == round((1.0 + 26 * SECONDS_A_WORD) * SAMPLE_RATE) - MARGIN


def test_the_next_step_leads_through_the_doubtful_words_and_then_home(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        desk.press(Qt.Key.Key_N)
        assert page.passage.current == 22
        assert len(desk.played) == 1
        desk.press(Qt.Key.Key_R)
        desk.press(Qt.Key.Key_N)
        assert page.passage.current == 25
        assert page.score.to_check.number == "1"
        desk.press(Qt.Key.Key_M)
        assert page.next.text() == "Done (N)"
        desk.side.review.playback.stop()
        desk.press(Qt.Key.Key_N)
        assert desk.side.pages.currentWidget() is desk.side.child_page
        row = desk.side.child_page.table.chosen
        assert row.doubtful_words == 0


def test_a_reading_that_could_not_be_scored_says_why_and_can_be_heard(qtbot: QtBot) -> None:
    with reading_desk(qtbot, "maya-1") as desk:
        page = desk.side.review_page
        assert page.score.reason.text().startswith("Not scored: the voice was too quiet.")
        assert page.score.rate.isHidden()
        assert not page.panel.hear.isEnabled()
        page.from_here.click()
        desk.settle()
        assert len(desk.played[-1]) == len(desk.teacher.recording)


def test_a_reading_that_was_cut_short_is_marked_when_the_teacher_asks(qtbot: QtBot) -> None:
    with reading_desk(qtbot, "maya-2") as desk:
        page = desk.side.review_page
        assert page.notice.heading.text() == "This reading was cut short"
        page.notice.act.click()
        desk.settle()
        assert desk.side.review.state is ReviewState.READY
        assert page.score.rate.number == "110"


def test_a_missing_recording_is_said_beside_the_word(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        page = desk.side.review_page
        desk.teacher.recording = np.zeros(0, dtype=np.int16)
        desk.side.review.retry()
        desk.settle()
        assert "No recording was kept." in page.panel.details.text()
        assert not page.panel.hear.isEnabled()
        desk.press(Qt.Key.Key_Space)
        assert desk.played == []


def test_a_recording_that_cannot_be_read_is_said_beside_the_word(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        review = desk.side.review
        review.sound_problem = None
        review._no_sound(AudioFileProblem("The recording is damaged."))
        assert "The recording is damaged." in desk.side.review_page.panel.details.text()


def test_without_a_loudspeaker_the_message_says_so(qtbot: QtBot) -> None:
    said: list[str] = []
    with reading_desk(qtbot) as desk:
        message_board().said.connect(lambda message: said.append(message.happened))
        desk.services.gateway.play_problem = MicrophoneProblem("There is no loudspeaker.")
        desk.press(Qt.Key.Key_Space)
        assert not desk.side.review.playback.playing
    assert said == ["There is no loudspeaker."]


def test_a_reading_that_cannot_be_had_is_said_and_tried_again(qtbot: QtBot) -> None:
    with reading_desk(qtbot) as desk:
        desk.teacher.fail_with = StorageProblem("The disk is gone.", "", "Plug it in.")
        desk.side.review.retry()
        desk.settle()
        notice = desk.side.review_page.notice
        assert notice.heading.text() == "The disk is gone."
        notice.act.click()
        desk.settle()
        assert desk.side.review.state is ReviewState.READY


def test_spans_of_words_at_the_edges() -> None:
    events = bridge_events(Passage(BRIDGE))
    samples = np.zeros(25 * SAMPLE_RATE, dtype=np.int16)
    span = word_span(events, 46)
    assert span is not None
    assert not span.exact
    assert (span.start_s, span.end_s) == (1.0 + 44 * SECONDS_A_WORD, 25.0)
    assert len(span.cut(samples)) == len(samples) - round((span.start_s - MARGIN_S) * SAMPLE_RATE)
    assert word_span(events, 10_000) is None
    silent = ReadingEvents((WordEvent(0, WordStatus.UNSCORED, 0.5),), duration_s=3.0)
    assert word_span(silent, 0) is None
    whole = span_from(silent, 0)
    assert whole is not None
    assert (whole.start_s, whole.end_s) == (0.0, 3.0)
    assert span_from(ReadingEvents(()), 0) is None
    assert word_at(events, 0.5) is None
    assert word_at(events, 1.1) == 0
    assert word_at(events, 24.9) == 44
