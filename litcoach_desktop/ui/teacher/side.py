"""The teacher's side of the window: set-up, unlock, classes, one child, one reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.ui.messages import UserMessage, say
from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.side import Heading, Side
from litcoach_desktop.ui.teacher.assign_model import Assignments, Group
from litcoach_desktop.ui.teacher.assign_page import AssignPage
from litcoach_desktop.ui.teacher.child import Child
from litcoach_desktop.ui.teacher.child_editing import ChildEditing
from litcoach_desktop.ui.teacher.child_page import ChildPage
from litcoach_desktop.ui.teacher.classes_page import ClassesPage
from litcoach_desktop.ui.teacher.entry import EntryState
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.groups_desk import GroupsDesk
from litcoach_desktop.ui.teacher.growth_pages import GrowthPages, Subject
from litcoach_desktop.ui.teacher.idle_lock import IdleLock
from litcoach_desktop.ui.teacher.office import Office
from litcoach_desktop.ui.teacher.only_for import seat
from litcoach_desktop.ui.teacher.places import Place, Places
from litcoach_desktop.ui.teacher.printing_desk import PrintingDesk
from litcoach_desktop.ui.teacher.protocol_choice import ProtocolChoice
from litcoach_desktop.ui.teacher.review import Review
from litcoach_desktop.ui.teacher.review_page import ReviewPage
from litcoach_desktop.ui.teacher.review_queue import ReviewQueue
from litcoach_desktop.ui.teacher.roster import Roster, RosterState
from litcoach_desktop.ui.teacher.roster_import import RosterImporting
from litcoach_desktop.ui.teacher.roster_import_page import RosterImportPage
from litcoach_desktop.ui.teacher.talking import Talking
from litcoach_desktop.ui.teacher.text_import import TextImport
from litcoach_desktop.ui.teacher.texts_page import TextsPage
from litcoach_desktop.ui.teacher.way_in import WayIn

if TYPE_CHECKING:
    from litcoach_desktop.domain.reading.protocols import ScoringProtocol
    from litcoach_desktop.domain.roster import ClassRoom, Student
    from litcoach_desktop.domain.texts import Text
    from litcoach_desktop.services.teacher import StudentRow


def _today() -> date:
    return datetime.now().astimezone().date()


class TeacherSide(Side):
    """Everything behind the passphrase. today: the date here, as lists name days by it."""

    def __init__(
        self, services: WindowServices, parent: QWidget | None = None, *, today: Callable[[], date] = _today
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._errands = Errands(services.runner, self)
        self.way_in = WayIn(services.teacher, self._errands)
        self.entry = self.way_in.entry
        self.idle_lock = IdleLock(services.settings.lock_after_minutes, self)
        self.roster = Roster(services.teacher, self._errands, self)
        self.child = Child(services.teacher, self._errands, self)
        self.talking = Talking(services, self._errands, today, self)
        self.texts = TextImport(services.content, services.runner, self)
        self.editing = ChildEditing(services.teacher, self._errands, self)
        self.importing = RosterImporting(services.teacher, services.runner, self)
        self.review = Review(services.teacher, services.assessment, services.gateway, self._errands, self)
        self.queue = ReviewQueue(services.teacher, self._errands, self)

        self.classes_page = ClassesPage(self.roster, self.queue, today, self.talking.panel)
        self.child_page = ChildPage(self.child, today)
        self.review_page = ReviewPage(self.review, self.queue, today)
        self.texts_page = TextsPage(self.texts)
        self.import_page = RosterImportPage(self.importing)

        def protocols() -> list[ScoringProtocol]:
            return list(services.settings.protocols.values())

        self.assignments = Assignments(services.teacher, services.content, self._errands, self)
        self.assign_page = AssignPage(self.assignments, protocols, today)
        self.growth_pages = GrowthPages(services.teacher, self._errands, today, protocols)
        self.printing = PrintingDesk(services, self)
        self.office = Office(services, self._errands, today, self)
        self.grouping = GroupsDesk(services.teacher, self._errands, self)
        self.places = Places(self._places())
        self.pages = self.places.pages
        self.protocol_choice = ProtocolChoice(services, self._errands, self.child, self.review, self.review_page, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.places)

        self.places.turned.connect(self._tell_heading)
        self.entry.state_changed.connect(self._follow_entry)
        self.idle_lock.idle.connect(self.leave)
        self.classes_page.child_opened.connect(self._open_child)
        self.growth_pages.print_asked.connect(self.printing.of_growth)
        self.classes_page.report_asked.connect(lambda: self.printing.of_class(self.roster.chosen))
        self.classes_page.parents_asked.connect(lambda: self.printing.for_all_parents(self.roster.chosen))
        self.classes_page.cards_asked.connect(lambda: self.printing.name_cards(self.roster.chosen))
        self.child_page.report_asked.connect(lambda: self.printing.for_parents(self.child.student))
        self.review_page.sheet.print_asked.connect(lambda: self.printing.running_record(self.review.reading_id))
        self.classes_page.texts_asked.connect(self._open_texts)
        self.classes_page.import_asked.connect(self._open_import)
        self.importing.imported.connect(self.roster.load)
        self.child_page.reading_opened.connect(self._open_reading)
        self.child_page.pin_asked.connect(self.roster.set_pin)
        self.roster.pin_changed.connect(self.child.show_student)
        self.child_page.edit_asked.connect(lambda: self.editing.open(self.child.student))
        self.editing.changed.connect(self.child.show_student)
        self.editing.gone.connect(self._leave_child)
        self.classes_page.assistant_asked.connect(lambda: self.talking.open_assistant(self.roster.chosen))
        self.child_page.talks_asked.connect(lambda: self.talking.open_talks(self.child.student))
        self.talking.page_asked.connect(self._open_talking)
        self.classes_page.growth_asked.connect(lambda: self._open_growth(self.roster.chosen))
        self.classes_page.school_asked.connect(lambda: self._open_growth(None))
        self.child_page.growth_asked.connect(lambda: self._open_growth(self.child.student))
        self.classes_page.assignments_asked.connect(lambda: self._open_assignments(self.roster.chosen))
        self.texts_page.assign_asked.connect(lambda text: self._open_assignments(self.roster.chosen, text=text))
        self.growth_pages.group_asked.connect(lambda room, group: self._open_assignments(room, group=group))
        self.growth_pages.make_asked.connect(self.grouping.suggest)
        self.classes_page.groups_asked.connect(lambda: self.grouping.open(self.roster.chosen))
        self.grouping.page_asked.connect(self.places.turn_to)
        self.grouping.left.connect(self._leave_groups)
        self.grouping.grown.connect(self.growth_pages.reload)
        self.grouping.ask_asked.connect(lambda room, group: self._open_assignments(room, group=group))
        self.classes_page.settings_asked.connect(self.office.open_settings)
        self.classes_page.export_asked.connect(lambda: self.office.export(self.roster.chosen))
        self.child_page.keeping_asked.connect(lambda: self.office.open_child(self.child.student))
        self.office.child_gone.connect(self._leave_child)
        self.office.reading_opened.connect(self._open_student)
        self.office.certificate_asked.connect(self.printing.certificate)
        self.office.page_asked.connect(self._open_office)
        self.office.lock_minutes_changed.connect(self.idle_lock.set_minutes)
        self.assign_page.reading_opened.connect(self._open_student)
        self.growth_pages.moved.connect(self._tell_heading)
        self.growth_pages.left.connect(self._leave_growth)
        self.growth_pages.reading_opened.connect(self._open_student)
        self.talking.child_asked.connect(self._open_student)
        self.review_page.done.connect(self._leave_review)
        self.roster.changed.connect(self._look_what_waits)
        self.queue.turned.connect(self._open_reading)
        self.queue.over.connect(self._leave_queue)
        self.review.changed.connect(self._tell_heading)
        self.entry.ask()

    @property
    def busy(self) -> bool:
        """Whether an answer of a service is awaited."""
        return self._errands.busy or self.texts.busy or self.importing.busy or self.printing.busy or self.office.busy

    @property
    def _listens(self) -> bool:
        """Whether the one who sits here hears and reads what children say; a principal sees figures."""
        account = self._services.teacher.account
        return account is not None and account.may(Deed.LISTEN)

    def _places(self) -> Iterator[Place]:
        """The pages in the order in which they are mostly come by; a new page is one more entry."""
        classes = self.tr("My classes")
        yield Place(self.way_in, self._way_in_heading, self.entry.back, lambda: self.way_in.first)
        yield Place(self.classes_page, self._classes_heading, lambda: None, lambda: self.classes_page.table)
        yield Place(
            self.child_page,
            lambda: Heading(self.tr("Readings"), classes),
            self._leave_child,
            lambda: self.child_page.table,
        )
        yield Place(self.review_page, self._review_heading, self._leave_review, lambda: self.review_page.passage)
        yield Place(
            self.texts_page,
            lambda: Heading(self.tr("Texts"), classes),
            self._leave_texts,
            lambda: self.texts_page.open_file,
        )
        yield Place(
            self.import_page,
            lambda: Heading(self.tr("Import a roster"), classes),
            self._leave_import,
            lambda: self.import_page.open_file,
        )
        yield Place(self.growth_pages, self.growth_pages.heading, self.growth_pages.go_back, lambda: None)
        yield Place(self.assign_page, self.assign_page.heading, self._leave_assignments, lambda: self.assign_page.ask)
        yield from self.talking.places()
        yield from self.office.places()
        yield from self.grouping.places()

    def heading(self) -> Heading:
        """Title and way back of the page that is shown."""
        return self.places.current.heading()

    def go_back(self) -> None:
        """From a reading to the child, from the child to the classes."""
        self.places.current.back()

    def _classes_heading(self) -> Heading:
        """Where several have accounts it says whose side is open, so that nobody goes on in another one's name."""
        account = self._services.teacher.account
        if account is None or not self.entry.several:
            return Heading(self.tr("My classes"))
        return Heading(self.tr("My classes: {0}").format(account.name))

    def _way_in_heading(self) -> Heading:
        return Heading(self.tr("Teacher"), self.tr("Back") if self.entry.state is EntryState.RECOVERING else None)

    def _review_heading(self) -> Heading:
        name = self.child.student.display_name if self.child.student else ""
        if self.queue.current is not None:
            name = self.queue.current.student_name
        detail = self.review.detail
        title = self.tr("{0}: {1}").format(name, detail.summary.text_title) if detail else name
        return Heading(title, self.tr("My classes") if self.queue.walking else self.tr("Readings"))

    @Slot()
    def _leave_review(self) -> None:
        if self.review.playback.playing:
            # Escape is what a hand finds first when a recording is too loud.
            self.review.playback.stop()
            return
        if self.queue.walking:
            self.queue.stop()
            self._leave_queue()
            return
        self.review.forget()
        if self.growth_pages.showing:
            self.places.turn_to(self.growth_pages)
            self.growth_pages.reload()
            return
        self.child.load()
        self.places.turn_to(self.child_page)

    @Slot()
    def _leave_child(self) -> None:
        self.child.forget()
        self.roster.refresh()
        self.places.turn_to(self.classes_page)

    def _leave_texts(self) -> None:
        self.texts.forget()
        self.places.turn_to(self.classes_page)

    def _leave_import(self) -> None:
        self.importing.forget()
        self.places.turn_to(self.classes_page)

    @Slot()
    def _leave_groups(self) -> None:
        self.roster.refresh()
        self.places.turn_to(self.classes_page)

    def _leave_assignments(self) -> None:
        self.assignments.forget()
        self.texts.forget()
        self.places.turn_to(self.classes_page)

    def leave(self) -> None:
        """Lock: nothing of any child stays on the screen or in the pages behind it."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        self.entry.lock()
        self.queue.load(None)
        self.review.forget()
        self.child.forget()
        self.texts.forget()
        self.importing.forget()
        self.talking.forget()
        self.growth_pages.forget()
        self.assignments.forget()
        self.office.forget()
        self.grouping.forget()
        self.roster.forget()
        self.way_in.clear()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back, the hand is on the keyboard: the passphrase can be typed at once."""
        super().showEvent(event)
        # What was asked before somebody left has lost its answer.
        if not self.busy and self.entry.state in (EntryState.ASKING, EntryState.SET_UP):
            self.entry.ask()
        self.places.focus()

    @Slot()
    def _follow_entry(self) -> None:
        opened = self.entry.state is EntryState.OPEN
        seat(self, self._services.teacher.account if opened else None)
        self.idle_lock.watch(opened)
        self.places.turn_to(self.classes_page if opened else self.way_in)
        if opened:
            self.roster.load()
            if self._listens:
                self.talking.alerts.load()

    @Slot(object)
    def _open_child(self, row: StudentRow) -> None:
        self.places.turn_to(self.child_page)
        self.child.show_student(row.student)

    def _open_growth(self, subject: Subject) -> None:
        """Of a child, a class or the school; back leads to where it was asked for."""
        origin = self.pages.currentWidget()
        outside = self.tr("Readings") if origin is self.child_page else self.tr("My classes")
        self.places.turn_to(self.growth_pages)
        self.growth_pages.open_from(subject, outside)

    def _open_assignments(
        self, room: ClassRoom | None, *, text: Text | None = None, group: Group | None = None
    ) -> None:
        """What a class was asked to read; with a text or a group, what is to become of it."""
        if room is None:
            say(UserMessage(self.tr("Add a class first: then it can be asked to read something.")))
            return
        self.growth_pages.forget()
        self.assign_page.open_for(room, text=text, group=group)
        self.places.turn_to(self.assign_page)

    @Slot(bool)
    def _leave_growth(self, to_child: bool) -> None:
        if not to_child:
            self.child.forget()
        self.places.turn_to(self.child_page if to_child else self.classes_page)

    @Slot(object)
    def _open_talking(self, page: QWidget | None) -> None:
        """One of the pages about talks, or back from them."""
        self.places.turn_to(page or (self.child_page if self.talking.came_from_child() else self.classes_page))

    @Slot(object)
    def _open_office(self, page: QWidget | None) -> None:
        """One of the pages of the office, or back from them."""
        self.places.turn_to(page or self.classes_page)

    @Slot(object, str)
    @Slot(object, str, str)
    def _open_student(self, student: Student, reading_id: str, word: str = "") -> None:
        self.places.turn_to(self.child_page)
        self.child.show_student(student)
        if reading_id and self._listens:
            self.places.turn_to(self.review_page)
            self.review.load(reading_id, word)

    @Slot()
    def _open_texts(self) -> None:
        self.places.turn_to(self.texts_page)
        self.texts.load()

    @Slot()
    def _open_import(self) -> None:
        self.places.turn_to(self.import_page)
        self.importing.load()

    @Slot(str)
    def _open_reading(self, reading_id: str) -> None:
        if not self._listens:
            return
        self.places.turn_to(self.review_page)
        self.review.load(reading_id)

    @Slot()
    def _look_what_waits(self) -> None:
        """The queue is that of the class that is shown."""
        if self.queue.walking or self.roster.state is RosterState.LOADING:
            return
        chosen = self.roster.chosen if self.roster.state is RosterState.ROWS and self._listens else None
        self.queue.load(None if chosen is None else chosen.id)

    @Slot()
    def _leave_queue(self) -> None:
        self.review.forget()
        self.roster.refresh()
        self.places.turn_to(self.classes_page)

    @Slot()
    def _tell_heading(self) -> None:
        self.heading_changed.emit(self.heading())
