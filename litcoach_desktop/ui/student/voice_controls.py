"""The buttons by which a child talks instead of typing: hold one to speak, or speak freely, and hush the coach."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.icons import set_icon
from litcoach_desktop.ui.messages import UserMessage, say
from litcoach_desktop.ui.talk_voice import TalkVoice
from litcoach_desktop.ui.widgets.plain import button, label


class VoiceControls(QObject):
    """`heard` carries what was understood while its screen is the one that shows.

    buttons: for the screen's footer. hint: a label for what was not understood. What was said by voice is answered by
    voice; what was typed is not read out unless the child asks.
    """

    heard = Signal(str)

    def __init__(self, voice: TalkVoice, parent: QObject) -> None:
        super().__init__(parent)
        self._voice = voice
        self._here = False
        self._by_voice = False
        self.hold = button(self.tr("Hold to talk"), "microphone")
        self.hold.setToolTip(self.tr("Hold the button, speak, and let go"))
        self.hold.pressed.connect(self._press)
        self.hold.released.connect(voice.release)
        self.free = button(self.tr("Always listen"), "ear", "quiet")
        self.free.setToolTip(self.tr("Speak without holding the button"))
        self.free.setCheckable(True)
        self.free.toggled.connect(voice.use_hands_free)
        self.hush = button(self.tr("Be quiet"), "stop", "", voice.interrupt)
        self.buttons = (self.hold, self.free, self.hush)
        self.hint = label("", "label")
        voice.listening.connect(self._show_listening)
        voice.speaking.connect(self.hush.setVisible)
        voice.hands_free_changed.connect(self.free.setChecked)
        voice.heard.connect(self._have)
        voice.not_understood.connect(self._show_hint)
        voice.problem.connect(self._show_problem)
        self.hush.hide()
        self.hint.hide()
        self._show_listening(False)

    @property
    def can_speak(self) -> bool:
        """Whether anything can be read to the child."""
        return self._voice.can_speak

    def enter(self, device_id: str | None) -> None:
        """The screen comes up. device_id: the microphone of the child's choice."""
        self._here, self._by_voice = True, False
        self._voice.device_id = device_id
        for made in (self.hold, self.free):
            made.setVisible(self._voice.available)
        self._show_hint("")

    def leave(self) -> None:
        """The screen goes away: nothing is heard any more."""
        if self._here:
            self._here = False
            self._voice.stop()

    def open_text(self, text: Text | None) -> None:
        """Another text lies open; its words may be asked about."""
        if self._here:
            self._voice.open_text(text)

    def by_hand(self) -> None:
        """The child typed or pressed something: what is answered need not be spoken."""
        self._by_voice = False
        self._show_hint("")
        self._voice.interrupt()

    def answer(self, words: str, choices: Sequence[str], hear: str = "") -> None:
        """What is answered, and what may be said next. hear: a word that is said even to a child that typed."""
        if self._here:
            self._voice.expect(choices)
            if self._by_voice or self._voice.hands_free:
                self._voice.say(f"{words} {hear}".strip())
            elif hear and self.can_speak:
                self._voice.say(hear)

    def read(self, words: str) -> None:
        """Read something to the child that asked for it."""
        self._voice.say(words)

    @Slot()
    def _press(self) -> None:
        self._by_voice = True
        self._show_hint("")
        self._voice.press()

    @Slot(str)
    def _have(self, words: str) -> None:
        if self._here:
            self._by_voice = True
            self._show_hint("")
            self.heard.emit(words)

    @Slot(bool)
    def _show_listening(self, on: bool) -> None:
        self.hold.setText(self.tr("Listening ...") if on else self.tr("Hold to talk"))
        set_icon(self.hold, "record" if on else "microphone")

    @Slot(str)
    def _show_hint(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    @Slot(object)
    def _show_problem(self, problem: UserMessage) -> None:
        if self._here:
            say(problem)
