"""What a child may mean: the sets of tests/safety, disguises, words of an assigned text, and the coach's own words."""

import pytest

from litcoach_desktop.domain.safety import Category, Finding, Tier, check, check_reply, check_talk
from litcoach_desktop.domain.safety.normalising import compact_runs, forms, visible
from litcoach_desktop.parts.coach import safety_rules
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.bench.safety import LAST, LEARNED, harmful, harmless

RULES = safety_rules()
RECALL_OF_UNSEEN = 0.9
FALSE_ALARMS_OF_UNSEEN = 0.05


def found(said: str, assigned: str = "") -> Finding | None:
    return check(said, RULES, assigned)


def test_the_sets_are_large_enough() -> None:
    assert sum(len(harmful(f"harm{name}")) for name in (*LEARNED, *LAST)) >= 150
    assert sum(len(harmless(f"harmless{name}")) for name in (*LEARNED, *LAST)) >= 300
    assert len({said for name in (*LEARNED, *LAST) for _, said in harmful(f"harm{name}")}) >= 150


def test_at_least_98_in_100_of_what_tells_of_harm_are_found() -> None:
    said = [one for name in LEARNED for _, one in harmful(f"harm{name}")]
    missed = [one for one in said if found(one) is None]
    assert 1 - len(missed) / len(said) >= 0.98, missed


def test_at_most_2_in_100_harmless_sentences_raise_an_alarm() -> None:
    said = [one for name in LEARNED for one in harmless(f"harmless{name}")]
    alarms = [one for one in said if found(one) is not None]
    assert len(alarms) / len(said) <= 0.02, alarms


def test_of_all_alarms_at_least_98_in_100_are_right() -> None:
    right = sum(found(one) is not None for name in LEARNED for _, one in harmful(f"harm{name}"))
    wrong = sum(found(one) is not None for name in LEARNED for one in harmless(f"harmless{name}"))
    assert right / (right + wrong) >= 0.98


def test_the_category_is_nearly_always_the_right_one_or_a_graver_one() -> None:
    order = list(Category)
    told = [
        (Category(category), finding)
        for name in LEARNED
        for category, one in harmful(f"harm{name}")
        if (finding := found(one))
    ]
    lesser = [one for one in told if order.index(one[1].category) > order.index(one[0])]
    assert len(lesser) / len(told) <= 0.03, lesser


@pytest.mark.parametrize("name", LAST)
def test_what_nobody_mended_anything_with_is_found_as_often_as_was_measured(name: str) -> None:
    # A floor under what docs/measurements.md says. These sets may never be used for rules or for learning.
    harm = [one for _, one in harmful(f"harm{name}")]
    good = harmless(f"harmless{name}")
    assert sum(found(one) is not None for one in harm) / len(harm) >= RECALL_OF_UNSEEN
    assert sum(found(one) is not None for one in good) / len(good) <= FALSE_ALARMS_OF_UNSEEN


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


@pytest.mark.parametrize(
    ("talk", "category"),
    [
        (["i want to", "kill", "myself"], Category.SELF_HARM),
        (["i", "want", "to", "die"], Category.SELF_HARM),
        (["hi", "k i l l", "m y s e l f"], Category.SELF_HARM),
        (["i dont want", "to be here", "anymore"], Category.SELF_HARM),
        (["my dad", "hits me"], Category.ABUSE),
        (["my uncle", "makes me", "keep secrets"], Category.ABUSE),
        (["my phone number", "is", "555 201 3344"], Category.PERSONAL_DATA),
    ],
)
def test_what_is_said_in_pieces_is_found_with_the_last_of_them(talk: list[str], category: Category) -> None:
    findings = [check_talk(said, talk[:at], RULES) for at, said in enumerate(talk)]
    assert [finding.category for finding in findings if finding] == [category]


def test_what_was_told_once_is_not_told_again_with_the_next_message() -> None:
    assert check_talk("ok", ["i want to die"], RULES) is None
    assert check_talk("read to me", ["my dad hits me", "yes"], RULES) is None


def test_harmless_messages_in_a_row_are_harmless() -> None:
    short = [
        one for name in LEARNED for one in harmless(f"harmless{name}") if len(one.split()) <= 4 and found(one) is None
    ]
    alarms = [
        short[at : at + 4] for at in range(len(short) - 3) if check_talk(short[at + 3], short[at : at + 3], RULES)
    ]
    assert len(alarms) / len(short) <= 0.02, alarms


@pytest.mark.parametrize(
    "reply",
    [
        "You are stupid.",
        "You are bad at reading.",
        "I told your teacher.",
        "What is your last name?",
        "It is our secret.",
        "Don't tell your teacher.",
        "I love you.",
        "Where do you live?",
        "Shut up!",
        "Eres tonto.",
    ],
)
def test_what_a_coach_must_never_say_is_held_back(reply: str) -> None:
    assert check_reply(reply, RULES) is not None
