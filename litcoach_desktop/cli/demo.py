"""`litcoach demo`: a synthetic voice misreads a passage, and the whole program hears it, keeps it and shows it."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from litcoach_desktop.cli.comparison import Comparison, Miscue, compare, found_in
from litcoach_desktop.cli.needs import CommandServices, Deliver, Parts
from litcoach_desktop.cli.rehearsal import Rehearsal
from litcoach_desktop.cli.running_record import LEGEND, print_record, print_score
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.resource_paths import RESOURCES
from litcoach_desktop.services.gateway import RecordedReading
from litcoach_desktop.services.teacher import ReadingDetail

DEMO = RESOURCES / "demo"


@dataclass(frozen=True, slots=True)
class Planned:
    """What resources/demo/planted.json says of the recording beside it."""

    text_id: str
    grade: int
    miscues: tuple[Miscue, ...]


def run(parts: Parts, *, as_json: bool, screenshots: Path | None, speed: float) -> int:
    """Show the reading; exit code 0 when it was judged, whatever was found."""
    console = Console(file=sys.stderr if as_json else sys.stdout, highlight=False)
    if screenshots is not None:
        _make(screenshots)
    with tempfile.TemporaryDirectory(prefix="litcoach-demo-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        rehearsal = Rehearsal(parts, profile, parts.read_sound(DEMO / "reading.flac"), speed=speed)
        try:
            student = rehearsal.students[0]
            detail = _read(rehearsal, student, console, speed)
        finally:
            # The window opens the same profile below, and only one may hold it.
            rehearsal.close()
        compared = compare(planned().miscues, found_in(detail.events, detail.passage))
        if as_json:
            print(json.dumps(as_object(detail, compared), ensure_ascii=False))
        else:
            _print(console, student, detail, compared)
        if screenshots is not None:

            def open_profile(deliver: Deliver) -> CommandServices:
                return parts.open_services(deliver, data_dir=profile)

            pictures = parts.render_sides(open_profile, screenshots, passphrase=rehearsal.passphrase)
            console.print(f"{len(pictures)} pictures of the window are in {screenshots}")
    return 0


def _make(folder: Path) -> None:
    # Before the reading, so that a path that cannot be is said at once.
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageProblem(
            f"The folder {folder} cannot be made: {(problem.strerror or str(problem)).lower()}.",
            "No pictures were drawn.",
            "Give another folder for the pictures.",
        ) from problem


def planned() -> Planned:
    """What was planted in the demo's recording."""
    content = json.loads((DEMO / "planted.json").read_text(encoding="utf-8"))
    miscues = tuple(Miscue(one["index"], one["word"], one["kind"]) for one in content["planted"])
    return Planned(content["text_id"], content["grade"], miscues)


def as_object(detail: ReadingDetail, compared: Comparison) -> dict[str, Any]:
    """The demo's result as one JSON object. false_marks: finds without a plant."""
    score = detail.score
    return {
        **compared.as_lists(),
        "false_marks": len(compared.false),
        "words": len(detail.passage.words),
        "wcpm": None if score is None else round(score.wcpm, 1),
        "accuracy": None if score is None or score.accuracy is None else round(score.accuracy, 4),
        "seconds": round(detail.events.duration_s, 2),
    }


def _read(rehearsal: Rehearsal, student: Student, console: Console, speed: float) -> ReadingDetail:
    text = rehearsal.text(planned().text_id)
    console.print(f"{student.given_name} reads “{text.title}” ({speed:g} times as fast as life):\n")
    words = _LiveWords(console, text.passage)

    def recorded(reading: RecordedReading) -> None:
        words.end()
        console.print(f"\n{reading.seconds} seconds are kept, encrypted. Listening again …\n", style="dim")

    return rehearsal.read(student, text, words.take, recorded)


class _LiveWords:
    """Prints the passage as far as the reader has come."""

    def __init__(self, console: Console, passage: Passage) -> None:
        self._console = console
        self._passage = passage
        self._shown = 0

    def take(self, event: object) -> None:
        """An event of the recording; all but words reached is for screens."""
        if not isinstance(event, WordReached) or event.lost:
            return
        end = self._passage.words[event.index].end
        # The full stop belongs to its word.
        while end < len(self._passage.text) and not self._passage.text[end].isspace():
            end += 1
        if end > self._shown:
            self._console.print(self._passage.text[self._shown : end], end="", markup=False, soft_wrap=True)
            self._shown = end

    def end(self) -> None:
        """The reader is done."""
        self._console.print()


def _print(console: Console, student: Student, detail: ReadingDetail, compared: Comparison) -> None:
    console.rule(f"What the teacher sees of {student.display_name}’s reading", align="left")
    print_record(console, detail.passage, detail.events)
    console.print(LEGEND, style="dim")
    console.print()
    print_score(console, detail.score, detail.events, detail.percentile)
    console.print()
    console.rule("Planted and found", align="left")
    table = Table("word", "planted", "found", box=None, pad_edge=False, padding=(0, 3, 0, 0))
    missed, false = set(compared.missed), set(compared.false)
    for plant in compared.planted:
        said = "missed" if plant in missed else "found"
        table.add_row(f"{plant.word} ({plant.index})", plant.kind, said, style="yellow" if plant in missed else "")
    for find in compared.found:
        if find in false:
            table.add_row(f"{find.word or '?'} ({find.index})", "", f"{find.kind}, not planted", style="magenta")
    console.print(table)
    found = len(compared.planted) - len(missed)
    console.print(f"{found} of {len(compared.planted)} found, {len(false)} too many.")
