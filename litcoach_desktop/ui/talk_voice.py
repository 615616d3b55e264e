"""The voice of the talk with the coach: listens while a button is held or hands free, and speaks the replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from litcoach_desktop.domain.coaching.spoken import words_to_ask_about
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import Job, JobRunner, Lane
from litcoach_desktop.ports.voice import Voice
from litcoach_desktop.services.gateway import (
    FellAsleep,
    Heard,
    Interrupted,
    Listening,
    NotUnderstood,
    TalkControl,
)
from litcoach_desktop.ui.messages import describe, log_bug

if TYPE_CHECKING:
    from litcoach_desktop.services.gateway import GatewayService

_MOST_NAMED = 3
# A voice whose sound server goes away never says that it has ended; the slowest takes half of this for a letter.
_LONGEST_MS_A_LETTER, _LONGEST_MS = 250, 5_000


class TalkVoice(QObject):
    """Signals: what is said now is heard, or is not; words that were understood; litcoach speaks, or has ended; what
    was said was not understood, with a sentence of what may be said; a problem as a UserMessage, after which typing
    goes on. hands_free_changed: it was switched, by the child or because nobody spoke for two minutes.
    """

    listening = Signal(bool)
    heard = Signal(str)
    not_understood = Signal(str)
    speaking = Signal(bool)
    problem = Signal(object)
    hands_free_changed = Signal(bool)

    def __init__(self, gateway: GatewayService, runner: JobRunner, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gateway, self._runner, self._voice = gateway, runner, voice
        self._control = TalkControl()
        self._job: Job[None] | None = None
        self._choices: tuple[str, ...] = ()
        self._text: Text | None = None
        self._hands_free = False
        self._pressed = False
        self._is_speaking = False
        self._is_listening = False
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.timeout.connect(self._told)
        self.device_id: str | None = None
        """The microphone that the child chose; None is the system's own."""

    @property
    def available(self) -> bool:
        """Whether litcoach can be talked to at all on this machine."""
        return self._gateway.can_converse

    @property
    def can_speak(self) -> bool:
        """Whether the system has a voice; without one replies are shown only."""
        return self._voice.available

    @property
    def hands_free(self) -> bool:
        """Whether speech is noticed without a button."""
        return self._hands_free

    @property
    def is_listening(self) -> bool:
        """Whether what is said now is heard."""
        return self._is_listening

    @property
    def is_speaking(self) -> bool:
        """Whether litcoach speaks."""
        return self._is_speaking

    @Slot()
    def press(self) -> None:
        """The child holds the button: litcoach falls silent and hears everything until `release`."""
        self.interrupt()
        self._pressed = True
        self._control.press()
        self._listen()

    @Slot()
    def release(self) -> None:
        """The child lets go: what was said until now is the whole of it."""
        self._pressed = False
        self._control.release()

    @Slot(bool)
    def use_hands_free(self, on: bool) -> None:
        """Notice speech without a button, or no longer."""
        if on == self._hands_free:
            return
        self._hands_free = on
        self._control.use_hands_free(on)
        if on:
            self._listen()
        self.hands_free_changed.emit(on)

    @Slot()
    def interrupt(self) -> None:
        """Fall silent."""
        if self._is_speaking:
            self._voice.stop()
            self._told()

    def expect(self, choices: Sequence[str]) -> None:
        """What may well be said next: the ready answers of the last reply."""
        self._choices = tuple(choices)
        self._control.expect(self._choices, words_to_ask_about(self._text))

    def open_text(self, text: Text | None) -> None:
        """The text that lies open; its words may be asked about."""
        self._text = text
        self._control.expect(self._choices, words_to_ask_about(text))

    def say(self, words: str) -> None:
        """Speak a reply, instead of what is being spoken; nothing without a voice."""
        if not self._voice.available or not words.strip():
            return
        self._control.speaking(True)
        if not self._is_speaking:
            self._is_speaking = True
            self.speaking.emit(True)
        self._longest.start(_LONGEST_MS + _LONGEST_MS_A_LETTER * len(words))
        self._voice.say(words, on_end=self._told)

    @Slot()
    def stop(self) -> None:
        """The screen is left: fall silent and let the microphone go."""
        self.interrupt()
        self._pressed = False
        self._control.finish()
        self._job = None
        self._tell_listening(False)
        self.use_hands_free(False)

    def _listen(self) -> None:
        if self._job is not None:
            return
        control = self._control = TalkControl()
        control.use_hands_free(self._hands_free)
        control.speaking(self._is_speaking)
        control.expect(self._choices, words_to_ask_about(self._text))
        if self._pressed:
            control.press()
        try:
            work = self._gateway.converse(control, self.device_id)
        except Exception as error:
            self._failed(control, error)
            return
        self._job = self._runner.submit(
            Lane.LISTEN,
            work,
            name="listen to a talk",
            on_success=lambda _nothing: self._ended(control),
            on_failure=lambda error: self._failed(control, error),
            on_cancel=lambda: self._ended(control),
            on_event=lambda event: self._take(control, event),
        )

    def _take(self, control: TalkControl, event: object) -> None:
        if control is not self._control:
            return
        if isinstance(event, Listening):
            self._tell_listening(event.on)
        elif isinstance(event, Heard):
            self.heard.emit(event.text)
        elif isinstance(event, Interrupted):
            self.interrupt()
        elif isinstance(event, NotUnderstood) and event.pressed:
            # Hands free, most of what is not understood was not meant for the coach.
            self.not_understood.emit(self._what_may_be_said())
        elif isinstance(event, FellAsleep):
            self.use_hands_free(False)

    def _what_may_be_said(self) -> str:
        named = [one.partition(". ")[2] or one for one in self._choices[:_MOST_NAMED]]
        if not named:
            return self.tr("I did not catch that. Say it again, or type it.")
        return self.tr("I did not catch that. You could say: %1.").replace("%1", "; ".join(named))

    def _ended(self, control: TalkControl) -> None:
        if control is self._control:
            self._job = None
            self._tell_listening(False)

    def _failed(self, control: TalkControl, error: Exception) -> None:
        if control is not self._control:
            return
        self._ended(control)
        log_bug(error)
        self._pressed = False
        self.use_hands_free(False)
        self.problem.emit(describe(error))

    @Slot()
    def _told(self) -> None:
        self._longest.stop()
        self._control.speaking(False)
        if self._is_speaking:
            self._is_speaking = False
            self.speaking.emit(False)

    def _tell_listening(self, on: bool) -> None:
        if on != self._is_listening:
            self._is_listening = on
            self.listening.emit(on)
