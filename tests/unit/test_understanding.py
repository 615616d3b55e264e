"""How much the coach understands of what children say in other words than anybody thought of.

Each file was written after the patterns before it were frozen, measured once as it was, and then learned from.
docs/measurements.md has what each came to when it was new; here it is held that nothing is lost again.
"""

from pathlib import Path

import pytest

from litcoach_desktop.parts.coach import coach_resources

SAID = Path(__file__).parents[1] / "understanding"


def batch(name: str) -> list[tuple[set[str], str]]:
    """The intents that are right, and the sentence."""
    lines = (SAID / name).read_text(encoding="utf-8").splitlines()
    return [(set(wanted.split("|")), said) for wanted, _, said in (line.partition("\t") for line in lines)]


@pytest.mark.parametrize(
    ("name", "rate"), [("unseen-1.tsv", 0.97), ("unseen-2.tsv", 0.95), ("unseen-3.tsv", 0.92), ("unseen-4.tsv", 0.80)]
)
def test_most_of_what_children_say_is_understood(name: str, rate: float) -> None:
    understanding = coach_resources().understanding
    missed = [
        (said, None if found is None else found.name)
        for wanted, said in batch(name)
        if (found := understanding.understand(said, "english")) is None or found.name not in wanted
    ]
    assert 1 - len(missed) / len(batch(name)) >= rate, missed


def test_the_batches_are_large_and_name_known_intents() -> None:
    names = set(coach_resources().understanding.names)
    said = [one for number in (1, 2, 3, 4) for one in batch(f"unseen-{number}.tsv")]
    assert len(said) >= 600
    assert len({sentence for _, sentence in said}) >= 0.99 * len(said)
    assert set().union(*(wanted for wanted, _ in said)) <= names


def test_what_is_no_wish_at_all_is_not_taken_for_one() -> None:
    understanding = coach_resources().understanding
    for said in ("blah", "asdf jkl", "", "the the the", "purple monkey dishwasher"):
        assert understanding.understand(said, "english") is None, said


def test_only_the_beginning_of_an_endless_message_is_asked_about() -> None:
    understanding = coach_resources().understanding
    wish = understanding.understand("read to me " + "blah " * 20_000, "english")
    assert wish is not None
    assert wish.name == "read_first"
    assert understanding.understand("blah " * 20_000 + "read to me", "english") is None
