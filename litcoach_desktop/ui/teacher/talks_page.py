"""A child's talks with the coach: the list at the left, one talk at the right, what needs an adult marked in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.coaching.talks import Speaker
from litcoach_desktop.ui.teacher.alert_words import category_words, tier_words
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.talks import Talks
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.bubbles import Bubble, Bubbles
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import Talk, TalkAlert, TalkTurn


class TalksPage(QWidget):
    """`settle_asked` carries the TalkAlert to settle next; `done` says that the teacher has read enough."""

    settle_asked = Signal(object)
    done = Signal()

    def __init__(self, talks: Talks, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._talks, self._today = talks, today
        self._shown = ""
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Talks"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self._left = frame("card")
        shelf = QVBoxLayout(self._left)
        shelf.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        shelf.addWidget(label(self.tr("Talks"), "strong"))
        shelf.addWidget(self.list, 1)
        self.bubbles = Bubbles(role="body", follow=False)
        self.settled = label("", "note")
        talk = frame("card")
        column = QVBoxLayout(talk)
        column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        column.addWidget(self.bubbles, 1)
        column.addWidget(self.settled)
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._pages.addWidget(talk)
        self._pages.addWidget(self.notice)
        middle = QHBoxLayout()
        middle.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        middle.setSpacing(MEDIUM)
        middle.addWidget(self._left)
        middle.addWidget(self._pages, 1)
        self.state = label("", "label")
        self.next = button("", "done", "go", self._go_on)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(middle, 1)
        page.addWidget(Footer(self.state, go=self.next))
        talks.changed.connect(self._show)
        current_theme().changed.connect(self._fit)
        self._fit()
        self._show()

    @property
    def waiting(self) -> list[TalkAlert]:
        """What in the open talk nobody has settled yet, the first said first."""
        talk = self._talks.talk
        alerts = () if talk is None else talk.alerts
        return sorted((one for one in alerts if one.settled_at is None), key=lambda one: one.at)

    @Slot()
    def _show(self) -> None:
        talks = self._talks
        self._show_list()
        self._left.setVisible(len(talks.summaries) > 1)
        self._pages.setCurrentIndex(0 if talks.talk is not None else 1)
        if talks.problem is not None:
            self._pages.setCurrentIndex(1)
            self.notice.show_wrong(talks.problem.happened, talks.problem.remedy, self.tr("Try again"), talks.load)
        elif talks.loading and talks.talk is None:
            self.notice.show_waiting(self.tr("Fetching the talks ..."))
        elif talks.talk is None:
            self.notice.show_empty(
                self.tr("No talk yet"),
                self.tr("What a child and the coach say to each other can be read here, word by word."),
            )
        self._show_talk(talks.talk)
        count = len(self.waiting)
        self.state.setText(self.tr("%n message(s) to settle", "", count) if count else "")
        self.next.setText(self.tr("Settle") if count else self.tr("Done"))

    def _show_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._talks.summaries:
            when = day_and_time_words(one.started_at, self._today())
            messages = self.tr("%n message(s)", "", one.messages)
            words = " · ".join(part for part in (when, one.text_title, messages) if part)
            item = QListWidgetItem(f"! {words}" if one.alerts else words)
            item.setData(Qt.ItemDataRole.UserRole, one.session_id)
            item.setToolTip(words)
            self.list.addItem(item)
            if self._talks.talk is not None and one.session_id == self._talks.talk.summary.session_id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _show_talk(self, talk: Talk | None) -> None:
        self.bubbles.show_bubbles([] if talk is None else [self._bubble(turn) for turn in talk.turns])
        settled = [one for one in ([] if talk is None else talk.alerts) if one.settled_at is not None]
        lines = [
            self.tr("Settled {0}: {1}").format(day_and_time_words(one.settled_at, self._today()), one.note)
            for one in settled
            if one.settled_at is not None
        ]
        self.settled.setText("\n".join(lines))
        self.settled.setVisible(bool(lines))
        shown = "" if talk is None else talk.summary.session_id
        if shown != self._shown:
            self._shown = shown
            marked = [place for place, made in enumerate(self.bubbles.frames) if made.bubble.marked]
            self.bubbles.bring(marked[0] if marked else 0)

    def _bubble(self, turn: TalkTurn) -> Bubble:
        child = turn.by is Speaker.CHILD
        student = self._talks.student
        who = student.given_name if student is not None else self.tr("Guest")
        note = day_and_time_words(turn.at, self._today())
        if turn.tier is not None and turn.category is not None:
            note = " · ".join((note, tier_words(turn.tier), category_words(turn.category)))
        who = who if child else self.tr("Coach")
        return Bubble(turn.said, own=child, who=who, note=f"{who} · {note}", marked=child and turn.tier is not None)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._talks.choose(item.data(Qt.ItemDataRole.UserRole))

    def _go_on(self) -> None:
        waiting = self.waiting
        if waiting:
            self.settle_asked.emit(waiting[0])
        else:
            self.done.emit()

    @Slot()
    def _fit(self) -> None:
        letter = self.list.fontMetrics().averageCharWidth()
        self._left.setFixedWidth(min(420, max(240, letter * 30)))
