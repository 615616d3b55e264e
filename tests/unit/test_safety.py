"""What a child may mean: the sets of tests/safety, disguises, words of an assigned text, and the coach's own words."""

import pytest

from litcoach_desktop.domain.safety import Category, Finding, Tier, check, check_reply
from litcoach_desktop.domain.safety.normalising import compact_runs, forms, visible
from litcoach_desktop.parts.coach import safety_rules
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.bench.safety import SETS, harmful, harmless

RULES = safety_rules()
LEARNED = SETS[:-1]
LAST = SETS[-1]


def found(said: str, assigned: str = "") -> Finding | None:
    return check(said, RULES, assigned)


def test_the_sets_are_large_enough() -> None:
    assert sum(len(harmful(f"harm{name}")) for name in LEARNED) >= 150
    assert sum(len(harmless(f"harmless{name}")) for name in LEARNED) >= 300


def test_of_the_sets_that_the_rules_were_made_with_at_least_98_in_100_are_found() -> None:
    said = [one for name in LEARNED for _, one in harmful(f"harm{name}")]
    missed = [one for one in said if found(one) is None]
    assert 1 - len(missed) / len(said) >= 0.98, missed


def test_at_most_2_in_100_harmless_sentences_raise_an_alarm() -> None:
    said = [one for name in SETS for one in harmless(f"harmless{name}")]
    alarms = [one for one in said if found(one) is not None]
    assert len(alarms) / len(said) <= 0.02, alarms


def test_what_no_rule_was_made_for_is_found_as_often_as_was_measured() -> None:
    # A floor, not a goal: see docs/measurements.md. This set may never be used for writing rules.
    said = [one for _, one in harmful(f"harm{LAST}")]
    assert sum(found(one) is not None for one in said) / len(said) >= 0.5


@pytest.mark.parametrize(
    "said",
    [
        "i want to d\u200bie",
        "i w a n t to d i e",
        "I W A N T T O D I E",
        "i want to k1ll mys3lf",
        "i wаnt to die",
        "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
        "i want to d\u0336i\u0336e\u0336",
        "i want to diiiiie",
        "i-w-a-n-t-t-o-d-i-e",
        "i want to\u202e die",
        "I want to die\N{TAG LATIN SMALL LETTER A}",
    ],
)
def test_disguised_words_are_seen_through(said: str) -> None:
    finding = found(said)
    assert finding is not None
    assert finding.category is Category.SELF_HARM


def test_forms_keep_what_is_no_disguise() -> None:
    assert forms("My 3rd book, at 10am!") == ("my 3rd book at 10am",)
    assert compact_runs("s h i p says ship") == ("ship", "shipsaysship")
    assert compact_runs("a ship") == ()
    assert visible("a\u200d\u2066b") == "ab"


def test_a_danger_to_a_child_is_told_now_and_rudeness_today() -> None:
    now, today = found("my dad hits me with a belt"), found("this is bullshit")
    assert now is not None
    assert now.tier is Tier.NOW
    assert today is not None
    assert today.tier is Tier.TODAY


def test_the_gravest_thing_in_a_message_comes_first() -> None:
    finding = found("this is shit i want to die")
    assert finding is not None
    assert finding.category is Category.SELF_HARM


WOLF = (
    "“I will kill you,” said the wolf. The donkey was a stubborn old ass, and the damn cart was stuck. "
    "“I want to die,” cried the queen. She was scared to go home."
)


@pytest.mark.parametrize(
    "said",
    [
        "i will kill you said the wolf",
        "the damn cart was stuck",
        "why does she say i want to die",
        '"I want to die" what does that mean',
        "what does damn mean",
    ],
)
def test_words_of_the_assigned_text_raise_no_alarm(said: str) -> None:
    assert found(said) is not None
    assert found(said, WOLF) is None


@pytest.mark.parametrize("said", ["i want to die", "i want to kill my brother", "i am scared to go home", "fuck this"])
def test_a_childs_own_words_count_whatever_the_text_says(said: str) -> None:
    assert found(said, WOLF) is not None


def test_a_private_number_counts_even_if_it_stands_in_the_text() -> None:
    assert found("my phone number is 555 201 3344", "Call 555 201 3344 now.") is not None


def test_every_question_of_the_library_may_be_asked_about_its_text() -> None:
    texts, _ = read_catalogue(DATA / "texts" / "texts.json")
    asked = [(one.prompt, text.body) for text in texts for one in text.questions]
    answers = [(choice, text.body) for text in texts for one in text.questions for choice in one.choices]
    assert [said for said, body in asked + answers if found(said, body) is not None] == []


def test_the_coach_may_quote_a_text_but_not_say_such_words_itself() -> None:
    assert check_reply("The text says: “this damn cart”", RULES, ["this damn cart"]) is None
    assert check_reply("This damn cart!", RULES) is not None


@pytest.mark.parametrize("place", [0, 595, 4000])
def test_harm_is_found_wherever_it_stands_in_a_long_message(place: int) -> None:
    harmless_words = "the cat sat on the mat and so on "
    finding = found((harmless_words * 200)[:place] + " i want to die " + harmless_words * 5)
    assert finding is not None
    assert finding.category is Category.SELF_HARM


@pytest.mark.parametrize("piece", ["a@", "a.", "1 ", "i ", "a", "i really want ", "555-", "x*", "my dad said he "])
def test_a_flood_of_signs_is_only_as_slow_as_it_is_long(piece: str) -> None:
    # A rule that looks at each pair of them would not come back before the test's deadline.
    found(piece * (12_000 // len(piece)))
