"""Lets a reply out sentence by sentence while it is made: no sentence is shown before it was checked."""

import re
from collections.abc import Callable, Sequence

from litcoach_desktop.domain.coaching.turns import Source
from litcoach_desktop.domain.safety import Rulebook, check_reply
from litcoach_desktop.ports.coaching import HeldBack

_SENTENCE = re.compile(r"[^.!?¿¡]*(?:[¿¡][^.!?]*)?[.!?]+[”\"')]*\s+")


def words_of_the_library(sources: Sequence[Source]) -> list[str]:
    """What was chosen by a teacher: titles and sentences of the library are no words of the coach."""
    return [words for source in sources for words in (source.quote, source.title) if words]


class CheckedTelling:
    """Implements `ports.coaching.Telling`: whole sentences, each checked together with all that came before it."""

    def __init__(
        self,
        rulebook: Rulebook,
        words: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._rulebook = rulebook
        self._words = words
        self._cancelled = cancelled
        self._said = ""
        self._shown = 0

    def words(self, more: str, sources: Sequence[Source]) -> None:
        """Show what is whole now. Raises HeldBack."""
        if self._words is None:
            return
        self._said += more
        end = self._shown
        while (sentence := _SENTENCE.match(self._said, end)) is not None:
            end = sentence.end()
        if end == self._shown:
            return
        problem = check_reply(self._said[:end], self._rulebook, words_of_the_library(sources))
        if problem is not None:
            raise HeldBack(problem.category.value)
        self._words(self._said[self._shown : end])
        self._shown = end

    def cancelled(self) -> bool:
        """Whether whoever asked does not wait any more."""
        return self._cancelled is not None and self._cancelled()
