"""A language model of this machine as the coach asks it: checked, loaded when it is needed, one choice at a time."""

import codecs
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.engines.llama.grammar import choice_grammar
from litcoach_desktop.engines.llama.native import Interrupted, NativeModel, NativeProblem
from litcoach_desktop.engines.llama.prompt_format import Piece, format_for, talk
from litcoach_desktop.engines.machine import engine_threads
from litcoach_desktop.engines.model_room import ModelRoom, NoRoom
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.ports.language_model import Request, TooMuch, Written
from litcoach_desktop.ports.models import InstalledModel

CONTEXT = 2048
"""Tokens that the model keeps in mind: the system text and a talk of some minutes."""
_LEAST_WRITTEN = 64
"""No choice is begun with fewer tokens left: as many as the longest name of a tool takes, letter by letter."""
_LANDING = 24
"""With so few tokens left, the words that are being written are brought to an end."""
_WORKING_BYTES = 450_000_000
"""Beside the weights: what it keeps in mind of 2,048 tokens, and its sums in between."""
_REMEMBERED = 32
_LOOK_S = 0.05

_log = logging.getLogger(__name__)

Stop = Callable[[], bool]
Check = Callable[[Callable[[int], None]], None]
"""Looks whether a model's files are the right ones, calling with how many bytes it has read. Raises ModelProblem."""
Load = Callable[[Path, Stop], NativeModel]


def load_native(path: Path, stop: Stop) -> NativeModel:
    """Load a file with the threads that this machine can spare. Raises NativeProblem, Interrupted."""
    return NativeModel(path, context=CONTEXT, threads=engine_threads(), stop=stop)


class LlamaModel:
    """Implements `ports.language_model.LanguageModel`. The model is loaded by the first call that needs it."""

    def __init__(
        self, model: InstalledModel, room: ModelRoom, marks: CrashMarks, check: Check, load: Load = load_native
    ) -> None:
        self._model = model
        self._room = room
        self._marks = marks
        self._check = check
        self._load = load
        self._checked: list[tuple[str, int, int]] = []
        self._in_use = threading.Lock()

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def get_ready(self, system: str, cancelled: Stop) -> None:
        """Check and load the file, and read the system text if it is not what was read last."""
        with self._at_work(cancelled, cancelled) as reader:
            reader.get_ready(system, cancelled)

    def write(self, request: Request, on_text: Callable[[str], None], cancelled: Stop) -> Written:
        """One choice, which the grammar makes one of the tools or a reply."""

        def stop() -> bool:
            return cancelled() or time.monotonic() > request.deadline

        with self._at_work(stop, cancelled) as reader:
            return reader.write(request, on_text, stop)

    @contextmanager
    def _at_work(self, stop: Stop, cancelled: Stop) -> "Iterator[ChoiceWriter]":
        """The loaded model; what goes wrong with it is told in the port's words."""
        try:
            with self._alone(stop), self._loaded(stop) as reader, self._marks.working(self.name):
                yield reader
        except (Interrupted, NoRoom) as problem:
            if cancelled():
                raise Cancelled from problem
            raise self._problem("it took too long") from problem
        except NativeProblem as problem:
            raise self._problem(str(problem)) from problem

    @contextmanager
    def _alone(self, stop: Stop) -> Iterator[None]:
        """One call at a time: it may be made ready on another lane while a message comes that needs it."""
        while not self._in_use.acquire(timeout=_LOOK_S):
            if stop():
                raise Interrupted
        try:
            yield
        finally:
            self._in_use.release()

    def release(self) -> None:
        """Give back the memory."""
        self._room.release(self.name)

    @contextmanager
    def _loaded(self, stop: Stop) -> "Iterator[ChoiceWriter]":
        path = weights_in(self._model.folder)
        if path is None:
            raise self._problem("its file is missing")
        size = path.stat().st_size + _WORKING_BYTES
        with self._room.use(self.name, size, lambda: self._opened(path, stop), give_up=stop) as reader:
            yield reader

    def _opened(self, path: Path, stop: Stop) -> "ChoiceWriter":
        if self._marks.is_set_aside(self.name):
            raise ModelProblem(
                f"The language model {self.name} took litcoach down when it was last used, and is set aside.",
                "The coach talks without it.",
                f"Try it again with: litcoach models verify {self.name}",
            )
        self._be_sure(stop)
        with self._marks.loading(self.name):
            writer = ChoiceWriter(self._load(path, stop))
            writer.take_a_step()
            return writer

    def _be_sure(self, stop: Stop) -> None:
        """Check the files, unless they were checked since this program started and did not change."""

        def arrived(_done: int) -> None:
            if stop():
                raise Interrupted

        files = [path for path in sorted(self._model.folder.iterdir()) if path.is_file()]
        now = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
        if now != self._checked:
            self._check(arrived)
            self._checked = now

    def _problem(self, reason: str) -> ModelProblem:
        return ModelProblem(
            f"The language model {self.name} cannot answer: {reason}.",
            "The coach talks without it.",
            f"Check it with: litcoach models verify {self.name}",
        )


def weights_in(folder: Path) -> Path | None:
    """The one file of a model."""
    return next(iter(sorted(folder.glob("*.gguf"))), None)


class ChoiceWriter:
    """A loaded model that reads a talk, no token twice in a row of calls, and writes one choice."""

    def __init__(self, native: NativeModel) -> None:
        self._native = native
        self._format = format_for(native.is_token)
        self._thoughtless = self._format.silent(native.is_token)
        # The tokens of system texts, and of choices as they were written: split again they might be others.
        self._system: dict[str, list[int]] = {}
        self._wrote: dict[str, list[int]] = {}
        self._grammars: dict[tuple[object, ...], str] = {}

    def take_a_step(self) -> None:
        """Read a word and choose the next: what is wrong with a model shows at its first step. Raises NativeProblem."""
        self._native.read(self._native.tokens("a"))
        with self._native.grammar(choice_grammar(())) as grammar:
            grammar.choose()

    def get_ready(self, system: str, stop: Stop) -> None:
        """Read the system text, unless it is already there. Raises NativeProblem, Interrupted."""
        tokens = self._system_tokens(system)
        held = self._held_of(tokens)
        if held < len(tokens):
            self._native.read(tokens[self._native.keep(held) :], stop)

    def _held_of(self, tokens: list[int]) -> int:
        """How many of these, from the first on, the model has already read."""
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(self._native.held, tokens, strict=False)))

    def write(self, request: Request, on_text: Callable[[str], None], stop: Stop) -> Written:
        """One choice. Raises TooMuch, NativeProblem, Interrupted, and what on_text raises."""
        native = self._native
        system = self._system_tokens(request.system)
        messages = self._tokens(talk(self._format, self._thoughtless, request.messages))
        whole = system + messages
        held = self._held_of(whole)
        fresh = len(whole) - max(held, len(system))
        room = min(request.most_tokens - fresh, native.room - len(whole))
        if room < _LEAST_WRITTEN:
            raise TooMuch
        if stop():
            raise Interrupted
        # The last token is read again where all are known: what comes after it is asked of the model only then.
        kept = native.keep(min(held, len(whole) - 1))
        native.read(whole[kept:], stop)
        text, tokens = self._choice(self._grammar(request), room, on_text, stop)
        _remember(self._wrote, text, tokens)
        return Written(text, fresh, len(tokens))

    def _choice(self, rules: str, room: int, on_text: Callable[[str], None], stop: Stop) -> tuple[str, list[int]]:
        native = self._native
        (quotation_mark,) = native.tokens('"')[-1:]
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        text = ""
        tokens: list[int] = []
        with native.grammar(rules) as grammar:
            while len(tokens) < room:
                landing = len(tokens) >= room - _LANDING
                token = grammar.choose(quotation_mark if landing else None)
                if native.is_end(token):
                    break
                tokens.append(token)
                piece = decoder.decode(native.bytes_of(token))
                text += piece
                if piece:
                    on_text(piece)
                if piece.endswith("}") and _is_whole(text):
                    return text, tokens
                if stop():
                    raise Interrupted
                native.read([token])
        raise NativeProblem("it did not come to an end")

    def _grammar(self, request: Request) -> str:
        key = tuple(card.name for card in request.tools)
        if key not in self._grammars:
            self._grammars[key] = choice_grammar(request.tools)
        return self._grammars[key]

    def _system_tokens(self, system: str) -> list[int]:
        if system not in self._system:
            beginning = self._native.tokens("", beginning=True)
            _remember(self._system, system, beginning + self._tokens(self._format.begin(system)))
        return self._system[system]

    def _tokens(self, pieces: list[Piece]) -> list[int]:
        found: list[int] = []
        for piece in pieces:
            wrote = None if piece.control else self._wrote.get(piece.text)
            found += wrote or self._native.tokens(piece.text, control=piece.control)
        return found


def _is_whole(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _remember(memory: dict[str, list[int]], text: str, tokens: list[int]) -> None:
    memory[text] = tokens
    while len(memory) > _REMEMBERED:
        del memory[next(iter(memory))]
