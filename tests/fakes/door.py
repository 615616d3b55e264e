"""The passphrase before a teacher service in memory."""

from litcoach_desktop.domain.errors import Refused

PASSPHRASE = "seven quiet otters"
RECOVERY_KEY = "7K3M-P0QR-9XYZ-2BCD-EFGH-4JNT"


class FakeDoor:
    """The calls of TeacherService about the passphrase. `fail_with`: raised by the next call, once."""

    def __init__(self, passphrase: str | None) -> None:
        self._passphrase = passphrase
        self._wrong_tries = 0
        self.unlocked = False
        self.fail_with: Exception | None = None

    def is_set_up(self) -> bool:
        """Whether there is a passphrase."""
        self._may_fail()
        return self._passphrase is not None

    def set_up(self, passphrase: str) -> str:
        """Choose the first passphrase and unlock."""
        self._may_fail()
        if self._passphrase is not None:
            raise Refused("There is a passphrase already.")
        self._passphrase, self.unlocked = passphrase, True
        return RECOVERY_KEY

    def recover(self, key: str, passphrase: str) -> str:
        """Choose another passphrase with the only key there is."""
        self._may_fail()
        if key != RECOVERY_KEY:
            raise Refused("That is not the recovery key.")
        self._passphrase, self.unlocked = passphrase, True
        return RECOVERY_KEY

    def unlock(self, passphrase: str) -> None:
        """Open; from the third wrong try on there is a wait of 2 seconds."""
        self._may_fail()
        if passphrase != self._passphrase:
            self._wrong_tries += 1
            wait = 2.0 if self._wrong_tries >= 3 else None
            raise Refused("That is not the passphrase.", retry_after_s=wait)
        self.unlocked = True

    def lock(self) -> None:
        """Close."""
        self.unlocked = False

    def _may_fail(self) -> None:
        problem, self.fail_with = self.fail_with, None
        if problem is not None:
            raise problem
