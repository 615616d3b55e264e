"""Where a child is on the way from a name to a result, and what was chosen on it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text

if TYPE_CHECKING:
    from litcoach_desktop.services.assessment import ReadingResult


class Place(Enum):
    """The screens, in the order of the way."""

    WHO = auto()
    TODAY = auto()
    SHELF = auto()
    LISTEN = auto()
    MICROPHONE = auto()
    READING = auto()
    RESULT = auto()
    PRACTICE = auto()
    QUESTION = auto()
    WRITING = auto()
    COACH = auto()


class Journey(QObject):
    """`moved` says that another screen is due; the screens read here what was chosen before them.

    student: None for a guest. text: what is or was read; None after a reading that was finished after a crash.
    assignment_id: what the text is read for, None for the child's own choice.
    word: place in the result's practice words. talked_from: where the coach was called, and where back leads to.
    """

    moved = Signal(object)
    """Carries a Place."""
    met = Signal(object)
    """Carries the Student who is here now, None for a guest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = Place.WHO
        self.student: Student | None = None
        self.text: Text | None = None
        self.assignment_id: str | None = None
        self.device_id: str | None = None
        self.result: ReadingResult | None = None
        self.word = 0
        self.talked_from = Place.TODAY

    def meet(self, student: Student | None) -> None:
        """A child said who it is; None is a guest."""
        self.student = student
        self.text, self.result, self.assignment_id = None, None, None
        self.met.emit(student)
        self.go(Place.TODAY)

    def choose(self, text: Text, assignment_id: str | None = None) -> None:
        """A text was chosen, perhaps the one that the teacher asked for: to the microphone."""
        self.text, self.assignment_id = text, assignment_id
        self.result = None
        self.go(Place.MICROPHONE)

    def listen(self, text: Text) -> None:
        """A text is to be read to the child."""
        self.text = text
        self.go(Place.LISTEN)

    def start_reading(self, device_id: str | None) -> None:
        """The microphone is right."""
        self.device_id = device_id
        self.go(Place.READING)

    def show_result(self, result: ReadingResult, student: Student | None) -> None:
        """A reading was judged, just now or one that a crash had cut short."""
        self.student, self.result, self.word = student, result, 0
        # Read again, it is the child's own reading.
        self.assignment_id = None
        self.go(Place.RESULT)

    def practise(self, word: int) -> None:
        """To a word of the result: 0 for the first."""
        self.word = word
        self.go(Place.PRACTICE)

    def after_practice(self) -> None:
        """The next word, or back to the result after the last."""
        if self.result is not None and self.word + 1 < len(self.result.practice_words):
            self.practise(self.word + 1)
        else:
            self.go(Place.RESULT)

    def read_again(self) -> None:
        """The same text once more, when it is still known; else the shelf."""
        self.go(Place.MICROPHONE if self.text is not None else Place.SHELF)

    def talk(self) -> None:
        """To the coach, with the text that lies open here, if there is one."""
        if self.place is not Place.COACH:
            self.talked_from = self.place
        self.go(Place.COACH)

    def go(self, place: Place) -> None:
        """To a screen."""
        self.place = place
        self.moved.emit(place)

    def back(self) -> None:
        """One screen back; from a result to today, since a reading is not taken back."""
        before = {
            Place.TODAY: Place.WHO,
            Place.SHELF: Place.TODAY,
            Place.LISTEN: Place.SHELF,
            Place.MICROPHONE: Place.SHELF,
            Place.RESULT: Place.TODAY,
            Place.PRACTICE: Place.RESULT,
            Place.QUESTION: Place.RESULT if self.result is not None else Place.TODAY,
            Place.WRITING: Place.RESULT if self.result is not None else Place.TODAY,
            Place.COACH: self.talked_from,
        }
        if self.place in before:
            self.go(before[self.place])
