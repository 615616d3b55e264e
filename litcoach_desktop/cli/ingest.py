"""`litcoach ingest`: texts in the catalogue's form come into the library, and what cannot is told by its line."""

from __future__ import annotations

import sys
from pathlib import Path

from litcoach_desktop.cli import messages
from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.jobs import Lane


def run(parts: Parts, files: list[Path]) -> int:
    """Add every file's usable texts; returns 2 when a whole file could not be read, and the others are in."""
    mailbox = Mailbox()
    # The library that ships is read whenever the services open, and written when it changed.
    services = parts.open_services(mailbox.deliver)
    try:
        broken = [path for path in files if not _add(services, mailbox, path)]
        print(f"The library has {len(services.content.shelf())} texts.")
    finally:
        services.close()
    return messages.PROBLEM if broken else 0


def _add(services: CommandServices, mailbox: Mailbox, path: Path) -> bool:
    try:
        added = mailbox.run(
            services.runner,
            Lane.STORE,
            lambda ctx: services.content.add_file(path, ctx.tick),
            name="ingest",
            on_progress=ProgressLine(path.name),
        )
    except TextFileProblem as problem:
        messages.tell(problem, None)
        return False
    for one in added.problems:
        print(one, file=sys.stderr)
    left_out = f", {len(added.problems)} left out" if added.problems else ""
    print(f"{path}: {added.new} new, {added.changed} changed{left_out}.")
    return True
