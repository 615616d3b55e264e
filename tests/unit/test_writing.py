"""What a child wrote: counted as CBM-writing counts it by hand, and one kind suggestion at a time."""

import pytest

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.safety import check_reply
from litcoach_desktop.domain.writing.counts import count_writing
from litcoach_desktop.domain.writing.review import Look, Strength, review_writing
from litcoach_desktop.domain.writing.slips import slip_for
from litcoach_desktop.parts.coach import safety_rules
from litcoach_desktop.services.agent.writing_desk import WritingDesk
from tests.fakes.coach import WORDS, MemoryToolbox

IS_WORD = WORDS.__contains__


@pytest.mark.parametrize(
    ("writing", "words", "spelled", "sequences", "possible"),
    [
        # ^The^dog^ran^.  all four pairs are right.
        ("The dog ran.", 3, 3, 4, 4),
        # the(no capital) dog^ran, no end mark: two pairs of four.
        ("the dog ran", 3, 3, 2, 4),
        # ^The^dog rann house^. : “rann” breaks the pair before and after it.
        ("The dog rann up.", 4, 3, 3, 5),
        # Two sentences, the second without a capital.
        ("The dog ran. the cat ran.", 6, 6, 7, 8),
        # “i” alone is spelled, but never part of a correct sequence.
        ("The cat and i ran.", 5, 5, 4, 6),
        # Names with a capital count as spelled; digits are no words; a hyphen parts two words.
        ("The cat Zuzu ran 12 up-up.", 6, 6, 7, 7),
        ("", 0, 0, 0, 0),
        ("12 !!!", 0, 0, 0, 0),
    ],
)
def test_counts_are_those_of_a_hand_count(
    writing: str, words: int, spelled: int, sequences: int, possible: int
) -> None:
    counts = count_writing(writing, IS_WORD)
    assert (counts.words, counts.spelled, counts.sequences, counts.possible) == (words, spelled, sequences, possible)


@pytest.mark.parametrize(
    ("writing", "looks"),
    [
        ("the dog ran", [Look.END_MARK, Look.CAPITAL, Look.MORE, Look.REASON, Look.READ_ALOUD]),
        ("The dog and i ran.", [Look.SMALL_I, Look.MORE, Look.REASON, Look.READ_ALOUD]),
        ("The dog dog ran to the big tree because the cat went up the tree.", [Look.TWICE, Look.READ_ALOUD]),
        (
            "The dog ran up the tree because the dog wuz sad and fel down.",
            [Look.SPELLING, Look.SPELLING, Look.READ_ALOUD],
        ),
        ("El perro corre con la gata porque es muy grande y tiene mucho sueño hoy.", [Look.READ_ALOUD]),
        ("Zxq wvb plk.", [Look.MORE, Look.REASON, Look.READ_ALOUD]),
    ],
)
def test_what_a_reader_needs_most_comes_first(writing: str, looks: list[Look]) -> None:
    review = review_writing(writing, IS_WORD)
    assert review is not None
    assert [one.look for one in review.suggestions] == looks


def test_a_long_chain_of_ands_is_a_run_on() -> None:
    review = review_writing("The dog ran and " * 6 + "the cat ran.", IS_WORD)
    assert review is not None
    assert review.suggestions[0].look is Look.RUN_ON


@pytest.mark.parametrize(
    ("writing", "strength"),
    [
        ("The dog ran because it was sad.", Strength.REASON),
        ("The dog ran. The cat ran.", Strength.END_MARKS),
        ("The dog ran. The cat ran", Strength.CAPITALS),
        ("the dog", Strength.BEGUN),
        ("The cat and the dog ran", Strength.SPELLING),
    ],
)
def test_what_works_is_named_first(writing: str, strength: Strength) -> None:
    review = review_writing(writing, IS_WORD)
    assert review is not None
    assert review.strength is strength


def test_a_slip_is_known_for_the_word_that_was_meant() -> None:
    assert (slip_for("wich"), slip_for("becuase"), slip_for("cat"), slip_for("wear")) == (
        "which",
        "because",
        None,
        None,
    )


def test_each_suggestion_comes_once_and_other_writing_begins_anew() -> None:
    desk = WritingDesk(IS_WORD)
    assert desk.check("").status == "no_writing"
    assert [desk.check("the dog ran").status for _ in range(6)] == [
        "end_mark", "capital", "more", "reason", "read_aloud", "read_aloud",
    ]  # fmt: skip
    assert desk.check("").status == "read_aloud"
    assert desk.check("The dog ran.").status == "more"
    assert desk.check("123").status == "no_words"


def test_a_long_sentence_is_quoted_where_it_matters() -> None:
    sentence = "the dog ran up the tree and " * 12 + "fell down"
    desk = WritingDesk(IS_WORD)
    statuses = [desk.check(sentence) for _ in range(2)]
    assert statuses[0].status == "run_on"
    assert sentence.startswith(statuses[0].facts["sentence"])
    assert sentence.endswith(statuses[1].facts["sentence"])
    assert all(len(one.facts["sentence"]) <= 90 for one in statuses)


def test_in_a_talk_writing_is_looked_at_one_thing_at_a_time() -> None:
    session = MemoryToolbox().session()
    waiting = session.say("can you check my writing")
    assert waiting.choices
    first = session.say("my dog ran up the tree\nand we had fun")
    assert "“" in first.said
    second = session.say("another tip")
    assert "“my”" in second.said or "“my dog ran up" in second.said
    assert "what works" not in second.said
    better = session.say("My dog ran up the tree and we had fun.")
    assert "“" not in better.said


@pytest.mark.parametrize(
    "words",
    ["goodbye", "I'm sad\nask me a question", "hola, me gusta leer", "The cat ran. " * 300, "b", "open the door"],
)
def test_what_a_screen_sends_is_writing_whatever_it_says(words: str) -> None:
    session = MemoryToolbox().session()
    session.say("hi")
    reply = session.say(f"Check my writing: {words}")
    assert not reply.ends
    assert {"Another tip", "What next?"} & set(reply.choices)


def test_harm_in_a_piece_of_writing_is_still_found() -> None:
    assert MemoryToolbox().session().say("Check my writing: The dog ran. my dad hits me").finding is not None


def test_after_a_look_at_writing_the_talk_goes_on_and_the_mended_writing_is_looked_at_again() -> None:
    session = MemoryToolbox().session()
    session.say("Check my writing: my dog ran up the tree and we had fun")
    assert "“" not in session.say("can my teacher see this").said
    assert session.say("what is 5 times 6 now coach").choices == ("Find a book", "Something funny", "What next?")
    assert session.say("My dog ran up the tree and we had fun.").choices == ("Another tip", "What next?")


def test_while_writing_is_asked_for_a_goodbye_is_still_one() -> None:
    session = MemoryToolbox().session()
    session.say("check my writing please")
    assert session.say("bye I have to go now").ends


def test_what_is_quoted_of_a_childs_writing_does_not_hold_the_answer_back() -> None:
    words = "i got an F on my test because you are stupid"
    reply = MemoryToolbox().session(Pupil("s0", "Maya", 4)).say(f"Check my writing: {words}")
    assert f"“{words}”" in reply.said
    assert check_reply(reply.said, safety_rules()) is not None
