"""What tests do at the coach's screen: come to it, say something, look at what was said."""

from typing import Any

from PySide6.QtCore import Qt

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.student.journey import Place
from tests.fakes.services import children
from tests.ui.student_desk import StudentDesk

LEO = children()[1]


def coach_of(desk: StudentDesk, *replies: Reply, text: Text | None = None) -> Any:
    desk.services.agent.replies = list(replies)
    desk.open()
    assert desk.side is not None
    journey = desk.side.journey
    journey.meet(LEO)
    desk.at(Place.TODAY)
    if text is None:
        desk.click(desk.side.screen_shown.coach)
    else:
        journey.listen(text)
        journey.talk()
    screen = desk.at(Place.COACH)
    desk.until(lambda: not screen.model.busy)
    return screen


def tell(desk: StudentDesk, screen: Any, words: str) -> None:
    screen.field.setText(words)
    desk.press(screen.field, Qt.Key.Key_Return)
    desk.until(lambda: not screen.model.busy)


def said(screen: Any) -> list[str]:
    return [bubble.said for bubble in screen.model.bubbles]
