"""Background work without Qt: named lanes, cancelling, throttled progress."""

from litcoach_desktop.jobs.context import Cancelled, JobContext
from litcoach_desktop.jobs.runner import Job, JobRunner, Lane

__all__ = ["Cancelled", "Job", "JobContext", "JobRunner", "Lane"]
