"""The voice of the operating system, through Qt's text-to-speech."""

import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale, QObject, QProcess, QStandardPaths, QTimer, Slot

_PATIENCE_MS = 5_000


class SystemVoice(QObject):
    """Implements `ports.voice.Voice`. Without `look` there is no voice.

    On Linux the voice is a service of its own, and Qt waits in the window's thread for as long as that service
    does not answer. So a child process asks it first, and only a service that answers is used.
    """

    def __init__(self, parent: QObject | None = None, *, engine: str = "") -> None:
        """engine: one of Qt's by name; without it the system's own."""
        super().__init__(parent)
        self._engine = engine
        self._speech: Any = None
        self._answers = False
        self._on_word: Callable[[int], None] | None = None
        self._on_end: Callable[[], None] | None = None
        self._begun = False
        self._asking: QProcess | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self.close)

    def look(self) -> None:
        """Begin to find out whether the system has a voice; returns at once."""
        if not sys.platform.startswith("linux"):
            self._answers = True
            return
        program = QStandardPaths.findExecutable("spd-say")
        if not program:
            return
        self._asking = QProcess(self)
        self._asking.finished.connect(self._answered)
        self._asking.setStandardOutputFile(QProcess.nullDevice())
        # Its voices, because that is what Qt will ask for: a service may answer and still hang over them.
        self._asking.start(program, ["--list-synthesis-voices"])
        self._patience.start()

    @Slot()
    def close(self) -> None:
        """Stop finding out, and fall silent."""
        self._patience.stop()
        asking, self._asking = self._asking, None
        if asking is not None and asking.state() is not QProcess.ProcessState.NotRunning:
            asking.kill()
            asking.waitForFinished(1_000)
        self.stop()

    @property
    def asking(self) -> bool:
        """Whether the answer of the system's voice is awaited."""
        return self._patience.isActive()

    @property
    def available(self) -> bool:
        """False when the system has no voice, or while that is not known yet."""
        if self._answers:
            self._answers = False
            self._find()
        return self._speech is not None

    @property
    def tells_words(self) -> bool:
        """Whether the system's voice says which word it speaks."""
        if not self.available:
            return False
        from PySide6.QtTextToSpeech import QTextToSpeech

        return bool(self._speech.engineCapabilities() & QTextToSpeech.Capability.WordByWordProgress)

    def say(
        self,
        text: str,
        *,
        rate: float = 0.0,
        on_word: Callable[[int], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        """Speak and return at once; silence without a voice."""
        if self.available:
            self.stop()
            self._on_word, self._on_end, self._begun = on_word, on_end, False
            self._speech.setRate(max(-1.0, min(1.0, rate)))
            self._speech.say(text)

    def stop(self) -> None:
        """Fall silent."""
        self._on_word, self._on_end = None, None
        if self._speech is not None:
            self._speech.stop()

    @Slot("QString", "qlonglong", "qlonglong", "qlonglong")
    def _word_begun(self, _word: str, _utterance: int, start: int, _length: int) -> None:
        if self._on_word is not None:
            self._on_word(start)

    @Slot(object)
    def _state_changed(self, state: object) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        if state == QTextToSpeech.State.Speaking:
            self._begun = True
        # What was stopped before may report its end after this text was handed over.
        elif state == QTextToSpeech.State.Ready and self._begun:
            self._begun = False
            on_end, self._on_end = self._on_end, None
            if on_end is not None:
                on_end()

    @Slot(int)
    def _answered(self, exit_code: int) -> None:
        self._patience.stop()
        self._answers = exit_code == 0 and self._asking is not None

    def _find(self) -> None:
        from PySide6.QtTextToSpeech import QTextToSpeech

        # "mock" is Qt's own engine for tests: it says nothing.
        engines = [self._engine] if self._engine else [one for one in QTextToSpeech.availableEngines() if one != "mock"]
        if not engines:
            return
        speech = QTextToSpeech(engines[0], self)
        if speech.state() == QTextToSpeech.State.Error or not speech.availableVoices():
            return
        english = [place for place in speech.availableLocales() if place.language() == QLocale.Language.English]
        if english and speech.locale().language() != QLocale.Language.English:
            speech.setLocale(english[0])
        speech.stateChanged.connect(self._state_changed)
        speech.sayingWord.connect(self._word_begun)
        self._speech = speech
