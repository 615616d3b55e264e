"""A killed `litcoach assess` or `litcoach bench` leaves no worker behind."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, ROOT / "tests" / "e2e" / "pool_child.py", tmp_path],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "busy\n"
        parent.kill()
        # The worker holds the other end too: it is closed only when the worker is gone, or the test hangs here.
        assert parent.stdout.read() == ""
