"""The coach by voice: what is spoken is answered by voice, silenced at once, and nothing is heard elsewhere."""

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.services.gateway import Heard, NotUnderstood
from tests.fakes.content import MITTEN
from tests.ui.coach_desk import coach_of, said, tell
from tests.ui.student_desk import StudentDesk


def test_what_is_spoken_is_understood_answered_by_voice_and_hushed(desk: StudentDesk) -> None:
    first, second = Reply("A fox and a crow.", ("Read to me", "Next")), Reply("Once upon a time.", ())
    screen = coach_of(desk, first, second, text=MITTEN)
    gateway = desk.services.gateway
    screen.voice.hold.pressed.emit()
    desk.until(lambda: screen.voice.hold.text() == "Listening ...")
    screen.voice.hold.released.emit()
    gateway.said.put(Heard("what is it about", 0.9))
    desk.until(lambda: said(screen)[-1] == "A fox and a crow.")
    assert desk.voice.said[-1][0] == "A fox and a crow."
    assert gateway.talks[0].expected[0] == ("Read to me", "Next")
    assert "mitten" in gateway.talks[0].expected[1]
    desk.click(screen.voice.hush)
    assert not screen.voice.hush.isVisible()
    spoken = len(desk.voice.said)
    tell(desk, screen, "read to me")
    assert len(desk.voice.said) == spoken, "what was typed is not answered aloud"


def test_what_is_not_understood_is_said_with_what_may_be_said(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    screen.voice.hold.pressed.emit()
    desk.until(lambda: bool(desk.services.gateway.talks))
    desk.services.gateway.said.put(NotUnderstood(pressed=True))
    desk.until(screen.voice.hint.isVisible)
    assert "Find a book" in screen.voice.hint.text()
    tell(desk, screen, "hello")
    assert not screen.voice.hint.isVisible()


def test_leaving_lets_the_microphone_go(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.click(screen.voice.free)
    desk.until(lambda: bool(desk.services.gateway.talks))
    assert desk.side is not None
    desk.side.go_back()
    assert desk.services.gateway.talks[0].finished
    assert not screen.voice.free.isChecked()


def test_nothing_is_heard_behind_the_teachers_side(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    gateway = desk.services.gateway
    desk.click(screen.voice.free)
    desk.until(lambda: len(gateway.talks) == 1)
    desk.click(desk.shell.door)
    assert gateway.talks[0].finished
    desk.shell.show_student()
    screen.voice.hold.pressed.emit()
    desk.until(lambda: len(gateway.talks) == 2)
    gateway.said.put(Heard("hello", 0.9))
    desk.until(lambda: desk.services.agent.said == ["hello"])


def test_a_microphone_that_fails_leaves_typing(desk: StudentDesk) -> None:
    screen = coach_of(desk)
    desk.services.gateway.talk_problem = MicrophoneProblem("No microphone was found.", "", "Plug one in.")
    desk.click(screen.voice.free)
    desk.until(lambda: desk.shell.messages.text == "No microphone was found. Plug one in.")
    assert not screen.voice.free.isChecked()
    tell(desk, screen, "hello")
    assert desk.services.agent.said == ["hello"]


def test_where_speech_is_not_understood_nothing_offers_to_listen(desk: StudentDesk) -> None:
    desk.services.gateway.can_converse = False
    screen = coach_of(desk)
    assert not screen.voice.hold.isVisible()
    assert not screen.voice.free.isVisible()


def test_a_word_that_is_to_be_heard_is_said_to_a_child_that_typed(desk: StudentDesk) -> None:
    screen = coach_of(desk, Reply("In pieces: mit · ten.", ("Next",), hear="mitten"), text=MITTEN)
    tell(desk, screen, "how do you say mitten")
    desk.until(lambda: said(screen)[-1] == "In pieces: mit · ten.")
    assert [words for words, *_ in desk.voice.said][-1] == "mitten"
