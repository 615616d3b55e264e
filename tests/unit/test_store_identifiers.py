"""Identifiers: UUIDs of version 7 that sort as they were made."""

import threading
import time
import uuid

from litcoach_desktop.store.identifiers import new_id


def test_an_identifier_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    # The time may run ahead of the clock when many identifiers are made at once, but by no more than a moment.
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000 + 1_000


def test_identifiers_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_threads_never_get_the_same_identifier() -> None:
    made: list[list[str]] = [[] for _ in range(8)]

    def make(place: int) -> None:
        made[place] = [new_id() for _ in range(2_000)]

    threads = [threading.Thread(target=make, args=(place,)) for place in range(len(made))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one for some in made for one in some}) == 16_000
