"""What this process takes of the machine right now: memory, threads, open files."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ProcessFigures:
    """resident_mb: memory held in RAM, in 10^6 bytes. open_files: -1 where the system does not tell."""

    resident_mb: float
    threads: int
    open_files: int


def figures_now() -> ProcessFigures:
    """Measure now. Raises OSError on a system that does not tell the resident memory."""
    return ProcessFigures(_resident_bytes() / 1e6, threading.active_count(), _open_files())


def _resident_bytes() -> int:
    if sys.platform == "win32":
        return _resident_bytes_on_windows()
    if sys.platform == "darwin":
        import resource

        # The highest so far, not the present one: growth still shows, shrinking does not.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _resident_bytes_on_windows() -> int:
    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("PageFaultCount", ctypes.c_ulong)] + [
            (name, ctypes.c_size_t)
            for name in (
                "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
                "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage",
            )
        ]  # fmt: skip

    counters = Counters()
    counters.cb = ctypes.sizeof(Counters)
    libraries = ctypes.windll  # type: ignore[attr-defined]  # exists on Windows only
    process = ctypes.c_void_p(-1)
    if not libraries.psapi.GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb):
        raise OSError("Windows does not tell the memory of this process")
    return int(counters.WorkingSetSize)


def _open_files() -> int:
    listing = Path("/proc/self/fd")
    return len(list(listing.iterdir())) if listing.is_dir() else -1
