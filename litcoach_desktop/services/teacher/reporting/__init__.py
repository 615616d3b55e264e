"""What is printed for people: a page for parents, a class, a running record. Values only; the window lays them out."""

from litcoach_desktop.services.teacher.reporting.class_report import ClassReport, class_report
from litcoach_desktop.services.teacher.reporting.languages import Language
from litcoach_desktop.services.teacher.reporting.parent_report import ParentReport
from litcoach_desktop.services.teacher.reporting.parent_words import ParentPage, parent_page
from litcoach_desktop.services.teacher.reporting.record_report import RunningRecordReport, Tally
from litcoach_desktop.services.teacher.reporting.service import Reporting

__all__ = [
    "ClassReport", "Language", "ParentPage", "ParentReport", "Reporting", "RunningRecordReport", "Tally",
    "class_report", "parent_page",
]  # fmt: skip
