"""What a child wrote, in the words and columns of the teacher's side; every count says where its rules come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.writing.counts import WritingCounts
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.ui.teacher.table import Column
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

translate = QCoreApplication.translate


def piece_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Of a list of what a child wrote: a row is a Piece, shown as it stands."""
    return (
        Column(
            translate("Writing", "When"),
            lambda piece: day_and_time_words(piece.last.at, today()),
            lambda piece: piece.last.at.timestamp(),
        ),
        Column(translate("Writing", "Text"), lambda piece: piece.task.text_title, lambda piece: piece.task.text_title),
        Column(
            translate("Writing", "Words"),
            lambda piece: str(piece.last.counts.words),
            lambda piece: piece.last.counts.words,
            tip=words_source(),
            number=True,
        ),
        Column(
            translate("Writing", "Spelled right"),
            lambda piece: str(piece.last.counts.spelled),
            lambda piece: piece.last.counts.spelled,
            tip=spelled_source(),
            number=True,
        ),
        Column(
            translate("Writing", "Sentences"),
            lambda piece: str(piece.last.counts.sentences),
            lambda piece: piece.last.counts.sentences,
            number=True,
        ),
        Column(
            translate("Writing", "Pairs right"),
            lambda piece: pairs_short(piece.last.counts),
            lambda piece: piece.last.counts.sequences,
            tip=pairs_source(),
            number=True,
        ),
        Column(translate("Writing", "State"), state_words, state_words),
    )


def state_words(piece: Piece) -> str:
    """Whether it was handed in."""
    return translate("Writing", "Handed in") if piece.handed_in else translate("Writing", "Not finished")


def pairs_short(counts: WritingCounts) -> str:
    """Correct sequences of those that there are."""
    return translate("Writing", "{0} of {1}").format(counts.sequences, counts.possible)


def counts_words(counts: WritingCounts) -> str:
    """All counts in a line."""
    return translate("Writing", "Words: {0} · spelled right: {1} · sentences: {2} · pairs right: {3}").format(
        counts.words, counts.spelled, counts.sentences, pairs_short(counts)
    )


def words_source() -> str:
    """What the number of words is."""
    return translate(
        "Writing",
        "Every word that was written, right or wrong: total words written (Deno, Marston and Mirkin 1982).",
    )


def spelled_source() -> str:
    """What counts as spelled right."""
    return translate(
        "Writing",
        "Words that are spelled right in themselves, whatever they mean there: words spelled correctly"
        " (Deno, Marston and Mirkin 1982).",
    )


def pairs_source() -> str:
    """What a right pair is, and what the computer leaves to a person."""
    return translate(
        "Writing",
        "Neighbours that are right together, by spelling, capital and end mark: correct word sequences (Videen, Deno"
        " and Marston 1982). Grammar and sense are not judged, so that a count by hand is this number or less.",
    )
