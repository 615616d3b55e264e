"""The pages before the roster tab: choosing the passphrase, keeping the recovery key, unlocking, recovering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from litcoach_desktop.ui.setup.key_page import KeyPage
from litcoach_desktop.ui.setup.passphrase_page import PassphrasePage
from litcoach_desktop.ui.teacher.entry import Entry, EntryState
from litcoach_desktop.ui.teacher.unlock_page import UnlockPage
from litcoach_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.ui.teacher.errands import Errands


class WayIn(QStackedWidget):
    """Shows what the state of the entry asks for. Once it is open there is nothing to see here."""

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = Entry(teacher, errands, self)
        self.notice = Notice()
        self.set_up_page = PassphrasePage()
        self.key_page = KeyPage()
        self.unlock_page = UnlockPage()
        self.recovery_page = PassphrasePage(recovering=True)
        for page in (self.notice, self.set_up_page, self.key_page, self.unlock_page, self.recovery_page):
            self.addWidget(page)
        entry = self.entry
        entry.state_changed.connect(self._follow)
        entry.refused.connect(self._show_refused)
        entry.people_changed.connect(self._show_people)
        entry.waiting_changed.connect(self.unlock_page.show_waiting)
        self.set_up_page.chosen.connect(entry.choose)
        self.key_page.kept.connect(entry.key_kept)
        self.unlock_page.unlock.connect(entry.unlock)
        self.unlock_page.person_chosen.connect(entry.choose_person)
        self.unlock_page.lost.connect(entry.lost)
        self.recovery_page.recovered.connect(entry.recover)

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts on the page that is shown."""
        starts: dict[QWidget, QWidget] = {
            self.set_up_page: self.set_up_page.first,
            self.key_page: self.key_page.go,
            self.unlock_page: self.unlock_page.first,
        }
        if self.recovery_page.key is not None:
            starts[self.recovery_page] = self.recovery_page.key
        page: QWidget | None = self.currentWidget()
        return self if page is None else starts.get(page, self)

    def clear(self) -> None:
        """Empty all fields; what was typed or shown stays nowhere."""
        self.set_up_page.clear()
        self.unlock_page.clear()
        self.recovery_page.clear()
        self.key_page.show_key("")

    @Slot(str)
    def _show_refused(self, why: str) -> None:
        """Only where it was asked: each page takes the keyboard to say it."""
        for page in (self.set_up_page, self.unlock_page, self.recovery_page):
            if page is self.currentWidget():
                page.show_refused(why)

    @Slot()
    def _show_people(self) -> None:
        self.unlock_page.show_people(self.entry.people, self.entry.person)

    @Slot()
    def _follow(self) -> None:
        entry = self.entry
        self.key_page.show_key(entry.key)
        shown: dict[EntryState, QWidget] = {
            EntryState.SET_UP: self.set_up_page,
            EntryState.KEY: self.key_page,
            EntryState.LOCKED: self.unlock_page,
            EntryState.RECOVERING: self.recovery_page,
        }
        if entry.state is EntryState.OPEN:
            self.clear()
        elif entry.state is EntryState.ASKING:
            self.notice.show_waiting(self.tr("One moment ..."))
        elif entry.state is EntryState.WRONG and entry.problem is not None:
            problem = entry.problem
            self.notice.show_wrong(problem.happened, problem.remedy, self.tr("Try again"), entry.ask)
        self.setCurrentWidget(shown.get(entry.state, self.notice))
