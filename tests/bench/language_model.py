"""What the coach's language model costs beside its weights: `python -m tests.bench.language_model`.

Over two files of random weights, a tiny one and one of 150 MB whose arithmetic takes as long as a small real model's.
Random weights choose noise, but they read, write and stop as good ones do. Reading and writing are told in processor
time, stopping in time on the clock.
"""

import functools
import gc
import itertools
import statistics
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from litcoach_desktop.engines.llama.grammar import choice_grammar
from litcoach_desktop.engines.llama.model import CONTEXT, ChoiceWriter, LlamaModel, load_native
from litcoach_desktop.engines.llama.native import NativeModel
from litcoach_desktop.engines.machine import engine_threads
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.parts.coach import coach_instructions
from litcoach_desktop.ports.language_model import Message, Request, Speaker
from litcoach_desktop.services.agent.choices import describe, read_choice
from tests.fakes.coach import MemoryToolbox
from tests.fakes.language_model import model_session
from tests.fakes.tiny_gguf import NAME, build_tiny_gguf, shelf_with_gguf

CARDS = tuple(MemoryToolbox().tools().cards)
SYSTEM = coach_instructions() + describe(CARDS)
TURNS, CALLS, STOPS, ROUNDS = 200, 100, 20, 7
MIDDLING = {"width": 512, "layers": 8, "heads": 8, "vocabulary": 16_000}


def main() -> None:
    """Measure all there is to say."""
    print(f"threads: {engine_threads()}, context: {CONTEXT} tokens")
    with tempfile.TemporaryDirectory() as folder:
        for name, size in (("tiny", {}), ("150 MB", MIDDLING)):
            place = Path(folder) / name.replace(" ", "-")
            gguf = build_tiny_gguf(place / "from" / "model.gguf", **size)
            print(f"\n{name}: {gguf.stat().st_size / 1e6:.1f} MB")
            shelf = shelf_with_gguf(place, gguf)
            check = functools.partial(shelf.check, NAME)
            model = LlamaModel(shelf.installed("llm")[0], ModelRoom(16_000_000_000), shelf.marks, check)
            if name == "tiny":
                count_tool_calls(place)
                take_turns(model)
            stop_at_random(model)
            model.release()
            read_again(gguf)
            write_beside_the_bare_engine(gguf)


def request(*messages: Message, tools: bool = True) -> Request:
    """Go on from these."""
    return Request(SYSTEM, messages, CARDS if tools else (), 400, time.monotonic() + 3600)


def said(words: str) -> Message:
    """A child's."""
    return Message(Speaker.CHILD, words)


def count_tool_calls(folder: Path) -> None:
    """Of a hundred choices that begin as a tool, how many can be read and have the tool's own arguments.

    Each file of noise has its own likings, so several write them.
    """
    cards = {card.name: card.parameters.keys() for card in CARDS}
    asked, chosen, good = 0, Counter[str](), 0
    for seed in itertools.count():
        native = load_native(build_tiny_gguf(folder / "noise.gguf", seed=seed), _never)
        writer = ChoiceWriter(native)
        for number in range(5):
            asked += 1
            text = writer.write(request(said(f"word {number} of the sea")), _nothing, _never).text
            if text.startswith('{"tool"'):
                choice = read_choice(text)
                chosen[choice.tool or ""] += 1
                good += choice.tool in cards and choice.arguments.keys() == cards[choice.tool or ""]
        native.close()
        if chosen.total() >= CALLS:
            break
    print(
        f"tool calls read: {good} of {chosen.total()}, of {len(chosen)} tools "
        f"({asked - chosen.total()} replies beside them, {seed + 1} files)"
    )


def take_turns(model: LlamaModel) -> None:
    """Memory and threads before and after many turns of the whole coach."""
    session = model_session(model)
    for number in range(20):
        session.say(f"what now {number}")
    gc.collect()
    threads, memory = threading.active_count(), _resident_mb()
    begun = time.perf_counter()
    for number in range(TURNS):
        session = session if number % 10 else model_session(model)
        session.say(f"what of the moon {number}")
    seconds = time.perf_counter() - begun
    gc.collect()
    print(
        f"{TURNS} turns: threads {threads} -> {threading.active_count()}, "
        f"memory {memory:.1f} -> {_resident_mb():.1f} MB, {1000 * seconds / TURNS:.0f} ms a turn"
    )


def stop_at_random(model: LlamaModel) -> None:
    """How long it goes on after somebody said stop, while it reads all and while it writes."""
    waits = []
    for number in range(STOPS):
        stop = Stop()
        timer = threading.Timer(0.002 + 0.004 * number, stop.set)
        timer.start()
        # Another system text has to be read from its beginning.
        waits += _stopped(model, f"{number} {SYSTEM}", _nothing, stop)
        timer.cancel()
        timer.join()
    _tell_waits("reading", waits)
    waits = []
    for number in range(STOPS):
        stop = Stop(after_pieces=3 + number)
        waits += _stopped(model, SYSTEM, stop.hear, stop)
    _tell_waits("writing", waits)


class Stop:
    """The wish that it stops, and when it came."""

    def __init__(self, after_pieces: int = 0) -> None:
        self._left = after_pieces
        self.since: float | None = None

    def set(self) -> None:
        """From now on."""
        self.since = time.perf_counter()

    def hear(self, _piece: str) -> None:
        """After so many pieces."""
        self._left -= 1
        if self._left == 0:
            self.set()

    def wished(self) -> bool:
        """Whether it should stop."""
        return self.since is not None


def _stopped(model: LlamaModel, system: str, hear: Callable[[str], None], stop: Stop) -> list[float]:
    """Seconds from the wish to the end; nothing when it was done before the wish came."""
    try:
        asked = Request(system, (said("the moon"),), CARDS, 400, time.monotonic() + 3600)
        model.write(asked, hear, stop.wished)
    except Cancelled:
        return [time.perf_counter() - (stop.since or 0.0)]
    return []


def _tell_waits(doing: str, waits: list[float]) -> None:
    print(
        f"stopped {len(waits)} times while {doing}: median {1000 * statistics.median(waits):.1f} ms, "
        f"longest {1000 * max(waits):.1f} ms"
    )


def read_again(gguf: Path) -> None:
    """What the second turn of a talk reads, and how long it takes until the first token can be chosen."""
    native = CountingModel(gguf)
    writer = ChoiceWriter(native)
    writer.take_a_step()
    messages = [said("find the text about the sea")]
    figures = []
    for words in ("and one about the moon", "open the first"):
        native.tokens_read, native.seconds = 0, 0.0
        written = writer.write(request(*messages), _nothing, _never)
        figures.append((native.tokens_read, native.seconds))
        messages += [Message(Speaker.COACH, written.text), said(words)]
    (cold, cold_s), (warm, warm_s) = figures
    print(
        f"read before the first choice: turn 1 {cold} tokens, {1000 * cold_s:.1f} ms of processor time; turn 2 {warm}, "
        f"{1000 * warm_s:.1f} ms ({100 * warm / cold:.0f} % of the tokens, {100 * warm_s / cold_s:.0f} % of the time)"
    )
    native.close()


class CountingModel(NativeModel):
    """Counts what is read in front of a choice: several tokens at once."""

    def __init__(self, path: Path) -> None:
        self.tokens_read, self.seconds = 0, 0.0
        super().__init__(path, context=CONTEXT, threads=engine_threads())

    def read(self, tokens: list[int], stop: Callable[[], bool] | None = None) -> None:
        """As the model does."""
        begun = time.process_time()
        super().read(tokens, stop)
        if stop is not None:
            self.tokens_read += len(tokens)
            self.seconds += time.process_time() - begun


def write_beside_the_bare_engine(gguf: Path) -> None:
    """Tokens a second of the same choice, written by the bare `Llama` object and by ours, in turns."""
    from llama_cpp import Llama, LlamaGrammar

    bare = Llama(str(gguf), n_ctx=CONTEXT, n_threads=engine_threads(), n_threads_batch=engine_threads(), verbose=False)
    rules = choice_grammar(CARDS)
    native = load_native(gguf, _never)
    writer = ChoiceWriter(native)
    asked = request(said("find the text about the sea"))
    writer.write(asked, _nothing, _never)
    ours, theirs, free = [], [], []
    for _ in range(ROUNDS):
        moments: list[float] = []
        written = writer.write(asked, lambda _piece, moments=moments: moments.append(time.process_time()), _never)
        ours.append((written.written - 1) / (time.process_time() - moments[0]))
        prompt = native.held[: len(native.held) - written.written + 1]
        theirs.append(_bare_speed(bare, prompt, written.written, LlamaGrammar.from_string(rules, verbose=False)))
        free.append(_bare_speed(bare, prompt, written.written, None))
    fastest = statistics.median(ours) / statistics.median(theirs)
    print(
        f"{written.written} tokens of one choice, tokens a second of processor time, median of {ROUNDS}: ours "
        f"{statistics.median(ours):.0f}, bare Llama with the same grammar {statistics.median(theirs):.0f} "
        f"(ours is {100 * fastest:.0f} %), without any grammar {statistics.median(free):.0f}"
    )
    native.close()
    bare.close()


def _bare_speed(bare: Any, prompt: list[int], count: int, grammar: object) -> float:
    """Tokens a second of processor time, from the first token to the last of so many."""
    begun = 0.0
    for number, token in enumerate(bare.generate(prompt, temp=0.0, grammar=grammar)):
        begun = begun or time.process_time()
        bare.detokenize([token])
        if number == count - 1:
            break
    return (count - 1) / (time.process_time() - begun)


def _resident_mb() -> float:
    statm = Path("/proc/self/statm")
    return int(statm.read_text(encoding="ascii").split()[1]) * 4096 / 1e6 if statm.exists() else 0.0


def _nothing(_piece: str) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False


if __name__ == "__main__":
    main()
