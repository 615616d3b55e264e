"""What the window needs of the program around it; bootstrap hands over an object of this shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from litcoach_desktop.jobs import JobRunner
    from litcoach_desktop.services.agent import AgentService
    from litcoach_desktop.services.assessment import AssessmentService
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.settings import Settings

Deliver = Callable[[Callable[[], None]], None]
"""Brings a callable into the window's thread."""


class WindowServices(Protocol):
    """The services behind the window, the lanes they run on, and the settings."""

    @property
    def content(self) -> ContentService:
        """The texts."""

    @property
    def assessment(self) -> AssessmentService:
        """Readings, and who may read."""

    @property
    def teacher(self) -> TeacherService:
        """What is behind the passphrase."""

    @property
    def gateway(self) -> GatewayService:
        """Microphone and loudspeaker."""

    @property
    def agent(self) -> AgentService:
        """The coach."""

    @property
    def runner(self) -> JobRunner:
        """The lanes."""

    @property
    def settings(self) -> Settings:
        """The settings as they hold now."""

    def close(self) -> None:
        """Stop all work and close the databases."""


OpenServices = Callable[[Deliver], WindowServices]
"""Opens everything; called off the window's thread. Raises EnvironmentProblem."""
