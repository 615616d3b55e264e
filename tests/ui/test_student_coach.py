"""Screen 10, the coach: bubbles, ready answers, the place in the text, a grown-up at hand, and nothing that freezes."""

import threading

import pytest
from PySide6.QtCore import Qt

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ui.student.coach_model import LONGEST_MESSAGE
from litcoach_desktop.ui.student.journey import Place
from tests.fakes.coach import MITTEN as ASKED
from tests.fakes.content import MITTEN, TIDE
from tests.fakes.services import children
from tests.fakes.talking import HELLO, careful, quoting
from tests.ui.coach_desk import LEO, coach_of, said, tell
from tests.ui.student_desk import StudentDesk


def test_the_coach_greets_and_offers_ready_answers(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    assert said(screen) == [HELLO.said]
    assert [button.words for button in screen.answers.buttons] == ["Find a book", "What next?"]
    assert "Your teacher can read" in desk.texts()
    assert screen.field.hasFocus()
    assert not screen.page.isVisible()


def test_a_ready_answer_is_said_with_one_press(desk: StudentDesk) -> None:
    screen = coach_of(desk, Reply("How about a poem?", ("Yes", "No")))
    desk.click(screen.answers.buttons[0])
    desk.until(lambda: len(screen.model.bubbles) == 3)
    assert said(screen)[1:] == ["Find a book", "How about a poem?"]
    assert [button.words for button in screen.answers.buttons] == ["Yes", "No"]


def test_a_whole_talk_needs_no_mouse(desk: StudentDesk) -> None:
    screen = coach_of(desk, Reply("How about a poem?", ("Yes", "No")), careful())
    desk.press(screen.answers.buttons[1], Qt.Key.Key_Return)
    desk.until(lambda: len(screen.model.bubbles) == 3)
    assert screen.field.hasFocus()
    tell(desk, screen, "i want to hurt myself")
    desk.press(screen.next, Qt.Key.Key_Return)
    assert screen.model.with_grown_up
    desk.press(screen.next, Qt.Key.Key_Space)
    assert screen.field.hasFocus()


def test_a_text_that_the_coach_opens_lies_beside_the_talk(desk: StudentDesk) -> None:
    screen = coach_of(desk, Reply("Where the Tide Goes is open.", ("Read to me",)), Reply("Hello.", ()))
    assert not screen.page.isVisible()
    desk.services.agent.opened[0].open_text(TIDE)
    tell(desk, screen, "open where the tide goes")
    desk.settle()
    assert screen.page.isVisible()
    assert screen.page.accessibleDescription() == TIDE.body
    assert screen.next.text() == "Read this"
    assert desk.shell.width() == 1366


def test_a_quoted_sentence_is_shown_in_the_text_and_again_when_asked(desk: StudentDesk) -> None:
    quote = "He looked under the bench, behind the door and in the kitchen."
    screen = coach_of(desk, quoting(MITTEN, quote), Reply("And now?", ("Next",)), text=MITTEN)
    assert screen.page.isVisible()
    tell(desk, screen, "where did he look")
    words = MITTEN.passage.words
    marked = screen.page.marked_words
    assert (words[marked.start].text, words[marked.stop - 1].text) == ("He", "kitchen")
    tell(desk, screen, "thanks")
    assert not screen.page.marked_words
    desk.click(screen.bubbles.frames[2].where)
    assert screen.page.marked_words == marked


def test_a_quotation_of_a_text_that_does_not_lie_open_is_no_place(desk: StudentDesk) -> None:
    screen = coach_of(desk, quoting(TIDE, "The moon pulls the water."), text=MITTEN)
    tell(desk, screen, "why is there a tide")
    assert not screen.page.marked_words
    assert not screen.bubbles.frames[2].where.isVisible()


def test_a_question_of_the_coach_has_its_answers_and_the_place_that_helps(desk: StudentDesk) -> None:
    asked = ASKED.questions[0]
    question = Reply(
        asked.prompt, tuple(f"{letter}. {one}" for letter, one in zip("ABC", asked.choices, strict=True)), asks=True
    )
    desk.services.content.texts = [ASKED]
    screen = coach_of(desk, question, Reply("Yes!", ("Next",)), text=ASKED)
    assert not screen.where.isVisible()
    tell(desk, screen, "ask me a question")
    desk.services.agent.opened[0].use("ask_question", {})
    assert [button.words for button in screen.answers.buttons] == list(question.choices)
    desk.click(screen.where)
    desk.until(lambda: bool(screen.page.marked_words))
    desk.click(screen.answers.buttons[1])
    desk.until(lambda: len(screen.model.bubbles) == 5)
    assert not screen.where.isVisible()


def test_an_answer_between_the_lines_is_said_to_be_there(desk: StudentDesk) -> None:
    desk.services.content.texts = [ASKED]
    screen = coach_of(desk, Reply("Why?", ("A. because",), asks=True), text=ASKED)
    tell(desk, screen, "ask me a question")
    desk.click(screen.where)
    desk.until(screen.between.isVisible)


def test_a_tapped_word_is_asked_about(desk: StudentDesk) -> None:
    screen = coach_of(desk, text=MITTEN)
    screen.page.word_tapped.emit(4)
    desk.until(lambda: desk.services.agent.said == ["What does mitten mean?"])


def test_every_bubble_of_the_coach_can_be_heard(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.click(screen.bubbles.frames[0].read)
    assert desk.voice.said[-1][0] == HELLO.said
    tell(desk, screen, "hello")
    assert not screen.bubbles.frames[1].read.isVisible()


def test_without_a_voice_nothing_offers_to_read(desk: StudentDesk) -> None:
    desk.voice.available = False
    screen = coach_of(desk)
    assert not screen.bubbles.frames[0].read.isVisible()


def test_what_is_for_a_grown_up_is_said_calmly_with_the_grown_up_foremost(desk: StudentDesk) -> None:
    screen = coach_of(desk, careful(), Reply("Welcome back.", ("What next?",)))
    tell(desk, screen, "i want to hurt myself")
    assert screen.bubbles.frames[2].property("role") == "calm"
    assert screen.next.text() == "Ask a grown-up"
    assert not screen.grown_up.isVisible()
    assert screen.answers.buttons == []
    desk.click(screen.next)
    assert "Go to a grown-up near you" in desk.texts()
    desk.click(screen.next)
    assert screen.next.text() == "Choose a book"
    assert screen.bubbles.isVisible()
    for forbidden in ("alert", "warning", "danger", "report"):
        assert forbidden not in desk.texts().casefold()


def test_a_grown_up_is_always_at_hand_even_while_an_answer_is_on_its_way(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.services.agent.hold = threading.Event()
    screen.field.setText("tell me a long story")
    desk.press(screen.field, Qt.Key.Key_Return)
    assert screen.model.busy
    desk.click(screen.grown_up)
    assert screen.next.text() == "I'm back"
    assert desk.side is not None
    desk.side.go_back()
    assert desk.side.journey.place is Place.COACH
    desk.services.agent.hold.set()
    desk.until(lambda: len(screen.model.bubbles) == 3)


def test_an_answer_that_takes_long_is_said_to_and_need_not_be_waited_for(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.services.agent.hold = threading.Event()
    tell_words = "tell me a long story"
    screen.field.setText(tell_words)
    desk.press(screen.field, Qt.Key.Key_Return)
    desk.until(screen.thinking.isVisible)
    assert screen.answers.buttons == []
    assert not screen.send.isEnabled()
    desk.click(screen.enough)
    desk.until(lambda: not screen.model.busy)
    assert not screen.thinking.isVisible()
    assert said(screen) == [HELLO.said, tell_words]
    assert screen.send.isEnabled()


def test_an_answer_grows_sentence_by_sentence_until_the_whole_takes_its_place(desk: StudentDesk) -> None:
    screen = coach_of(desk, Reply("Foxes are clever. They sleep by day.", ("Next",)))
    hold = desk.services.agent.hold = threading.Event()
    desk.services.agent.sentences = ["Foxes are clever.", "They sleep"]
    screen.field.setText("tell me about foxes")
    desk.press(screen.field, Qt.Key.Key_Return)
    desk.until(lambda: screen.bubbles.growing.words.text() == "Foxes are clever. They sleep")
    assert screen.bubbles.growing.isVisible()
    hold.set()
    desk.until(lambda: not screen.model.busy)
    assert not screen.bubbles.growing.isVisible()
    assert said(screen)[-1] == "Foxes are clever. They sleep by day."


def test_leaving_waits_for_no_answer_and_the_talk_goes_on_when_the_child_is_back(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    hold = desk.services.agent.hold = threading.Event()
    screen.field.setText("hello")
    desk.press(screen.field, Qt.Key.Key_Return)
    assert desk.side is not None
    desk.side.go_back()
    desk.at(Place.TODAY)
    hold.set()
    desk.side.journey.talk()
    desk.until(lambda: not screen.model.busy)
    assert said(screen) == [HELLO.said, "hello"]
    assert len(desk.services.agent.opened) == 1


def test_another_child_finds_nothing_of_the_talk_before(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    tell(desk, screen, "my secret")
    assert desk.side is not None
    desk.side.journey.meet(children()[2])
    desk.at(Place.TODAY)
    desk.side.journey.talk()
    desk.at(Place.COACH)
    desk.until(lambda: not screen.model.busy)
    assert said(screen) == [HELLO.said]
    assert "secret" not in desk.texts()
    assert [one.student for one in desk.services.agent.opened] == [LEO, children()[2]]


@pytest.mark.parametrize("nothing", ["", "   ", "\t"])
def test_an_empty_message_is_no_message(desk: StudentDesk, nothing: str) -> None:
    screen = coach_of(desk)
    tell(desk, screen, nothing)
    assert desk.services.agent.said == []
    assert len(screen.model.bubbles) == 1


@pytest.mark.parametrize(
    "words",
    [
        "a" * 5_000,
        "why " * 1_000,
        "👩‍👩‍👧‍👦" * 300,
        "🦊🐸 hello",
        "مرحبا كيف حالك",
        "שלום " * 300,
        "\u202egnp.exe <b>bold</b> & {name} %s",
    ],
    ids=["one word", "many words", "families", "emoji", "arabic", "hebrew", "signs"],
)
def test_any_message_is_shown_as_it_is_and_pushes_nothing_out(desk: StudentDesk, words: str) -> None:
    screen = coach_of(desk, text=MITTEN)
    tell(desk, screen, words)
    assert desk.services.agent.said == [words[:LONGEST_MESSAGE].strip()]
    desk.settle()
    bubble = screen.bubbles.frames[1]
    assert desk.shell.width() == 1366
    assert bubble.width() <= screen.bubbles.area.viewport().width()
    assert bubble.words.text().replace("\u200b", "").startswith(words.strip()[:500])
    assert bubble.words.height() >= bubble.words.heightForWidth(bubble.words.width()) - 1


def test_half_of_a_character_is_left_out(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    screen.model.say("fox \ud83e")
    desk.until(lambda: desk.services.agent.said == ["fox"])


def test_the_talk_ends_kindly_when_the_day_is_over(desk: StudentDesk) -> None:
    screen = coach_of(
        desk, Reply("That was a lot of talking for one day. See you tomorrow!", ("Goodbye",), ends=True), careful()
    )
    tell(desk, screen, "more")
    assert screen.answers.buttons == []
    assert screen.grown_up.isVisible()
    assert screen.next.text() == "All done"
    # A child that is not well must be heard all the same.
    tell(desk, screen, "i need help")
    assert desk.services.agent.said[-1] == "i need help"
    assert screen.next.text() == "Ask a grown-up"
    screen.model.come_back()
    desk.click(screen.next)
    desk.at(Place.SHELF)


def test_a_coach_that_cannot_answer_says_so_and_the_talk_goes_on(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
    tell(desk, screen, "hello")
    assert desk.shell.messages.text == "The disk is full. Make room."
    assert [button.words for button in screen.answers.buttons] == ["Find a book", "What next?"]
    tell(desk, screen, "hello again")
    assert len(screen.model.bubbles) == 4


def test_a_coach_that_cannot_come_says_why(desk: StudentDesk) -> None:
    desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
    screen = coach_of(desk)
    assert screen.notice.isVisible()
    assert "The disk is full." in desk.texts()
    assert screen.grown_up.isVisible()


def test_back_leads_to_where_the_coach_was_called(desk: StudentDesk) -> None:
    coach_of(desk, text=MITTEN)
    assert desk.side is not None
    desk.side.go_back()
    desk.at(Place.LISTEN)
    desk.click(desk.side.screen_shown.coach)
    desk.at(Place.COACH)


def test_the_next_step_reads_the_open_text(desk: StudentDesk) -> None:
    screen = coach_of(desk, text=MITTEN)
    assert screen.next.text() == "Read this"
    desk.click(screen.next)
    desk.at(Place.MICROPHONE)
    assert desk.side is not None
    assert desk.side.journey.text is MITTEN


def test_a_long_talk_keeps_its_newest_bubbles_and_stays_at_the_end(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    for number in range(45):
        tell(desk, screen, f"message {number}")
    assert [frame.bubble for frame in screen.bubbles.frames] == screen.model.bubbles
    assert len(screen.bubbles.frames) == 80
    kept = screen.bubbles.frames[10]
    tell(desk, screen, "one more")
    assert screen.bubbles.frames[8] is kept
    desk.click(screen.bubbles.frames[-1].read)
    assert desk.voice.said[-1][0] == screen.model.bubbles[-1].said
    desk.settle()
    bar = screen.bubbles.area.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
