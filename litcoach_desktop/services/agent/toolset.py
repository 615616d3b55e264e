"""Tools: typed functions with docstrings, registered once, allowed by role, called by name with checked arguments."""

import inspect
from collections.abc import Callable, Mapping
from typing import Literal, TypeVar, get_args, get_origin, get_type_hints

from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.domain.coaching.turns import Role, ToolResult
from litcoach_desktop.domain.errors import Refused

_LONGEST_ARGUMENT = 500
# What a child wrote is as long as it is.
_LONGEST_WRITING = 4_000
_ROLES = "__coach_roles__"

F = TypeVar("F", bound=Callable[..., ToolResult])


def tool(*roles: Role) -> Callable[[F], F]:
    """Make a method a tool for these roles. Its docstring is what the coach is told about it."""

    def register(function: F) -> F:
        if not function.__doc__:
            raise TypeError(f"the tool {function.__name__} does not say what it is for")
        setattr(function, _ROLES, frozenset(roles))
        return function

    return register


class Toolset:
    """The tools of an object that a role may call. Nothing else of the object can be reached."""

    def __init__(self, owner: object, role: Role) -> None:
        self._tools: dict[str, Callable[..., ToolResult]] = {}
        self._cards: dict[str, ToolCard] = {}
        for name, function in inspect.getmembers(type(owner), inspect.isfunction):
            if role in getattr(function, _ROLES, ()):
                self._tools[name] = getattr(owner, name)
                self._cards[name] = ToolCard(name, inspect.getdoc(function) or "", _parameters(function))

    @property
    def cards(self) -> list[ToolCard]:
        """All tools of the role, by name."""
        return list(self._cards.values())

    def call(self, name: str, arguments: Mapping[str, object]) -> ToolResult:
        """Run a tool. Raises Refused for one that the role does not have, or for arguments of another form."""
        card = self._cards.get(name)
        if card is None:
            raise Refused(f"There is no tool “{name}” here.")
        if arguments.keys() != card.parameters.keys():
            raise Refused(f"The tool “{name}” takes other arguments.")
        for parameter, allowed in card.parameters.items():
            value = arguments[parameter]
            longest = _LONGEST_WRITING if parameter == "writing" else _LONGEST_ARGUMENT
            if not isinstance(value, str) or len(value) > longest:
                raise Refused(f"“{parameter}” of the tool “{name}” must be words, and not too many.")
            if allowed is not None and value not in allowed:
                raise Refused(f"“{parameter}” of the tool “{name}” must be one of: {', '.join(allowed)}.")
        return self._tools[name](**arguments)


def _parameters(function: Callable[..., ToolResult]) -> dict[str, tuple[str, ...] | None]:
    hints = get_type_hints(function)
    found: dict[str, tuple[str, ...] | None] = {}
    for name in inspect.signature(function).parameters:
        if name == "self":
            continue
        if get_origin(hints[name]) is Literal:
            found[name] = tuple(get_args(hints[name]))
        elif hints[name] is str:
            found[name] = None
        else:
            raise TypeError(f"{function.__name__}: a tool takes words only, not {hints[name]}")
    return found
