"""Saves what is chosen on the settings page, and says where each value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.errors import LitcoachError
from litcoach_desktop.settings import DECLARATIONS, Origin, environment_name
from litcoach_desktop.ui.messages import describe

if TYPE_CHECKING:
    from litcoach_desktop.settings import Settings


class SettingsDesk(QObject):
    """`changed` carries the name of a setting after it was saved."""

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def value(self, name: str) -> object:
        """What holds now."""
        return getattr(self.settings, name)

    def locked(self, name: str) -> bool:
        """Whether the school's policy fixes it."""
        return self.settings.origin(name) is Origin.POLICY

    def own(self, name: str) -> bool:
        """Whether it was chosen on this laptop, and could be put back."""
        return self.settings.origin(name) is Origin.USER

    def limits(self, name: str) -> tuple[float, float]:
        """The least and the most of a number."""
        declared = DECLARATIONS[name]
        return declared.least or 0, float("inf") if declared.most is None else declared.most

    def save(self, **changes: object) -> str:
        """Keep new values; returns why it could not be done, "" when it was."""
        try:
            self.settings.save(**changes)
        except LitcoachError as problem:
            return describe(problem).text
        except ValueError as problem:
            return self.tr("This cannot be used: {0}.").format(problem)
        for name in changes:
            self.changed.emit(name)
        return ""

    def put_back(self, name: str) -> str:
        """Take the usual value again; returns why it could not be done, "" when it was."""
        try:
            self.settings.put_back(name)
        except LitcoachError as problem:
            return describe(problem).text
        self.changed.emit(name)
        return ""

    def origin_words(self, name: str) -> str:
        """Where the value comes from."""
        return {
            Origin.DEFAULT: self.tr("The usual value"),
            Origin.USER: self.tr("Chosen on this laptop"),
            Origin.POLICY: self.tr("Set by your school: it cannot be changed here"),
            Origin.ENVIRONMENT: self.tr("Set for this start by {0}: a change holds until litcoach is closed").format(
                environment_name(name)
            ),
        }[self.settings.origin(name)]
