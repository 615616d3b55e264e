"""Screen 2, "Today": a greeting, one text to read now, and the way to the shelf."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from litcoach_desktop.domain.assignments import Task
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.level_words import level
from litcoach_desktop.ui.student.library_model import LibraryModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.student.week import WeekDots, WeekModel
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.animal import Animal
from litcoach_desktop.ui.widgets.cover import cover
from litcoach_desktop.ui.widgets.due_words import due_words, today_here
from litcoach_desktop.ui.widgets.plain import button, frame, label


class TodayScreen(Screen):
    """One big card; the next step reads it."""

    def __init__(self, model: LibraryModel, week: WeekModel, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model, self._week, self._journey = model, week, journey
        self.animal = Animal("fox", 96)
        self.hello = label("", "title")
        top = QHBoxLayout()
        top.setSpacing(MEDIUM)
        top.addWidget(self.animal)
        top.addWidget(self.hello, 1)
        self.week_dots = WeekDots(week)
        top.addWidget(self.week_dots)
        self.card = frame("card")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        row.setSpacing(LARGE)
        self.picture = QLabel()
        words = QVBoxLayout()
        words.setSpacing(SMALL)
        self.invitation = label(self.tr("Here is something to read today:"), "label")
        self.name = label("", "title")
        self.facts = label("", "label")
        self.start = label("", "child")
        for part in (self.invitation, self.name, self.facts, self.start):
            words.addWidget(part)
        words.addStretch(1)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.shelf = button(self.tr("Choose a book"), "shelf", "", lambda: journey.go(Place.SHELF))
        self.write = button(self.tr("Write"), "edit", "", lambda: journey.go(Place.WRITING))
        self.coach = button(self.tr("Talk to the coach"), "coach", "", journey.talk)
        self.others.addWidget(self.shelf)
        self.others.addWidget(self.write)
        self.others.addWidget(self.coach)
        self.next.setText(self.tr("Read this"))
        model.changed.connect(self._show)
        self._show()

    def heading(self) -> Heading:
        """Back to the names."""
        return Heading(back=self.tr("Not me") if self._journey.student else self.tr("Back"))

    def enter(self) -> None:
        """Greet whoever came."""
        student = self._journey.student
        self.animal.show_animal(student.animal if student else "owl")
        name = student.given_name if student else ""
        self.hello.setText(self.tr("Hello, %s.").replace("%s", name) if name else self.tr("Hello, guest."))
        self.model.load(student, self._journey.text)
        self._week.load(student)

    def on_next(self) -> None:
        """Read the text on the card."""
        if self.model.suggestion is not None:
            task = self.model.task
            self._journey.choose(self.model.suggestion, None if task is None else task.assignment.id)

    @Slot()
    def _show(self) -> None:
        ready = self.show_phase(
            self.model,
            self.tr("Looking for a good book ..."),
            self.tr("There are no books here yet."),
            self.tr("A teacher or the school's computer helpers can add some."),
        )
        self.shelf.setVisible(ready)
        # About what was read or heard today; there is nothing to say about a book that is still closed.
        read = self._journey.text
        may_be_seen = read is not None and self.model.may_be_seen(read)
        self.write.setVisible(ready and may_be_seen and read is not None and read.open_question is not None)
        self.next.setVisible(ready)
        text = self.model.suggestion
        if text is None:
            return
        self.picture.setPixmap(cover(text.id, text.genre, 210, 280))
        self.name.setText(text.title)
        minutes = self.tr("%n minute(s)", "", text.minutes)
        self.facts.setText(f"{level(text.grade).word} · {minutes}")
        task = self.model.task
        self.invitation.setText(self.tr("Here is something to read today:") if task is None else self._asked(task))
        # What is read to be assessed is new to the child.
        assessed = task is not None and task.assignment.one_try
        self.start.setText(
            self.tr("Read it once, in your own time. Do it the way you always read.")
            if assessed
            else self.model.first_lines(text)
        )

    def _asked(self, task: Task) -> str:
        said = self.tr("Your teacher asks you to read this:")
        if task.of > 1:
            said = self.tr("Your teacher asks you to read this, number {0} of {1}:").format(task.done + 1, task.of)
        due, today = task.assignment.due, today_here()
        # A day that has gone by is between the teacher and the child; the card only invites.
        if due is None or task.overdue(today):
            return said
        return self.tr("Your teacher asks you to read this. It is for {0}.").format(due_words(due, today))
