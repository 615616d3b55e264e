"""What is known of one word of a reading, and the buttons that overrule its mark."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.domain.reading.events import TeacherMark, WordEvent, WordFlag, WordStatus
from litcoach_desktop.ui.teacher.review import Review
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling
from litcoach_desktop.ui.widgets.reading_words import (
    day_and_time_words,
    flag_words,
    percent_words,
    status_words,
    unscored_words,
)

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import ReadingDetail

# The status that each button gives, in their order; None is the one for "put right".
_BUTTONS = (
    WordStatus.CORRECT,
    WordStatus.MISREAD,
    WordStatus.OMITTED,
    None,
    WordStatus.NOT_REACHED,
    WordStatus.UNSCORED,
)
_WORD_LARGE_BELOW = 1.5


class WordPanel(QWidget):
    """Details and history of the current word, and six marks to give it."""

    def __init__(self, review: Review, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._review = review
        self._today = today
        self._index = -1
        self.word = label("", "sample")
        self.word.setAccessibleName(self.tr("The chosen word"))
        self.status = label("", "strong")
        self.details = label("", "label")
        self.history = label("", "note")
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Why? (kept with the mark)"))
        self.note.setAccessibleName(self.tr("Why the mark was changed"))
        self.note.setMaxLength(200)
        self.note.returnPressed.connect(self._keep_note)
        self.hear = button(self.tr("Hear it (H)"), "listen", "small", self._hear)
        self.restore = button(
            self.tr("As the computer heard it"), "again", "small", lambda: review.mark_as_heard(self._index)
        )
        self.accept = button("", "ear", "small", lambda: review.accept(self._index))
        self.accept.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.marks: dict[str, QPushButton] = {}
        told = QWidget()
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for part in (
            self.word,
            self.status,
            self.details,
            self.hear,
            self.accept,
            self.history,
            self.restore,
            self.note,
        ):
            column.addWidget(part)
        column.addStretch(1)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, MEDIUM)
        inside.setSpacing(SMALL)
        inside.addWidget(scrolling(told), 1)
        inside.addWidget(label(self.tr("Mark it as"), "note"))
        inside.addLayout(self._mark_buttons())
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(card)
        current_theme().changed.connect(self._fit)
        self._fit()
        review.changed.connect(self._show)
        review.sound_changed.connect(self._show)
        self._show()

    @property
    def keys(self) -> dict[str, Callable[[], None]]:
        """The keys on the mark buttons and what each does to the chosen word."""
        keys: dict[str, Callable[[], None]] = {key: made.click for key, made in self.marks.items()}
        keys[self.tr("A")] = self.accept.click
        keys[self.tr("H")] = self.hear.click
        return keys

    @Slot(int)
    def show_word(self, index: int) -> None:
        """Turn to another word; -1 to none."""
        if index != self._index:
            self.note.clear()
        self._index = index
        self._show()

    def _mark_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SMALL)
        named = (
            (self.tr("Right"), self.tr("R")),
            (self.tr("Misread"), self.tr("M")),
            (self.tr("Left out"), self.tr("L")),
            (self.tr("Put right"), self.tr("P")),
            (self.tr("Not reached"), self.tr("E")),
            (self.tr("Cannot tell"), self.tr("C")),
        )
        for place, ((words, key), status) in enumerate(zip(named, _BUTTONS, strict=True)):
            made = button(self.tr("{0} ({1})").format(words, key), None, "small", functools.partial(self._mark, status))
            made.setCheckable(True)
            made.setAccessibleName(self.tr("Mark as {0}, key {1}").format(words, key))
            # The passage keeps the focus, so that the arrows go on working after a click here.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.marks[key] = made
            grid.addWidget(made, place // 2, place % 2)
        return grid

    @Slot()
    def _fit(self) -> None:
        """With large type the details need the room; the word itself stands large in the passage."""
        self.word.setProperty("role", "sample" if current_theme().text_scale < _WORD_LARGE_BELOW else "strong")
        self.word.style().unpolish(self.word)
        self.word.style().polish(self.word)

    @Slot()
    def _show(self) -> None:
        detail, event = self._review.detail, self._review.word_event(self._index)
        for part in (self.hear, self.note, *self.marks.values()):
            part.setEnabled(event is not None)
        if detail is None or event is None:
            for text in (self.word, self.status, self.details, self.history):
                text.clear()
            self.restore.hide()
            self.accept.hide()
            return
        span = self._review.span(self._index)
        self.hear.setEnabled(self._review.can_hear and span is not None)
        self.word.setText(detail.passage.words[self._index].text)
        accepted = self._index in detail.accepted
        self.accept.setVisible(self._review.may_accept(self._index))
        self.accept.setText(self.tr("Not the child's way (A)") if accepted else self.tr("The child says it so (A)"))
        self.accept.setToolTip(
            self.tr("It counts as misread again, in all readings.")
            if accepted
            else self.tr("A way of speaking, no mistake: read like this, it counts as right from now on.")
        )
        said = [status_words(event.status), *(flag_words(flag) for flag in sorted(event.flags))]
        self.status.setText(", ".join(said))
        self.details.setText("\n".join(self._details(detail, event)))
        marks = [mark for mark in detail.marks if mark.index == self._index]
        self.history.setText("\n".join(self._history(detail, marks)))
        self.restore.setVisible(bool(marks))
        self._check_buttons(event)

    def _details(self, detail: ReadingDetail, event: WordEvent) -> list[str]:
        machine = detail.machine_events.words[event.index]
        lines = []
        if machine.heard:
            lines.append(self.tr("Heard: {0}").format(machine.heard))
        for insertion in detail.events.insertions:
            said = insertion.heard or self.tr("something")
            if insertion.after_index == event.index:
                lines.append(self.tr("Then put in: {0}").format(said))
            elif insertion.after_index == -1 and event.index == 0:
                lines.append(self.tr("Put in before it: {0}").format(said))
        if event.start_s is not None and event.end_s is not None:
            lines.append(self.tr("From {0} to {1}").format(_clock(event.start_s), _clock(event.end_s)))
        elif self._review.span(event.index) is not None:
            lines.append(self.tr("Not heard; you hear the words around it."))
        else:
            lines.append(self.tr("Not heard."))
        if event.pause_before_s >= 1:
            lines.append(self.tr("{0:.1f} seconds of silence before it").format(event.pause_before_s))
        if self._review.sound_problem is not None:
            lines.append(self._review.sound_problem.text)
        elif self._review.recording is not None and not self._review.can_hear:
            lines.append(self.tr("No recording was kept."))
        return lines

    def _history(self, detail: ReadingDetail, marks: list[TeacherMark]) -> list[str]:
        machine = detail.machine_events.words[self._index]
        engine = " ".join(filter(None, (detail.machine_events.engine, detail.machine_events.engine_version)))
        first = self.tr("Computer ({0}): {1}").format(engine, status_words(machine.status).lower())
        if machine.status not in (WordStatus.UNSCORED, WordStatus.NOT_REACHED):
            sure = percent_words(machine.p_correct)
            first = self.tr("{0}; right with a probability of {1}").format(first, sure)
        elif machine.unscored_reason is not None:
            first = self.tr("{0}: {1}").format(first, unscored_words(machine.unscored_reason))
        lines = [first]
        if self._index in detail.accepted:
            lines.append(self.tr("This is the child's own accepted way of saying it."))
        for mark in marks:
            when = day_and_time_words(datetime.fromisoformat(mark.made_at), self._today())
            put_right = mark.flags is not None and WordFlag.SELF_CORRECTION in mark.flags
            became = flag_words(WordFlag.SELF_CORRECTION) if put_right else status_words(mark.status)
            line = self.tr("{0}, {1}: {2}").format(self._who(mark.made_by), when, became.lower())
            lines.append(self.tr("{0} – “{1}”").format(line, mark.note) if mark.note else line)
        return lines

    def _who(self, made_by: str) -> str:
        return self.tr("Teacher") if made_by == "teacher" else made_by

    def _check_buttons(self, event: WordEvent) -> None:
        """Press the button of the mark that the word has."""
        put_right = event.status is WordStatus.CORRECT and WordFlag.SELF_CORRECTION in event.flags
        for made, status in zip(self.marks.values(), _BUTTONS, strict=True):
            made.setChecked(put_right if status is None else event.status is status and not put_right)

    def _mark(self, status: WordStatus | None) -> None:
        if status is None:
            self._review.mark_put_right(self._index)
        else:
            self._review.mark_plain(self._index, status)

    def _hear(self) -> None:
        self._review.hear(self._index)

    @Slot()
    def _keep_note(self) -> None:
        event, note = self._review.word_event(self._index), self.note.text().strip()
        if event is not None and note:
            self._review.mark(self._index, event.status, event.flags, note)
            self.note.clear()


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"
