"""One reading: score on top, the marked passage, the chosen word at the right, keys for everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.ui.teacher.expression_view import ExpressionView
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.mark_key import MarkKey
from litcoach_desktop.ui.teacher.queue_strip import QueueStrip
from litcoach_desktop.ui.teacher.record_sheet import RecordSheet
from litcoach_desktop.ui.teacher.review import Review, ReviewState
from litcoach_desktop.ui.teacher.review_queue import ReviewQueue
from litcoach_desktop.ui.teacher.score_strip import ScoreStrip
from litcoach_desktop.ui.teacher.view_menu import View, ViewMenu
from litcoach_desktop.ui.teacher.word_panel import WordPanel
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.marked_passage import MarkedPassage
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words
from litcoach_desktop.ui.widgets.waveform import Waveform

# From this text scale on the key to the marks would take the room of the passage: a button brings it.
_KEY_FITS_BELOW = 1.5


class ReviewPage(QWidget):
    """`done` is sent when the teacher is through with the reading.

    `class_protocol_asked` and `usual_protocol_asked` carry the id of the protocol that the child's class, or everybody,
    is to read under; `own_protocols_asked` asks for the window of the school's own ones.
    """

    done = Signal()
    class_protocol_asked = Signal(str)
    usual_protocol_asked = Signal(str)
    own_protocols_asked = Signal()

    def __init__(
        self, review: Review, queue: ReviewQueue, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._queue = queue
        self._today = today
        self._word_keys: list[QShortcut] = []
        # The word that the reading was opened to hear, until its sound is here.
        self._to_hear: int | None = None
        self.score = ScoreStrip()
        self.strip = QueueStrip(queue)
        self.passage = MarkedPassage()
        self.wave = Waveform()
        self.panel = WordPanel(review, today)
        self.expression = ExpressionView()
        self.sheet = RecordSheet()
        self.view = View.WORDS
        self.menu = ViewMenu()
        self.key = MarkKey()
        self.key_button = button(self.tr("Marks"), None, "small")
        self.key_button.setCheckable(True)
        self.key_button.toggled.connect(self._show_key)
        # With large type the footer has no room for the button.
        self.key_button.toggled.connect(self.menu.marks.setChecked)
        self.menu.marks.toggled.connect(self.key_button.setChecked)
        self.undo = button(self.tr("Undo (U)"), None, "small", self._undo)
        self.from_here = button(self.tr("Play from here (Space)"), "play", "small", self._hear_from)
        self.stop = button(self.tr("Stop (Esc)"), "stop", "small", review.playback.stop)
        self.next = button("", "go", "go", self._next)
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._build()
        self.passage.current_changed.connect(self.panel.show_word)
        self.passage.current_changed.connect(self.wave.show_word)
        self.passage.hear_asked.connect(review.hear)
        self.passage.hear_from_asked.connect(self._play_or_stop)
        self.wave.word_asked.connect(self.passage.set_current)
        self.wave.word_asked.connect(review.hear)
        review.playback.word_changed.connect(self.wave.show_playing)
        review.playback.word_changed.connect(self.passage.show_playing)
        review.playback.playing_changed.connect(self._allow)
        review.changed.connect(self._show)
        review.sound_changed.connect(self._show_sound)
        queue.changed.connect(self._allow)
        current_theme().changed.connect(self._fit)
        self.menu.view_asked.connect(self.show_view)
        self.menu.protocol_asked.connect(review.choose_protocol)
        self.menu.class_asked.connect(self.class_protocol_asked)
        self.menu.all_asked.connect(self.usual_protocol_asked)
        self.menu.own_asked.connect(self.own_protocols_asked)
        self.sheet.cues_asked.connect(review.mark_cues)
        self.sheet.hear_asked.connect(review.hear)
        self.sheet.word_changed.connect(self.passage.set_current)
        self._shortcuts()
        self._fit()
        self._show()

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout()
        column.setSpacing(SMALL)
        paper = frame("card")
        around = QVBoxLayout(paper)
        around.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        self._middle = QStackedWidget()
        for view in (self.passage, self.expression, self.sheet):
            self._middle.addWidget(view)
        around.addWidget(self._middle)
        around.addWidget(self.wave)
        column.addWidget(paper, 1)
        column.addWidget(self.key)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addLayout(column, 1)
        row.addWidget(self.panel)
        page = QVBoxLayout(middle)
        page.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        page.setSpacing(SMALL)
        self.score.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.strip.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        page.addWidget(self.strip)
        page.addWidget(self.score)
        page.addLayout(row, 1)
        self._pages.addWidget(middle)
        self._pages.addWidget(self.notice)
        self._footer = Footer(self.from_here, self.stop, self.undo, self.key_button, self.menu, go=self.next)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self._pages, 1)
        outside.addWidget(self._footer)

    def _shortcuts(self) -> None:
        calls: dict[str, Callable[[], object]] = dict(self.panel.keys)
        calls[self.tr("U")] = self._undo
        calls[QKeySequence(QKeySequence.StandardKey.Undo).toString()] = self._undo
        calls[self.tr("T")] = self.strip.note.setFocus
        calls[self.tr("J")] = self._queue.later
        calls[self.tr("N")] = self._next
        for number, view in enumerate(View, 1):
            calls[str(number)] = partial(self.show_view, view)
        for keys, call in calls.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
            if keys in self.panel.keys:
                self._word_keys.append(shortcut)

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Turn to the words, the expression or the running record."""
        self.view = view
        self._middle.setCurrentIndex(view.value)
        self.menu.show_view(view)
        words = view is View.WORDS
        self.panel.setVisible(words)
        self.key_button.setEnabled(words)
        self.menu.marks.setEnabled(words)
        self._show_key()
        self._show_wave()
        # Only where the marks can be seen do their keys make them; M and S mean something else on the sheet.
        for shortcut in self._word_keys:
            shortcut.setEnabled(words)
        (self.sheet if view is View.RECORD else self.passage if words else self.menu).setFocus()
        self._allow()

    @Slot()
    def _show(self) -> None:
        review = self._review
        detail = review.detail
        ready = review.state is ReviewState.READY
        self._pages.setCurrentIndex(0 if ready else 1)
        self._footer.setVisible(ready)
        if ready and detail is not None:
            self.score.show_detail(detail, day_and_time_words(detail.summary.started_at, self._today()))
            self.wave.show_reading(detail.passage, detail.events)
            self.passage.show_reading(detail.passage, detail.events, [mark.index for mark in detail.marks])
            wanted = review.wanted_place()
            if wanted is not None:
                self._to_hear = wanted
                self.passage.set_current(wanted)
                self._hear_wanted()
            self.panel.show_word(self.passage.current)
            self.expression.show_detail(detail)
            self.sheet.show_detail(detail)
            self.menu.show_detail(detail)
        else:
            self.expression.show_detail(None)
            self.sheet.show_detail(None)
            self.menu.show_detail(None)
            self.show_view(View.WORDS)
            self._to_hear = None
            self.score.show_detail(None)
            self.passage.clear()
            self.wave.show_reading(None, ReadingEvents(()))
            self.panel.show_word(-1)
            self._show_notice()
        self._allow()

    def _show_notice(self) -> None:
        review = self._review
        if review.state is ReviewState.LOADING:
            self.notice.show_waiting(self.tr("Fetching the reading ..."))
        elif review.state is ReviewState.FINISHING:
            self.notice.show_waiting(self.tr("Listening to the recording ..."))
        elif review.state is ReviewState.UNFINISHED:
            self.notice.show_empty(
                self.tr("This reading was cut short"),
                self.tr("What was recorded is kept. It can be listened to and marked now."),
                self.tr("Mark it now"),
                review.finish,
            )
        elif review.problem is not None:
            problem = review.problem
            self.notice.show_wrong(problem.happened, problem.remedy, self.tr("Try again"), review.retry)

    @Slot()
    def _allow(self) -> None:
        review = self._review
        self.from_here.setEnabled(review.can_hear and review.span_from(self.passage.current) is not None)
        playing = review.playback.playing
        self.stop.setEnabled(playing)
        # With large type there is room for one of the two, and only one of them does anything.
        roomy = current_theme().text_scale < _KEY_FITS_BELOW
        self.from_here.setVisible(roomy or not playing)
        self.stop.setVisible(roomy or playing)
        self.undo.setEnabled(review.can_undo)
        if review.to_check:
            self.next.setText(self.tr("Next to check (N)"))
        elif not self._queue.walking:
            self.next.setText(self.tr("Done (N)"))
        else:
            self.next.setText(self.tr("Done, next reading (N)") if roomy else self.tr("Next reading (N)"))

    def _hear_from(self) -> None:
        self._review.hear_from(self.passage.current)

    @Slot(int)
    def _play_or_stop(self, index: int) -> None:
        if self._review.playback.playing:
            self._review.playback.stop()
        else:
            self._review.hear_from(index)

    def _undo(self) -> None:
        index = self._review.undo()
        if index is not None:
            self.passage.set_current(index)

    @Slot()
    def _show_sound(self) -> None:
        self.wave.show_sound(self._review.recording)
        self.wave.show_word(self.passage.current)
        self._show_wave()
        self._hear_wanted()
        self._allow()

    def _hear_wanted(self) -> None:
        if self._to_hear is not None and self._review.can_hear:
            index, self._to_hear = self._to_hear, None
            self._review.hear(index)

    def _show_wave(self) -> None:
        self.wave.setVisible(self.wave.has_sound and self.view is View.WORDS)

    def _next(self) -> None:
        if self._review.state is not ReviewState.READY:
            return
        index = self._review.next_to_check(self.passage.current)
        if index is None and self._queue.walking:
            self._queue.done(self.strip.note.text())
            return
        if index is None:
            self.done.emit()
            return
        self.show_view(View.WORDS)
        self.passage.set_current(index)
        self._review.hear(index)

    @Slot()
    def _fit(self) -> None:
        scale = current_theme().text_scale
        self.panel.setFixedWidth(round(330 + 210 * (scale - 1)))
        self.key_button.setChecked(scale < _KEY_FITS_BELOW)
        self.key_button.setVisible(scale < _KEY_FITS_BELOW)
        self._show_key()
        self._show_wave()
        self._allow()

    @Slot()
    def _show_key(self) -> None:
        self.key.setVisible(self.key_button.isChecked() and self.view is View.WORDS)
