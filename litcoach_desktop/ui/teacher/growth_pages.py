"""The pages of growth and the way between them: school, class, child. Back leads to where each was reached from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.growth.aims import Pace
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.messages import UserMessage, report, say
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.growth_answer import GrowthAnswer
from litcoach_desktop.ui.teacher.working_page import WorkingPage
from litcoach_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from litcoach_desktop.jobs import Job
    from litcoach_desktop.services.teacher import TeacherService

Subject = Student | ClassRoom | None
"""Whose growth a page shows; None is the school."""


class GrowthPages(QWidget):
    """`left`: back leads out of here, to the child's page if true. `reading_opened`: child, id and word.

    The pages themselves are made when their first answer has come, because the plots' library is slow to import.
    """

    left = Signal(bool)
    moved = Signal()
    reading_opened = Signal(object, str, str)
    print_asked = Signal(object)
    """Carries the Student for whose parents, or the ClassRoom, that is to be printed."""
    group_asked = Signal(object, object)
    """Carries a ClassRoom and the Group of it that is to read something."""
    make_asked = Signal(object, object)
    """Carries a ClassRoom and the Group of it that a reading group is to be made of."""

    def __init__(
        self,
        teacher: TeacherService,
        errands: Errands,
        today: Callable[[], date],
        protocols: Callable[[], Sequence[ScoringProtocol]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self._protocols = protocols
        self._today = today
        self._trail: list[Subject] = []
        self._outside = ""
        self.answers: dict[type, GrowthAnswer] = {
            kind: GrowthAnswer(errands, self) for kind in (Student, ClassRoom, type(None))
        }
        self.made: dict[type, QWidget] = {}
        self.notice = Notice()
        self.working = WorkingPage(self.tr("Cancel"), self._stop_scoring)
        self._scoring: Job[int] | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self.notice)
        self.pages.addWidget(self.working)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        for answer in self.answers.values():
            answer.changed.connect(self._show)

    @property
    def subject(self) -> Subject:
        """Whose growth is shown."""
        return self._trail[-1] if self._trail else None

    @property
    def showing(self) -> bool:
        """Whether somebody is looking, perhaps at a reading that was opened from here."""
        return bool(self._trail)

    def open_from(self, subject: Subject, outside: str) -> None:
        """Show somebody's growth; back leads out of here, to what is called `outside`."""
        self._trail, self._outside = [], outside
        self.open(subject)

    def open(self, subject: Subject) -> None:
        """Show somebody's growth; back leads to whoever is shown now."""
        self._trail = [*self._trail, subject]
        self._ask()

    def heading(self) -> Heading:
        """Title and way back."""
        before = self._outside if len(self._trail) < 2 else self._name(self._trail[-2])
        return Heading(self.tr("Growth: {0}").format(self._name(self.subject)), before)

    def go_back(self) -> None:
        """To the page before."""
        left, self._trail = self._trail[-1:], self._trail[:-1]
        if self._trail:
            self._ask()
        else:
            self.forget()
            self.left.emit(bool(left) and isinstance(left[0], Student))

    def reload(self) -> None:
        """Ask anew, what is shown stays meanwhile: a mark may have changed the figures."""
        if self._trail:
            self._ask(keep=True)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self._trail = []
        for answer in self.answers.values():
            answer.forget()

    def focus_first(self) -> None:
        """Put the keyboard where the next step is."""
        page = self.pages.currentWidget()
        table = getattr(page, "table", None) or getattr(page, "classes", None)
        if isinstance(table, QWidget):
            table.setFocus()

    def _name(self, subject: Subject) -> str:
        if subject is None:
            return self.tr("the school")
        return subject.display_name if isinstance(subject, Student) else subject.name

    def _ask(self, *, keep: bool = False) -> None:
        subject, growth = self.subject, self._teacher.growth
        answer = self.answers[type(subject)]
        if isinstance(subject, Student):
            answer.ask(lambda: growth.of_child(subject.id), keep=keep)
        elif isinstance(subject, ClassRoom):
            answer.ask(lambda: growth.of_class(subject.id), keep=keep)
        else:
            answer.ask(growth.of_school, keep=keep)
        self.moved.emit()

    @Slot()
    def _show(self) -> None:
        if not self._trail:
            self.pages.setCurrentWidget(self.notice)
            return
        kind = type(self.subject)
        answer = self.answers[kind]
        if answer.problem is not None:
            problem = answer.problem
            self.notice.show_wrong(problem.happened, problem.remedy, self.tr("Try again"), answer.again)
        elif answer.value is None:
            self.notice.show_waiting(self.tr("Putting the readings together ..."))
        elif self._is_empty(answer.value):
            self.notice.show_empty(
                self.tr("Nothing to show yet"), self.tr("Growth begins with the first scored readings.")
            )
        else:
            if kind not in self.made:
                self.made[kind] = self._make(kind, answer)
                self.pages.addWidget(self.made[kind])
            if self.pages.currentWidget() is not self.made[kind]:
                self.pages.setCurrentWidget(self.made[kind])
                self.focus_first()
            return
        self.pages.setCurrentWidget(self.notice)

    @staticmethod
    def _is_empty(value: object) -> bool:
        from litcoach_desktop.services.teacher.growth_rows import ChildGrowth, ClassGrowth, SchoolGrowth

        if isinstance(value, ChildGrowth):
            return not value.points
        return isinstance(value, ClassGrowth | SchoolGrowth) and not value.children

    def _make(self, kind: type, answer: GrowthAnswer) -> QWidget:
        if kind is Student:
            from litcoach_desktop.ui.teacher.growth_child_page import ChildGrowthPage

            child = ChildGrowthPage(answer, self._today)
            child.print_asked.connect(lambda: self.print_asked.emit(self.subject))
            child.reading_opened.connect(lambda ident: self.reading_opened.emit(self.subject, ident, ""))
            child.pace_chosen.connect(self._aim_at)
            return child
        if kind is ClassRoom:
            from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage

            room = ClassGrowthPage(answer, self._today)
            room.child_opened.connect(self.open)
            room.print_asked.connect(lambda: self.print_asked.emit(self.subject))
            room.group_asked.connect(lambda group: self.group_asked.emit(self.subject, group))
            room.make_asked.connect(lambda group: self.make_asked.emit(self.subject, group))
            room.reading_opened.connect(self.reading_opened)
            room.protocol_asked.connect(self._score_again)
            room.offer_protocols(self._protocols())
            return room
        from litcoach_desktop.ui.teacher.growth_school_page import SchoolGrowthPage

        school = SchoolGrowthPage(answer, self._today)
        school.class_opened.connect(self.open)
        school.child_opened.connect(self.open)
        return school

    @Slot(str)
    def _score_again(self, protocol: str) -> None:
        """Score the class's readings of this school year by another protocol; events and marks stay as they are."""
        room, growth = self.subject, self._teacher.growth
        if not isinstance(room, ClassRoom):
            return

        def scored(count: int) -> None:
            say(UserMessage(self.tr("Readings scored again: {0}. Assessments keep their own protocol.").format(count)))
            self.reload()

        self.working.show_doing(self.tr("Scoring the readings of this year ..."), may_stop=True)
        self.pages.setCurrentWidget(self.working)
        self.working.cancel.setFocus()
        self._scoring = self._errands.send_long(
            "score a class again",
            lambda context: growth.score_again(room.id, protocol, context.tick),
            scored,
            told=lambda done, total, _note: self.working.show_progress(done, total),
            stopped=self.reload,
            wrong=self._not_scored,
        )

    def _stop_scoring(self) -> None:
        """Nothing of it is kept then."""
        if self._scoring is not None:
            self._scoring.cancel()

    def _not_scored(self, problem: Exception) -> None:
        report(problem)
        self.reload()

    @Slot(object)
    def _aim_at(self, pace: Pace) -> None:
        """Keep what the child is to aim at; the page follows."""
        subject, growth = self.subject, self._teacher.growth
        if isinstance(subject, Student):
            self.answers[Student].ask(lambda: growth.choose_pace(subject.id, pace), keep=True)
