"""What the shelf calls its rows, its filters and its reasons."""

from PySide6.QtCore import QCoreApplication

LENGTHS = {"short": (1, 150), "middle": (151, 350), "long": (351, 1_000_000)}
"""Names of the lengths and their least and most words."""


def kind_of_row() -> dict[str, str]:
    """Each genre and the name of its row, in the order of the shelf."""
    return {
        "story": QCoreApplication.translate("shelf", "Stories"),
        "information": QCoreApplication.translate("shelf", "True stories"),
        "poem": QCoreApplication.translate("shelf", "Poems"),
        "play": QCoreApplication.translate("shelf", "Plays for two"),
        "joke": QCoreApplication.translate("shelf", "Jokes and riddles"),
    }


def length_words() -> dict[str, str]:
    """Each length in words."""
    return {
        "short": QCoreApplication.translate("shelf", "Short"),
        "middle": QCoreApplication.translate("shelf", "In the middle"),
        "long": QCoreApplication.translate("shelf", "Long"),
    }


def reason_words(because: str | None, step: int) -> str:
    """Why a text is offered. because: title of one that was read; step: how many grades harder it is than that."""
    if because is None:
        return QCoreApplication.translate("shelf", "It should be just right for you.")
    if step > 0:
        words = QCoreApplication.translate("shelf", "Like “%s”, a little harder.")
    elif step < 0:
        words = QCoreApplication.translate("shelf", "Like “%s”, a little easier.")
    else:
        words = QCoreApplication.translate("shelf", "Like “%s”.")
    return words.replace("%s", because)
