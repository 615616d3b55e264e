"""The bridge from an exception to the one sentence that a person reads, and to whoever shows it."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Signal

from litcoach_desktop.domain.errors import EnvironmentProblem, Refused

_log = logging.getLogger(__name__)
_PROPERTY = "litcoach_messages"


@dataclass(frozen=True, slots=True)
class UserMessage:
    """What is shown. happened: one sentence. remedy: what it means and what to do, may be empty."""

    happened: str
    remedy: str = ""

    @property
    def text(self) -> str:
        """Both in one paragraph."""
        return f"{self.happened} {self.remedy}".strip()


class MessageBoard(QObject):
    """Where messages are put up. The shell listens; tests listen too."""

    said = Signal(object)
    """Carries a UserMessage."""


def message_board() -> MessageBoard:
    """The application's one board; made when first asked for. Window thread only."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("a QApplication comes first")
    board = app.property(_PROPERTY)
    if not isinstance(board, MessageBoard):
        board = MessageBoard(app)
        app.setProperty(_PROPERTY, board)
    return board


def describe(error: BaseException) -> UserMessage:
    """The words for an error. Problems and refusals speak for themselves; a bug gets one calm sentence."""
    if isinstance(error, EnvironmentProblem):
        return UserMessage(error.happened, f"{error.meaning} {error.remedy}".strip())
    if isinstance(error, Refused):
        return UserMessage(str(error))
    return UserMessage(
        QCoreApplication.translate("messages", "Something went wrong inside litcoach."),
        QCoreApplication.translate("messages", "What was done until now is kept. Please try that again."),
    )


def say(message: UserMessage) -> None:
    """Put a message up. Window thread only."""
    message_board().said.emit(message)


def log_bug(error: BaseException) -> None:
    """Write an error to the log with its traceback, unless it is one that litcoach raises on purpose."""
    if not isinstance(error, EnvironmentProblem | Refused):
        _log.error("unexpected %s", type(error).__name__, exc_info=error)


def report(error: BaseException) -> UserMessage:
    """Describe an error, log it when it is a bug, and put the words up. Window thread only."""
    message = describe(error)
    log_bug(error)
    say(message)
    return message
