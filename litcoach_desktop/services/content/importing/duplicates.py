"""Finds passages that are in the library already, also when a few words differ or they were cut in another place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from zlib import crc32

from litcoach_desktop.domain.texts import Text

_RUN = 8
"""Words in a row that are compared."""
_EVERY = 4
"""One run in so many is kept, chosen by its words, so that the same ones are kept in both texts."""
_SHARE = 0.6
"""So much of a passage must stand in one text for it to count as a duplicate."""


class Shelf:
    """What the library holds, as runs of words."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._titles: list[str] = []
        self._runs: dict[int, list[int]] = defaultdict(list)
        for text in texts:
            self.put(text.title, text.body)

    def put(self, title: str, body: str) -> None:
        """Know one more text."""
        number = len(self._titles)
        self._titles.append(title)
        for run in _runs(body):
            self._runs[run].append(number)

    def title_of_twin(self, body: str) -> str:
        """The title of the text that this is, or is nearly, a part of; empty when there is none."""
        runs = _runs(body)
        if not runs:
            return ""
        shared = Counter(number for run in runs for number in self._runs.get(run, ()))
        number, count = shared.most_common(1)[0] if shared else (0, 0)
        return self._titles[number] if count >= _SHARE * len(runs) else ""


def _runs(body: str) -> set[int]:
    words = re.sub(r"[^\w\s]+", "", body.casefold()).split()
    # Python's own hash differs from run to run; what counts as a twin must not.
    every = {crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(max(1, len(words) - _RUN + 1))}
    return {run for run in every if run % _EVERY == 0} or every
