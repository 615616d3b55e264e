"""Every screen at 1366x768, at usual and at double text: nothing cut off, the next step in sight, names for readers."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.texts import ClosedQuestion, OpenQuestion, QuestionKind
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.gateway import MicrophoneState, SecondKept, Verdict
from litcoach_desktop.ui.icons import icon_set
from litcoach_desktop.ui.student.journey import Journey, Place
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.content import MITTEN
from tests.fakes.services import children, cut_short, result_of
from tests.fakes.talking import quoting
from tests.ui.student_desk import StudentDesk

LONG_WORD = 35
ANSWERS = (
    "Because the extraordinarily long voyage had made everybody on the boat so tired that nobody looked.",
    "under the bench",
    "behind the refrigerator, which is an uncommonly long word for a button",
    "It does not matter.",
)
LONG = replace(
    MITTEN,
    id="long",
    title="The Extraordinarily Long Voyage of the Paper Boat",
    body=MITTEN.body * 70,
    questions=(ClosedQuestion(QuestionKind.INFERENTIAL, "Why did nobody look for the mitten there?", ANSWERS, 1),),
    open_question=OpenQuestion("What would you have done with the mitten, and why would you have done it?", "a why"),
)


def go(desk: StudentDesk, place: Place) -> Any:
    # An icon makes its button wider.
    icon_set().load()
    services = desk.services
    services.assessment.roster = children(30, pin=("fox", "owl", "bee"))
    services.assessment.cut_short = [cut_short(services.assessment.roster[2])]
    services.content.texts = [MITTEN, LONG]
    services.gateway.states = [MicrophoneState(0.4, Verdict.SILENT)]
    services.gateway.script = [SecondKept(3), WordReached(20, 9.0)]
    screen = desk.open()
    assert desk.side is not None
    journey: Journey = desk.side.journey
    journey.student, journey.text = services.assessment.roster[1], LONG
    if place is Place.RESULT:
        journey.show_result(result_of(LONG), journey.student)
    elif place is Place.PRACTICE:
        journey.result = result_of(LONG)
        journey.practise(1)
    elif place is Place.COACH:
        services.agent.replies = [quoting(LONG, "No mitten.")]
        journey.listen(LONG)
        journey.talk()
    elif place is not Place.WHO:
        journey.go(place)
    screen = desk.at(place)
    if place is Place.COACH:
        desk.until(lambda: not screen.model.busy)
        screen.model.say("What did Tom find, where did he find it, and who had taken it there?")
        desk.until(lambda: len(screen.bubbles.frames) == 3)
    if place is Place.WRITING:
        services.agent.replies = [Reply("“I keeped it” says what you did. Look at “keeped”: how does it sound?", ())]
        screen.field.setPlainText("I keeped it because it was warm. " * 40)
        screen.idea.click()
        desk.until(lambda: "keeped" in screen.suggestion.text())
    if place is Place.QUESTION:
        screen.answers.buttons[0].click()
        desk.until(screen.told_card.isVisible)
    if place is Place.SHELF:
        screen.model.choose(LONG)
    if place is Place.LISTEN:
        screen.page.word_tapped.emit(LONG_WORD)
    if place is Place.READING:
        screen.look.click()
        desk.until(lambda: screen.page.current_word == 21)
    if place is Place.MICROPHONE:
        desk.until(lambda: screen.model.verdict == "silent")
    desk.settle()
    return screen


def in_window(widget: QWidget) -> QRect:
    window = widget.window()
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("place", Place)
def test_nothing_is_cut_off(desk: StudentDesk, place: Place, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    screen = go(desk, place)
    window = desk.shell
    assert (window.width(), window.height()) == (1366, 768), "the content pushed the window larger than the screen"
    for part in [*screen.footer.findChildren(QAbstractButton), window.back, window.door, window.look]:
        if part.isVisible():
            assert window.rect().contains(in_window(part)), part.text()
            assert part.width() >= part.minimumSizeHint().width(), part.text()
    for shown in screen.findChildren(QLabel):
        if not shown.isVisible() or not shown.text():
            continue
        if shown.wordWrap():
            assert shown.height() >= shown.heightForWidth(shown.width()) - 1, shown.text()
        else:
            assert shown.width() >= shown.minimumSizeHint().width() - 1, shown.text()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("place", Place)
def test_the_next_step_is_at_the_bottom_right(desk: StudentDesk, place: Place, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    screen = go(desk, place)
    area = in_window(screen.next)
    assert screen.next.isVisible()
    assert area.right() >= 1366 - 40
    assert area.bottom() >= 768 - 40
    go_buttons = [
        part for part in screen.findChildren(QAbstractButton) if part.isVisible() and part.property("role") == "go"
    ]
    assert go_buttons == [screen.next]


@pytest.mark.parametrize("place", Place)
def test_nothing_scrolls_sideways(desk: StudentDesk, place: Place) -> None:
    current_theme().choose(text_scale=2.0)
    screen = go(desk, place)
    for area in screen.findChildren(QScrollArea):
        if area.isVisible():
            assert area.widget().minimumSizeHint().width() <= area.viewport().width(), area


@pytest.mark.parametrize("place", Place)
def test_everything_that_can_be_used_has_a_name_and_takes_the_keyboard(desk: StudentDesk, place: Place) -> None:
    screen = go(desk, place)
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for part in screen.findChildren(kind):
            if not part.isVisible() or part.objectName().startswith("qt_"):
                continue
            if isinstance(part, QAbstractButton) and isinstance(part.parent(), QLineEdit):
                continue
            named = part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")
            assert named, part
            assert part.focusPolicy() & Qt.FocusPolicy.TabFocus, named


def test_a_text_of_four_thousand_words_is_followed_to_its_end(desk: StudentDesk) -> None:
    screen = go(desk, Place.READING)
    last = len(LONG.passage.words) - 1
    assert last > 3900
    screen.page.show_word(last)
    desk.until(lambda: screen.page.viewport().rect().contains(screen.page.word_area(last)))


def test_the_current_line_stays_in_the_upper_middle(desk: StudentDesk) -> None:
    screen = go(desk, Place.READING)
    height = screen.page.viewport().height()
    for word in (60, 300, 1500):
        screen.page.show_word(word)
        desk.until(
            lambda word=word: 0.2 * height < screen.page.word_area(word).center().y() < 0.5 * height,
        )
