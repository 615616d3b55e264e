"""`litcoach search`: finds texts of the library from the terminal."""

from __future__ import annotations

import json
import time

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.searching import Filters
from litcoach_desktop.services.content import Found, MeaningsState

_SECONDS_BETWEEN_LOOKS = 0.02


def run(parts: Parts, typed: str, filters: Filters, *, limit: int, words_only: bool, as_json: bool) -> int:
    """Search and print what was found; 0 also when that is nothing. Waits for the meanings unless `words_only`."""
    mailbox = Mailbox()
    services = parts.open_services(mailbox.deliver)
    try:
        if not words_only:
            services.content.prepare_meanings()
            while services.content.meanings.state is MeaningsState.PREPARING:
                time.sleep(_SECONDS_BETWEEN_LOOKS)
        found = services.content.search(typed, filters, limit)
    finally:
        services.close()
    if as_json:
        print(json.dumps(_as_object(found), ensure_ascii=False))
        return 0
    for wrong, right in found.corrected.items():
        print(f"Nothing has “{wrong}”; this is for “{right}”.")
    for hit in found.hits:
        print(f"{hit.card.text_id:32} grade {hit.card.grade}  {hit.card.genre:12} {hit.card.title}")
    if not found.hits:
        print("Nothing was found.")
    return 0


def _as_object(found: Found) -> dict[str, object]:
    return {
        "hits": [
            {
                "id": hit.card.text_id,
                "title": hit.card.title,
                "grade": hit.card.grade,
                "genre": hit.card.genre,
                "score": round(hit.score, 4),
            }
            for hit in found.hits
        ],
        "corrected": found.corrected,
        "by_meaning": found.by_meaning,
    }
