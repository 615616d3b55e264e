"""A school's own protocols: tables of plain values, as a settings file holds them, and the rules they stand for.

    [own_protocols.our_school]
    name = "Our school"
    based_on = "cbm"
    repetition = "error"
    clock_s = 120

What a table leaves out is as in the preset it is based on. 0 switches off what may be off: a clock, the rule of the
first words, the time that a self-correction may take, the skipped line that counts once.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, replace
from typing import Any

from litcoach_desktop.domain.reading.protocols import (
    DEFAULT_PROTOCOL,
    PRESETS,
    Counts,
    Doubt,
    ScoringProtocol,
    Timing,
)

Table = Mapping[str, object]

BASED_ON = "based_on"
MOST_PROTOCOLS = 20
_IDENT = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME_LENGTH = 60
_CHOICES = (Counts, Doubt, Timing)
_ADJUSTED = ("hesitation_s", "doubtful")
_WHOLE = ("skipped_run_words", "first_words_stop")


def protocol_book(own: Mapping[str, Table]) -> dict[str, ScoringProtocol]:
    """All protocols there are, by id: the presets first. Raises ValueError, with a sentence without its full stop."""
    if len(own) > MOST_PROTOCOLS:
        raise ValueError(f"there are more than {MOST_PROTOCOLS} protocols")
    return PRESETS | {ident: protocol_from(ident, table) for ident, table in own.items()}


def protocol_from(ident: str, table: object) -> ScoringProtocol:
    """The protocol that a table describes. Raises ValueError, with a sentence without its full stop."""
    if not _IDENT.fullmatch(ident) or ident in PRESETS:
        raise ValueError(f"a protocol cannot be called “{ident}”: small letters, digits and _, and no preset's name")
    if not isinstance(table, Mapping):
        raise ValueError(f"the protocol “{ident}” is not a table")
    base = table.get(BASED_ON, DEFAULT_PROTOCOL)
    if base not in PRESETS:
        raise ValueError(f"“{BASED_ON}” of the protocol “{ident}” must be one of {', '.join(PRESETS)}")
    known = {one.name: one for one in fields(ScoringProtocol) if one.name != "id"}
    values: dict[str, Any] = {"name": ident.replace("_", " ").capitalize()}
    for name, value in table.items():
        if name == BASED_ON:
            continue
        if name not in known:
            raise ValueError(f"the protocol “{ident}” has no rule called “{name}”")
        values[name] = _checked(ident, known[name], value, getattr(PRESETS[base], name))
    made = replace(PRESETS[base], id=ident, **values)
    if made.instructional_from > made.independent_from:
        raise ValueError(f"in the protocol “{ident}” the instructional band begins above the independent one")
    return made


def table_of(protocol: ScoringProtocol, based_on: str = DEFAULT_PROTOCOL) -> dict[str, object]:
    """The table that describes a protocol: its name, its preset and what differs from it."""
    base = PRESETS[based_on]
    table: dict[str, object] = {"name": protocol.name, BASED_ON: based_on}
    for one in fields(ScoringProtocol):
        value = getattr(protocol, one.name)
        if one.name not in ("id", "name") and value != getattr(base, one.name):
            table[one.name] = 0 if value is None else value.value if isinstance(value, _CHOICES) else value
    return table


def ident_for(name: str, taken: Mapping[str, object]) -> str:
    """An id for a new protocol of that name which nothing else has."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:30]
    stem = plain if _IDENT.fullmatch(plain) else "own"
    number, ident = 1, stem
    while ident in taken or ident in PRESETS:
        number += 1
        ident = f"{stem}_{number}"
    return ident


def with_rules(
    ident: str, rules: Mapping[str, object], own: Mapping[str, Table], name: Callable[[ScoringProtocol], str]
) -> tuple[str, dict[str, Table]]:
    """Which protocol to use, and all own ones, when `rules` (hesitation_s, doubtful) are to be other than it says.

    A preset stays as it is published: beside it comes an own protocol that differs in just these, called what `name`
    says of it. Raises ValueError for rules that are not allowed.
    """
    table = own.get(ident, {BASED_ON: ident})
    base = str(table.get(BASED_ON, DEFAULT_PROTOCOL))
    if ident in own and set(table) - {"name", BASED_ON, *_ADJUSTED}:
        return ident, {**own, ident: {**table, **rules}}
    wanted = {**table, **rules}
    different = {
        rule: wanted[rule] for rule in _ADJUSTED if rule in wanted and wanted[rule] != getattr(PRESETS[base], rule)
    }
    if not different:
        return base, dict(own)
    parts = [f"{value:g}" if isinstance(value, int | float) else str(value) for value in different.values()]
    fresh = "_".join((base, *parts)).replace(".", "_")
    made = protocol_from(fresh, {BASED_ON: base, **different})
    return fresh, {**own, fresh: {"name": name(made)[:_NAME_LENGTH], BASED_ON: base, **different}}


def _checked(ident: str, rule: Field[Any], value: object, usual: object) -> Any:
    """The value in the rule's own type. usual: the preset's value, which tells choices from switches and numbers."""
    what = f"“{rule.name}” of the protocol “{ident}”"
    if rule.name == "name":
        if not isinstance(value, str) or not value.strip() or len(value) > _NAME_LENGTH:
            raise ValueError(f"{what} is not a text of 1 to {_NAME_LENGTH} letters")
        return value.strip()
    for kind in _CHOICES:
        if isinstance(usual, kind):
            if value not in list(kind):
                raise ValueError(f"{what} must be one of {', '.join(kind)}")
            return kind(str(value))
    if isinstance(usual, bool):
        if not isinstance(value, bool):
            raise ValueError(f"{what} must be true or false")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{what} is not a number")
    may_be_off = rule.metadata.get("may_be_off", False)
    if may_be_off and value == 0:
        return None
    least, most = rule.metadata["least"], rule.metadata["most"]
    # Written so that NaN, which compares with nothing, is refused too.
    if not least <= value <= most:
        off = ", or 0 for off" if may_be_off else ""
        raise ValueError(f"{what} must be from {least:g} to {most:g}{off}")
    if rule.name not in _WHOLE:
        return float(value)
    if value != int(value):
        raise ValueError(f"{what} must be a whole number")
    return int(value)
