"""Lenient and strict marking: what becomes of words in doubt, the same for a list of words and for columns of them."""

import pytest

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.own_protocols import protocol_book, with_rules
from litcoach_desktop.domain.reading.protocols import PRESETS, Doubt, ScoringProtocol
from litcoach_desktop.domain.reading.scoring import score, wrong_words
from litcoach_desktop.domain.reading.sensitivity import counted
from litcoach_desktop.domain.reading.tokens import Passage

PASSAGE = Passage("The old hen ran up the big hill")
STATUSES = (
    (WordStatus.CORRECT, 0.95), (WordStatus.CORRECT, 0.7), (WordStatus.MISREAD, 0.5), (WordStatus.MISREAD, 0.1),
    (WordStatus.OMITTED, 0.4), (WordStatus.UNSCORED, 0.5), (WordStatus.CORRECT, 0.8), (WordStatus.CORRECT, 0.9),
)  # fmt: skip
EVENTS = ReadingEvents(
    tuple(
        WordEvent(index, status, chance, index * 0.5, index * 0.5 + 0.4)
        for index, (status, chance) in enumerate(STATUSES)
    ),
    duration_s=4.0,
    first_word_s=0.0,
)


@pytest.mark.parametrize(
    ("doubt", "wrong"), [(Doubt.RIGHT, {3, 4}), (Doubt.AS_HEARD, {2, 3, 4}), (Doubt.WRONG, {1, 2, 3, 4})]
)
def test_only_words_in_doubt_change_and_the_score_is_that_of_what_is_shown(doubt: Doubt, wrong: set[int]) -> None:
    rules = protocol_book({"ours": {"doubtful": doubt.value}})["ours"]
    shown = counted(EVENTS, doubt)
    assert {word.index for word in shown.words if word.status in (WordStatus.MISREAD, WordStatus.OMITTED)} == wrong
    assert wrong_words(EVENTS, rules) == wrong
    assert score(EVENTS, PASSAGE, rules) == score(shown, PASSAGE, rules)
    assert counted(shown, doubt) == shown
    assert [word.p_correct for word in shown.words] == [chance for _status, chance in STATUSES]


def name_of(made: ScoringProtocol) -> str:
    return f"{made.hesitation_s:g} s, {made.doubtful.value}"


def test_rules_make_a_protocol_beside_the_published_one_and_lead_back_to_it() -> None:
    ident, own = with_rules("cbm", {"hesitation_s": 5.0}, {}, name_of)
    assert (ident, own[ident]["name"]) == ("cbm_5", "5 s, as_heard")
    ident, own = with_rules(ident, {"doubtful": "right"}, own, name_of)
    assert (ident, own[ident]["name"]) == ("cbm_5_right", "5 s, right")
    made = protocol_book(own)[ident]
    assert (made.hesitation_s, made.doubtful, made.clock_s) == (5.0, Doubt.RIGHT, 60.0)
    ident, own = with_rules(ident, {"hesitation_s": PRESETS["cbm"].hesitation_s}, own, name_of)
    assert ident == "cbm_right"
    ident, _own = with_rules(ident, {"doubtful": "as_heard"}, own, name_of)
    assert ident == "cbm"


def test_a_protocol_with_rules_of_its_own_is_changed_in_its_place() -> None:
    own = {"ours": {"name": "Ours", "based_on": "cbm", "clock_s": 120}}
    ident, changed = with_rules("ours", {"doubtful": "wrong"}, own, name_of)
    assert ident == "ours"
    assert changed["ours"] == {"name": "Ours", "based_on": "cbm", "clock_s": 120, "doubtful": "wrong"}
    with pytest.raises(ValueError, match="must be one of as_heard, right, wrong"):
        protocol_book({"ours": {"doubtful": "maybe"}})
