"""The voice of the operating system, through Qt's text-to-speech."""

import sys
from typing import Any

from PySide6.QtCore import QLocale, QObject


class SystemVoice(QObject):
    """Implements `ports.voice.Voice`. The speech module of Qt is loaded when the voice is first asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech: Any = None
        self._tried = False

    @property
    def available(self) -> bool:
        """False when the system has no voice."""
        self._find()
        return self._speech is not None

    def say(self, text: str, *, rate: float = 0.0) -> None:
        """Speak and return at once; silence without a voice."""
        self._find()
        if self._speech is not None:
            self._speech.stop()
            self._speech.setRate(max(-1.0, min(1.0, rate)))
            self._speech.say(text)

    def stop(self) -> None:
        """Fall silent."""
        if self._speech is not None:
            self._speech.stop()

    def _find(self) -> None:
        if self._tried:
            return
        self._tried = True
        if not _engine_can_load():
            return
        from PySide6.QtTextToSpeech import QTextToSpeech

        # "mock" is Qt's own engine for tests: it says nothing.
        engines = [name for name in QTextToSpeech.availableEngines() if name != "mock"]
        if not engines:
            return
        speech = QTextToSpeech(engines[0], self)
        if speech.state() == QTextToSpeech.State.Error or not speech.availableVoices():
            return
        english = [place for place in speech.availableLocales() if place.language() == QLocale.Language.English]
        if english and speech.locale().language() != QLocale.Language.English:
            speech.setLocale(english[0])
        self._speech = speech


def _engine_can_load() -> bool:
    """Whether asking Qt for a voice is worth it.

    On Linux the engine is a plug-in over libspeechd; without that library Qt complains on standard error for
    each try, so it is looked for first.
    """
    if not sys.platform.startswith("linux"):
        return True
    from ctypes.util import find_library

    return find_library("speechd") is not None
