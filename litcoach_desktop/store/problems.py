"""Turns what SQLite complains of into the sentences that people read."""

from pathlib import Path

from litcoach_desktop.domain.errors import EnvironmentProblem, SchemaProblem, StorageProblem

BACKUPS = "backups"
"""The folder, beside the databases, of the copies that are made before a migration."""

# Primary result codes of https://www.sqlite.org/rescode.html; an extended code has them in its low byte.
_PERMISSION, _BUSY, _READ_ONLY, _IO_ERROR = 3, 5, 8, 10
_CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 11, 13, 14, 26


def problem_of(cause: BaseException | None, path: Path) -> EnvironmentProblem | None:
    """The problem behind an exception of sqlcipher3 on the database `path`; None when it is a bug of ours."""
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    primary = code & 0xFF
    # A quota or a file size limit shows as an I/O error, not as a full disk; the remedy is the same.
    if primary in (_FULL, _IO_ERROR):
        return disk_full(path)
    if primary in (_PERMISSION, _READ_ONLY, _CANNOT_OPEN):
        return not_writable(path)
    if primary in (_CORRUPT, _NOT_A_DATABASE):
        return damaged(path)
    if primary == _BUSY:
        return StorageProblem(
            f"Another program is using {path.name}.",
            "Nothing was changed.",
            "Close the other program, such as a backup or a database viewer, and try again.",
        )
    return None


def disk_full(path: Path) -> StorageProblem:
    """Nothing more can be written where the databases lie."""
    return StorageProblem(
        f"The disk that holds {path.parent} is full or cannot be written.",
        "Everything that was kept before is safe; what came last was not kept.",
        "Make room on the disk, then go on.",
    )


def not_writable(path: Path) -> StorageProblem:
    """The folder or the file may not be written by this user."""
    return StorageProblem(
        f"litcoach may not write to {path}.",
        "Nothing can be kept there.",
        f"Give this user permission to write to {path.parent}, or choose another folder in the settings.",
    )


def damaged(path: Path) -> SchemaProblem:
    """The file is not what was written: the disk or another program changed it."""
    remedy = f"Copy the folder {path.parent} to a safe place before you do anything else, then call your IT support."
    backups = path.parent / BACKUPS
    if any(backups.glob(f"{path.stem}-*{path.suffix}")):
        remedy += f" Older copies of the file, which they can put back in its place, are in {backups}."
    return SchemaProblem(
        f"The file {path.name} is damaged.",
        "litcoach does not open it, so that nothing more is lost; the file was left as it is.",
        remedy,
    )


def written_by_newer(path: Path, unknown: str) -> SchemaProblem:
    """A later litcoach changed the tables; this one could harm what it does not understand."""
    return SchemaProblem(
        f"The file {path.name} was written by a newer litcoach (it has “{unknown}”).",
        "This version does not open it, so that nothing is harmed.",
        "Install the newest litcoach on this computer.",
    )
