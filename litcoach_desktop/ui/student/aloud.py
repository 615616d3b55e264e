"""Reads a passage to the child, sentence by sentence, and knows which word is spoken."""

from bisect import bisect_right

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from litcoach_desktop.domain.reading.sentences import Sentence, sentences
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.voice import Voice

SPEEDS = {"slow": -0.45, "normal": 0.0, "fast": 0.3}
"""Names of the speeds and the rates of the voice."""

_FIRST_PACE_MS = {"slow": 95.0, "normal": 65.0, "fast": 50.0}
"""Milliseconds for one letter, until the voice's own pace was measured."""
_PAUSE_LETTERS = 5
_SPACE_LETTERS = 1


class ReadAloud(QObject):
    """`word_changed`: index of the word that is spoken. `changed`: it began, or it stopped.

    Many voices do not say which word they speak. Then the words of a sentence are stepped through at the pace
    that the sentences before it had; each sentence begins in time again.
    """

    word_changed = Signal(int)
    changed = Signal()

    def __init__(self, voice: Voice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._voice = voice
        self._passage = Passage("")
        self._sentences: tuple[Sentence, ...] = ()
        self._pace = dict(_FIRST_PACE_MS)
        self._since = QElapsedTimer()
        self._step = QTimer(self)
        self._step.setSingleShot(True)
        self._step.timeout.connect(self._next_word)
        self._begin = 0
        self._offset = 0
        self.speed = "normal"
        self.word = 0
        self.playing = False

    @property
    def available(self) -> bool:
        """Whether the laptop can read aloud."""
        return self._voice.available

    def open(self, passage: Passage) -> None:
        """Another passage, from its start."""
        self.pause()
        self._passage, self._sentences = passage, sentences(passage)
        self.word = 0

    def play(self, word: int | None = None) -> None:
        """Read from this word on, or from where it was; from the start again after the end."""
        if not self._passage.words or not self._voice.available:
            return
        if word is None:
            word = self.word if self.word < len(self._passage.words) - 1 else 0
        self.playing = True
        self._speak(word)
        self.changed.emit()

    def pause(self) -> None:
        """Fall silent; `play` goes on with the same word."""
        self._step.stop()
        self._voice.stop()
        if self.playing:
            self.playing = False
            self.changed.emit()

    def choose_speed(self, speed: str) -> None:
        """A key of SPEEDS; from the present word on."""
        self.speed = speed
        if self.playing:
            self._speak(self.word)
        self.changed.emit()

    def _speak(self, word: int) -> None:
        sentence = self._sentences[bisect_right([one.first for one in self._sentences], word) - 1]
        self._begin = word
        self._offset = sentence.start if word == sentence.first else self._passage.words[word].start
        self._move(word)
        # A voice may stop at the end of a line; the words stay where they are.
        text = self._passage.text[self._offset : sentence.end].replace("\n", " ")
        self._voice.say(text, rate=SPEEDS[self.speed], on_word=self._told, on_end=self._sentence_spoken)
        self._since.start()
        if not self._voice.tells_words:
            self._plan()

    def _told(self, offset: int) -> None:
        starts = [word.start for word in self._passage.words]
        self._move(max(0, bisect_right(starts, self._offset + offset) - 1))

    def _last(self) -> int:
        return next(one.last for one in self._sentences if one.last >= self._begin)

    def _letters(self, first: int, last: int) -> int:
        """How long these words are, in letters and what a pause or a space takes."""
        words = self._passage.words[first : last + 1]
        return sum(len(word.text) + (_PAUSE_LETTERS if word.ends_clause else _SPACE_LETTERS) for word in words)

    def _plan(self) -> None:
        if self.word < self._last():
            due = self._pace[self.speed] * self._letters(self._begin, self.word)
            self._step.start(max(1, round(due - self._since.elapsed())))

    @Slot()
    def _next_word(self) -> None:
        if self.playing and self.word < self._last():
            self._move(self.word + 1)
            self._plan()

    def _sentence_spoken(self) -> None:
        if not self.playing:
            return
        last = self._last()
        letters = self._letters(self._begin, last)
        # The end of a sentence has no pause after it when it is all that is said.
        self._pace[self.speed] = self._since.elapsed() / max(1, letters - _PAUSE_LETTERS)
        self._step.stop()
        if last + 1 < len(self._passage.words):
            self._speak(last + 1)
        else:
            self._move(last)
            self.playing = False
            self.changed.emit()

    def _move(self, word: int) -> None:
        if word != self.word or word == self._begin:
            self.word = word
            self.word_changed.emit(word)
