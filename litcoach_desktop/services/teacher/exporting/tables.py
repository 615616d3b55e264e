"""CSV as spreadsheet programs and importers read it: UTF-8 with its mark, CRLF, every text cell made safe."""

import csv
import io
from collections.abc import Iterable, Sequence

from litcoach_desktop.domain.cells import safe_cell

Cell = str | int | float | None


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> bytes:
    """One table. None is an empty cell. mark: the byte order mark by which Excel knows UTF-8."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return written.getvalue().encode("utf-8-sig" if mark else "utf-8")
