"""Dense alignment and tracking, on made-up scores where the right answer is known."""

from itertools import pairwise

import numpy as np
import pytest

from litcoach_desktop.engines.sphinx.judge.acoustic_model import bundled_model
from litcoach_desktop.engines.sphinx.judge.alignment import OTHER, SKIP, SKIP_PENALTY, align
from litcoach_desktop.engines.sphinx.judge.alternatives import fit_chains, leave_out
from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains, passage_chains
from litcoach_desktop.engines.sphinx.judge.stretches import MOST_WORDS, cut
from litcoach_desktop.engines.sphinx.judge.tracking import Attempt, PassageTracker, Run

WORDS = ("K AE T", "S IH T S", "AA N", "M AE T S")
FRAMES_A_STATE = 3
GOOD, POOR, OTHER_PRICE = 0.0, -8.0, -5.0


def passage(times: int = 1) -> Chains:
    """The words, so many times over."""
    model = bundled_model()
    words = [[tuple(model.phone(name) for name in word.split())] for word in WORDS] * times
    return passage_chains(model, words, every_context=False)


def spoken(chains: Chains, order: list[int]) -> np.ndarray:
    """Scores of a recording in which each state of the given words fits for three frames, and nothing else does.

    -1 is a stretch of 30 frames that no state fits; -2 one of 30 frames of silence.
    """
    rows = []
    for word in order:
        if word == -1:
            rows += [np.full(len(chains.senone), POOR, np.float32)] * 30
            continue
        chain = int(np.flatnonzero(chains.owner == max(word, -1))[0])
        for state in range(chains.first[chain], chains.last[chain] + 1):
            row = np.full(len(chains.senone), POOR, np.float32)
            if word == -2:
                silent = np.flatnonzero(chains.owner == -1)
                row[[i for c in silent for i in range(chains.first[c], chains.last[c] + 1)]] = GOOD
                rows += [row] * 10
            else:
                row[state] = GOOD
                rows += [row] * FRAMES_A_STATE
    return np.array(rows, np.float32)


def aligned(order: list[int]):
    chains = passage()
    scores = spoken(chains, order)
    other = np.full(len(scores), OTHER_PRICE, np.float32)
    return chains, align(scores, chains, len(WORDS) + 1, other)


def said_on_path(chains: Chains, alignment) -> list[int]:
    return [step.junction for step in alignment.path if step.chain >= 0 and chains.owner[step.chain] >= 0]


def test_words_read_in_order_are_all_on_the_path_and_meet_without_holes() -> None:
    chains, alignment = aligned([0, 1, 2, 3])
    assert said_on_path(chains, alignment) == [0, 1, 2, 3]
    assert alignment.path[0].start == 0
    for before, after in pairwise(alignment.path):
        assert before.end == after.start


def test_omitted_word_is_skipped() -> None:
    chains, alignment = aligned([0, 2, 3])
    assert said_on_path(chains, alignment) == [0, 2, 3]
    assert [step.junction for step in alignment.path if step.chain == SKIP] == [1]


def test_added_speech_is_other() -> None:
    chains, alignment = aligned([0, 1, -1, 2, 3])
    assert said_on_path(chains, alignment) == [0, 1, 2, 3]
    assert [step.junction for step in alignment.path if step.chain == OTHER] == [2]


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [0, 2, 3], [-1, 0, 1, -1, 3], [3], [-1]])
def test_forward_and_backward_scores_agree(order: list[int]) -> None:
    _, alignment = aligned(order)
    assert alignment.forward[-1, -1] == pytest.approx(alignment.backward[0, 0], rel=1e-4)
    both = alignment.forward + alignment.backward
    assert both.max() == pytest.approx(alignment.best, rel=1e-4)


def test_word_fits_as_well_through_its_window_as_on_the_path() -> None:
    chains, alignment = aligned([0, 1, 2, 3])
    scores = spoken(chains, [0, 1, 2, 3])
    count = len(chains.first)
    opens, closes = np.zeros(count, np.int32), np.full(count, len(scores), np.int32)
    fitted = fit_chains(scores, np.arange(len(chains.senone)), chains, alignment, opens, closes)
    for word in range(len(WORDS)):
        chain = int(np.flatnonzero(chains.owner == word)[0])
        assert fitted.total[chain] == pytest.approx(alignment.best, abs=0.05)
        assert (fitted.start[chain], fitted.end[chain]) == next(
            (step.start, step.end) for step in alignment.path if step.chain == chain
        )


def test_leaving_out_a_word_that_was_read_costs_more_than_one_that_was_not() -> None:
    _, alignment = aligned([0, 2, 3])
    without = leave_out(alignment, np.arange(len(WORDS), dtype=np.int32))
    assert without[1] == pytest.approx(alignment.best - SKIP_PENALTY, abs=0.05)
    assert all(without[word] < without[1] - 20 for word in (0, 2, 3))


def tracked(order: list[int], sentence_starts: tuple[int, ...] = (0,)) -> tuple[Run, ...]:
    chains = passage()
    scores = spoken(chains, order)
    other = np.full(len(scores), OTHER_PRICE, np.float32)
    tracker = PassageTracker(chains, len(WORDS) + 1, sentence_starts)
    tracker.feed(scores, other)
    return tracker.runs()


def attempts(runs: tuple[Run, ...]) -> list[int]:
    return [attempt.word for run in runs for attempt in run.attempts]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param([0, 1, 2, 3], id="straight"),
        pytest.param([0, 2, 3], id="skips a word"),
        pytest.param([0, 1], id="stops early"),
        pytest.param([0, 1, 2, 0, 1, 2, 3], id="starts the sentence again"),
        pytest.param([0, 1, 1, 2, 3], id="repeats a word"),
        pytest.param([0, -1, 1, -2, 2, 3], id="talks and waits between words"),
    ],
)
def test_tracking_finds_what_was_read(order: list[int]) -> None:
    assert attempts(tracked(order)) == [word for word in order if word >= 0]


def test_tracking_a_long_passage_needs_no_more_than_a_row_a_frame() -> None:
    runs = tracked([0, 1, 2, 3] * 12)
    assert attempts(runs) == [0, 1, 2, 3] * 12
    assert len(runs) == 12


@pytest.mark.parametrize(
    "order",
    [
        pytest.param([*range(1100, 1112)], id="begins near the end"),
        pytest.param([*range(1100, 1112), *range(1104, 1116)], id="goes back"),
        pytest.param([*range(6), -1, *range(1104, 1116)], id="leaves nearly all out"),
    ],
)
def test_tracking_is_as_exact_at_the_end_of_1200_words_as_at_their_beginning(order: list[int]) -> None:
    """Where scores were rounded to what is left of their digits there, the way back through them had no end."""
    chains = passage(300)
    scores = spoken(chains, order)
    # Two words of equal score would leave it open which was said.
    scores += np.random.default_rng(1).normal(0, 0.5, scores.shape).astype(np.float32)
    tracker = PassageTracker(chains, 1201, range(0, 1200, len(WORDS)))
    tracker.feed(scores, np.full(len(scores), OTHER_PRICE, np.float32))
    assert attempts(tracker.runs()) == [word for word in order if word >= 0]


def test_stretches_cover_a_long_run_without_overlap() -> None:
    words = 100
    said = tuple(Attempt(word, 30 * word + 5, 30 * word + 25) for word in range(words))
    stretches = cut([Run(0, words, 0, 30 * words, said)], words)
    assert stretches[0].first == stretches[0].start == 0
    assert stretches[-1].stop == words
    assert stretches[-1].end == 30 * words
    for before, after in pairwise(stretches):
        assert (before.stop, before.end) == (after.first, after.start)
    assert all(stretch.stop - stretch.first <= MOST_WORDS for stretch in stretches)
