"""The key of the language model's server, in good, broken and forgetful key stores."""

import os
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import KeyProblem, StorageProblem
from litcoach_desktop.store.server_key import FILE, ServerKey
from tests.fakes.secret_places import BrokenSecretPlace, FakeSecretPlace, ForgetfulSecretPlace


def test_a_key_is_kept_in_the_key_store_and_replaced_there(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    key = ServerKey(tmp_path, place)
    assert key.read() is None
    for new in ("one", "two"):
        assert key.replace(new) == "keyring"
        assert key.read() == new
    assert list(place.kept.values()) == ["two"]
    assert key.in_file is None


@pytest.mark.parametrize("place", [BrokenSecretPlace(), ForgetfulSecretPlace()])
def test_without_a_key_store_it_is_kept_in_a_private_file(tmp_path: Path, place: FakeSecretPlace) -> None:
    key = ServerKey(tmp_path / "new", place)
    for new in ("one", "two"):
        assert key.replace(new) == "file"
        assert key.read() == new
    assert key.in_file is not None
    if os.name == "posix":
        assert key.in_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == [FILE]


def test_a_key_that_moves_into_the_key_store_is_in_no_file(tmp_path: Path) -> None:
    ServerKey(tmp_path, BrokenSecretPlace()).replace("one")
    assert ServerKey(tmp_path, FakeSecretPlace()).replace("two") == "keyring"
    assert "one" not in (tmp_path / FILE).read_text(encoding="utf-8")
    assert "two" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_server_without_a_key_needs_no_key_store(tmp_path: Path) -> None:
    assert ServerKey(tmp_path, BrokenSecretPlace()).read() is None


def test_what_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    ServerKey(tmp_path, place).replace("one")
    with pytest.raises(KeyProblem, match="it is broken"):
        ServerKey(tmp_path, BrokenSecretPlace()).read()
    place.kept.clear()
    with pytest.raises(KeyProblem, match="not in the system's key store any more"):
        ServerKey(tmp_path, place).read()
    (tmp_path / FILE).write_text("[]", encoding="utf-8")
    with pytest.raises(KeyProblem, match="cannot be read"):
        ServerKey(tmp_path, place).read()
    (tmp_path / "file").touch()
    with pytest.raises(StorageProblem, match="could not be written"):
        ServerKey(tmp_path / "file", BrokenSecretPlace()).replace("one")
