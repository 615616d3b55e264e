"""Where a reader's place is sought and at what price, on made-up scores and texts where the right answer is known."""

import numpy as np
import pytest

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.acoustic_model import bundled_model
from litcoach_desktop.engines.sphinx.judge.judging import landing_places
from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains, passage_chains
from litcoach_desktop.engines.sphinx.judge.tracking import PassageTracker

WORDS = ("K AE T", "S IH T S", "AA N D", "M AE T S", "B OY Z", "D AO G", "R AH N Z", "M AE T S", "G EH T", "HH OW M")
SENTENCES = (0, 4, 8)
FRAMES_A_STATE = 3
GOOD, BADLY_SAID, UNCLEAR, POOR, OTHER_PRICE = 0.0, -0.4, -2.0, -8.0, -5.0
BREATH = -1
ALIKE = {4: 8, 5: 9}
"""Words that are said so badly, where a reading is said badly, that others suit the sound a little better."""


def passage() -> Chains:
    model = bundled_model()
    words = [[tuple(model.phone(name) for name in word.split())] for word in WORDS]
    return passage_chains(model, words, every_context=False)


def states(chains: Chains, word: int) -> range:
    chain = int(np.flatnonzero(chains.owner == word)[0])
    return range(int(chains.first[chain]), int(chains.last[chain]) + 1)


def found(order: list[int], breath: int = 40, *, badly: bool = False) -> list[int]:
    """The words that the tracker takes for read. BREATH in `order` is a noise that suits every state a little.

    badly: the words of ALIKE are said so.
    """
    chains = passage()
    rows = []
    for word in order:
        if word == BREATH:
            rows += [np.full(len(chains.senone), UNCLEAR, np.float32)] * breath
            continue
        said, better = states(chains, word), states(chains, ALIKE[word]) if badly and word in ALIKE else None
        for at, state in enumerate(said):
            row = np.full(len(chains.senone), POOR, np.float32)
            row[chains.senone == chains.senone[state]] = GOOD if better is None else BADLY_SAID
            if better is not None:
                row[chains.senone == chains.senone[better[at]]] = GOOD
            rows += [row] * FRAMES_A_STATE
    scores = np.array(rows, np.float32)
    other = np.full(len(scores), OTHER_PRICE, np.float32)
    tracker = PassageTracker(chains, len(WORDS) + 1, SENTENCES)
    tracker.feed(scores, other)
    runs = tracker.runs()
    return [attempt.word for run in runs for attempt in run.attempts]


def test_a_skipped_sentence_does_not_hide_in_a_breath() -> None:
    assert found([0, 1, 2, 3, BREATH, 8, 9]) == [0, 1, 2, 3, 8, 9]


def test_words_after_an_early_stop_do_not_hide_in_the_noise_that_follows() -> None:
    assert found([0, 1, 2, 3, BREATH]) == [0, 1, 2, 3]


def test_an_early_stop_after_words_said_badly_is_no_leap_to_the_last_line() -> None:
    assert found([0, 1, 2, 3, 4, 5], badly=True) == [0, 1, 2, 3, 4, 5]


def test_of_two_sentences_that_end_alike_the_one_that_was_read_is_found() -> None:
    assert found([0, 1, 2, 3, 8, 9]) == [0, 1, 2, 3, 8, 9]


def test_readers_who_go_on_in_the_middle_of_a_sentence_are_found_there() -> None:
    assert found([0, 1, 6, 7, 8, 9]) == [0, 1, 6, 7, 8, 9]


POEM = (
    "The wind has lost its woolly hat\nAnd I have lost my shoe\nThe hat is on the neighbor's cat\n"
    "I'm barefoot in the dew"
)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("The cat sat. Then Tom came! Who saw?", [0, 3, 6], id="sentences"),
        pytest.param("We met Tom and Ann.", [0], id="names in a short sentence"),
        pytest.param(POEM, [0, 7, 13], id="lines of a poem without full stops"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_places_to_go_on_at(text: str, places: list[int]) -> None:
    assert landing_places(Passage(text)) == places
