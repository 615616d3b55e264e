"""`litcoach export`: readings for other programs, with the teacher's passphrase."""

from __future__ import annotations

from pathlib import Path

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.people import child_called, class_called, teachers_side
from litcoach_desktop.cli.progress import ProgressLine
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.jobs import Lane


def run(parts: Parts, form: str, out: Path, *, class_name: str | None, student: str | None) -> int:
    """Write the readings of a class, a child or everybody. Raises EnvironmentProblem; Refused for the passphrase."""
    from litcoach_desktop.services.teacher import Format

    try:
        wanted = Format(form)
    except ValueError:
        known = ", ".join(one.value for one in Format)
        raise EnvironmentProblem(
            f"There is no form called “{form}”.", "Nothing was written.", f"Choose one of: {known}."
        ) from None
    mailbox = Mailbox()
    with teachers_side(parts, mailbox) as services:
        class_id = "" if class_name is None else class_called(services, class_name)
        student_id = "" if student is None else child_called(services, student).id
        count = mailbox.run(
            services.runner,
            Lane.MISC,
            lambda ctx: services.teacher.exporting.export(
                wanted, out, ctx.tick, class_id=class_id, student_id=student_id
            ),
            name="export",
            on_progress=ProgressLine(out.name),
        )
    print(f"{count} readings: {out}")
    return 0
