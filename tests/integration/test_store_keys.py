"""The key: made once, found again, refused when missing or wrong, and never replaced."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import KeyProblem, StorageProblem
from litcoach_desktop.store.keys import TICKET, Key, obtain_key
from tests.fakes.secret_places import BrokenSecretPlace, FakeSecretPlace, ForgetfulSecretPlace


def a_database(folder: Path) -> Path:
    path = folder / "teacher.db"
    path.write_bytes(b"encrypted")
    return path


def test_a_key_is_made_once_and_found_again(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    first = obtain_key(tmp_path / "new", create=True, keyring=place)
    assert first.kept_in == "keyring"
    assert len(first.raw) == 32
    assert obtain_key(tmp_path / "new", create=True, keyring=place) == first
    assert obtain_key(tmp_path / "new", create=False, keyring=place) == first
    # The folder alone does not give the key away.
    assert first.raw.hex() not in (tmp_path / "new" / TICKET).read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [BrokenSecretPlace(), ForgetfulSecretPlace()])
def test_without_a_working_key_store_the_key_is_a_file_of_its_owner_alone(
    tmp_path: Path, place: FakeSecretPlace
) -> None:
    key = obtain_key(tmp_path, create=True, keyring=place)
    assert key.kept_in == "file"
    assert obtain_key(tmp_path, create=False, keyring=place) == key
    if os.name == "posix":
        assert (tmp_path / TICKET).stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    obtain_key(tmp_path, create=True, portable=True)
    (tmp_path / TICKET).chmod(0o644)
    obtain_key(tmp_path, create=False)
    # Windows keeps a user's folders from other users by itself.
    if os.name == "posix":
        assert (tmp_path / TICKET).stat().st_mode & 0o777 == 0o600


def test_a_portable_folder_leaves_nothing_in_the_key_store(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    assert obtain_key(tmp_path, create=True, portable=True, keyring=place).kept_in == "file"
    assert place.kept == {}


def test_a_key_is_not_shown_by_accident() -> None:
    assert "6161" not in repr(Key(b"a" * 32, "file"))
    assert "aaaa" not in repr(Key(b"a" * 32, "file"))


def test_nothing_is_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match="not set up"):
        obtain_key(tmp_path / "nowhere", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("left", ["teacher.db", "recordings.db", "teacher.db-wal", "backups/teacher-1.db"])
def test_databases_without_a_key_are_refused_and_no_key_is_made(tmp_path: Path, left: str, create: bool) -> None:
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).write_bytes(b"encrypted")
    with pytest.raises(KeyProblem, match="missing") as caught:
        obtain_key(tmp_path, create=create, keyring=FakeSecretPlace())
    assert "Nothing was changed" in caught.value.meaning
    assert not (tmp_path / TICKET).exists()
    assert (tmp_path / left).read_bytes() == b"encrypted"


def test_a_key_that_left_the_key_store_is_refused(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    obtain_key(tmp_path, create=True, keyring=place)
    a_database(tmp_path)
    place.kept.clear()
    with pytest.raises(KeyProblem, match="no longer in the system's key store"):
        obtain_key(tmp_path, create=True, keyring=place)


def test_a_key_store_that_does_not_answer_is_told_apart_from_a_lost_key(tmp_path: Path) -> None:
    obtain_key(tmp_path, create=True, keyring=FakeSecretPlace())
    a_database(tmp_path)
    with pytest.raises(KeyProblem, match="does not hand out the key") as caught:
        obtain_key(tmp_path, create=True, keyring=BrokenSecretPlace())
    assert "Unlock the key store" in caught.value.remedy


def test_another_key_in_the_key_store_is_refused(tmp_path: Path) -> None:
    place = FakeSecretPlace()
    obtain_key(tmp_path, create=True, keyring=place)
    place.kept = dict.fromkeys(place.kept, "00" * 32)
    with pytest.raises(KeyProblem, match="not the key of this computer's readings"):
        obtain_key(tmp_path, create=True, keyring=place)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kept_in": "moon", "fingerprint": "1", "secret": "2"}'])
def test_a_damaged_ticket_is_refused_while_there_are_databases(tmp_path: Path, content: str) -> None:
    a_database(tmp_path)
    (tmp_path / TICKET).write_text(content, encoding="utf-8")
    with pytest.raises(KeyProblem, match="damaged"):
        obtain_key(tmp_path, create=True)
    assert (tmp_path / TICKET).read_text(encoding="utf-8") == content


def test_a_key_file_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    obtain_key(tmp_path, create=True, portable=True)
    a_database(tmp_path)
    content = json.loads((tmp_path / TICKET).read_text(encoding="utf-8"))
    for secret in ("11" * 32, "11", "no hex"):
        (tmp_path / TICKET).write_text(json.dumps(content | {"secret": secret}), encoding="utf-8")
        with pytest.raises(KeyProblem, match="not the key"):
            obtain_key(tmp_path, create=True)


def test_a_ticket_cut_short_before_there_was_a_database_is_written_again(tmp_path: Path) -> None:
    (tmp_path / TICKET).write_text("", encoding="utf-8")
    key = obtain_key(tmp_path, create=True, portable=True)
    assert obtain_key(tmp_path, create=False) == key


def test_a_folder_that_cannot_be_made_is_a_storage_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageProblem):
        obtain_key(tmp_path / "file" / "folder", create=True)


def _hex_of_key(folder: str) -> str:
    return obtain_key(Path(folder), create=True, portable=True).raw.hex()


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        keys = pool.map(_hex_of_key, [str(tmp_path / "new")] * 8)
        pool.close()
        pool.join()
    assert len(set(keys)) == 1
