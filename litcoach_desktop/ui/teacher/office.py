"""The pages of a teacher's office, beside those of children and classes: settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.places import Place
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.sections import all_sections
from litcoach_desktop.ui.teacher.settings_page import SettingsPage


class Office(QObject):
    """`page_asked` carries the page to turn to, None to leave for the classes."""

    page_asked = Signal(object)
    lock_minutes_changed = Signal(float)

    def __init__(
        self, services: WindowServices, errands: Errands, today: Callable[[], date], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = SettingsDesk(services.settings, self)
        self.desk.changed.connect(self._follow)
        self.settings_page = SettingsPage(
            lambda: all_sections(services, errands, self.desk, today), lambda: services.teacher.account
        )

    def places(self) -> Iterator[Place]:
        """The pages, for the table of the teacher's side."""
        yield Place(
            self.settings_page,
            lambda: Heading(self.tr("Settings"), self.tr("My classes")),
            lambda: self.page_asked.emit(None),
            lambda: self.settings_page.list,
        )

    def open_settings(self) -> None:
        """Show the settings."""
        self.page_asked.emit(self.settings_page)
        self.settings_page.load()

    @Slot(str)
    def _follow(self, name: str) -> None:
        """What is saved holds at once, also where it was read when the window opened."""
        if name == "lock_after_minutes":
            self.lock_minutes_changed.emit(self.desk.settings.lock_after_minutes)

    def forget(self) -> None:
        """The teacher's side is locked: hold nothing of any child."""
        self.settings_page.forget()
