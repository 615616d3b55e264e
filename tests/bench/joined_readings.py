"""Readings joined from a folder of real recordings, with events whose places and times are known."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from litcoach_desktop.cli.listening import hear
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.parts.engines import read_sound, real_listener
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

KINDS = ("whole", "one left out", "three left out", "twice", "begun again", "three again", "end", "pause", "other talk")
FAR_KINDS = ("far back", "far ahead")
"""In long passages only: the beginning of the part before once more, and a part left out but for its end."""
SENTENCES = (9, 12)
_BREATH_S, _PAUSE_S, _TALK_S = 0.35, 5.0, 4.0


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
    """A passage, the sound of its reading, and what was said when.

    parts: when each reader's part begins, in seconds, and what happens in it.
    """

    text: str = ""
    sound: list[Samples] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    parts: list[tuple[float, str]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the reading is so far."""
        return sum(map(len, self.sound)) / SAMPLE_RATE

    def say(self, sentence: Sentence, first: int | None, words: int | None = None) -> None:
        """Add a sentence, or its first words; first: its first word's index in the passage."""
        times = sentence.times[:words]
        at = self.seconds
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
        names = sorted(name for name, own in by_speaker.items() if len(own) >= SENTENCES[0])
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
    reading = Joined()
    last = _read_on(reading, 0, kind, own, own, other, rng)
    reading.sound.append(Joined.quiet(last, 3.0))
    return reading


def joined_long(readers: Readers, words: int, rng: random.Random, turn: int) -> Joined:
    """A passage of at least so many words, read by one reader after another, something else happening with each.

    turn: with which kind of event it begins.
    """
    kinds = [kind for kind in (*KINDS, *FAR_KINDS) if kind != "end"]
    reading, count, before = Joined(), 0, list[Sentence]()
    for name in rng.sample(readers.names, len(readers.names)):
        own = list(islice(readers.sentences(name, rng), rng.randint(*SENTENCES)))
        if len(own) < SENTENCES[0]:
            continue
        other = readers.sentences(rng.choice([one for one in readers.names if one != name]), rng)
        kind = kinds[(turn + len(reading.parts)) % len(kinds)] if before else "whole"
        last = _read_on(reading, count, kind, own, before, other, rng)
        count += sum(len(sentence.times) for sentence in own)
        before = own
        if count >= words:
            reading.sound.append(Joined.quiet(last, 3.0))
            return reading
    raise SystemExit(f"All readers together read {count} words; {words} were asked for.")


def _read_on(
    reading: Joined,
    first: int,
    kind: str,
    own: Sequence[Sentence],
    before: Sequence[Sentence],
    other: Iterator[Sentence],
    rng: random.Random,
) -> Sentence:
    """Add sentences to passage and reading, one event of that kind in them; the sentence that was read last.

    first: index of their first word. before: the reader before's sentences. other: what is said as other talk.
    """
    firsts = (first + np.cumsum([0, *(len(sentence.times) for sentence in own)])).tolist()
    reading.parts.append((reading.seconds, kind))
    reading.text = " ".join([*filter(None, [reading.text]), *(sentence.text for sentence in own)])
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
    elif kind == "far ahead":
        order = order[-3:]
    for number, place in enumerate(order):
        sentence = own[place]
        if number == at and kind == "begun again":
            reading.say(sentence, firsts[place], max(2, len(sentence.times) * 3 // 5))
        elif number == at and kind == "pause":
            reading.sound.append(Joined.quiet(sentence, _PAUSE_S))
        elif number == at and kind == "other talk":
            begun = reading.seconds
            while reading.seconds - begun < _TALK_S:
                reading.say(next(other), None)
        elif number == at and kind == "far back":
            start = first - sum(len(earlier.times) for earlier in before)
            for earlier in before[:3]:
                reading.say(earlier, start)
                start += len(earlier.times)
        reading.say(sentence, firsts[place])
    return own[order[-1]]
