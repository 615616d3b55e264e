"""Screen 4, the microphone: say three words, see the wave grow, go on."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey
from litcoach_desktop.ui.student.microphone_model import MicrophoneModel
from litcoach_desktop.ui.student.model import Phase
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.level_wave import LevelWave
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.sign import Sign


class MicrophoneScreen(Screen):
    """The next step opens when the voice was heard well; there is a way on without it."""

    def __init__(self, model: MicrophoneModel, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model, self._journey = model, journey
        self.ask = label(self.tr("Say: one, two, three."), "title")
        self.ask.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.wave = LevelWave()
        self.card = frame("card")
        self.sign = Sign("listening")
        self.verdict = label("", "child")
        row = QHBoxLayout(self.card)
        row.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        row.setSpacing(LARGE)
        row.addWidget(self.sign)
        row.addWidget(self.verdict, 1)
        self.devices = QComboBox()
        self.devices.setAccessibleName(self.tr("Which microphone"))
        self.devices.activated.connect(self._device_chosen)
        self.which = label(self.tr("Microphone:"), "label", wrap=False)
        choice = QHBoxLayout()
        choice.setSpacing(MEDIUM)
        choice.addWidget(self.which)
        choice.addWidget(self.devices, 1)
        middle = QWidget()
        middle.setMaximumWidth(900)
        column = QVBoxLayout(middle)
        column.setSpacing(LARGE)
        column.addWidget(self.ask)
        column.addWidget(self.wave)
        column.addWidget(self.card)
        column.addLayout(choice)
        self.body.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        self.body.addLayout(across)
        self.body.addStretch(2)
        self.anyway = button(self.tr("Read anyway"), None, "quiet", self._go_on)
        self.others.addWidget(self.anyway)
        self.next.setText(self.tr("Start reading"))
        model.changed.connect(self._show)
        model.levelled.connect(self.wave.show_level)
        self._show()

    def heading(self) -> Heading:
        """Back to the shelf."""
        return Heading(self.tr("Can I hear you?"), back=self.tr("Back"))

    def enter(self) -> None:
        """Listen."""
        self.wave.clear()
        self.model.load()

    def leave(self) -> None:
        """Let the microphone go: the reading needs it."""
        self.model.stop()

    def on_next(self) -> None:
        """Start reading, or look once more for a microphone."""
        if self.model.good:
            self._go_on()
        else:
            self.model.load()

    def _go_on(self) -> None:
        self._journey.start_reading(self.model.device_id)

    @Slot()
    def _show(self) -> None:
        model = self.model
        ready = self.show_phase(
            model,
            self.tr("Looking for a microphone ..."),
            self.tr("I can't find a microphone."),
            self.tr("Is the headset plugged in? Plug it in, then press “Check again”, or ask a grown-up."),
        )
        missing = model.phase is Phase.EMPTY or model.verdict == "lost"
        self.anyway.setVisible(ready and model.verdict not in ("good", "listening", "lost"))
        self.next.setVisible(model.phase is not Phase.LOADING)
        self.next.setEnabled(model.good or missing)
        self.next.setText(self.tr("Check again") if missing else self.tr("Start reading"))
        if not ready:
            return
        words = self._sentence(model.verdict)
        if model.problem is not None:
            words = model.problem.text
        self.verdict.setText(words)
        self.sign.show_sign("good" if model.good else "listening" if model.verdict == "listening" else "look")
        self.card.setProperty("role", "calm" if model.good else "card" if model.verdict == "listening" else "look")
        self.card.style().unpolish(self.card)
        self.card.style().polish(self.card)
        if [self.devices.itemData(row) for row in range(self.devices.count())] != [d.id for d in model.devices]:
            self.devices.clear()
            for device in model.devices:
                self.devices.addItem(device.name, device.id)
        self.devices.setCurrentIndex(max(0, self.devices.findData(model.device_id)))

    def _sentence(self, verdict: str) -> str:
        return {
            "listening": self.tr("I'm listening ..."),
            "good": self.tr("I can hear you well. Off you go!"),
            "silent": self.tr("I can't hear you. Is the headset plugged in? You can pick another one here."),
            "wrong_device": self.tr("Nothing comes from this microphone. Is it switched on? Pick another one here."),
            "too_quiet": self.tr("You sound far away. Bring the microphone closer to your mouth."),
            "clipped": self.tr("That is very loud. Move the microphone a little away from your mouth."),
            "noisy": self.tr("It is noisy here. Can you find a quieter place?"),
        }.get(verdict, self.tr("I'm not sure I can hear you. Say it once more."))

    @Slot(int)
    def _device_chosen(self, row: int) -> None:
        self.model.use(self.devices.itemData(row))
