"""The running record on the terminal: its marks, its wrapping, and that nothing of the passage is lost."""

import io

import pytest
from rich.console import Console

from litcoach_desktop.cli.running_record import print_record, print_score, standing
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.norms import Percentile, Season
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage

PASSAGE = Passage("“Look!” said Maya.\nA small (brown) dog ran home.\n\nIt was late.")


def shown(events: ReadingEvents, width: int = 80, passage: Passage = PASSAGE) -> list[str]:
    out = io.StringIO()
    print_record(Console(file=out, width=width, highlight=False), passage, events)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def all_right(**changes: WordEvent) -> tuple[WordEvent, ...]:
    return tuple(
        changes.get(word.spoken, WordEvent(word.index, WordStatus.CORRECT, 0.9, 0.0, 1.0)) for word in PASSAGE.words
    )


def test_marks_stand_above_their_words() -> None:
    events = ReadingEvents(
        all_right(
            said=WordEvent(1, WordStatus.MISREAD, 0.1, heard="sat"),
            small=WordEvent(4, WordStatus.OMITTED, 0.1),
            dog=WordEvent(6, WordStatus.CORRECT, 0.9, flags=frozenset({WordFlag.SELF_CORRECTION})),
            it=WordEvent(9, WordStatus.NOT_REACHED, 0.0),
            was=WordEvent(10, WordStatus.NOT_REACHED, 0.0),
            late=WordEvent(11, WordStatus.NOT_REACHED, 0.0),
        ),
        (Insertion(3, 0.0, 0.1, "very"),),
        10.0,
        0.0,
    )
    assert shown(events) == [
        "✓       sat  ✓",
        "“Look!” said Maya.",
        "✓ ^very –     ✓       ✓ SC ✓   ✓     ]",
        "A       small (brown) dog  ran home.",
        "",
        "",
        "It was late.",
    ]


def test_every_word_is_shown_at_any_width() -> None:
    events = ReadingEvents(all_right())
    for width in (1, 10, 25, 200):
        words = " ".join(" ".join(shown(events, width)).replace("✓", " ").split())
        if width >= 10:
            assert words == " ".join(PASSAGE.text.split())


def test_a_score_says_rate_accuracy_and_standing() -> None:
    events = ReadingEvents(all_right(said=WordEvent(1, WordStatus.MISREAD, 0.1)), (), 10.0, 0.0)
    out = io.StringIO()
    place = Percentile(51.6, Season.FALL, 3)
    console = Console(file=out, width=200)
    print_score(console, score(events, PASSAGE, PRESETS["reading_progress"]), events, place)
    told = out.getvalue()
    assert "11 right of 12 tried" in told
    assert "91.7%, instructional" in told
    assert "error ratio 1:12" in told
    assert "about the 52nd percentile, grade 3, fall" in told


@pytest.mark.parametrize("reason", ["silent", "too_quiet", "noise", "two_voices", "wrong_passage", "too_short", "new"])
def test_a_reading_without_a_score_says_why_and_what_to_do(reason: str) -> None:
    out = io.StringIO()
    print_score(Console(file=out, width=200), None, ReadingEvents((), unscored_reason=reason))
    assert out.getvalue().endswith("Please read it again.\n")


def test_a_standing_outside_the_norms_is_not_given_a_number_it_has_not() -> None:
    assert standing(Percentile(10, Season.FALL, 3, below=True)) == "below the 10th percentile"
    assert standing(Percentile(90, Season.FALL, 3, above=True)) == "above the 90th percentile"
    assert [standing(Percentile(n, Season.FALL, 3)).split()[2] for n in (11, 12, 21, 33)] == [
        "11th",
        "12th",
        "21st",
        "33rd",
    ]
