"""Who may sit at the teacher's desk: accounts, what each role may do there, and which names are too alike."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

FIRST_NAME = "teacher"
"""The name of the account that is there from set-up on; nobody is asked for one while there is no other account."""
LONGEST_NAME = 60

# Letters of other scripts that nobody tells from Latin ones on a screen, once they are small (compare UTS 39, 4).
_LOOKALIKES = str.maketrans(
    {
        **dict(zip("авекмнорстухѕіјһԁԛԝӏ", "abekmhopctyxsijhdqwl", strict=True)),
        **dict(zip("αβεικνορτυχ", "abeikvoptux", strict=True)),
        **dict(zip("01ı", "oli", strict=True)),
    }
)


class Role(StrEnum):
    """The manager set the laptop up, or was made one: sees every class and looks after the accounts.

    A teacher has classes of her own. A principal looks at the figures of all of them and changes nothing.
    """

    MANAGER = "manager"
    TEACHER = "teacher"
    PRINCIPAL = "principal"

    @property
    def sees_all(self) -> bool:
        """Whether every class of the laptop is open to this role."""
        return self is not Role.TEACHER


_STAFF = frozenset((Role.MANAGER, Role.TEACHER))
_EVERYBODY = frozenset(Role)
_MANAGERS = frozenset((Role.MANAGER,))


class Deed(Enum):
    """What is done at the teacher's desk, who may, and how the log calls it; empty: it leaves no line there."""

    SEE = ("see", _EVERYBODY, "")
    """Lists, figures, growth, reports."""
    LISTEN = ("listen", _STAFF, "")
    """Words, sound, talks, notes: what a child did and said itself."""
    LOOK = ("look", _STAFF, "")
    """Before a change: a file, a plan, what is kept and what is due."""
    OWN = ("own", _EVERYBODY, "")
    """One's own account."""
    EXPORT = ("export", _EVERYBODY, "exported figures")
    PRINT = ("print", _EVERYBODY, "printed")
    PRINT_WORDS = ("print words", _STAFF, "printed")
    """A running record, with its notes; name cards, with their pictures."""
    MARK = ("mark", _STAFF, "marked a reading")
    ASSIGN = ("assign", _STAFF, "changed what is to be read")
    ROSTER = ("roster", _STAFF, "changed the roster")
    IMPORT = ("import", _STAFF, "imported a roster")
    UNDO = ("undo", _STAFF, "undid an import")
    SETTLE = ("settle", _STAFF, "settled an alert")
    AIM = ("aim", _STAFF, "changed what a child aims at")
    RULES = ("rules", _STAFF, "changed how readings are scored")
    HAND_OUT = ("hand out", _STAFF, "handed out all that is kept about a child")
    HOLD = ("hold", _STAFF, "changed a legal hold")
    ERASE = ("erase", _STAFF, "erased")
    MANAGE = ("manage", _MANAGERS, "")
    """Accounts, classes of teachers, the log: the store writes down what exactly."""

    def __init__(self, called: str, roles: frozenset[Role], said: str) -> None:
        self.called = called
        self.roles = roles
        self.said = said


class AccountEvent(StrEnum):
    """What happens to accounts and the passphrases, as the log calls it."""

    CHOSEN = "chose the passphrase"
    OPENED = "opened the teacher's side"
    WRONG_PASSPHRASE = "wrong passphrase"
    WRONG_KEY = "wrong recovery key"
    ADDED = "added an account"
    RENAMED = "renamed an account"
    MADE_MANAGER = "made manager"
    MADE_TEACHER = "made teacher"
    MADE_PRINCIPAL = "made principal"
    REMOVED = "removed an account"
    RESET = "set another passphrase"
    CHANGED = "changed the own passphrase"
    RECOVERED = "set another passphrase with the recovery key"
    KEY_RENEWED = "renewed the recovery key"
    CLASS_GIVEN = "gave a class to a teacher"


MADE = {
    Role.MANAGER: AccountEvent.MADE_MANAGER,
    Role.TEACHER: AccountEvent.MADE_TEACHER,
    Role.PRINCIPAL: AccountEvent.MADE_PRINCIPAL,
}


@dataclass(frozen=True, slots=True)
class Account:
    """One who may open the teacher's side. name: as it stands in every log and mark."""

    id: str
    name: str
    role: Role

    def may(self, deed: Deed) -> bool:
        """Whether the role allows it, whatever the class."""
        return self.role in deed.roles


@dataclass(frozen=True, slots=True)
class LogLine:
    """Who did what, when. about: the child, class or account it was done to, by name where it still has one."""

    at: datetime
    who: str
    what: str
    about: str


def clean_name(typed: str) -> str:
    """A name as it is kept: single spaces, one form for each letter. Raises ValueError for one that cannot be told.

    Refused are names without a letter or digit, with more than LONGEST_NAME letters, and with signs that nobody sees.
    """
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not _skeleton(name):
        raise ValueError("a name needs a letter")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name has at most {LONGEST_NAME} letters")
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn") for sign in name):
        raise ValueError("a name has no hidden signs")
    return name


def name_key(name: str) -> str:
    """The same for two names that a reader could take for one another: case, spaces, dots, letters that look alike."""
    return _skeleton(name)


def _skeleton(name: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).translate(_LOOKALIKES)
    # A letter may lose its accent on a bad screen, but two teachers may well be called Muller and Müller.
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LNM")
