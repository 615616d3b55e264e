"""Starts litcoach: `litcoach` or `python -m litcoach_desktop`."""

import multiprocessing
import os
import sys


def main() -> int:
    """The command line; `litcoach run` opens the window. Returns the exit code."""
    # A frozen program starts its worker processes through this same entry.
    multiprocessing.freeze_support()
    # The listener's arrays are small: several threads of a numeric library wait for each other longer than they
    # compute (measured: one thread judges twice as fast as two). Read by the libraries when they are loaded.
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    from litcoach_desktop.bootstrap import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
