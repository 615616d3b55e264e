"""The memory for large models: one at a time on a small laptop, and whoever needs the room gets it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

Model = TypeVar("Model")

SMALL_LAPTOP_BYTES = 6_000_000_000
"""Below this memory no two large models are resident together."""
_SHARE = 0.35
"""Of the memory of a larger laptop, what all models together may take."""


_LOOK_S = 0.1
"""How often somebody who waits for room is asked whether to give up."""


class NoRoom(Exception):
    """Whoever waited for room gave up."""


@dataclass
class _Tenant:
    model: Any
    size_bytes: int
    in_use: int = 0


class ModelRoom:
    """Loads models, keeps them for the next time, and lets idle ones go when another needs the room.

    Safe to share between lanes: a model that is wanted waits until those in its way are no longer in use.
    """

    def __init__(self, memory_bytes: int) -> None:
        self._alone = memory_bytes < SMALL_LAPTOP_BYTES
        self._budget = int(memory_bytes * _SHARE)
        self._tenants: dict[str, _Tenant] = {}
        self._changed = threading.Condition()

    @contextmanager
    def use(
        self, name: str, size_bytes: int, load: Callable[[], Model], give_up: Callable[[], bool] | None = None
    ) -> Iterator[Model]:
        """The model of this name while the block runs; loaded if it is not there. What `load` raises comes out.

        size_bytes: what it takes once it is loaded. give_up: asked while a model in use is in the way; NoRoom is
        raised when it says so. One block must not stand inside another's.
        """
        with self._changed:
            while name not in self._tenants and not self._make_room(size_bytes):
                if give_up is not None and give_up():
                    raise NoRoom
                self._changed.wait(None if give_up is None else _LOOK_S)
            if name not in self._tenants:
                self._tenants[name] = _Tenant(load(), size_bytes)
            tenant = self._tenants[name]
            tenant.in_use += 1
        try:
            yield tenant.model
        finally:
            with self._changed:
                tenant.in_use -= 1
                self._changed.notify_all()

    def release(self, name: str) -> None:
        """Let a model go if it is idle."""
        with self._changed:
            tenant = self._tenants.get(name)
            if tenant is not None and not tenant.in_use:
                del self._tenants[name]

    @property
    def resident(self) -> list[str]:
        """The models that are loaded, the one that has been there longest first."""
        with self._changed:
            return list(self._tenants)

    def _make_room(self, size_bytes: int) -> bool:
        """Let idle models go until there is room; False when one in use is in the way."""
        for name in list(self._tenants):
            if self._fits(size_bytes):
                break
            if not self._tenants[name].in_use:
                del self._tenants[name]
        return self._fits(size_bytes)

    def _fits(self, size_bytes: int) -> bool:
        if not self._tenants:
            return True
        taken = sum(tenant.size_bytes for tenant in self._tenants.values())
        return not self._alone and taken + size_bytes <= self._budget
