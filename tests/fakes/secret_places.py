"""Key stores as they are met in the field: good, forgetful, broken and silent ones."""

import threading

from litcoach_desktop.store.secret_places import SecretPlaceProblem


class FakeSecretPlace:
    """A key store that works."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, secret: str) -> None:
        self.kept[name] = secret

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


class ForgetfulSecretPlace(FakeSecretPlace):
    """Says that it keeps a secret, and does not."""

    def set(self, name: str, secret: str) -> None:
        del name, secret


class BrokenSecretPlace(FakeSecretPlace):
    """Fails at once, like a key store without its service."""

    def get(self, name: str) -> str | None:
        raise SecretPlaceProblem("it is broken")

    def set(self, name: str, secret: str) -> None:
        raise SecretPlaceProblem("it is broken")


class SilentSecretPlace(FakeSecretPlace):
    """Never answers until `answer` is set, like a key store that waits for somebody to type a password."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = threading.Event()

    def set(self, name: str, secret: str) -> None:
        self.answer.wait()
        super().set(name, secret)
