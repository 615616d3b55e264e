"""Keeps what a child writes in a visit, version by version, with its counts, for the teacher."""

import logging
from collections.abc import Callable

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.domain.writing.counts import COUNTED_BY, count_writing
from litcoach_desktop.domain.writing.pieces import WritingTask, WritingVersion
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.ports.writings import WritingStore

_log = logging.getLogger(__name__)


class WritingKeeper:
    """A page about one text is one piece for as long as the visit lasts. Of a guest nothing is kept.

    is_word: whether a word in small letters is an English one; may raise ModelProblem.
    """

    def __init__(self, store: WritingStore, pupil: Pupil, clock: Clock, is_word: Callable[[str], bool]) -> None:
        self._store = store
        self._pupil = pupil
        self._clock = clock
        self._is_word = is_word
        self._pieces: dict[str, str] = {}
        self._kept: dict[str, WritingVersion] = {}

    def keep(self, text: Text, written: str, *, handed_in: bool) -> None:
        """Keep the page as it stands; nothing happens when just this was kept before.

        Raises StorageProblem for what is handed in; an unfinished page that cannot be kept is logged, as the child
        still has it in front of it.
        """
        written = written.strip()
        last = self._kept.get(text.id)
        same = last is not None and last.written == written and last.handed_in >= handed_in
        if self._pupil.id is None or not written or same:
            return
        asked = text.open_question
        task = WritingTask(text.id, text.title, "" if asked is None else asked.prompt)
        counts = count_writing(written, self._is_word)
        version = WritingVersion(self._clock.now(), written, counts, COUNTED_BY, handed_in)
        try:
            self._pieces[text.id] = self._store.add(self._pieces.get(text.id), self._pupil.id, task, version)
        except KeyError:
            # A teacher has erased the child while it was writing.
            _log.warning("a piece of writing has nobody to be kept for")
        except StorageProblem as problem:
            if handed_in:
                raise
            _log.warning("an unfinished piece of writing could not be kept: %s", type(problem).__name__)
        else:
            self._kept[text.id] = version
