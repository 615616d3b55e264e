"""Demographics in memory: how many there are, and what a comparison says."""

from collections.abc import Callable

from litcoach_desktop.services.teacher.demographics import Fairness


class FakeDemographics:
    """As DemographicsKept."""

    def __init__(self, may_enter: Callable[[], None]) -> None:
        self._may_enter = may_enter
        self.kept = 0
        self.compared: list[Fairness] = []

    def count(self) -> int:
        self._may_enter()
        return self.kept

    def erase(self) -> int:
        self._may_enter()
        gone, self.kept = self.kept, 0
        return gone

    def fairness(self) -> list[Fairness]:
        self._may_enter()
        return self.compared
