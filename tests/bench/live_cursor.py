"""Measures the live cursor, and the wait for the verdict, over passages joined from a folder of real recordings.

    python -m tests.bench.live_cursor DIR [--half 0|1] [--each 5] [--seed 1] [--words 0] [--oldest 12]
    python -m tests.bench.live_cursor DIR --verdict SECONDS [--each 5]

Every passage is one reader's recordings in a row, each of them a sentence, and has one event: a sentence or three left
out, one read twice, one broken off and begun again, three read again, another reader's other texts in between (four
seconds and more), a pause of five seconds, an early end. Ten times a second the cursor is compared with the words that
the reader was at within the last second. --half takes every second reader. --words makes each passage so long with
other readers' texts. --verdict joins recordings to readings so long and measures the time from the last piece to the
verdict.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from litcoach_desktop.cli.listening import CHUNK, hear
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.parts.engines import read_sound, real_listener
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

KINDS = ("whole", "one left out", "three left out", "twice", "begun again", "three again", "end", "pause", "other talk")
_BREATH_S, _PAUSE_S, _TALK_S = 0.35, 5.0, 4.0
_LATE_S, _SAID_WITHIN_S = 1.0, 2.0
_SENTENCES = (9, 12)


@dataclass(frozen=True)
class Spoken:
    """A word and when it was said; index None when it is not of the passage."""

    index: int | None
    start: float
    end: float


@dataclass(frozen=True)
class Sentence:
    """One recording and its words' times, as the judge finds them when it is told the text."""

    samples: Samples
    text: str
    times: tuple[tuple[float, float], ...]


@dataclass
class Joined:
    """A passage, the sound of its reading, and what was said when."""

    text: str
    sound: list[Samples] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)

    def say(self, sentence: Sentence, first: int | None, words: int | None = None) -> None:
        """Add a sentence, or its first words; first: its first word's index in the passage."""
        times = sentence.times[:words]
        at = sum(map(len, self.sound)) / SAMPLE_RATE
        samples = sentence.samples if words is None else sentence.samples[: round(times[-1][1] * SAMPLE_RATE)]
        self.spoken += [
            Spoken(None if first is None else first + number, at + start, at + end)
            for number, (start, end) in enumerate(times)
        ]
        self.sound += [samples, self.quiet(sentence, _BREATH_S)]

    @staticmethod
    def quiet(sentence: Sentence, seconds: float) -> Samples:
        """The quietest 0.2 s of a recording, again and again, every second time backwards."""
        length = SAMPLE_RATE // 5
        frames = sentence.samples[: len(sentence.samples) // length * length].reshape(-1, length)
        room = frames[frames.astype(np.float32).var(axis=1).argmin()]
        return np.resize(np.concatenate([room, room[::-1]]), round(seconds * SAMPLE_RATE))


class Readers:
    """The readers of a corpus; a recording is listened to when it is first needed."""

    def __init__(self, folder: Path, half: int | None, oldest: float) -> None:
        rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if row["age"] <= oldest and len(Passage(row["text"]).words) >= 4]
        by_speaker = defaultdict(list)
        for row in rows:
            by_speaker[str(row["speaker"])].append(row)
        names = sorted(name for name, own in by_speaker.items() if len(own) >= _SENTENCES[0])
        self.names = [name for at, name in enumerate(names) if half is None or at % 2 == half]
        self._rows, self._folder = by_speaker, folder
        self._heard: dict[str, Sentence | None] = {}
        self.texts = [row["text"] for row in rows]

    def sentences(self, name: str, rng: random.Random) -> Iterator[Sentence]:
        """A reader's recordings in a random order; those where a word was not found are left out."""
        for row in rng.sample(self._rows[name], len(self._rows[name])):
            if row["id"] not in self._heard:
                self._heard[row["id"]] = self._listen(row["audio"], row["text"])
            found = self._heard[row["id"]]
            if found is not None:
                yield found

    def _listen(self, audio: str, text: str) -> Sentence | None:
        samples = read_sound(self._folder / audio)
        events = hear(real_listener(), Passage(text), samples)
        times = tuple((w.start_s, w.end_s) for w in events.words if w.start_s is not None and w.end_s is not None)
        return Sentence(samples, text.strip().rstrip(".") + ".", times) if len(times) == len(events.words) else None


def joined(kind: str, own: Sequence[Sentence], other: Iterator[Sentence], rng: random.Random) -> Joined:
    """A reading of the sentences with one event of that kind."""
    firsts = np.cumsum([0, *(len(sentence.times) for sentence in own)]).tolist()
    at = rng.randrange(3, len(own) - 3)
    order = list(range(len(own)))
    if kind in ("one left out", "three left out"):
        del order[at : at + (1 if kind == "one left out" else 3)]
    elif kind == "twice":
        order.insert(at, at)
    elif kind == "three again":
        order[at + 1 : at + 1] = [at - 2, at - 1, at]
    elif kind == "end":
        del order[at + 2 :]
    reading = Joined(" ".join(sentence.text for sentence in own))
    for number, place in enumerate(order):
        sentence = own[place]
        if number == at and kind == "begun again":
            reading.say(sentence, firsts[place], max(2, len(sentence.times) * 3 // 5))
        elif number == at and kind == "pause":
            reading.sound.append(Joined.quiet(sentence, _PAUSE_S))
        elif number == at and kind == "other talk":
            begun = sum(map(len, reading.sound))
            while sum(map(len, reading.sound)) - begun < _TALK_S * SAMPLE_RATE:
                reading.say(next(other), None)
        reading.say(sentence, firsts[place])
    reading.sound.append(Joined.quiet(own[order[-1]], 3.0))
    return reading


@dataclass
class Followed:
    """Figures of some passages. moments: right, said lost, wrong. talks: when being lost was said, None if never."""

    moments: list[tuple[bool, bool, bool]] = field(default_factory=list)
    talks: list[float | None] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)
    chunk_ms: list[float] = field(default_factory=list)

    def add(self, other: "Followed") -> None:
        """Put other passages' figures to these."""
        self.moments += other.moments
        self.talks += other.talks
        self.ends += other.ends
        self.chunk_ms += other.chunk_ms

    def line(self) -> str:
        """The figures in a row."""
        right, lost, wrong = np.mean(self.moments, axis=0)
        said = [after is not None and after <= _SAID_WITHIN_S for after in self.talks]
        return (
            f"right {right:6.1%}  lost {lost:5.1%}  wrong {wrong:5.1%}  end found {np.mean(self.ends):4.0%}"
            + (f"  talk: said lost within 2 s {np.mean(said):4.0%} of {len(said)}" if said else "")
            + f"  ms: median {np.median(self.chunk_ms):.1f}, 95 % {np.percentile(self.chunk_ms, 95):.1f}"
        )


def follow(reading: Joined, text: str) -> Followed:
    """Follow a reading of the beginning of a text, and compare."""
    sound, found = np.concatenate(reading.sound), Followed()
    following = real_listener().follow(Passage(text))
    place, lost, at = -1, False, 0
    talk = [word for word in reading.spoken if word.index is None]
    said: float | None = None
    for start in range(0, len(sound), CHUNK):
        before = time.perf_counter()
        reached = following.feed(sound[start : start + CHUNK])
        found.chunk_ms.append((time.perf_counter() - before) * 1000)
        for event in reached:
            place, lost = event.index, event.lost
        now = (start + CHUNK) / SAMPLE_RATE
        while at + 1 < len(reading.spoken) and reading.spoken[at + 1].start <= now:
            at += 1
        if talk and lost and said is None and talk[0].start <= now <= talk[-1].end:
            said = now - talk[0].start
        if reading.spoken[at].index is None or now < reading.spoken[0].start:
            continue
        recent = [word.index for word in reading.spoken[: at + 1] if word.end >= now - _LATE_S] or [
            reading.spoken[at].index
        ]
        near = any(index is not None and abs(index - place) <= 1 for index in recent)
        found.moments.append((near and not lost, lost, not near and not lost))
    if talk:
        found.talks.append(said)
    last = [word.index for word in reading.spoken if word.index is not None][-1]
    found.ends.append(abs(place - last) <= 1)
    return found


def measure_cursor(readers: Readers, each: int, seed: int, words: int) -> None:
    """Print a row for each kind of event, and one for all."""
    rng, total = random.Random(seed), Followed()
    by_kind = {kind: Followed() for kind in KINDS}
    for number in range(each * len(KINDS)):
        name = readers.names[number % len(readers.names)]
        others = [other for other in readers.names if other != name]
        own = list(islice(readers.sentences(name, rng), rng.randint(*_SENTENCES)))
        if len(own) < _SENTENCES[0]:
            continue
        kind = KINDS[number % len(KINDS)]
        reading = joined(kind, own, readers.sentences(rng.choice(others), rng), rng)
        text = reading.text
        while len(Passage(text).words) < words:
            text += " " + rng.choice(readers.texts).strip().rstrip(".") + "."
        by_kind[kind].add(follow(reading, text))
    for kind, found in by_kind.items():
        if found.moments:
            print(f"{kind:15}{found.line()}", flush=True)
            total.add(found)
    print(f"{'all':15}{total.line()}")


def measure_verdict(readers: Readers, each: int, seed: int, seconds: float) -> None:
    """Print how long the verdict of readings of such a length takes after their last piece."""
    rng, waits, work, chunks = random.Random(seed), [], [], Followed()
    for name in readers.names[:each]:
        reading = Joined("")
        while sum(map(len, reading.sound)) < seconds * SAMPLE_RATE:
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
    parser.add_argument("--oldest", type=float, default=12)
    parser.add_argument("--verdict", type=float)
    given = parser.parse_args()
    readers = Readers(given.corpus, given.half, given.oldest)
    if given.verdict:
        measure_verdict(readers, given.each, given.seed, given.verdict)
    else:
        measure_cursor(readers, given.each, given.seed, given.words)


if __name__ == "__main__":
    main()
