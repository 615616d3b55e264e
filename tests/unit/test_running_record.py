"""The running record's sheet lists what its protocol counts, and keeps the newest cues of each line."""

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.running_record import Cue, CueMark, Entry, Line, Sheet, sheet_of
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage

TEXT = Passage("The small cat sat on the old mat today.")


def reading() -> ReadingEvents:
    """small misread, sat put right, the left out, old told, something put in before mat; the last word not reached."""
    words = []
    for word in TEXT.words:
        status = {1: WordStatus.MISREAD, 5: WordStatus.OMITTED, 8: WordStatus.NOT_REACHED}
        flags = frozenset({WordFlag.SELF_CORRECTION}) if word.index == 3 else frozenset[WordFlag]()
        words.append(
            WordEvent(
                word.index,
                status.get(word.index, WordStatus.CORRECT),
                0.9,
                float(word.index),
                word.index + 0.5,
                "smell" if word.index == 1 else None,
                flags,
                pause_before_s=6.0 if word.index == 6 else 0.0,
            )
        )
    return ReadingEvents(tuple(words), (Insertion(6, 6.5, 6.7, "big"), Insertion(8, 8.0, 8.2)), 9.0, 0.0)


def sheet(protocol: str, *marks: CueMark) -> Sheet:
    rules = PRESETS[protocol]
    return sheet_of(reading(), TEXT, rules, score(reading(), TEXT, rules), marks)


def test_each_error_and_self_correction_has_its_line() -> None:
    assert sheet("running_record").lines == (
        Line(1, Entry.ERROR, "small", "smell"),
        Line(3, Entry.SELF_CORRECTION, "sat", None),
        Line(5, Entry.ERROR, "the", None, left_out=True),
        Line(6, Entry.ERROR, "old", None, told=True),
        Line(6, Entry.INSERTION, "", "big"),
    )


def test_what_a_protocol_ignores_has_no_line() -> None:
    assert [line.entry for line in sheet("cbm").lines].count(Entry.INSERTION) == 0
    assert all(line.index != 6 or line.entry is Entry.INSERTION for line in sheet("reading_progress").lines)


def test_the_newest_cues_of_a_line_count_and_are_counted() -> None:
    marks = (
        CueMark(1, Entry.ERROR, frozenset({Cue.MEANING}), "teacher", "2026-11-24T10:00:00+00:00"),
        CueMark(1, Entry.ERROR, frozenset({Cue.VISUAL, Cue.STRUCTURE}), "teacher", "2026-11-24T10:01:00+00:00"),
        CueMark(3, Entry.SELF_CORRECTION, frozenset({Cue.MEANING}), "teacher", "2026-11-24T10:02:00+00:00"),
        CueMark(6, Entry.INSERTION, frozenset({Cue.VISUAL}), "teacher", "2026-11-24T10:03:00+00:00"),
    )
    found = sheet("running_record", *marks)
    assert found.lines[0].cues == {Cue.VISUAL, Cue.STRUCTURE}
    assert found.error_cues == {Cue.MEANING: 0, Cue.STRUCTURE: 1, Cue.VISUAL: 2}
    assert found.correction_cues == {Cue.MEANING: 1, Cue.STRUCTURE: 0, Cue.VISUAL: 0}
