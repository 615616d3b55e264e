"""The bundled English acoustic model, read from PocketSphinx's own files: phones, senones, Gaussians, transitions.

The model is of the "ptm" kind: one codebook of 128 Gaussians for each context-independent phone and feature
stream, shared by all senones (tied triphone states) of that phone, each with its own mixture weights.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.errors import ModelProblem

STATES = 3
"""Emitting states of a phone."""
SILENCE = "SIL"
FILLERS = ("SIL", "+NSN+", "+SPN+")
"""Silence, noise and spoken noise: phones that no word contains."""

_BYTE_ORDER_MARK = 0x11223344
_LOG_BASE = np.log(1.0001)
_WEIGHT_STEP = 1024  # one unit of an 8-bit mixture weight, in logs of base 1.0001
_VARIANCE_FLOOR = 1e-4
# Word positions of a phone as the model definition numbers them.
_INSIDE, _BEGIN, _END, _SINGLE = 0, 1, 2, 3

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class AcousticModel:
    """Everything that scoring needs. F streams, D Gaussians a codebook, L coefficients a stream, P phones.

    means, variances: (P, F, D, L). weights: mixture weights, (F, D, senones). senone_phone: (senones,), the
    phone that owns each senone. state_senones: (P, 3), of the context-independent phones. stay, leave: (P, 3),
    log probabilities of a state's self-loop and of moving on.
    """

    phones: tuple[str, ...]
    means: Matrix
    variances: Matrix
    weights: Matrix
    senone_phone: NDArray[np.int32]
    state_senones: NDArray[np.int32]
    stay: Matrix
    leave: Matrix
    _triphones: dict[tuple[int, int, int, int], tuple[int, int, int]]
    _index: dict[str, int]

    def phone(self, name: str) -> int:
        """Index of a phone by its name. Raises KeyError."""
        return self._index[name]

    @property
    def speech_phones(self) -> NDArray[np.int32]:
        """Indices of the 39 phones that words are made of."""
        return np.array([i for i, name in enumerate(self.phones) if name not in FILLERS], np.int32)

    def senones_of(self, pronunciation: tuple[int, ...], left: int, right: int) -> list[int]:
        """Senones of a word's states (3 a phone), spoken between the phones `left` and `right`."""
        last = len(pronunciation) - 1
        senones: list[int] = []
        for at, phone in enumerate(pronunciation):
            position = _SINGLE if last == 0 else _BEGIN if at == 0 else _END if at == last else _INSIDE
            before = left if at == 0 else pronunciation[at - 1]
            after = right if at == last else pronunciation[at + 1]
            senones.extend(self._states(phone, before, after, position))
        return senones

    def _states(self, phone: int, before: int, after: int, position: int) -> tuple[int, int, int]:
        """The nearest triphone that the model has: other word positions first, then silence as a neighbour."""
        silence = self._index[SILENCE]
        for place in (position, _INSIDE, _BEGIN, _END, _SINGLE):
            for left, right in ((before, after), (silence, after), (before, silence)):
                found = self._triphones.get((phone, left, right, place))
                if found is not None:
                    return found
        first, second, third = self.state_senones[phone].tolist()
        return first, second, third


@lru_cache(maxsize=1)
def bundled_model() -> AcousticModel:
    """The model inside the pocketsphinx wheel (about 8 MB in memory). Raises ModelProblem."""
    from pocketsphinx import get_model_path

    return read_model(Path(get_model_path("en-us/en-us")))


def read_model(folder: Path) -> AcousticModel:
    """The model in `folder`. Raises ModelProblem when a file is missing or not what it should be."""
    try:
        means = _gaussians(folder / "means")
        variances = np.maximum(_gaussians(folder / "variances"), _VARIANCE_FLOOR)
        phones, triphones, owners, bases, matrices = _definition(folder / "mdef")
        weights = _mixture_weights(folder / "sendump", means.shape[1], means.shape[2], len(owners))
        transitions = _transitions(folder / "transition_matrices")[matrices]
    except (OSError, ValueError, struct.error, IndexError) as problem:
        raise ModelProblem(
            f"The speech model in {folder} cannot be read ({problem}).",
            "Readings cannot be judged.",
            "Install litcoach again.",
        ) from problem
    states = np.arange(STATES)
    stay = np.log(transitions[:, states, states])
    return AcousticModel(
        phones=phones,
        means=means,
        variances=variances,
        weights=weights,
        senone_phone=owners,
        state_senones=bases,
        stay=stay.astype(np.float32),
        leave=np.log1p(-np.exp(stay)).astype(np.float32),
        _triphones=triphones,
        _index={name: i for i, name in enumerate(phones)},
    )


def _payload(path: Path) -> tuple[bytes, int]:
    """A Sphinx-3 file's bytes and where its numbers begin, after the text header and the byte order mark."""
    data = path.read_bytes()
    start = data.index(b"endhdr\n") + len(b"endhdr\n")
    if struct.unpack_from("<I", data, start)[0] != _BYTE_ORDER_MARK:
        raise ValueError(f"{path.name} has an unexpected byte order")
    return data, start + 4


def _gaussians(path: Path) -> Matrix:
    data, at = _payload(path)
    codebooks, streams, densities = struct.unpack_from("<3i", data, at)
    lengths = struct.unpack_from(f"<{streams}i", data, at + 12)
    at += 12 + 4 * streams
    (count,) = struct.unpack_from("<i", data, at)
    if len(set(lengths)) != 1 or count != codebooks * densities * sum(lengths):
        raise ValueError(f"{path.name} is not of the expected shape")
    values = np.frombuffer(data, "<f4", count, at + 4)
    return values.reshape(codebooks, streams, densities, lengths[0]).copy()


def _transitions(path: Path) -> Matrix:
    data, at = _payload(path)
    count, rows, columns, _ = struct.unpack_from("<4i", data, at)
    matrices = np.frombuffer(data, "<f4", count * rows * columns, at + 16).reshape(count, rows, columns)
    return matrices / matrices.sum(axis=2, keepdims=True)


def _definition(
    path: Path,
) -> tuple[
    tuple[str, ...],
    dict[tuple[int, int, int, int], tuple[int, int, int]],
    NDArray[np.int32],
    NDArray[np.int32],
    NDArray[np.int32],
]:
    """Phone names, senones of each triphone, owner of each senone, senones and transition matrix of each phone."""
    data = path.read_bytes()
    (described,) = struct.unpack_from("<i", data, 8)
    at = 12 + described
    base_count, phone_count, states, _, senones, _, sequences, _, tree_nodes, _ = struct.unpack_from("<10i", data, at)
    at += 40
    if states != STATES:
        raise ValueError(f"{path.name} has phones of {states} states")
    names, end = [], at
    for _ in range(base_count):
        stop = data.index(b"\0", end)
        names.append(data[end:stop].decode("ascii"))
        end = stop + 1
    at += (end - at + 3) // 4 * 4 + 8 * tree_nodes
    records = np.frombuffer(data, np.uint8, phone_count * 12, at).reshape(phone_count, 12)
    at += 12 * phone_count
    sequence_of = records[:, 0:4].copy().view("<i4")[:, 0]
    matrix_of = records[:, 4:8].copy().view("<i4")[:, 0]
    (length,) = struct.unpack_from("<i", data, at)
    if length != sequences * states:
        raise ValueError(f"{path.name} is not of the expected shape")
    table = np.frombuffer(data, "<u2", length, at + 4).reshape(sequences, states).astype(np.int32)
    # A triphone's record holds (word position, phone, left, right).
    context = records[base_count:, 8:12].tolist()
    owner = np.concatenate([np.arange(base_count), records[base_count:, 9]]).astype(np.int32)
    owners = np.zeros(senones, np.int32)
    owners[table[sequence_of]] = owner[:, None]
    triphones = {
        (phone, left, right, position): tuple(states_of)
        for (position, phone, left, right), states_of in zip(
            context, table[sequence_of[base_count:]].tolist(), strict=True
        )
    }
    return tuple(names), triphones, owners, table[sequence_of[:base_count]], matrix_of[:base_count]


def _mixture_weights(path: Path, streams: int, densities: int, senones: int) -> Matrix:
    """Linear mixture weights from their 8-bit logarithms."""
    data = path.read_bytes()
    at = 0
    while True:  # length-prefixed header strings, ended by an empty one
        (length,) = struct.unpack_from("<i", data, at)
        at += 4
        if length == 0 and at > 4:
            break
        at += length
    if len(data) - at != streams * densities * senones:
        at += 8  # rows and columns, when the header does not tell them
    columns = (len(data) - at) // (streams * densities)
    if columns < senones:
        raise ValueError(f"{path.name} is too short")
    steps = np.frombuffer(data, np.uint8, streams * densities * columns, at).reshape(streams, densities, columns)
    return np.exp(steps[:, :, :senones].astype(np.float32) * np.float32(-_WEIGHT_STEP * _LOG_BASE))
