"""Starts litcoach: `litcoach` or `python -m litcoach_desktop`."""

import multiprocessing
import sys


def main() -> int:
    """The command line; `litcoach run` opens the window. Returns the exit code."""
    # A frozen program starts its worker processes through this same entry.
    multiprocessing.freeze_support()
    from litcoach_desktop.bootstrap import main as start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
