"""The live search among the words of a window, on made-up scores where the right answer is known."""

import numpy as np

from litcoach_desktop.engines.sphinx.judge.acoustic_model import bundled_model
from litcoach_desktop.engines.sphinx.live_search import Spot, WindowSearch

MODEL = bundled_model()
SPELLED = ("K AE T", "S IH T S", "AA N D", "M AE T S", "B OY Z", "D AO G", "R AH N Z", "F IH SH", "G EH T", "HH OW M")
WORDS = [[tuple(MODEL.phone(name) for name in word.split())] for word in SPELLED]
STARTS = (0, 4, 8)
FRAMES_A_STATE = 5
GOOD, POOR, OTHER = 0.0, -8.0, -3.0
TALK = -1
"""Speech of 60 frames that is none of the words."""


def search(first: int = 0, stop: int = len(WORDS)) -> WindowSearch:
    return WindowSearch(MODEL, WORDS, STARTS, first, stop)


def hear(window: WindowSearch, said: list[int]) -> Spot:
    """Where the window's search is after these words of the passage."""
    spot = Spot(0.0, -1, True)
    for word in said:
        if word == TALK:
            for _ in range(60):
                spot = window.step(np.full(len(window.senones), POOR, np.float32), OTHER)
            continue
        before = WORDS[word - 1][0][-1] if word > window.first else MODEL.phone("SIL")
        after = WORDS[word + 1][0][0] if word + 1 < window.stop else MODEL.phone("SIL")
        for senone in MODEL.senones_of(WORDS[word][0], before, after):
            scores = np.where(window.senones == senone, GOOD, POOR).astype(np.float32)
            for _ in range(FRAMES_A_STATE):
                spot = window.step(scores, OTHER)
    return spot


def begun(said: list[int]) -> Spot:
    window = search()
    window.begin_at(0)
    return hear(window, said)


def test_words_in_order_are_followed() -> None:
    for last in range(len(WORDS)):
        spot = begun(list(range(last + 1)))
        assert (spot.word, spot.outside) == (last, False)


def test_a_sentence_left_out_is_caught_up_with() -> None:
    assert begun([0, 1, 2, 3, 8, 9]).word == 9


def test_a_sentence_begun_again_is_followed_back() -> None:
    assert begun([0, 1, 2, 3, 4, 5, 4, 5, 6]).word == 6
    assert begun([0, 1, 2, 3, 4, 5, 6, 4, 5]).word == 5


def test_other_talk_is_outside_and_does_not_move_the_place() -> None:
    spot = begun([0, 1, 2, 3, TALK])
    assert spot.outside
    assert spot.word == 3
    spot = begun([0, 1, 2, 3, TALK, 4, 5])
    assert (spot.word, spot.outside) == (5, False)


def test_a_misread_word_pays_more_than_a_right_one() -> None:
    right, talk = begun([0, 1, 2, 3]), begun([0, 1, 2, TALK])
    assert right.gain > talk.gain


def test_the_window_moves_without_losing_the_place() -> None:
    before = search(0, 7)
    before.begin_at(0)
    hear(before, [0, 1, 2, 3])
    after = search(2, 10)
    after.go_on_from(before)
    assert hear(after, [4]).word == 4
    assert hear(after, [5, 6, 7, 8]).word == 8


def test_a_window_elsewhere_finds_the_reader_anywhere_in_it() -> None:
    before = search(0, 4)
    before.begin_at(0)
    hear(before, [0, 1])
    after = search(5, 10)
    after.go_on_from(before)
    assert hear(after, [7, 8, 9]).word == 9
