"""`litcoach models`: what a school may provide, how it comes onto this machine, and how it goes again."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.ports.models import ModelState

_SIGNS = {
    ModelState.INSTALLED: "[green]✓ installed[/]",
    ModelState.SET_ASIDE: "[red]✗ set aside[/]",
    ModelState.INCOMPLETE: "[red]✗ not whole[/]",
    ModelState.ABSENT: "",
}
_SECONDS_BETWEEN_LINES = 0.2


def run_list(parts: Parts, *, as_json: bool) -> int:
    """Print every model of the manifest and whether it is here."""
    entries = parts.models().entries()
    if as_json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
        return 0
    console = Console(highlight=False)
    for entry in entries:
        pinned = "" if entry.pinned else ", not pinned yet"
        console.print(
            f"[bold]{escape(entry.name)}[/] ({entry.kind}, {entry.size_bytes / 1e6:,.0f} MB, {entry.licence}{pinned}, "
            f"laptops with {entry.laptop_gb} GB) {_SIGNS[entry.state]}",
            soft_wrap=True,
        )
        console.print(f"  {escape(entry.why)}", soft_wrap=True)
    return 0


def run_install(parts: Parts, name: str, *, source: str | None, trust: bool) -> int:
    """Bring a model onto this machine."""
    origin = parts.models().install(name, source=source, trust=trust, progress=_Progress(name))
    print(f"{name} is installed. It came from {origin}.")
    return 0


def run_verify(parts: Parts, name: str | None) -> int:
    """Check one model, or all that are here."""
    models = parts.models()
    here = [entry.name for entry in models.entries() if entry.state is not ModelState.ABSENT]
    for one in here if name is None else [name]:
        models.verify(one, _Progress(one))
        print(f"{one} is whole and works.")
    if name is None and not here:
        print("No model is installed. See what there is with: litcoach models list")
    return 0


def run_remove(parts: Parts, name: str) -> int:
    """Take a model off this machine."""
    parts.models().remove(name)
    print(f"{name} is removed.")
    return 0


class _Progress:
    """One line on standard error that is written over, on a terminal; a line for each tenth in a log."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = 0.0
        self._tenth = -1
        self._note = ""

    def __call__(self, done: int, total: int, note: str) -> None:
        if sys.stderr.isatty():
            if time.monotonic() >= self._next or done >= total:
                self._next = time.monotonic() + _SECONDS_BETWEEN_LINES
                end = "\n" if done >= total and note != self._note else ""
                text = f"{self._name}: {note}, {done / 1e6:,.0f} of {total / 1e6:,.0f} MB"
                print(f"\r{text:<78}", end=end, file=sys.stderr, flush=True)
        elif (tenth := 10 * done // max(1, total)) != self._tenth or note != self._note:
            self._tenth = tenth
            print(f"{self._name}: {note}, {10 * tenth} %", file=sys.stderr, flush=True)
        self._note = note
