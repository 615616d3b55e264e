"""`litcoach import`: a book becomes passages of the library, shown first and added when it is wanted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.levels import Level, dale_chall, flesch_kincaid, spache
from litcoach_desktop.jobs import Lane

if TYPE_CHECKING:
    from litcoach_desktop.services.content import ImportPreview

_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for. words: of a passage. grade: None: each passage's own. add: not only show."""

    file: Path
    words: int
    grade: int | None
    rights: str
    add: bool


def run(parts: Parts, options: Options, *, as_json: bool) -> int:
    """Preview a file, and add its new passages if so asked. Raises TextFileProblem when nothing of it is usable."""
    mailbox = Mailbox()
    services = parts.open_services(mailbox.deliver)
    line = ProgressLine(options.file.name)
    added = None
    try:
        preview = mailbox.run(
            services.runner,
            Lane.MISC,
            lambda ctx: services.content.preview_import(options.file, ctx.tick, words=options.words),
            name="preview an import",
            on_progress=line,
        )
        if options.add:
            added = mailbox.run(
                services.runner,
                Lane.STORE,
                lambda ctx: services.content.confirm_import(
                    preview, grade=options.grade, rights=options.rights, progress=ctx.tick
                ),
                name="import",
                on_progress=line,
            )
    finally:
        services.close()
    count = None if added is None else added.new + added.changed
    if as_json:
        print(json.dumps(_object(preview, count), ensure_ascii=False))
    else:
        _show(preview, count)
    return 0


def _show(preview: ImportPreview, added: int | None) -> None:
    console = Console(highlight=False)
    heading = f"{preview.title}, {preview.author}" if preview.author else preview.title
    console.print(Styled(f"{heading}: {_passages(len(preview.passages))}", "bold"), soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column("words", justify="right")
    table.add_column("grade", justify="right")
    table.add_column("passage")
    for passage in preview.passages[:_MOST_ROWS]:
        level = passage.level
        told = "?" if level is None else f"{level.grade:.1f} ({level.low:.0f}-{level.high:.0f})"
        twin = Styled(f"  already there: {passage.twin}", "yellow") if passage.twin else Styled("")
        table.add_row(str(passage.words), told, Styled(passage.text.title) + twin)
    console.print(table)
    if len(preview.passages) > _MOST_ROWS:
        console.print(f"and {len(preview.passages) - _MOST_ROWS:,} more")
    for sentence in preview.left_out:
        console.print(Styled(sentence, "yellow"), soft_wrap=True)
    if preview.rights:
        console.print(Styled(f"The book says: {preview.rights}"), soft_wrap=True)
    if added is None:
        console.print(Styled(f"{preview.rights_note} Add them with --yes."), soft_wrap=True)
    else:
        console.print(Styled(f"Added: {_passages(added)}.", "green"))


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count:,} passages"


def _level(level: Level) -> dict[str, float]:
    figures = {
        "grade": level.grade,
        "low": level.low,
        "high": level.high,
        "flesch_kincaid": flesch_kincaid(level.measures),
        "dale_chall": dale_chall(level.measures),
        "spache": spache(level.measures),
    }
    return {name: round(figure, 2) for name, figure in figures.items()}


def _object(preview: ImportPreview, added: int | None) -> dict[str, object]:
    return {
        "title": preview.title,
        "author": preview.author,
        "language": preview.language,
        "rights": preview.rights,
        "rights_note": preview.rights_note,
        "left_out": list(preview.left_out),
        "passages": [
            {
                "id": passage.text.id,
                "title": passage.text.title,
                "words": passage.words,
                "grade": None if passage.text.grade < 0 else passage.text.grade,
                "level": None if passage.level is None else _level(passage.level),
                "twin": passage.twin,
            }
            for passage in preview.passages
        ],
        "added": added,
    }
