"""How strictly a reading is marked: what becomes of the words that the machine is not sure of."""

from dataclasses import replace

from litcoach_desktop.domain.reading.columns import CORRECT, MISREAD, WordColumns
from litcoach_desktop.domain.reading.events import DOUBT_FROM, DOUBT_TO, ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.protocols import Doubt


def counted(events: ReadingEvents, doubt: Doubt) -> ReadingEvents:
    """The events as they count. Only between right and misread: what was left out or not scored stays so."""
    if doubt is Doubt.AS_HEARD:
        return events
    before, after = (
        (WordStatus.MISREAD, WordStatus.CORRECT) if doubt is Doubt.RIGHT else (WordStatus.CORRECT, WordStatus.MISREAD)
    )

    def one(event: WordEvent) -> WordEvent:
        return replace(event, status=after) if event.status is before and event.doubtful else event

    return replace(events, words=tuple(map(one, events.words)))


def counted_columns(read: WordColumns, doubt: Doubt) -> WordColumns:
    """As `counted`, of a reading in columns."""
    if doubt is Doubt.AS_HEARD:
        return read
    before, after = (MISREAD, CORRECT) if doubt is Doubt.RIGHT else (CORRECT, MISREAD)
    statuses = (
        after if status == before and DOUBT_FROM < chance < DOUBT_TO else status
        for status, chance in zip(read.statuses, read.chances, strict=True)
    )
    return replace(read, statuses="".join(statuses))
