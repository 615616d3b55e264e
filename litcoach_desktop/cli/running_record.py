"""A reading on the terminal, in the notation of running records (Clay): marks above, the passage below.

✓       read as printed              said     what was said instead ("?" when unknown)
–       left out                     ^said    put in after the word below
SC      put right by the reader      R        said again
W       waited                       ?        could not be scored
]       the reader stopped here
"""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.norms import Percentile
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.domain.reading.tokens import Passage

LEGEND = "✓ read   – left out   word: said instead   ^word: put in   SC put right   R said again   W waited"
UNSCORED_REASONS = {
    "silent": "Nothing was heard.",
    "too_quiet": "The voice was too quiet to be sure of anything.",
    "noise": "There was too much noise to be sure of anything.",
    "two_voices": "More than one voice was heard.",
    "wrong_passage": "What was read is not this passage.",
    "too_short": "The recording is too short to judge.",
}

_STYLES = {
    WordStatus.CORRECT: "green",
    WordStatus.MISREAD: "bold yellow",
    WordStatus.OMITTED: "bold magenta",
    WordStatus.NOT_REACHED: "dim",
    WordStatus.UNSCORED: "cyan",
}


@dataclass(frozen=True, slots=True)
class _Cell:
    mark: str
    word: str
    style: str

    @property
    def width(self) -> int:
        return max(cell_len(self.mark), cell_len(self.word)) + 1


def print_record(console: Console, passage: Passage, events: ReadingEvents) -> None:
    """Print a reading word by word, wrapped at the console's width."""
    extra: dict[int, list[str]] = {}
    for insertion in events.insertions:
        extra.setdefault(insertion.after_index, []).append(insertion.heard or "?")
    cells = [_inserted(said) for said in extra.get(-1, [])]
    for word, event in zip(passage.words, events.words, strict=True):
        before, after = _gap(passage, word.index - 1), _gap(passage, word.index)
        closing = after.removesuffix(_opening(after)).strip()
        cells.append(_Cell(_mark(event), _opening(before) + word.text + closing, _STYLES[event.status]))
        cells += [_inserted(said) for said in extra.get(word.index, [])]
        if word.index == events.last_attempted and word.index + 1 < len(passage.words):
            cells.append(_Cell("]", "", "bold"))
        if "\n" in after:
            _print_lines(console, cells)
            cells = []
            if "\n\n" in after:
                console.print()
    _print_lines(console, cells)


def print_score(console: Console, score: Score | None, events: ReadingEvents, place: Percentile | None = None) -> None:
    """Print what the reading comes to, or why it comes to nothing."""
    if score is None:
        reason = events.unscored_reason or ""
        console.print(Text(UNSCORED_REASONS.get(reason, "It could not be scored.") + " Please read it again.", "cyan"))
        return
    left_out = sum(1 for word in events.words[: score.last_attempted + 1] if word.status is WordStatus.OMITTED)
    misread = sum(1 for word in events.words if word.status is WordStatus.MISREAD)
    accuracy = "–" if score.accuracy is None else f"{score.accuracy:.1%}, {score.band}"
    errors = f"{score.errors}: {misread} misread, {left_out} left out, {len(events.insertions)} put in"
    ratios = []
    if score.error_ratio is not None:
        ratios.append(f"error ratio 1:{score.error_ratio:.0f}")
    if score.self_correction_ratio is not None:
        ratios.append(f"self-correction ratio 1:{score.self_correction_ratio:.1f}")
    tried = f"{score.words_correct} right of {score.words_attempted} tried, {len(events.words)} in the passage"
    interval = f"95 % between {score.wcpm_low:.0f} and {score.wcpm_high:.0f}"
    rows = [
        ("Words read", tried),
        ("Errors", errors + (f" ({', '.join(ratios)})" if ratios else "")),
        ("Accuracy", accuracy),
        ("Rate", f"{score.wcpm:.0f} words correct a minute ({interval})"),
    ]
    if score.unscored:
        rows.append(("Not scored", f"{score.unscored} words"))
    if place is not None:
        rows.append(("Norm", f"{standing(place)}, grade {place.grade}, {place.season}"))
    for name, value in rows:
        console.print(Text.assemble((f"{name:<12}", "bold"), value))


def standing(place: Percentile) -> str:
    """Where a reading stands among peers, in words."""
    if place.below:
        return f"below the {place.value:.0f}th percentile"
    if place.above:
        return f"above the {place.value:.0f}th percentile"
    return f"about the {_ordinal(round(place.value))} percentile"


def _mark(event: WordEvent) -> str:
    if event.status is WordStatus.MISREAD:
        mark = event.heard or "?"
    elif event.status is WordStatus.OMITTED:
        mark = "–"
    elif event.status is WordStatus.NOT_REACHED:
        mark = ""
    else:
        mark = "✓" if event.status is WordStatus.CORRECT else "?"
    letters = {WordFlag.HESITATION: "W", WordFlag.SELF_CORRECTION: "SC", WordFlag.REPETITION: "R"}
    return " ".join([mark, *(letter for flag, letter in letters.items() if flag in event.flags)]).strip()


def _inserted(said: str) -> _Cell:
    return _Cell(f"^{said}", "", "bold blue")


def _gap(passage: Passage, index: int) -> str:
    """What stands between the word `index` (-1: the start) and the next one."""
    words = passage.words
    start = words[index].end if index >= 0 else 0
    end = words[index + 1].start if index + 1 < len(words) else len(passage.text)
    return passage.text[start:end]


def _opening(gap: str) -> str:
    """The quotes and brackets at the end of a gap, which belong to the word after it."""
    return gap[len(gap.rstrip("“‘\"'([")) :]


def _print_lines(console: Console, cells: list[_Cell]) -> None:
    line: list[_Cell] = []
    used = 0
    for cell in cells:
        if line and used + cell.width > console.width:
            _print_line(console, line)
            line, used = [], 0
        line.append(cell)
        used += cell.width
    if line:
        _print_line(console, line)


def _print_line(console: Console, line: list[_Cell]) -> None:
    marks, words = Text(), Text()
    for cell in line:
        marks.append(cell.mark + " " * (cell.width - cell_len(cell.mark)), cell.style)
        words.append(cell.word + " " * (cell.width - cell_len(cell.word)), "dim" if cell.style == "dim" else "")
    console.print(marks, overflow="crop", no_wrap=True)
    console.print(words, overflow="crop", no_wrap=True)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
