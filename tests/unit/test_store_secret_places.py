"""Key stores: only one that truly keeps a secret counts, and none is waited for for ever."""

import threading

import pytest

from litcoach_desktop.store.secret_places import SecretPlaceProblem, SystemKeyring, in_time, truly_works
from tests.fakes.secret_places import BrokenSecretPlace, FakeSecretPlace, ForgetfulSecretPlace, SilentSecretPlace


def test_a_key_store_works_when_a_secret_comes_back_and_the_probe_leaves_nothing() -> None:
    place = FakeSecretPlace()
    assert truly_works(place)
    assert place.kept == {}


@pytest.mark.parametrize("place", [ForgetfulSecretPlace(), BrokenSecretPlace()])
def test_a_key_store_that_forgets_or_fails_does_not_work(place: FakeSecretPlace) -> None:
    assert not truly_works(place)


def test_a_key_store_that_never_answers_is_left_alone() -> None:
    place = SilentSecretPlace()
    assert not truly_works(place, limit_s=0.05)
    place.answer.set()


def test_a_call_that_fails_says_what_kind_of_failure_it_was() -> None:
    with pytest.raises(SecretPlaceProblem, match="ZeroDivisionError"):
        in_time(lambda: 1 // 0, 10)


def test_a_call_that_hangs_says_how_long_it_was_waited_for() -> None:
    release = threading.Event()
    with pytest.raises(SecretPlaceProblem, match=r"within 0\.05 seconds"):
        in_time(release.wait, 0.05)
    release.set()


def test_the_system_without_a_key_store_is_a_plain_problem() -> None:
    # The tests' settings choose keyring's own stand-in for "none here".
    with pytest.raises(SecretPlaceProblem):
        SystemKeyring().get("anything")
    assert not truly_works(SystemKeyring())
