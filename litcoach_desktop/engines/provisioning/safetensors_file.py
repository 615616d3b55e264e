"""Reads the tensors of a safetensors file as NumPy arrays, without the package of that name or PyTorch."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MOST_HEADER_BYTES = 100_000_000  # what the format itself allows


def read_safetensors(path: Path) -> dict[str, NDArray[np.float32]]:
    """All 32-bit float tensors of the file, by name; tensors of other types are left out.

    Format: eight bytes with the length of a JSON header, the header, then the numbers, all little-endian.
    Raises ValueError when the file is not of that format or ends too early.
    """
    content = path.read_bytes()
    if len(content) < 8:
        raise ValueError("it is too short to hold a header")
    (length,) = struct.unpack_from("<Q", content)
    if length > min(_MOST_HEADER_BYTES, len(content) - 8):
        raise ValueError("its header is longer than the file")
    header = json.loads(content[8 : 8 + length])
    if not isinstance(header, dict):
        raise ValueError("its header is not a table of tensors")
    body = memoryview(content)[8 + length :]
    return {
        name: _tensor(name, entry, body)
        for name, entry in header.items()
        if isinstance(entry, dict) and entry.get("dtype") == "F32"
    }


def _tensor(name: str, entry: dict[str, Any], body: memoryview) -> NDArray[np.float32]:
    try:
        begin, end = entry["data_offsets"]
        numbers = np.frombuffer(body[begin:end], dtype="<f4")
        if not 0 <= begin <= end <= len(body):
            raise ValueError("outside the file")
        # A copy, because whoever gets it may change it.
        return numbers.reshape(entry["shape"]).astype(np.float32)
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"its tensor {name} does not fit the file ({problem})") from problem
