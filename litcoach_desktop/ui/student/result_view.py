"""Screen 6, "How it went": what was good, three words to practise, the time, and hearing oneself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.student.result_model import ResultModel
from litcoach_desktop.ui.student.screen import Screen
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.animal import Animal
from litcoach_desktop.ui.widgets.flow import FlowLayout, clear
from litcoach_desktop.ui.widgets.plain import button, frame, label


class _Card(QPushButton):
    """A button as large as the labels laid out on it."""

    def __init__(self, on_click: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "wordcard")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: on_click())

    def sizeHint(self) -> QSize:
        """What the labels need."""
        inside = self.layout()
        return super().sizeHint() if inside is None else inside.sizeHint()


class ResultScreen(Screen):
    """The next step practises the first word; without words, it chooses the next book or tries again."""

    def __init__(self, model: ResultModel, journey: Journey, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model, self._journey = model, journey
        self.cards: list[QPushButton] = []
        self.animal = Animal("fox", 96)
        self.praise = label("", "title")
        self.praise_card = frame("calm")
        row = QHBoxLayout(self.praise_card)
        row.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        row.setSpacing(LARGE)
        row.addWidget(self.animal)
        row.addWidget(self.praise, 1)
        self.why = label("", "child")
        self.words_title = label(self.tr("Words to practise"), "heading")
        self._words = QWidget()
        self._flow = FlowLayout(self._words, MEDIUM)
        self.time = label("", "child")
        self.hear = button(self.tr("Hear myself"), "play", "", model.hear)
        bottom = QHBoxLayout()
        bottom.setSpacing(LARGE)
        self.question = button(self.tr("Answer a question"), "question", "", lambda: journey.go(Place.QUESTION))
        self.write = button(self.tr("Write about it"), "edit", "", lambda: journey.go(Place.WRITING))
        self.coach = button(self.tr("Talk to the coach"), "coach", "", journey.talk)
        bottom.addWidget(self.hear)
        bottom.addWidget(self.time, 1)
        for part in (self.praise_card, self.why, self.words_title, self._words):
            self.body.addWidget(part)
        self.body.addLayout(bottom)
        self._more = QWidget()
        more = FlowLayout(self._more, MEDIUM)
        more.addWidget(self.question)
        more.addWidget(self.write)
        more.addWidget(self.coach)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self.shelf = button(self.tr("Another book"), "shelf", "", lambda: journey.go(Place.SHELF))
        self.again = button(self.tr("Read it again"), "again", "quiet", journey.read_again)
        self.others.addWidget(self.shelf)
        self.others.addWidget(self.again)
        model.changed.connect(self._show)
        self._show()

    def heading(self) -> Heading:
        """Back to today."""
        result = self._journey.result
        return Heading(result.text_title if result else "", back=self.tr("Today"))

    def enter(self) -> None:
        """Show the result of the journey."""
        student = self._journey.student
        self.animal.show_animal(student.animal if student else "owl")
        if self._journey.result is not None:
            self.model.show(self._journey.result)

    def leave(self) -> None:
        """Silence."""
        self.model.hush()

    def on_next(self) -> None:
        """Practise, try again, or choose another book."""
        if self.model.why_unscored():
            self._journey.read_again()
        elif self.model.cards:
            self._journey.practise(0)
        else:
            self._journey.go(Place.SHELF)

    @Slot()
    def _show(self) -> None:
        model = self.model
        if not self.show_phase(model, self.tr("Looking how it went ...")):
            return
        why = model.why_unscored()
        self.praise.setText(model.praise())
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self._make_cards()
        self.words_title.setVisible(bool(model.cards) and not why)
        self._words.setVisible(bool(model.cards) and not why)
        words = self.tr("%n word(s)", "", model.words_read())
        self.time.setText(
            self.tr("You read for %1.").replace("%1", model.time_read())
            if why
            else self.tr("You read %1 in %2.").replace("%1", words).replace("%2", model.time_read())
        )
        rate = model.rate()
        if rate is not None and not why:
            paced = self.tr("That is %1 words right in a minute.").replace("%1", str(rate))
            self.time.setText(f"{self.time.text()} {paced}")
        text = self._journey.text
        self.question.setVisible(text is not None and bool(text.questions) and not why)
        self.write.setVisible(text is not None and text.open_question is not None and not why)
        self.hear.setVisible(model.can_hear)
        self.hear.setText(self.tr("Stop") if model.playing else self.tr("Hear myself"))
        practise = bool(model.cards) and not why
        self.shelf.setVisible(practise or bool(why))
        self.again.setVisible(text is not None and not why)
        if why:
            self.next.setText(self.tr("Try again"))
        else:
            self.next.setText(self.tr("Practise") if practise else self.tr("Another book"))

    def _make_cards(self) -> None:
        clear(self._flow)
        self.cards = []
        for place, card in enumerate(self.model.cards):
            made = _Card(partial(self._journey.practise, place))
            inside = QVBoxLayout(made)
            inside.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
            inside.setSpacing(SMALL)
            word = label(card.word, "cardword", wrap=False)
            parts = label(" · ".join(card.syllables), "label", wrap=False)
            for part in (word, parts):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                inside.addWidget(part)
            made.setAccessibleName(self.tr("Practise %s").replace("%s", card.word))
            self._flow.addWidget(made)
            self.cards.append(made)
