"""Readings as a teacher service in memory keeps them, and one with every kind of mark."""

from datetime import datetime

from litcoach_desktop.domain.reading.events import (
    Insertion,
    ReadingEvents,
    TeacherMark,
    WordEvent,
    WordFlag,
    WordStatus,
)
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL
from litcoach_desktop.domain.reading.running_record import CueMark
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.reading.voice import Ending, Voice

BRIDGE = """The old bridge creaked as Maya stepped on it. "Hold the rail," said her uncle, "and don't look down."

She counted the boards: one, two, three, and looked through a well-known gap at the cold brown river, which \
ran fast after a week of rain. Nobody had crossed since the storm.

On the far side a goat waited, chewing."""
SECONDS_A_WORD = 0.5


def bridge_events(passage: Passage) -> ReadingEvents:
    """A reading with every kind of mark.

    Misread 2 and 30, left out 6 and 7, put right 12, waited 15, said again 17, doubtful 22 and 25, not scored 27,
    something put in after 9, stopped after 44.
    """
    statuses = {2: WordStatus.MISREAD, 30: WordStatus.MISREAD, 6: WordStatus.OMITTED, 7: WordStatus.OMITTED}
    statuses[27] = WordStatus.UNSCORED
    flags = {12: WordFlag.SELF_CORRECTION, 15: WordFlag.HESITATION, 17: WordFlag.REPETITION}
    chances = {22: 0.5, 25: 0.62, 2: 0.04, 30: 0.11, 6: 0.02, 7: 0.02}
    words = []
    for word in passage.words:
        status = statuses.get(word.index, WordStatus.CORRECT)
        status = WordStatus.NOT_REACHED if word.index > 44 else status
        heard = status in (WordStatus.CORRECT, WordStatus.MISREAD, WordStatus.UNSCORED)
        start = 1.0 + word.index * SECONDS_A_WORD
        words.append(
            WordEvent(
                index=word.index,
                status=status,
                p_correct=chances.get(word.index, 0.97 if heard else 0.0),
                start_s=start if heard else None,
                end_s=start + SECONDS_A_WORD - 0.1 if heard else None,
                heard={2: "bride", 30: "grab"}.get(word.index),
                flags=frozenset({flags[word.index]}) if word.index in flags else frozenset(),
                pause_before_s=3.4 if word.index == 15 else 0.1,
                unscored_reason="two_voices" if word.index == 27 else None,
            )
        )
    return ReadingEvents(
        words=tuple(words),
        insertions=(Insertion(9, 5.9, 6.1, "big"),),
        duration_s=25.0,
        first_word_s=1.0,
        engine="sphinx",
        engine_version="5.1.1",
        voice=Voice(
            median_hz=241.0,
            span=4.8,
            voiced_s=9.5,
            above_room_db=38.0,
            pitches=tuple(float(word.index % 5) if word.index <= 44 else None for word in passage.words),
            endings=(Ending(8, -2.5), Ending(31, 0.5), Ending(44, -3.0)),
        ),
    )


class FakeReading:
    """One kept reading. state and events as the store has them."""

    def __init__(
        self,
        reading_id: str,
        student_id: str,
        title: str,
        body: str,
        started_at: datetime,
        events: ReadingEvents | None,
        state: str = "judged",
    ) -> None:
        self.id = reading_id
        self.student_id = student_id
        self.title = title
        self.passage = Passage(body)
        self.started_at = started_at
        self.events = events
        self.state = state
        self.marks: list[TeacherMark] = []
        self.protocol = DEFAULT_PROTOCOL
        self.cues: list[CueMark] = []
