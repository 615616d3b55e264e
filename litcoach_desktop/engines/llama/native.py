"""A thin layer over llama.cpp's C functions: load, split into tokens, read, choose by a grammar, and stop at any time.

`llama_cpp.Llama` is not used. It compiles the chat template inside a model's file, keeps a table of half a thousand
rows of logits, and can neither be stopped while it reads nor told that a grammar left nothing to choose, at which
llama.cpp ends the process.
"""

import ctypes
import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

_log = logging.getLogger(__name__)
_ABORTED = 2
_LEVELS = {4: logging.INFO}
"""llama.cpp's errors, milder: whoever calls says what they mean for the user. The rest is for looking for faults."""
_CALLED_BY_THE_LIBRARY: list[Any] = []
"""The library itself keeps no reference to a function that it calls."""
_TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])


class NativeProblem(Exception):
    """llama.cpp refused. The message is the end of a sentence."""


class Interrupted(Exception):
    """The work was stopped because `stop` said so."""


@functools.cache
def _llama() -> Any:
    """The library, its words sent to our log. Raises NativeProblem when it is not installed."""
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as problem:
        raise NativeProblem(f"its engine is not installed, docs/models.md says how ({problem})") from problem
    library: Any = llama_cpp

    def log(level: int, text: bytes, _data: object) -> None:
        _log.log(_LEVELS.get(level, logging.DEBUG), "%s", text.decode("utf-8", "replace").rstrip())

    _CALLED_BY_THE_LIBRARY.append(library.llama_log_callback(log))
    library.llama_log_set(_CALLED_BY_THE_LIBRARY[0], None)
    library.llama_backend_init()
    return library


class NativeModel:
    """A loaded model with one memory of what it has read. Not safe for two threads at once."""

    def __init__(self, path: Path, *, context: int, threads: int, stop: Callable[[], bool] = lambda: False) -> None:
        """context: tokens that fit into its memory. Raises NativeProblem, Interrupted."""
        self._library = library = _llama()
        self._model = self._context = None
        going_on = library.llama_progress_callback(lambda _share, _data: not stop())
        params = library.llama_model_default_params()
        params.n_gpu_layers = 0
        if b"AMX_INT8 = 1" in library.llama_print_system_info():
            # Multiplying quantised weights with the matrix unit of server processors ends the process.
            params.use_extra_bufts = False
        params.progress_callback = going_on
        self._model = library.llama_model_load_from_file(str(path).encode(), params)
        if not self._model:
            raise Interrupted if stop() else NativeProblem("llama.cpp cannot load it")
        self._vocabulary = library.llama_model_get_vocab(self._model)
        self._count = int(library.llama_vocab_n_tokens(self._vocabulary))
        self.room = context
        self._context = self._open_context(threads)
        self._memory = library.llama_get_memory(self._context)
        self._batch = int(library.llama_n_batch(self._context))
        self.held: list[int] = []
        """The tokens that it has read, in order."""
        self._candidates = np.zeros(self._count, _TOKEN_DATA)
        self._candidates["id"] = np.arange(self._count)
        self._piece = ctypes.create_string_buffer(256)

    def _open_context(self, threads: int) -> Any:
        library = self._library
        params = library.llama_context_default_params()
        params.n_ctx = self.room
        params.n_threads = params.n_threads_batch = threads
        params.no_perf = True
        # On a processor it is slower: writing took a third longer with it.
        params.flash_attn_type = library.LLAMA_FLASH_ATTN_TYPE_DISABLED
        context = library.llama_init_from_model(self._model, params)
        if not context:
            library.llama_model_free(self._model)
            self._model = None
            raise NativeProblem("llama.cpp has no memory for it")
        return context

    def close(self) -> None:
        """Give the memory back. Safe to call twice."""
        if self._context:
            self._library.llama_free(self._context)
            self._context = None
        if self._model:
            self._library.llama_model_free(self._model)
            self._model = None

    def __del__(self) -> None:
        self.close()

    # --- tokens ---

    def tokens(self, text: str, *, control: bool = False, beginning: bool = False) -> list[int]:
        """Split a text. control: control tokens in it are read as such. beginning: what the model begins with."""
        data = text.encode("utf-8", "replace")
        size = len(data) + 8
        found = (self._library.llama_token * size)()
        count = self._library.llama_tokenize(self._vocabulary, data, len(data), found, size, beginning, control)
        if count < 0:
            raise NativeProblem("llama.cpp cannot split a text")
        return list(found[:count])

    def is_token(self, text: str) -> bool:
        """Whether the text is one token that plain text never becomes."""
        return len(self.tokens(text, control=True)) == 1 and len(self.tokens(text)) > 1

    def bytes_of(self, token: int) -> bytes:
        """What a token stands for; nothing for a control token."""
        count = self._library.llama_token_to_piece(self._vocabulary, token, self._piece, len(self._piece), 0, False)
        if count < 0:
            raise NativeProblem("a token is longer than any word")
        return self._piece.raw[:count]

    def is_end(self, token: int) -> bool:
        """Whether the model says with it that it has finished."""
        return bool(self._library.llama_vocab_is_eog(self._vocabulary, token))

    # --- reading ---

    def keep(self, count: int) -> int:
        """Forget all but the first tokens; how many it still has, which is none for a model that cannot go back."""
        if count < len(self.held):
            if count and self._library.llama_memory_seq_rm(self._memory, 0, count, -1):
                del self.held[count:]
            else:
                self._library.llama_memory_clear(self._memory, True)
                self.held.clear()
        return len(self.held)

    def read(self, tokens: Sequence[int], stop: Callable[[], bool] | None = None) -> None:
        """Read on. stop: asked all the time while many are read. Raises Interrupted, NativeProblem."""
        library = self._library
        with self._stopping(stop):
            for first in range(0, len(tokens), self._batch):
                part = tokens[first : first + self._batch]
                data = (library.llama_token * len(part))(*part)
                result = library.llama_decode(self._context, library.llama_batch_get_one(data, len(part)))
                if result != 0:
                    self._library.llama_memory_seq_rm(self._memory, 0, len(self.held), -1)
                    raise Interrupted if result == _ABORTED else NativeProblem(f"llama.cpp cannot read on ({result})")
                self.held += part

    @contextmanager
    def _stopping(self, stop: Callable[[], bool] | None) -> Iterator[None]:
        if stop is None:
            yield
            return
        ask = self._library.ggml_abort_callback(lambda _data: stop())
        self._library.llama_set_abort_callback(self._context, ask, None)
        try:
            yield
        finally:
            self._library.llama_set_abort_callback(self._context, self._library.ggml_abort_callback(), None)

    # --- choosing ---

    @contextmanager
    def grammar(self, rules: str) -> Iterator["NativeGrammar"]:
        """A grammar at its beginning, for one text. Raises NativeProblem for rules that it cannot read."""
        sampler = self._library.llama_sampler_init_grammar(self._vocabulary, rules.encode(), b"root")
        if not sampler:
            raise NativeProblem("llama.cpp does not understand the grammar")
        try:
            yield NativeGrammar(self._library, sampler, self._candidates, self._logits)
        finally:
            self._library.llama_sampler_free(sampler)

    def _logits(self) -> np.ndarray:
        """How likely each token comes next; a view that holds until the model reads on."""
        pointer = self._library.llama_get_logits_ith(self._context, -1)
        return np.ctypeslib.as_array(pointer, (self._count,))


class NativeGrammar:
    """Chooses the likeliest token that the grammar allows."""

    def __init__(self, library: Any, sampler: Any, candidates: np.ndarray, logits: Callable[[], np.ndarray]) -> None:
        self._library = library
        self._sampler = sampler
        self._logits = logits
        self._all = candidates
        pointer = candidates.ctypes.data_as(library.llama_token_data_p)
        self._all_array = library.llama_token_data_array(pointer, len(candidates), -1, False)
        self._one = library.llama_token_data(0, 0.0, 0.0)
        self._one_array = library.llama_token_data_array(ctypes.pointer(self._one), 1, -1, False)

    def choose(self, wanted: int | None = None) -> int:
        """The next token; the wanted one where it may come. Raises NativeProblem when no token may come here."""
        if wanted is not None and self._allows(wanted):
            self._library.llama_sampler_accept(self._sampler, wanted)
            return wanted
        logits = self._logits()
        token = int(logits.argmax())
        # The likeliest one is mostly allowed; only otherwise every token is asked about.
        if not self._allows(token):
            self._all["logit"] = logits
            self._library.llama_sampler_apply(self._sampler, ctypes.byref(self._all_array))
            token = int(self._all["logit"].argmax())
            if self._all["logit"][token] == -np.inf:
                # To accept a token all the same would end the process.
                raise NativeProblem("its vocabulary lacks a sign that has to come")
        self._library.llama_sampler_accept(self._sampler, token)
        return token

    def _allows(self, token: int) -> bool:
        self._one.id, self._one.logit = token, 0.0
        self._library.llama_sampler_apply(self._sampler, ctypes.byref(self._one_array))
        return bool(self._one.logit != -np.inf)
