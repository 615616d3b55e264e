"""View-model of one page of growth: what was asked for, whether it is here, what went wrong."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.jobs import Lane
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands


class GrowthAnswer(QObject):
    """Holds what a call of the teacher's service brought; None while it is on its way or went wrong."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._work: Callable[[], Any] | None = None
        self.value: Any = None
        self.problem: UserMessage | None = None

    @property
    def loading(self) -> bool:
        """Whether an answer is awaited and nothing older can be shown."""
        return self._work is not None and self.value is None and self.problem is None

    def ask(self, work: Callable[[], Any], *, keep: bool = False) -> None:
        """Run `work` on a lane. keep: what is shown stays until its answer is here."""
        self._work, self.problem = work, None
        self.value = self.value if keep else None
        self.changed.emit()

        def prepared() -> Any:
            # The plots' library takes a second to import, which must not be the window's.
            importlib.import_module("pyqtgraph")

            return work()

        def have(value: Any) -> None:
            # The teacher may have gone on before this came.
            if self._work is work:
                self.value = value
                self.changed.emit()

        def failed(problem: Exception) -> None:
            log_bug(problem)
            if self._work is work:
                self.problem = describe(problem)
                self.changed.emit()

        self._errands.send("growth", prepared, have, wrong=failed, lane=Lane.STORE)

    def again(self) -> None:
        """Ask once more."""
        if self._work is not None:
            self.ask(self._work)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self._work, self.value, self.problem = None, None, None
        self.changed.emit()
