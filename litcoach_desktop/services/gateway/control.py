"""The handle by which a face steers a recording that runs on another thread."""

import threading


class RecordingControl:
    """Pause, go on, finish. Every call may come from any thread, at any time, more than once."""

    def __init__(self) -> None:
        self._finish = threading.Event()
        self._paused = threading.Event()

    def finish(self) -> None:
        """The reader is done: keep the last part-second and end the recording."""
        self._finish.set()

    def pause(self) -> None:
        """From now on nothing is kept and nothing is heard, until `resume`. The microphone stays open."""
        self._paused.set()

    def resume(self) -> None:
        """End a pause."""
        self._paused.clear()

    @property
    def finished(self) -> bool:
        """Whether `finish` was called."""
        return self._finish.is_set()

    @property
    def paused(self) -> bool:
        """Whether the recording pauses."""
        return self._paused.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep, but wake at `finish`; True if it was called."""
        return self._finish.wait(seconds)
