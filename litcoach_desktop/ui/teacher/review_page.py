"""One reading: score on top, the marked passage, the chosen word at the right, keys for everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.mark_key import MarkKey
from litcoach_desktop.ui.teacher.review import Review, ReviewState
from litcoach_desktop.ui.teacher.score_strip import ScoreStrip
from litcoach_desktop.ui.teacher.word_panel import WordPanel
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.marked_passage import MarkedPassage
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

# From this text scale on the key to the marks would take the room of the passage: a button brings it.
_KEY_FITS_BELOW = 1.5


class ReviewPage(QWidget):
    """`done` is sent when the teacher is through with the reading."""

    done = Signal()

    def __init__(self, review: Review, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._today = today
        self.score = ScoreStrip()
        self.passage = MarkedPassage()
        self.panel = WordPanel(review, today)
        self.key = MarkKey()
        self.key_button = button(self.tr("Marks"), None, "small")
        self.key_button.setCheckable(True)
        self.key_button.toggled.connect(self.key.setVisible)
        self.from_here = button(self.tr("Play from here (F)"), "play", "small", self._hear_from)
        self.stop = button(self.tr("Stop (Esc)"), "stop", "small", review.playback.stop)
        self.next = button("", "go", "go", self._next)
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._build()
        self.passage.current_changed.connect(self.panel.show_word)
        self.passage.hear_asked.connect(review.hear)
        review.playback.word_changed.connect(self.passage.show_playing)
        review.playback.playing_changed.connect(self._allow)
        review.changed.connect(self._show)
        review.sound_changed.connect(self._allow)
        current_theme().changed.connect(self._fit)
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
        around.addWidget(self.passage)
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
        page.addWidget(self.score)
        page.addLayout(row, 1)
        self._pages.addWidget(middle)
        self._pages.addWidget(self.notice)
        self._footer = Footer(self.from_here, self.stop, self.key_button, go=self.next)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(self._pages, 1)
        outside.addWidget(self._footer)

    def _shortcuts(self) -> None:
        calls: dict[str, Callable[[], object]] = dict(self.panel.keys)
        calls[self.tr("F")] = self._hear_from
        calls[self.tr("N")] = self._next
        for keys, call in calls.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    @Slot()
    def _show(self) -> None:
        review = self._review
        detail = review.detail
        ready = review.state is ReviewState.READY
        self._pages.setCurrentIndex(0 if ready else 1)
        self._footer.setVisible(ready)
        if ready and detail is not None:
            self.score.show_detail(detail, day_and_time_words(detail.summary.started_at, self._today()))
            self.passage.show_reading(detail.passage, detail.events, [mark.index for mark in detail.marks])
            self.panel.show_word(self.passage.current)
        else:
            self.score.show_detail(None)
            self.passage.clear()
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
        self.stop.setEnabled(review.playback.playing)
        self.next.setText(self.tr("Next to check (N)") if review.to_check else self.tr("Done (N)"))

    def _hear_from(self) -> None:
        self._review.hear_from(self.passage.current)

    def _next(self) -> None:
        if self._review.state is not ReviewState.READY:
            return
        index = self._review.next_to_check(self.passage.current)
        if index is None:
            self.done.emit()
            return
        self.passage.setFocus()
        self.passage.set_current(index)
        self._review.hear(index)

    @Slot()
    def _fit(self) -> None:
        scale = current_theme().text_scale
        self.panel.setFixedWidth(round(330 + 210 * (scale - 1)))
        self.key_button.setChecked(scale < _KEY_FITS_BELOW)
        self.key.setVisible(self.key_button.isChecked())
