"""What tests do at the pages of growth: a school that reads every week, and the ways to its pages."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.teacher.growth_behind import BehindSheet
from litcoach_desktop.ui.teacher.growth_child_page import ChildGrowthPage
from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage
from tests.fakes.teacher import BRIDGE, NOW, FakeReading, FakeTeacherService, bridge_events, sample_school
from tests.ui.teacher_desk import Desk


def growing_school() -> FakeTeacherService:
    """The sample school in which Maya has read every week for ten weeks."""
    teacher = sample_school()
    maya = teacher.children[0].id
    for number in range(10):
        started = NOW - timedelta(weeks=number, hours=1)
        events = bridge_events(Passage(BRIDGE))
        teacher.kept.append(FakeReading(f"week-{number}", maya, "The Bridge", BRIDGE, started, events))
    return teacher


def behind(page: QWidget) -> BehindSheet:
    """The window over the page that says what a number is made of."""
    (sheet,) = [one for one in page.findChildren(BehindSheet) if one.isVisible()]
    return sheet


def open_class(desk: Desk) -> ClassGrowthPage:
    desk.unlock()
    desk.choose_class("Otters, room 12")
    desk.side.classes_page.growth.click()
    desk.settle()
    page = desk.side.growth_pages.pages.currentWidget()
    assert isinstance(page, ClassGrowthPage)
    return page


def open_child(desk: Desk) -> ChildGrowthPage:
    desk.unlock()
    desk.choose_class("Otters, room 12")
    desk.open_child("Maya Okafor")
    desk.side.child_page.growth.click()
    desk.settle()
    page = desk.side.growth_pages.pages.currentWidget()
    assert isinstance(page, ChildGrowthPage)
    return page
