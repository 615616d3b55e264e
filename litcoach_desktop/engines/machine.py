"""What this computer has: physical cores and memory, for engines that must not take all of it."""

import ctypes
import multiprocessing
import os
import sys
from pathlib import Path

_CPUS = Path("/sys/devices/system/cpu")


def engine_threads() -> int:
    """How many threads a heavy engine may use: the physical cores but one, which keeps the window awake.

    One in a worker process: there are as many of those as cores.
    """
    return 1 if multiprocessing.parent_process() is not None else max(1, physical_cores() - 1)


def physical_cores() -> int:
    """The cores of this machine without their hyper-threads; half of the logical ones where the system does not say."""
    threads = os.cpu_count() or 1
    siblings = set()
    for number in range(threads):
        try:
            siblings.add((_CPUS / f"cpu{number}/topology/thread_siblings_list").read_text(encoding="ascii").strip())
        except OSError:
            continue
    return len(siblings) or max(1, threads // 2)


def memory_bytes() -> int:
    """The physical memory of this machine; 4 GB where the system does not say, so that we take little."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 4_000_000_000


if sys.platform == "win32":

    def _windows_memory() -> int:
        kilobytes = ctypes.c_ulonglong()
        ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
        return kilobytes.value * 1024 or 4_000_000_000
