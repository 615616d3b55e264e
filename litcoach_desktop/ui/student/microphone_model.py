"""State of the microphone check: the devices, the level, and what to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.errors import LitcoachError
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.services.gateway import MicrophoneState
from litcoach_desktop.ui.messages import describe, log_bug, report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.ports.audio import AudioDevice
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.settings import Settings


class MicrophoneModel(ScreenModel):
    """`levelled` carries each new level, 0..1; `changed` comes only when the verdict or the devices change."""

    levelled = Signal(float)

    def __init__(
        self, runner: JobRunner, gateway: GatewayService, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(runner, parent)
        self._gateway = gateway
        self._settings = settings
        self.devices: list[AudioDevice] = []
        self.device_id: str | None = None
        self.verdict = "listening"

    @property
    def good(self) -> bool:
        """Whether the voice was heard well. Once it was, it stays so: a child who falls silent is ready."""
        return self.verdict == "good"

    def load(self) -> None:
        """Look for microphones and begin to listen to the one used last."""
        self.problem, self.verdict = None, "listening"
        self.phase = Phase.LOADING
        self.changed.emit()
        self.run(Lane.MISC, lambda _ctx: self._gateway.devices(), "microphones", self._got_devices)

    def use(self, device_id: str) -> None:
        """Listen to another microphone, now and in later starts."""
        self.device_id = device_id
        self._listen()
        name = next((device.name for device in self.devices if device.id == device_id), "")
        try:
            self._settings.save(microphone=name)
        except LitcoachError as problem:
            report(problem)

    def _got_devices(self, devices: list[AudioDevice]) -> None:
        self.devices = devices
        self.phase = Phase.READY if devices else Phase.EMPTY
        if devices:
            # By name: an id holds only as long as the system's list does not change.
            wanted = [device.id for device in devices if device.name == self._settings.microphone]
            self.device_id = wanted[0] if wanted else devices[0].id
            self._listen()
        else:
            self.changed.emit()

    def _listen(self) -> None:
        self.stop()
        self.problem, self.verdict = None, "listening"
        self.run(
            Lane.LISTEN,
            self._gateway.check_microphone(self.device_id),
            "microphone check",
            lambda _none: None,
            self._lost,
            self._heard,
        )
        self.changed.emit()

    def _heard(self, state: object) -> None:
        if not isinstance(state, MicrophoneState):
            return
        self.levelled.emit(state.level)
        verdict = str(state.verdict)
        if verdict != self.verdict and not self.good:
            self.verdict = verdict
            self.changed.emit()

    def _lost(self, error: Exception) -> None:
        log_bug(error)
        self.problem, self.verdict = describe(error), "lost"
        self.changed.emit()
