"""Measures the live cursor, and the wait for the verdict, over passages joined from a folder of real recordings.

    python -m tests.bench.live_cursor DIR [--half 0|1] [--each 5] [--seed 1] [--words 0] [--oldest 12]
    python -m tests.bench.live_cursor DIR --long WORDS [--half 0|1] [--each 5] [--seed 1]
    python -m tests.bench.live_cursor DIR --verdict SECONDS [--each 5]

Every passage is one reader's recordings in a row, each of them a sentence, and has one event: a sentence or three left
out, one read twice, one broken off and begun again, three read again, another reader's other texts in between (four
seconds and more), a pause of five seconds, an early end. Ten times a second the cursor is compared with the words that
the reader was at within the last second. Where the reader goes on elsewhere than at the next word, it is measured how
long the cursor needs to be there too. --half takes every second reader. --words makes each passage so long with
other readers' texts. --long makes each passage so long of many such parts, each read by another reader and with an
event of its own, the beginning of the part before read once more and a part left out among them. --verdict joins
recordings to readings so long and measures the time from the last piece to the verdict.
"""

import argparse
import random
import time
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from litcoach_desktop.cli.listening import CHUNK
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.parts.engines import real_listener
from litcoach_desktop.ports.audio import SAMPLE_RATE
from tests.bench.joined_readings import FAR_KINDS, KINDS, SENTENCES, Joined, Readers, joined, joined_long

_LATE_S, _SAID_WITHIN_S, _BACK_WITHIN_S = 1.0, 2.0, 3.0


@dataclass
class Followed:
    """Figures of some passages, or parts of them. moments: right, said lost, wrong. talks: when being lost was said,
    None if never. returns: seconds from where the reader went on elsewhere until the cursor was there, None if it
    never was. ends: whether the last place was right. chunk_ms, work_ms: a piece's time, and the processor's."""

    moments: list[tuple[bool, bool, bool]] = field(default_factory=list)
    talks: list[float | None] = field(default_factory=list)
    returns: list[float | None] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)
    chunk_ms: list[float] = field(default_factory=list)
    work_ms: list[float] = field(default_factory=list)

    def add(self, other: "Followed") -> None:
        """Put other figures to these."""
        self.moments += other.moments
        self.talks += other.talks
        self.returns += other.returns
        self.ends += other.ends
        self.chunk_ms += other.chunk_ms
        self.work_ms += other.work_ms

    def line(self) -> str:
        """The figures in a row."""
        right, lost, wrong = np.mean(self.moments, axis=0)
        parts = [f"right {right:6.1%}  lost {lost:5.1%}  wrong {wrong:5.1%}"]
        if self.returns:
            soon = np.mean([after is not None and after <= _BACK_WITHIN_S for after in self.returns])
            never = sum(after is None for after in self.returns)
            usual = np.median([np.inf if after is None else after for after in self.returns])
            parts.append(f"there again: {usual:.1f} s, within 3 s {soon:4.0%} of {len(self.returns)}, never {never}")
        if self.talks:
            said = np.mean([after is not None and after <= _SAID_WITHIN_S for after in self.talks])
            parts.append(f"talk: said lost within 2 s {said:4.0%} of {len(self.talks)}")
        if self.ends:
            parts.append(f"end found {np.mean(self.ends):4.0%} of {len(self.ends)}")
        parts.append(
            f"ms: median {np.median(self.chunk_ms):.1f}, 95 % {np.percentile(self.chunk_ms, 95):.1f} "
            f"(of the processor {np.median(self.work_ms):.1f}, {np.percentile(self.work_ms, 95):.1f})"
        )
        return "  ".join(parts)


@dataclass(frozen=True)
class Moment:
    """The cursor at one time: right, said lost, or wrong (neither)."""

    at: float
    right: bool
    lost: bool


def follow(reading: Joined, text: str) -> dict[str, Followed]:
    """Follow a reading of the beginning of a text, and compare: figures for each kind of event in it."""
    sound = np.concatenate(reading.sound)
    following = real_listener().follow(Passage(text))
    place, lost, at = -1, False, 0
    moments: list[Moment] = []
    said_lost: list[float] = []
    found = {kind: Followed() for _, kind in reading.parts}
    begins = np.array([begin for begin, _ in reading.parts])

    def of(second: float) -> Followed:
        return found[reading.parts[max(0, int(np.searchsorted(begins, second, "right")) - 1)][1]]

    for start in range(0, len(sound), CHUNK):
        before, worked = time.perf_counter(), time.process_time()
        reached = following.feed(sound[start : start + CHUNK])
        elapsed, work = (time.perf_counter() - before) * 1000, (time.process_time() - worked) * 1000
        for event in reached:
            place, lost = event.index, event.lost
        now = (start + CHUNK) / SAMPLE_RATE
        of(now).chunk_ms.append(elapsed)
        of(now).work_ms.append(work)
        while at + 1 < len(reading.spoken) and reading.spoken[at + 1].start <= now:
            at += 1
        if lost:
            said_lost.append(now)
        if reading.spoken[at].index is None or now < reading.spoken[0].start:
            continue
        recent = [word.index for word in reading.spoken[: at + 1] if word.end >= now - _LATE_S] or [
            reading.spoken[at].index
        ]
        near = any(index is not None and abs(index - place) <= 1 for index in recent)
        moment = Moment(now, near and not lost, lost)
        moments.append(moment)
        of(now).moments.append((moment.right, moment.lost, not near and not lost))
    for begin, end in _talks(reading):
        of(begin).talks.append(next((when - begin for when in said_lost if begin <= when <= end), None))
    for begin, end in _goings_on_elsewhere(reading):
        after = next((moment.at - begin for moment in moments if begin < moment.at <= end and moment.right), None)
        of(begin).returns.append(after)
    last = [word.index for word in reading.spoken if word.index is not None][-1]
    of(reading.seconds).ends.append(abs(place - last) <= 1)
    return found


def _talks(reading: Joined) -> list[tuple[float, float]]:
    """When something is said that is not of the passage: from, to."""
    spans: list[tuple[float, float]] = []
    talking = False
    for word in reading.spoken:
        if word.index is None:
            spans.append((spans.pop()[0] if talking else word.start, word.end))
        talking = word.index is None
    return spans


def _goings_on_elsewhere(reading: Joined) -> list[tuple[float, float]]:
    """When the reader goes on elsewhere than at the next word, or after other talk, and when that ends again."""
    begins = [after.start for before, after in pairwise(reading.spoken) if _elsewhere(before.index, after.index)]
    return list(pairwise([*begins, reading.seconds]))


def _elsewhere(before: int | None, after: int | None) -> bool:
    return after is not None and (before is None or after != before + 1)


def measure_cursor(readers: Readers, each: int, seed: int, words: int) -> None:
    """Print a row for each kind of event, and one for all."""
    rng = random.Random(seed)
    by_kind = {kind: Followed() for kind in KINDS}
    for number in range(each * len(KINDS)):
        name = readers.names[number % len(readers.names)]
        others = [other for other in readers.names if other != name]
        own = list(islice(readers.sentences(name, rng), rng.randint(*SENTENCES)))
        if len(own) < SENTENCES[0]:
            continue
        kind = KINDS[number % len(KINDS)]
        reading = joined(kind, own, readers.sentences(rng.choice(others), rng), rng)
        text = reading.text
        while len(Passage(text).words) < words:
            text += " " + rng.choice(readers.texts).strip().rstrip(".") + "."
        _add(by_kind, follow(reading, text))
    _print(by_kind)


def measure_long(readers: Readers, each: int, seed: int, words: int) -> None:
    """The same over `each` long passages."""
    rng = random.Random(seed)
    by_kind = {kind: Followed() for kind in (*KINDS, *FAR_KINDS)}
    for number in range(each):
        reading = joined_long(readers, words, rng, number * 5)
        print(f"{len(Passage(reading.text).words)} words, {reading.seconds:.0f} s, {len(reading.parts)} readers")
        _add(by_kind, follow(reading, reading.text))
    _print(by_kind)


def _add(by_kind: dict[str, Followed], found: dict[str, Followed]) -> None:
    for kind, figures in found.items():
        by_kind[kind].add(figures)


def _print(by_kind: dict[str, Followed]) -> None:
    total = Followed()
    for kind, found in by_kind.items():
        if found.moments:
            print(f"{kind:15}{found.line()}", flush=True)
            total.add(found)
    print(f"{'all':15}{total.line()}")


def measure_verdict(readers: Readers, each: int, seed: int, seconds: float) -> None:
    """Print how long the verdict of readings of such a length takes after their last piece."""
    rng, waits, work, chunks = random.Random(seed), [], [], Followed()
    for name in readers.names[:each]:
        reading = Joined()
        while reading.seconds < seconds:
            for sentence in readers.sentences(name, rng):
                reading.say(sentence, 0)
                reading.text += " " + sentence.text
        sound = np.concatenate(reading.sound)[: round(seconds * SAMPLE_RATE)]
        following = real_listener().follow(Passage(reading.text))
        for start in range(0, len(sound), CHUNK):
            before = time.perf_counter()
            following.feed(sound[start : start + CHUNK])
            chunks.chunk_ms.append((time.perf_counter() - before) * 1000)
        before, worked = time.perf_counter(), time.process_time()
        following.judge()
        waits.append(time.perf_counter() - before)
        work.append(time.process_time() - worked)
    print(
        f"{len(waits)} readings of {seconds:.0f} s: the verdict takes {np.median(waits):.2f} s (median), "
        f"{max(waits):.2f} s (longest), {np.median(work):.2f} s of it work; "
        f"a piece {np.median(chunks.chunk_ms):.1f} ms (median), "
        f"{np.percentile(chunks.chunk_ms, 95):.1f} ms (95 %), {max(chunks.chunk_ms):.0f} ms (longest)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--long", type=int)
    parser.add_argument("--oldest", type=float, default=12)
    parser.add_argument("--verdict", type=float)
    given = parser.parse_args()
    readers = Readers(given.corpus, given.half, given.oldest)
    if given.verdict:
        measure_verdict(readers, given.each, given.seed, given.verdict)
    elif given.long:
        measure_long(readers, given.each, given.seed, given.long)
    else:
        measure_cursor(readers, given.each, given.seed, given.words)


if __name__ == "__main__":
    main()
