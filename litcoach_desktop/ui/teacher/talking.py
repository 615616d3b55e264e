"""All about talks on the teacher's side: alerts beside the classes, a child's talks, the assistant, and their ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.alerts import Alerts
from litcoach_desktop.ui.teacher.alerts_panel import AlertsPanel
from litcoach_desktop.ui.teacher.assistant import Assistant
from litcoach_desktop.ui.teacher.assistant_page import AssistantPage
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.places import Place
from litcoach_desktop.ui.teacher.settle_sheet import SettleSheet
from litcoach_desktop.ui.teacher.talks import Talks
from litcoach_desktop.ui.teacher.talks_page import TalksPage
from litcoach_desktop.ui.teacher.text_sheet import TextSheet

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert
    from litcoach_desktop.domain.coaching.turns import Source
    from litcoach_desktop.domain.roster import ClassRoom, Student
    from litcoach_desktop.domain.texts import Text


class Talking(QObject):
    """Makes the panel and the two pages, and knows what stands above them and where back leads to.

    `page_asked` carries one of the pages, None for the page that it was called from. `child_asked` carries a Student
    and the id of a reading of that child, empty for the child alone.
    """

    page_asked = Signal(object)
    child_asked = Signal(object, str)

    def __init__(self, services: WindowServices, errands: Errands, today: Callable[[], date], window: QWidget) -> None:
        super().__init__(window)
        self._services, self._errands, self._window = services, errands, window
        self._from_child = False
        self.alerts = Alerts(services.teacher, errands, self)
        self.talks = Talks(services.teacher, errands, self)
        self.assistant = Assistant(services.agent, errands, self)
        self.panel = AlertsPanel(self.alerts, today)
        self.talks_page = TalksPage(self.talks, today)
        self.assistant_page = AssistantPage(self.assistant)
        self.panel.talk_asked.connect(self._open_talk_around)
        self.panel.settle_asked.connect(self._ask_to_settle)
        self.talks_page.settle_asked.connect(self._ask_to_settle)
        self.talks_page.done.connect(self._leave_talks)
        self.alerts.settled.connect(self.talks.refresh)
        self.assistant_page.source_asked.connect(self._open_source)
        self.assistant_page.done.connect(self._leave_assistant)

    def places(self) -> Iterator[Place]:
        """The two pages."""
        yield Place(self.talks_page, self._talks_heading, self._leave_talks, lambda: self.talks_page.next)
        yield Place(
            self.assistant_page,
            lambda: Heading(self.tr("Assistant"), self.tr("My classes")),
            self._leave_assistant,
            lambda: self.assistant_page.field,
        )

    def _talks_heading(self) -> Heading:
        student = self.talks.student
        who = student.display_name if student is not None else self.tr("A guest")
        back = self.tr("Readings") if self._from_child else self.tr("My classes")
        return Heading(self.tr("{0}: talks with the coach").format(who), back)

    def open_talks(self, student: Student | None) -> None:
        """The talks of the child whose page is open."""
        self._from_child = True
        self.talks.show_child(student)
        self.page_asked.emit(self.talks_page)

    def open_assistant(self, room: ClassRoom | None) -> None:
        """Ask about a class."""
        if room is not None:
            self._from_child = False
            self.page_asked.emit(self.assistant_page)
            self.assistant.open(room)

    def came_from_child(self) -> bool:
        """Whether back leads to the child's page."""
        return self._from_child

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.talks.forget()
        self.alerts.forget()
        self.assistant.forget()

    @Slot()
    def _leave_talks(self) -> None:
        self.talks.forget()
        self.alerts.load()
        self.page_asked.emit(None)

    @Slot()
    def _leave_assistant(self) -> None:
        self.page_asked.emit(None)

    @Slot(object)
    def _open_talk_around(self, alert: TalkAlert) -> None:
        self._from_child = False
        self.talks.show_child(alert.student, alert.session_id)
        self.page_asked.emit(self.talks_page)

    @Slot(object)
    def _ask_to_settle(self, alert: TalkAlert) -> None:
        sheet = SettleSheet(alert, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self.alerts.settle(alert.id, sheet.note))
        sheet.open()

    @Slot(object)
    def _open_source(self, source: Source) -> None:
        """Open what an answer of the assistant rests on."""
        teacher, content = self._services.teacher, self._services.content

        def child_of(student_id: str) -> Student:
            rooms = teacher.classes()
            return next(one for room in rooms for one in teacher.students(room.id) if one.id == student_id)

        def of_reading() -> Student:
            return child_of(teacher.reading(source.id).summary.student_id)

        def show_child(student: Student) -> None:
            self.child_asked.emit(student, source.id if source.kind == "reading" else "")

        if source.kind == "student":
            self._errands.send("find a child", lambda: child_of(source.id), show_child)
        elif source.kind == "reading":
            self._errands.send("find the child of a reading", of_reading, show_child)
        else:
            self._errands.send("fetch a text", lambda: content.text(source.id), self._show_text)

    def _show_text(self, text: Text) -> None:
        sheet = TextSheet(text, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
