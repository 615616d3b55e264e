"""Reading groups in a list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from litcoach_desktop.domain.grouping import ReadingGroup


class FakeGroups:
    """As GroupRepository. here: the ids of the children of a class."""

    def __init__(self, here: Callable[[str], list[str]]) -> None:
        self._here = here
        self.kept: list[ReadingGroup] = []

    def of_class(self, class_id: str) -> list[ReadingGroup]:
        here = self._here(class_id)
        groups = [
            replace(one, children=tuple(child for child in one.children if child in here))
            for one in self.kept
            if one.class_id == class_id
        ]
        return sorted(groups, key=lambda one: one.name.casefold())

    def class_of(self, group_id: str) -> str:
        return self._group(group_id).class_id

    def make(self, class_id: str, name: str, reason: str, children: Sequence[str], at: datetime) -> str:
        made = ReadingGroup(f"group-{len(self.kept)}", class_id, name, reason, tuple(children))
        self.kept.append(made)
        return made.id

    def change(self, group_id: str, name: str, reason: str) -> None:
        self._set(replace(self._group(group_id), name=name, reason=reason))

    def put(self, group_id: str, children: Sequence[str]) -> None:
        group = self._group(group_id)
        self._set(replace(group, children=tuple(dict.fromkeys((*group.children, *children)))))

    def take(self, group_id: str, children: Sequence[str] | None = None) -> None:
        group = self._group(group_id)
        staying = () if children is None else tuple(one for one in group.children if one not in children)
        self._set(replace(group, children=staying))

    def remove(self, group_id: str) -> None:
        self.kept.remove(self._group(group_id))

    def _group(self, group_id: str) -> ReadingGroup:
        found = next((one for one in self.kept if one.id == group_id), None)
        if found is None:
            raise KeyError(group_id)
        return found

    def _set(self, group: ReadingGroup) -> None:
        self.kept = [group if one.id == group.id else one for one in self.kept]
