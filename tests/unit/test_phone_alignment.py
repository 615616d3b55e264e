"""What was written down, laid along the passage by sound: skips, repeats, jumps, joined and split words."""

import numpy as np
import pytest

from litcoach_desktop.domain.reading.second_opinion import HEARD_CLEARLY, HEARD_OTHERWISE, SecondOpinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.whisper.phone_alignment import align
from litcoach_desktop.engines.whisper.phone_costs import COSTS, NUMBERS, PHONES, closeness
from litcoach_desktop.engines.whisper.second_listener import PhoneticSecondListener
from tests.fakes.transcription import ScriptedTranscriber

PASSAGE = Passage(
    "Tom had one red mitten and one cold hand. "
    "He looked under the bench, behind the door and in the kitchen. No mitten."
)
LEXICON = Lexicon()
SILENCE = np.zeros(16_000, np.int16)


def heard(text: str, passage: Passage = PASSAGE) -> SecondOpinion:
    return PhoneticSecondListener(ScriptedTranscriber(text), LEXICON.pronunciations).hear(SILENCE, passage)


def clearly(opinion: SecondOpinion) -> list[int]:
    return [word.index for word in opinion.words if word.closeness >= HEARD_CLEARLY]


def unlike(opinion: SecondOpinion) -> list[int]:
    return [word.index for word in opinion.words if word.closeness <= HEARD_OTHERWISE]


def numbers(phones: str) -> list[int]:
    return [NUMBERS[phone] for phone in phones.split()]


def test_the_costs_are_those_of_a_distance() -> None:
    assert COSTS.shape == (len(PHONES), len(PHONES))
    assert (COSTS == COSTS.T).all()
    assert (np.diag(COSTS) == 0).all()
    assert COSTS[NUMBERS["P"], NUMBERS["B"]] < COSTS[NUMBERS["P"], NUMBERS["N"]] < COSTS[NUMBERS["P"], NUMBERS["AA"]]


def test_closeness_goes_from_none_to_the_same() -> None:
    cat, cap, fish = numbers("K AE T"), numbers("K AE P"), numbers("F IH SH")
    assert closeness(cat, cat) == 1.0
    assert closeness(cat, []) == 0.0
    assert closeness(cat, fish) < closeness(cat, cap) < 1.0


def test_a_passage_read_as_it_stands_is_heard_word_for_word() -> None:
    opinion = heard(PASSAGE.text)
    assert clearly(opinion) == [word.index for word in PASSAGE.words]
    assert [word.heard for word in opinion.words[:3]] == ["Tom", "had", "one"]
    assert [word.start_s for word in opinion.words] == [pytest.approx(index / 3) for index in range(len(PASSAGE.words))]


def test_spelling_does_not_matter_but_sound_does() -> None:
    opinion = heard("Tom had won read mitten and 1 cold hand")
    assert clearly(opinion)[:9] == list(range(9))
    assert opinion.words[6].heard == "1"


def test_joined_and_split_words_are_heard() -> None:
    opinion = heard(
        "Tom had one red mitten andone cold hand. He looked under the bench, be hind the door andin the kitchen."
    )
    assert {5, 6, 14, 17, 18} <= set(clearly(opinion))
    assert opinion.words[14].heard == "be hind"


def test_another_word_is_not_heard() -> None:
    opinion = heard(PASSAGE.text.replace("mitten and", "bicycle and"))
    assert unlike(opinion) == [4]
    assert opinion.words[4].heard == "bicycle"


def test_a_skipped_line_is_skipped_and_the_rest_is_found() -> None:
    opinion = heard("Tom had one red mitten and one cold hand. No mitten.")
    assert clearly(opinion) == [*range(9), 21, 22]
    assert all(opinion.words[index].heard is None for index in range(9, 21))


def test_a_repeated_sentence_counts_once_and_best() -> None:
    opinion = heard("Tom had one rod Tom had one red mitten and Tom had one red mitten and one cold hand")
    assert clearly(opinion) == list(range(9))
    assert opinion.last_heard == 8


def test_words_of_the_reader_s_own_belong_to_no_word() -> None:
    opinion = heard("okay so Tom had one big red mitten and um one cold hand")
    assert clearly(opinion) == list(range(9))
    assert [word.heard for word in opinion.words[2:4]] == ["one", "red"]


def test_an_early_end_leaves_the_rest_without_an_opinion() -> None:
    opinion = heard("Tom had one red mitten")
    assert opinion.last_heard == 4


@pytest.mark.parametrize("text", ["", "...", "♪ ♪"])
def test_nothing_said_is_nothing_heard(text: str) -> None:
    opinion = heard(text)
    assert opinion.last_heard == -1
    assert len(opinion.words) == len(PASSAGE.words)


def test_a_passage_without_words_has_no_opinions() -> None:
    assert heard("hello", Passage("...")).words == ()


def test_a_long_passage_is_aligned_to_the_last_word() -> None:
    said = [numbers(" ".join(LEXICON.pronunciations(word.text)[0])) for word in PASSAGE.words] * 20
    visits = align(said, said)
    assert [visit.word for visit in visits] == list(range(len(said)))


def test_the_passage_is_a_prompt_only_when_that_was_asked_for() -> None:
    plain, prompted = ScriptedTranscriber("Tom"), ScriptedTranscriber("Tom")
    PhoneticSecondListener(plain, LEXICON.pronunciations).hear(SILENCE, PASSAGE)
    told = PhoneticSecondListener(prompted, LEXICON.pronunciations, prompted=True)
    told.hear(SILENCE, PASSAGE)
    assert (plain.prompts, prompted.prompts) == ([""], [PASSAGE.text])
    assert told.version == "1-prompted"
