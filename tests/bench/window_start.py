"""Measures how long the window takes to show, beside a bare PySide6 window, in fresh processes taken in turn.

    python tests/bench/window_start.py [ROUNDS]

Prints medians in seconds, of wall time and of processor time, from the start of the interpreter to the first
paint, and their ratio. Processor time is the steadier of the two on a busy machine.
"""

import os
import statistics
import subprocess
import sys
import time

_END = "import time, os; print(time.time(), time.process_time(), flush=True); os._exit(0)"
_BARE = f"""
from PySide6.QtWidgets import QApplication, QMainWindow
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        {_END}
app = QApplication([])
window = Bare()
window.resize(1366, 768)
window.show()
app.exec()
"""
_OURS = f"""
import litcoach_desktop.ui.app as app
def paint(self, event):
    super(app.Window, self).paintEvent(event)
    {_END}
app.Window.paintEvent = paint
from litcoach_desktop.bootstrap import main
main(["run"])
"""


def measure(program: str) -> tuple[float, float]:
    """Wall and processor seconds of one start."""
    begun = time.time()
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True, env=os.environ
    )
    painted, processor = map(float, done.stdout.split())
    return painted - begun, processor


def main() -> None:
    """Take turns, so that a busy moment meets both."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    pairs = [(measure(_BARE), measure(_OURS)) for _ in range(rounds)]
    for place, kind in enumerate(("wall", "processor")):
        bare = statistics.median(pair[0][place] for pair in pairs)
        ours = statistics.median(pair[1][place] for pair in pairs)
        print(f"{kind}: bare {bare:.3f} s, litcoach {ours:.3f} s, ratio {ours / bare:.2f}")


if __name__ == "__main__":
    main()
