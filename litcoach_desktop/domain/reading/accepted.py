"""A child's accepted pronunciations: what a teacher confirmed as the way in which this child says a word.

"In that way" goes by the evidence there is. The machine calls a word misread and, when one thing stands out, names
what was said instead. A reading of the word counts as accepted when the machine calls it misread and names the same
as at the confirmed one; where it named nothing then, it must name nothing now. Something else said in the word's
place stays a misreading, and a word that was left out was not said in any way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage


@dataclass(frozen=True, slots=True)
class AcceptedPronunciation:
    """One confirmation, or its taking back.

    word: as `Word.spoken`. heard: what the machine named, None when nothing. since: when the reading began in which
    it was confirmed; it counts from that reading on. reading_id, index: where. made_at: UTC, ISO 8601. accepted:
    False takes the confirmation back, and with it what followed from it.
    """

    student_id: str
    word: str
    heard: str | None
    since: datetime
    reading_id: str
    index: int
    made_by: str
    made_at: str
    accepted: bool = True


def standing(history: Iterable[AcceptedPronunciation]) -> list[AcceptedPronunciation]:
    """What holds now, of all confirmations and takings back, oldest first: the newest for each word and way counts."""
    newest: dict[tuple[str, str | None], AcceptedPronunciation] = {}
    for one in history:
        key = (one.word, one.heard)
        before = newest.pop(key, None)
        if before is not None and before.accepted and one.accepted:
            # Confirmed twice: it holds from the earlier reading on.
            one = replace(one, since=min(before.since, one.since))
        newest[key] = one
    return [one for one in newest.values() if one.accepted]


def accepted_words(
    events: ReadingEvents, passage: Passage, accepted: Iterable[AcceptedPronunciation], started_at: datetime
) -> frozenset[int]:
    """The words of a reading that count as right because the child says them so. started_at: of the reading."""
    ways = {(one.word, one.heard) for one in accepted if one.since <= started_at}
    return frozenset(
        event.index
        for event in events.words
        if event.status is WordStatus.MISREAD and (passage.words[event.index].spoken, event.heard) in ways
    )


def with_accepted(events: ReadingEvents, indices: frozenset[int]) -> ReadingEvents:
    """The events with these words right; the machine's own stay what they are."""
    if not indices:
        return events

    def right(event: WordEvent) -> WordEvent:
        return replace(event, status=WordStatus.CORRECT, p_correct=1.0) if event.index in indices else event

    return replace(events, words=tuple(map(right, events.words)))
