"""The child's side from the names to the coach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.pictures.camera import Camera
from litcoach_desktop.ui.pictures.profile import a_reader, newest_result
from litcoach_desktop.ui.pictures.still_reading import StillReading

if TYPE_CHECKING:
    from litcoach_desktop.domain.texts import Text
    from litcoach_desktop.ui.student.side import StudentSide

# What a child of the second grade may write.
_WRITTEN = "I liked the part at the end becuase it was funny. I wud have looked there first"


def child_pictures(camera: Camera, services: WindowServices, side: StudentSide) -> None:
    """From the names to a practised word; what was read is taken from the profile, nothing is recorded."""
    from litcoach_desktop.ui.student.journey import Place
    from litcoach_desktop.ui.student.listen_view import ListenScreen
    from litcoach_desktop.ui.student.model import Phase
    from litcoach_desktop.ui.student.reading_model import ReadingModel
    from litcoach_desktop.ui.student.reading_view import ReadingScreen
    from litcoach_desktop.ui.voice import SystemVoice

    journey = side.journey
    who = side.who
    camera.until(lambda: who.phase is not Phase.LOADING)
    reader = a_reader(services.teacher)
    if reader is not None:
        who.choose_class(reader.class_id)
        camera.until(lambda: reader in who.found)
    camera.take("student-1-who-are-you")
    student = reader or next(iter(who.shown), None)
    journey.meet(student)
    today = side.today
    camera.until(lambda: today.phase is not Phase.LOADING)
    camera.take("student-2-today")
    journey.go(Place.SHELF)
    shelf = side.shelf
    camera.until(lambda: shelf.phase is not Phase.LOADING)
    if today.suggestion is not None:
        shelf.choose(today.suggestion)
    camera.take("student-3-shelf")
    if today.suggestion is None:
        return
    journey.listen(today.suggestion)
    room = side.screen_shown
    if isinstance(room, ListenScreen):
        room.page.word_tapped.emit(len(today.suggestion.passage.words) // 4)
    camera.take("student-3-listen")
    journey.choose(today.suggestion)
    microphone = side.microphone
    camera.until(lambda: microphone.phase is not Phase.LOADING)
    camera.take("student-4-microphone")
    still = StillReading(word=len(today.suggestion.passage.words) // 3, seconds=21)
    model = ReadingModel(services.runner, still, still, side)
    side.put(Place.READING, ReadingScreen(model, side.look, journey, SystemVoice(side)))
    journey.start_reading(None)
    camera.until(lambda: model.seconds > 0)
    camera.take("student-5-reading")
    journey.go(Place.TODAY)
    model.stop()
    result = newest_result(services.teacher, student.id if student else "")
    if result is None:
        return
    journey.show_result(result, student)
    camera.take("student-6-how-it-went")
    if result.practice_words:
        journey.practise(0)
        camera.take("student-7-practise-a-word")
    _ask_and_talk(camera, side, today.suggestion)
    journey.go(Place.WHO)


def _ask_and_talk(camera: Camera, side: StudentSide, text: Text) -> None:
    """A question about a text with the place that helps, and the coach beside it."""
    from litcoach_desktop.ui.student.coach_view import CoachScreen
    from litcoach_desktop.ui.student.journey import Place
    from litcoach_desktop.ui.student.model import Phase
    from litcoach_desktop.ui.student.writing_view import WritingScreen

    journey, question, coach = side.journey, side.question, side.coach
    journey.text = text
    if text.questions:
        journey.go(Place.QUESTION)
        camera.until(lambda: question.phase is not Phase.LOADING)
        question.show_where()
        camera.until(lambda: not question.busy)
        camera.take("student-8-a-question")
    if text.open_question is not None:
        journey.go(Place.WRITING)
        screen = side.screen_shown
        if isinstance(screen, WritingScreen):
            screen.field.setPlainText(_WRITTEN)
        side.writing.ask()
        camera.until(lambda: not side.writing.busy)
        camera.take("student-9-writing")
    journey.talk()
    camera.until(lambda: not coach.busy)
    coach.say(text.questions[0].prompt if text.questions else text.title)
    camera.until(lambda: not coach.busy)
    screen = side.screen_shown
    if isinstance(screen, CoachScreen) and screen.page.marked_words:
        page, word = screen.page, screen.page.marked_words.start
        camera.until(lambda: page.viewport().rect().contains(page.word_area(word)))
    camera.take("student-10-coach")
