"""The pages and windows of a teacher's office, beside those of children and classes: settings, keeping, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.child_keeping import ChildKeeping
from litcoach_desktop.ui.teacher.child_keeping_sheet import ChildKeepingSheet
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.export_sheet import ExportSheet
from litcoach_desktop.ui.teacher.keeping_model import KeepingModel
from litcoach_desktop.ui.teacher.keeping_page import KeepingPage, Listed
from litcoach_desktop.ui.teacher.places import Place
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.recordings_section import RecordingsSection
from litcoach_desktop.ui.teacher.settings.section import Section
from litcoach_desktop.ui.teacher.settings.sections import all_sections
from litcoach_desktop.ui.teacher.settings_page import SettingsPage

if TYPE_CHECKING:
    from litcoach_desktop.domain.retention import Due
    from litcoach_desktop.domain.roster import ClassRoom, Student


class Office(QObject):
    """`page_asked` carries the page to turn to, None to leave for the classes; `reading_opened` a Student and an id.

    `child_gone`: the child whose page is open was erased. `certificate_asked` carries a Certificate to look at.
    """

    page_asked = Signal(object)
    lock_minutes_changed = Signal(float)
    reading_opened = Signal(object, str)
    child_gone = Signal()
    certificate_asked = Signal(object)

    def __init__(self, services: WindowServices, errands: Errands, today: Callable[[], date], window: QWidget) -> None:
        super().__init__(window)
        self._services, self._errands, self._today, self._window = services, errands, today, window
        self.desk = SettingsDesk(services.settings, self)
        self.desk.changed.connect(self._follow)
        self.settings_page = SettingsPage(self._sections, lambda: services.teacher.account)
        self.keeping = KeepingModel(services.teacher, errands, self)
        self.keeping_page = KeepingPage(self.keeping, today)
        self.keeping_page.certificate_opened.connect(self.certificate_asked)
        self.keeping_page.reading_opened.connect(self._open_reading)

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited in one of the windows."""
        return any(sheet.model.busy for sheet in self._window.findChildren(ChildKeepingSheet)) or any(
            sheet.work.busy for sheet in self._window.findChildren(ExportSheet)
        )

    def places(self) -> Iterator[Place]:
        """The pages, for the table of the teacher's side."""
        yield Place(
            self.settings_page,
            lambda: Heading(self.tr("Settings"), self.tr("My classes")),
            lambda: self.page_asked.emit(None),
            lambda: self.settings_page.list,
        )
        yield Place(
            self.keeping_page,
            lambda: Heading(self.tr("Keeping and erasing"), self.tr("Settings")),
            self._leave_keeping,
            self.keeping_page.first,
        )

    def open_settings(self) -> None:
        """Show the settings."""
        self.page_asked.emit(self.settings_page)
        self.settings_page.load()

    def open_list(self, listed: Listed) -> None:
        """Show what is due, held or erased."""
        self.keeping_page.show_list(listed)
        self.page_asked.emit(self.keeping_page)
        self.keeping.load()

    def open_child(self, student: Student | None) -> None:
        """The window of what is kept about a child."""
        if student is None:
            return
        model = ChildKeeping(self._services.teacher, self._services.runner, student)
        sheet = ChildKeepingSheet(model, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        model.gone.connect(self.child_gone)
        sheet.certificate_asked.connect(self.certificate_asked)
        sheet.open()

    def export(self, room: ClassRoom | None) -> None:
        """The window that takes readings out for other programs."""
        if room is None:
            return
        sheet = ExportSheet(self._services.teacher, self._services.runner, room, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def forget(self) -> None:
        """The teacher's side is locked: hold nothing of any child."""
        self.settings_page.forget()
        self.keeping.forget()

    def _sections(self) -> list[Section]:
        sections = all_sections(self._services, self._errands, self.desk, self._today)
        for section in sections:
            if isinstance(section, RecordingsSection):
                section.list_asked.connect(self.open_list)
        return sections

    def _leave_keeping(self) -> None:
        self.keeping.forget()
        self.page_asked.emit(self.settings_page)

    @Slot(object)
    def _open_reading(self, due: Due) -> None:
        teacher = self._services.teacher

        def child() -> Student:
            rooms = teacher.classes()
            return next(one for room in rooms for one in teacher.students(room.id) if one.id == due.student_id)

        self._errands.send(
            "find the child of a reading", child, lambda student: self.reading_opened.emit(student, due.id)
        )

    @Slot(str)
    def _follow(self, name: str) -> None:
        """What is saved holds at once, also where it was read when the window opened."""
        if name == "lock_after_minutes":
            self.lock_minutes_changed.emit(self.desk.settings.lock_after_minutes)
