"""The errors litcoach raises on purpose.

    LitcoachError
    ├── EnvironmentProblem      the world is not as we need it; the user can do something about it
    │   ├── MicrophoneProblem   no microphone, unplugged, stalled, refused by the system
    │   ├── AudioFileProblem    a sound file that cannot be used
    │   ├── TextFileProblem     a passage or catalogue file that cannot be used
    │   ├── RosterFileProblem   a school's roster file that cannot be used
    │   ├── StorageProblem      disk full, folder not writable, another litcoach holds the folder
    │   ├── KeyProblem          the key is missing or wrong
    │   ├── SchemaProblem       the database was written by a newer litcoach, or is damaged
    │   └── ModelProblem        a speech or language model is missing or not usable
    └── Refused                 not allowed: wrong passphrase, locked, too many tries

Anything else that escapes is a bug: it is logged with its traceback and shown as one calm sentence.
"""


class LitcoachError(Exception):
    """Base of everything that litcoach raises on purpose."""


class EnvironmentProblem(LitcoachError):
    """Something outside litcoach is wrong, and the reader of the message can mend it.

    happened: one sentence, what happened.
    meaning: one sentence, what it means for the user (what is kept, what does not work).
    remedy: one sentence, what to do.
    """

    def __init__(self, happened: str, meaning: str = "", remedy: str = "") -> None:
        self.happened = happened
        self.meaning = meaning
        self.remedy = remedy
        super().__init__(" ".join(part for part in (happened, meaning, remedy) if part))


class MicrophoneProblem(EnvironmentProblem):
    """No microphone, or it went away, or the system refuses it."""


class AudioFileProblem(EnvironmentProblem):
    """A sound file that cannot be read or used."""


class TextFileProblem(EnvironmentProblem):
    """A passage or catalogue file that cannot be read or used."""


class RosterFileProblem(EnvironmentProblem):
    """A school's roster file that cannot be read or used at all."""


class StorageProblem(EnvironmentProblem):
    """The disk is full, the folder is not writable, or another litcoach holds it."""


class KeyProblem(EnvironmentProblem):
    """The key of the encrypted databases is missing or does not fit."""


class SchemaProblem(EnvironmentProblem):
    """A database that a newer litcoach wrote, or a damaged one."""


class ModelProblem(EnvironmentProblem):
    """A speech or language model is missing or not usable."""


class Refused(LitcoachError):
    """The caller may not do this now. The message says why; retry_after_s is when it may be tried again, if known."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(message)
