"""The strip above a reading that is reviewed in turn: how far the teacher is, why this one waits, and a note on it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from litcoach_desktop.domain.reading.review_queue import SURPRISING, Waiting
from litcoach_desktop.ui.teacher.review_queue import ReviewQueue
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_words import unscored_words


class QueueStrip(QWidget):
    """Shown only on the way through the queue."""

    def __init__(self, queue: ReviewQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._shown: str | None = None
        self.progress = label("", "strong", wrap=False)
        self.why = label("", "label")
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("A note on this reading (T)"))
        self.note.setAccessibleName(self.tr("A note on this reading"))
        self.note.setMaxLength(500)
        self.later = button(self.tr("Later (J)"), None, "small", queue.later)
        self.later.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        card = frame("card")
        row = QHBoxLayout(card)
        row.setContentsMargins(LARGE, SMALL, LARGE, SMALL)
        row.setSpacing(MEDIUM)
        row.addWidget(self.progress)
        row.addWidget(self.why, 2)
        row.addWidget(self.note, 1)
        row.addWidget(self.later)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        queue.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        current = self._queue.current
        self.setVisible(current is not None)
        if current is None:
            self._shown = None
            self.note.clear()
            self.progress.clear()
            self.why.clear()
            return
        if current.reading_id != self._shown:
            self._shown = current.reading_id
            self.note.clear()
        place = (self._queue.place or 0) + 1
        self.progress.setText(self.tr("{0} of {1}").format(place, len(self._queue.waiting)))
        self.why.setText(self._reasons(current))

    def _reasons(self, waiting: Waiting) -> str:
        reasons = [waiting.student_name]
        if waiting.unscored_reason is not None:
            reasons.append(self.tr("not scored: {0}").format(unscored_words(waiting.unscored_reason)))
        if waiting.doubtful_words:
            reasons.append(self.tr("%n word(s) to check", "", waiting.doubtful_words))
        if waiting.surprise is not None and waiting.surprise >= SURPRISING and waiting.wcpm is not None:
            usual = round(waiting.usual_wcpm or 0)
            reasons.append(self.tr("{0} WCPM, usually {1}").format(round(waiting.wcpm), usual))
        return " · ".join(reasons)
