"""All about talks on the teacher's side: alerts beside the classes, a child's talks, and their ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.alerts import Alerts
from litcoach_desktop.ui.teacher.alerts_panel import AlertsPanel
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.settle_sheet import SettleSheet
from litcoach_desktop.ui.teacher.talks import Talks
from litcoach_desktop.ui.teacher.talks_page import TalksPage

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert
    from litcoach_desktop.domain.roster import Student


class Talking(QObject):
    """Makes the panel and the page, and knows what stands above them and where back leads to.

    `page_asked` carries one of the pages, None for the page that it was called from.
    """

    page_asked = Signal(object)

    def __init__(self, services: WindowServices, errands: Errands, today: Callable[[], date], window: QWidget) -> None:
        super().__init__(window)
        self._services, self._errands, self._window = services, errands, window
        self._from_child = False
        self.alerts = Alerts(services.teacher, errands, self)
        self.talks = Talks(services.teacher, errands, self)
        self.panel = AlertsPanel(self.alerts, today)
        self.talks_page = TalksPage(self.talks, today)
        self.panel.talk_asked.connect(self._open_talk_around)
        self.panel.settle_asked.connect(self._ask_to_settle)
        self.talks_page.settle_asked.connect(self._ask_to_settle)
        self.talks_page.done.connect(self._leave_talks)
        self.alerts.settled.connect(self.talks.refresh)

    @property
    def pages(self) -> dict[QWidget, QWidget]:
        """The pages, and where the keyboard starts on each."""
        return {self.talks_page: self.talks_page.next}

    def heading(self, page: QWidget) -> Heading:
        """What stands above one of the pages."""
        student = self.talks.student
        who = student.display_name if student is not None else self.tr("A guest")
        back = self.tr("Readings") if self._from_child else self.tr("My classes")
        return Heading(self.tr("{0}: talks with the coach").format(who), back)

    def open_talks(self, student: Student | None) -> None:
        """The talks of the child whose page is open."""
        self._from_child = True
        self.talks.show_child(student)
        self.page_asked.emit(self.talks_page)

    def leave(self, page: QWidget) -> None:
        """Back from one of the pages."""
        if page is self.talks_page:
            self._leave_talks()

    def came_from_child(self) -> bool:
        """Whether back leads to the child's page."""
        return self._from_child

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.talks.forget()
        self.alerts.forget()

    @Slot()
    def _leave_talks(self) -> None:
        self.talks.forget()
        self.alerts.load()
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
