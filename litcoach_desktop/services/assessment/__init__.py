"""The assessment service: a child's reading from its first second to its result, and the readings cut short."""

from litcoach_desktop.services.assessment.reading import InterruptedReading, OpenReading, ReadingResult
from litcoach_desktop.services.assessment.second_hearing import SecondHearing
from litcoach_desktop.services.assessment.service import AssessmentService

__all__ = ["AssessmentService", "InterruptedReading", "OpenReading", "ReadingResult", "SecondHearing"]
