"""What a coach is told about a tool: its name, what it is for, and the words it takes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolCard:
    """One tool. parameters: name and the values it may have; None for any words."""

    name: str
    purpose: str
    parameters: Mapping[str, tuple[str, ...] | None]
