"""What an import would do: children and classes by their ids in the school's system, never silently by name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.rostering.demographics import Demographics
from litcoach_desktop.domain.rostering.incoming import WHOLE_LIST, Incoming, IncomingChild, IncomingClass
from litcoach_desktop.domain.rostering.sources import OWN_ID, folded_name

# Fewer leavers than these are told as they are, whatever share of a small list they make (ours).
_MANY = 5


@dataclass(frozen=True, slots=True)
class KnownClass:
    """A class of this laptop. source_id: its id in the file's source, None when it has none there."""

    id: str
    name: str
    grade: int
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child of this laptop. source_id: its id in the file's source, None when it has none there.

    class_id: of its first class; also_in: of all its others. other_ids: further ones in the source, of duplicates that
    a person has merged into it. elsewhere: another source has brought it too.
    """

    id: str
    class_id: str
    given_name: str
    family_name: str
    grade: int
    left: bool
    source_id: str | None = None
    other_ids: frozenset[str] = frozenset()
    also_in: frozenset[str] = frozenset()
    elsewhere: bool = False
    demographics: Demographics | None = None

    @property
    def ids(self) -> frozenset[str]:
        """All its ids in the source."""
        return self.other_ids if self.source_id is None else self.other_ids | {self.source_id}

    @property
    def classes(self) -> frozenset[str]:
        """Ids of all its classes."""
        return self.also_in | {self.class_id}

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class ChildChange:
    """A child before and as the file has it. class_id: source id of the class that the file puts it in."""

    before: KnownChild
    after: IncomingChild


@dataclass(frozen=True, slots=True)
class SameName:
    """A child of the file that no id knows, and the children of this laptop with its name: perhaps the same.

    expected: the id of the one that this list has brought before, with this name in this class; None without one.
    """

    incoming: IncomingChild
    known: tuple[KnownChild, ...]
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would happen, to be shown before it does.

    left: children that this source had brought and does not name any more. out: those of them whom another source has
    brought too: they only go out of the classes of this one. same_name: answered by a person; without an answer such a
    child is added, but for one that is expected: waits says for how many of those a person has to answer first.
    """

    incoming: Incoming
    new_classes: tuple[IncomingClass, ...]
    renamed_classes: tuple[tuple[KnownClass, IncomingClass], ...]
    added: tuple[IncomingChild, ...]
    changed: tuple[ChildChange, ...]
    same: int
    left: tuple[KnownChild, ...]
    same_name: tuple[SameName, ...]
    out: tuple[KnownChild, ...] = ()
    waits: int = 0
    loses_many: bool = False
    """More than half of the children of this list are not in the file: it may be a part of it, or another list."""

    @property
    def does_nothing(self) -> bool:
        """Whether everything is as the file has it already."""
        return not (self.new_classes or self.renamed_classes or self.added or self.changed or self.left or self.out)


def classes_after(
    known: KnownChild, wanted: Sequence[str], governed: frozenset[str] | set[str]
) -> tuple[str, frozenset[str]]:
    """The first class and all classes of a child once a file has been followed: ids of this laptop.

    wanted: the classes that the file names, the first one first; none: the child is not named any more. governed: all
    classes that this source has brought: about those the file decides, others stay. A child that this source did not
    know before comes out of the class that it was in. The first class stays the first while the child is in it.
    """
    others = frozenset() if known.source_id is None and wanted else known.classes - governed
    after = frozenset(wanted) | others
    if known.class_id in after:
        return known.class_id, after
    # Ids are in the order of their making.
    return (wanted[0] if wanted else min(after)), after


def plan_import(
    incoming: Incoming,
    classes: Sequence[KnownClass],
    children: Sequence[KnownChild],
    same: Mapping[IncomingChild, str | None] | None = None,
) -> Plan:
    """Hold a file against what is known. same: children of the file that a person knows to be these of the laptop.

    None there: it is none of them.
    """
    same = same or {}
    by_source = {child.source_id: child for child in children if child.source_id is not None}
    by_source.update((other, child) for child in children for other in child.other_ids)
    by_id = {child.id: child for child in children}
    by_name: dict[str, list[KnownChild]] = defaultdict(list)
    for one in children:
        # Who has no id in this list, and whom this list has brought without one.
        if (one.source_id is None and not one.left) or (one.source_id or "").startswith(OWN_ID):
            by_name[folded_name(one.given_name, one.family_name)].append(one)
    rooms = {room.source_id: room for room in classes if room.source_id is not None}
    governed = frozenset(room.id for room in rooms.values())
    added: list[IncomingChild] = []
    changed: list[ChildChange] = []
    offers: list[SameName] = []
    as_it_is = 0
    met: set[str] = set()
    for child in incoming.children:
        known = by_source.get(child.source_id) if child.source_id else None
        if known is not None and known.id in met:
            # The duplicate is in the school's system still; the first line that names the child counts.
            continue
        known = known or by_id.get(same.get(child) or "")
        if known is not None and known.id not in met:
            met.add(known.id)
            if _differs(known, child, rooms, governed):
                changed.append(ChildChange(known, child))
            else:
                as_it_is += 1
        elif not child.left:
            added.append(child)
            namesakes = by_name.get(folded_name(child.given_name, child.family_name), [])
            if namesakes:
                offers.append(SameName(child, tuple(namesakes), _expected(child, namesakes, rooms)))
    gone = [one for one in children if one.source_id is not None and one.id not in met and not one.left]
    out = [one for one in gone if one.elsewhere and one.classes - governed]
    staying = {one.id for one in out}
    return Plan(
        incoming=incoming,
        new_classes=tuple(room for room in incoming.classes if room.source_id not in rooms),
        renamed_classes=tuple(_renamed(incoming.classes, rooms)),
        added=tuple(added),
        changed=tuple(changed),
        same=as_it_is,
        left=tuple(one for one in gone if one.id not in staying),
        same_name=tuple(offers),
        out=tuple(one for one in out if one.classes & governed),
        loses_many=len(gone) >= _MANY and len(gone) > len(met),
        waits=sum(offer.expected is not None and offer.incoming not in same for offer in offers),
    )


def _renamed(
    incoming: Iterable[IncomingClass], rooms: Mapping[str, KnownClass]
) -> Iterable[tuple[KnownClass, IncomingClass]]:
    for room in incoming:
        known = rooms.get(room.source_id)
        if known is None:
            continue
        # A table without classes is called like its file, which may be another one each week.
        other = known.name != room.name and room.source_id != WHOLE_LIST
        if other or room.grade not in (None, known.grade):
            yield known, room


def _differs(
    known: KnownChild, child: IncomingChild, rooms: Mapping[str, KnownClass], governed: frozenset[str]
) -> bool:
    unknown = known.source_id is None if not child.source_id else child.source_id not in known.ids
    return (
        unknown
        or (known.given_name, known.family_name) != (child.given_name, child.family_name)
        or child.grade not in (None, known.grade)
        or known.left != child.left
        or child.demographics not in (None, known.demographics)
        or _moves(known, child, rooms, governed)
    )


def _moves(known: KnownChild, child: IncomingChild, rooms: Mapping[str, KnownClass], governed: frozenset[str]) -> bool:
    """Whether it is in other classes afterwards. Who has left stays where it was."""
    if not child.classes:
        return False
    if any(room not in rooms for room in child.classes):
        return True
    return classes_after(known, [rooms[room].id for room in child.classes], governed)[1] != known.classes


def _expected(child: IncomingChild, namesakes: Sequence[KnownChild], rooms: Mapping[str, KnownClass]) -> str | None:
    here = {rooms[room].id for room in child.classes if room in rooms}
    found = [one.id for one in namesakes if one.source_id is not None and one.classes & here]
    return found[0] if len(found) == 1 else None
