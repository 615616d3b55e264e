"""What the formats call their files and columns. Names are compared without case, spaces, hyphens and underscores.

OneRoster 1.1 and 1.2: IMS Global's CSV tables. Clever: its SFTP files. School Data Sync: Microsoft's v1 and v2.1.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from litcoach_desktop.domain.rostering.demographics import ONE_ROSTER_RACES, Trait

Columns = Mapping[str, tuple[str, ...]]


def plain_name(name: str) -> str:
    """A column's or file's name as it is compared."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


@dataclass(frozen=True, slots=True)
class Table:
    """One file: the names that it may have, and for each thing that is needed the names of its column.

    needed: without these columns it is another file.
    """

    files: tuple[str, ...]
    columns: Columns
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A format. source: where its ids come from. enrolments: who is in which class; roles: who is a child."""

    kind: str
    source: str
    children: Table
    classes: Table
    enrolments: Table
    roles: Table | None = None
    signs: tuple[str, ...] = field(default=())
    """Columns of the children's file that only this format has."""
    demographics: Table | None = None
    """A file of its own for them; without one they stand in the children's."""


_STATUS = ("status",)
_ONE_CHILD: Columns = {
    "id": ("sourcedid",),
    "given": ("givenname",),
    "preferred": ("preferredgivenname",),
    "family": ("familyname",),
    "preferred_family": ("preferredfamilyname",),
    "grade": ("grades",),
    "role": ("role",),
    "status": _STATUS,
    "enabled": ("enableduser",),
}
_ONE_CLASSES = Table(
    ("classes",),
    {"id": ("sourcedid",), "name": ("title",), "grade": ("grades",), "status": _STATUS, "type": ("classtype",)},
    ("id", "name"),
)
_ONE_ENROLMENTS = Table(
    ("enrollments",),
    {"class": ("classsourcedid",), "child": ("usersourcedid",), "role": ("role",), "status": _STATUS},
    ("class", "child"),
)
_ROLES = Table(
    ("roles",),
    {"child": ("usersourcedid",), "role": ("role",), "grade": ("grade",), "status": _STATUS},
    ("child", "role"),
)

TRAITS: Columns = {
    Trait.BIRTH_DATE: ("birthdate", "dob", "dateofbirth"),
    Trait.SEX: ("sex", "gender"),
    Trait.RACE: ("race", "ethnicity", "raceethnicity"),
    Trait.HISPANIC: ("hispanicorlatinoethnicity", "hispaniclatino", "hispanic"),
    Trait.LANGUAGE: ("homelanguage", "primarylanguage"),
    Trait.ELL: ("ellstatus", "ell", "esl", "lep"),
    Trait.IEP: ("iepstatus", "iep", "specialeducation", "sped"),
    Trait.LUNCH: ("frlstatus", "frl", "lunchstatus", "lunch"),
}
"""The columns of demographics, looked for only where the school keeps them."""
_ONE_DEMOGRAPHICS = Table(
    ("demographics",), {"id": ("sourcedid",), "status": _STATUS, **{one: (one,) for one in ONE_ROSTER_RACES}}, ("id",)
)

LAYOUTS = (
    Layout(
        "OneRoster 1.2",
        "oneroster",
        Table(("users",), _ONE_CHILD, ("id", "given", "family")),
        _ONE_CLASSES,
        _ONE_ENROLMENTS,
        _ROLES,
        ("usermasteridentifier", "primaryorgsourcedid", "pronouns"),
        _ONE_DEMOGRAPHICS,
    ),
    Layout(
        "OneRoster 1.1",
        "oneroster",
        Table(("users",), _ONE_CHILD, ("id", "given", "family", "role")),
        _ONE_CLASSES,
        _ONE_ENROLMENTS,
        None,
        ("orgsourcedids", "enableduser"),
        _ONE_DEMOGRAPHICS,
    ),
    Layout(
        "School Data Sync 2.1",
        "sds",
        Table(("users",), _ONE_CHILD, ("id", "given", "family")),
        _ONE_CLASSES,
        _ONE_ENROLMENTS,
        _ROLES,
        ("activedirectorymatchid", "username"),
        _ONE_DEMOGRAPHICS,
    ),
    Layout(
        "School Data Sync 1",
        "sds",
        Table(
            ("student",),
            {
                "id": ("sisid",),
                "given": ("firstname",),
                "family": ("lastname",),
                "grade": ("grade",),
                "status": _STATUS,
            },
            ("id", "given", "family"),
        ),
        Table(("section",), {"id": ("sisid",), "name": ("sectionname",)}, ("id", "name")),
        Table(("studentenrollment",), {"class": ("sectionsisid",), "child": ("sisid",)}, ("class", "child")),
    ),
    Layout(
        "Clever",
        "clever",
        Table(
            ("students",),
            {"id": ("studentid",), "given": ("firstname",), "family": ("lastname",), "grade": ("grade",)},
            ("id", "given", "family"),
        ),
        Table(
            ("sections",),
            {
                "id": ("sectionid",),
                "name": ("name", "sectionname", "coursename"),
                "grade": ("grade",),
                "type": ("subject",),
            },
            ("id", "name"),
        ),
        Table(("enrollments",), {"class": ("sectionid",), "child": ("studentid",)}, ("class", "child")),
    ),
)
