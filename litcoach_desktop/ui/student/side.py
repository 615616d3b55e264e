"""The child's side: the screens, made when first needed, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading, Side
from litcoach_desktop.ui.student.aloud import ReadAloud
from litcoach_desktop.ui.student.coach_model import CoachModel
from litcoach_desktop.ui.student.coach_talk import CoachTalk
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.library_model import LibraryModel
from litcoach_desktop.ui.student.look_model import LookModel
from litcoach_desktop.ui.student.microphone_model import MicrophoneModel
from litcoach_desktop.ui.student.practice_model import PracticeModel
from litcoach_desktop.ui.student.question_model import QuestionModel
from litcoach_desktop.ui.student.reading_model import ReadingModel
from litcoach_desktop.ui.student.result_model import ResultModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.week import WeekModel
from litcoach_desktop.ui.student.who_model import WhoModel
from litcoach_desktop.ui.student.writing_model import WritingModel
from litcoach_desktop.ui.talk_voice import TalkVoice

if TYPE_CHECKING:
    from litcoach_desktop.services.assessment import ReadingResult


class StudentSide(Side):
    """Holds the journey and one screen for each of its places."""

    def __init__(self, services: WindowServices, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._voice = voice
        runner, content = services.runner, services.content
        assessment, gateway = services.assessment, services.gateway
        self.journey = Journey(self)
        self.who = WhoModel(runner, assessment, self)
        self.today = LibraryModel(runner, content, assessment, self)
        self.week = WeekModel(runner, assessment, parent=self)
        self.shelf = LibraryModel(runner, content, assessment, self)
        self.look = LookModel(runner, assessment, content.syllables, self)
        self.microphone = MicrophoneModel(runner, gateway, services.settings, self)
        self.reading = ReadingModel(
            runner, assessment, gateway, self, help_after_s=lambda: services.settings.child_help_after_s
        )
        self.result = ResultModel(runner, assessment, content, gateway, services.settings, self)
        self.practice = PracticeModel(runner, content, gateway, voice, self)
        self.talk = CoachTalk(services.agent, self)
        self.talk_voice = TalkVoice(gateway, runner, voice, self)
        self.question = QuestionModel(runner, self.talk, self)
        self.writing = WritingModel(runner, self.talk, self)
        self.coach = CoachModel(runner, self.talk, self)
        self.screens: dict[Place, Screen] = {}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.journey.moved.connect(self._move)
        self.journey.met.connect(self.look.load)
        self.journey.met.connect(self.talk.meet)
        self._move(Place.WHO)

    @property
    def screen_shown(self) -> Screen:
        """The screen on top."""
        return self.screens[self.journey.place]

    def heading(self) -> Heading:
        """Of the screen on top."""
        return self.screen_shown.heading()

    def go_back(self) -> None:
        """The screen's own way back, else the journey's."""
        if not self.screen_shown.back():
            self.journey.back()

    def leave(self) -> None:
        """Stop what the screen on top does. A reading ends tidily; the next start offers to finish it."""
        self.screen_shown.leave()

    def put(self, place: Place, screen: Screen) -> None:
        """Use this screen for a place, in the stead of the one that would be made."""
        screen.heading_changed.connect(self._pass_on_heading)
        self.screens[place] = screen
        self._stack.addWidget(screen)

    @Slot(object)
    def _move(self, place: Place) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, Screen):
            shown.leave()
        if place not in self.screens:
            self.put(place, self._make(place))
        screen = self.screens[place]
        self._stack.setCurrentWidget(screen)
        screen.next.setFocus()
        screen.enter()
        self._pass_on_heading()

    @Slot()
    def _pass_on_heading(self) -> None:
        self.heading_changed.emit(self.heading())

    def _make(self, place: Place) -> Screen:
        makers: dict[Place, Callable[[], Screen]] = {
            Place.WHO: self._make_who,
            Place.TODAY: self._make_today,
            Place.SHELF: self._make_shelf,
            Place.LISTEN: self._make_listen,
            Place.MICROPHONE: self._make_microphone,
            Place.READING: self._make_reading,
            Place.RESULT: self._make_result,
            Place.PRACTICE: self._make_practice,
            Place.QUESTION: self._make_question,
            Place.WRITING: self._make_writing,
            Place.COACH: self._make_coach,
        }
        return makers[place]()

    def _make_who(self) -> Screen:
        from litcoach_desktop.ui.student.who_view import WhoScreen

        self.who.met.connect(self.journey.meet)
        self.who.finished.connect(self.journey.show_result)
        return WhoScreen(self.who)

    def _make_today(self) -> Screen:
        from litcoach_desktop.ui.student.today_view import TodayScreen

        return TodayScreen(self.today, self.week, self.journey)

    def _make_shelf(self) -> Screen:
        from litcoach_desktop.ui.student.shelf_view import ShelfScreen

        return ShelfScreen(self.shelf, self.journey)

    def _make_listen(self) -> Screen:
        from litcoach_desktop.ui.student.listen_view import ListenScreen

        return ListenScreen(self.look, ReadAloud(self._voice, self), self.journey, self._voice)

    def _make_microphone(self) -> Screen:
        from litcoach_desktop.ui.student.microphone_view import MicrophoneScreen

        return MicrophoneScreen(self.microphone, self.journey)

    def _make_reading(self) -> Screen:
        from litcoach_desktop.ui.student.reading_view import ReadingScreen

        self.reading.judged.connect(self._judged)
        return ReadingScreen(self.reading, self.look, self.journey, self._voice)

    def _make_result(self) -> Screen:
        from litcoach_desktop.ui.student.result_view import ResultScreen

        return ResultScreen(self.result, self.journey)

    def _make_practice(self) -> Screen:
        from litcoach_desktop.ui.student.practice_view import PracticeScreen

        return PracticeScreen(self.practice, self.journey)

    def _make_question(self) -> Screen:
        from litcoach_desktop.ui.student.question_view import QuestionScreen

        return QuestionScreen(self.question, self.look, self.journey, self.talk_voice)

    def _make_writing(self) -> Screen:
        from litcoach_desktop.ui.student.writing_view import WritingScreen

        return WritingScreen(self.writing, self.look, self.journey, self._voice)

    def _make_coach(self) -> Screen:
        from litcoach_desktop.ui.student.coach_view import CoachScreen

        return CoachScreen(self.coach, self.look, self.journey, self.talk_voice)

    @Slot(object)
    def _judged(self, result: ReadingResult) -> None:
        self.journey.show_result(result, self.journey.student)
