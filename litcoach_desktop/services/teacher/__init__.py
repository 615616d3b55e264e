"""The teacher service: the roster, every reading, and the marks a teacher makes over the machine's."""

from litcoach_desktop.services.teacher.exporting import Format
from litcoach_desktop.services.teacher.keeping import Keeping, certificate_text
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary, StudentRow
from litcoach_desktop.services.teacher.service import TeacherService

__all__ = ["Format", "Keeping", "ReadingDetail", "ReadingSummary", "StudentRow", "TeacherService", "certificate_text"]
