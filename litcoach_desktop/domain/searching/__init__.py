"""The rules of looking for a text: what a query means, what it may have meant, how two rankings become one."""

from litcoach_desktop.domain.searching.filters import Card, Filters
from litcoach_desktop.domain.searching.fusion import blend, most_possible
from litcoach_desktop.domain.searching.passages import Span, cut
from litcoach_desktop.domain.searching.query import Query, parse_query
from litcoach_desktop.domain.searching.spelling import Speller
from litcoach_desktop.domain.searching.wishes import Wishes, wishes_in

__all__ = [
    "Card",
    "Filters",
    "Query",
    "Span",
    "Speller",
    "Wishes",
    "blend",
    "cut",
    "most_possible",
    "parse_query",
    "wishes_in",
]
