"""Hears a reading once more after its result was shown, and keeps what both listeners together make of it."""

import logging
from collections.abc import Callable

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.domain.reading.second_opinion import with_second_opinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.transcription import Progress, SecondListener
from litcoach_desktop.store.readings import ReadingRepository, StoredReading
from litcoach_desktop.store.recordings import RecordingRepository

_log = logging.getLogger(__name__)

OnLane = Callable[[Callable[[Progress], None]], None]
"""Has work done on the second listener's own lane; the work tells how far it is, which ends it when it is cancelled."""


class SecondHearing:
    """The second listener's part in a reading. Nobody waits for it, and without it nothing is missing."""

    def __init__(self, listener: Callable[[], SecondListener | None], on_lane: OnLane) -> None:
        """listener: looked for anew each time, because a model may be installed while litcoach runs."""
        self._listener = listener
        self._on_lane = on_lane

    def later(
        self,
        reading_id: str,
        readings: ReadingRepository,
        recordings: RecordingRepository,
        scored: Callable[[StoredReading, ReadingEvents], Score],
        heard: Callable[[], None],
    ) -> None:
        """Hear a judged reading on the lane. scored: what events come to, with all that people said about them.

        heard: called when the sound is no longer needed, whatever became of it.
        """

        def hear(progress: Progress) -> None:
            try:
                self._hear(reading_id, readings, recordings, scored, progress)
            except KeyError as gone:
                if gone.args != (reading_id,):
                    raise
                _log.info("reading %s was erased before it was heard again", reading_id)
            heard()

        self._on_lane(hear)

    def _hear(
        self,
        reading_id: str,
        readings: ReadingRepository,
        recordings: RecordingRepository,
        scored: Callable[[StoredReading, ReadingEvents], Score],
        progress: Progress,
    ) -> None:
        try:
            listener = self._listener()
            if listener is None:
                return
            judged = readings.get(reading_id).events
            if judged is None or judged.unscored_reason is not None:
                return
            passage = Passage(readings.get(reading_id).passage_text)
            opinion = listener.hear(recordings.samples(reading_id), passage, progress)
        except EnvironmentProblem as problem:
            _log.warning("no second opinion on reading %s: %s", reading_id, problem)
            return
        together = with_second_opinion(judged, opinion)
        stored = readings.get(reading_id)
        # Somebody may have had the reading judged again meanwhile: the opinion was on the older verdict.
        if together is not judged and stored.events == judged:
            readings.finish(reading_id, together, scored(stored, together))
            _log.info("reading %s: %s heard it too", reading_id, listener.name)
