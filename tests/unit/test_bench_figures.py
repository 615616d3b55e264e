"""The benchmark's figures, over verdicts so few that every figure is worked out by hand beside it."""

from dataclasses import replace

import pytest

from litcoach_desktop.domain.reading.benchmark.evidence import by_speaker
from litcoach_desktop.domain.reading.benchmark.figures import figures, quantile
from litcoach_desktop.domain.reading.benchmark.mispronounced import bound_misread, heard_by_people, without_low
from litcoach_desktop.domain.reading.benchmark.sounds import ENDS_WITH_TWO, STARTS_WITH_TWO, by_sound
from litcoach_desktop.domain.reading.benchmark.truth import Judged, Kind, Label, Truth, Verdict, WordVerdict
from litcoach_desktop.domain.reading.events import WordStatus

OK, NEAR, FAR, OMISSION, NOT_REACHED = Label
CORRECT, MISREAD, OMITTED, BEYOND, UNSCORED = WordStatus


def judged(
    labels: list[Label],
    words: list[tuple[WordStatus, float]],
    *,
    kind: Kind = Kind.SENTENCE,
    planted: tuple[int, ...] = (),
    said: tuple[int, ...] = (),
    speaker: str = "a",
    pauses: tuple[int, ...] = (),
    hesitations: tuple[int, ...] = (),
    last: int = 0,
    wcpm: tuple[float, float] = (60.0, 60.0),
    phones: tuple[tuple[str, ...], ...] = (),
) -> Judged:
    truth = Truth(
        "item", kind, tuple(labels), (-2.0,) * len(labels), planted, 10.0, speaker,
        phones or ((),) * len(labels), pauses, None if kind is Kind.SENTENCE else wcpm[0],
    )  # fmt: skip
    verdicts = tuple(WordVerdict(status, p, at in hesitations) for at, (status, p) in enumerate(words))
    return Judged(truth, Verdict(verdicts, said, last, wcpm[1], elapsed_s=0.5))


SENTENCES = [
    # Two words right; a near misreading that is passed at .30, an added word that is found at .10.
    judged([OK, NEAR, OK, OMISSION], [(CORRECT, 0.9), (CORRECT, 0.3), (CORRECT, 0.8), (OMITTED, 0.1)]),
    # A false alarm at .20; a far misreading that is passed at .80, as high as a right word.
    judged([OK, FAR, OK], [(MISREAD, 0.2), (CORRECT, 0.8), (CORRECT, 0.7)], speaker="b"),
]


def values(items: list[Judged]) -> dict[str, float | None]:
    return {name: figure.value for name, figure in figures(by_speaker(items)).items()}


def test_areas_and_recalls() -> None:
    found = values(SENTENCES)
    assert (found["items"], found["words_ok"], found["words_miscued"], found["unscored"]) == (2, 4, 3, 0)
    # Right words: .2 .7 .8 .9. Above .30 are 3 of 4, above .10 all, above .80 one and a half.
    assert found["auc_all"] == pytest.approx((3 / 4 + 1 + 1.5 / 4) / 3)
    assert found["auc_near"] == pytest.approx(3 / 4)
    assert found["auc_far"] == pytest.approx(1.5 / 4)
    # 3 %: place .09 between .2 and .7 is .245; 10 %: place .3 is .35.
    assert found["recall_all_at_3%_false_alarms"] == pytest.approx(1 / 3)
    assert found["recall_all_at_10%_false_alarms"] == pytest.approx(2 / 3)
    assert found["recall_near_at_3%_false_alarms"] == 0
    assert found["recall_near_at_10%_false_alarms"] == 1
    assert found["auc_text_only"] == 0.5


def test_the_listeners_own_marks() -> None:
    found = values(SENTENCES)
    assert found["default_recall"] == pytest.approx(1 / 3)
    assert found["default_false_alarm_rate"] == pytest.approx(1 / 4)
    assert found["default_precision"] == pytest.approx(1 / 2)
    # Twice the product of the two by their sum.
    assert found["default_f1"] == pytest.approx(0.4)
    # Half a second each for ten seconds.
    assert found["real_time_factor"] == pytest.approx(0.05)


def test_what_was_left_unscored_is_no_false_alarm_and_is_said_apart() -> None:
    found = values([*SENTENCES, judged([OK, OK, NEAR, OK], [(UNSCORED, 0.5)] * 3 + [(MISREAD, 0.1)])])
    assert found["unscored"] == 3
    assert found["unscored_share"] == pytest.approx(3 / 11)
    # Right words: 7, of which 2 unscored and 2 marked; miscues: 4, of which 1 unscored and 1 marked.
    assert found["default_false_alarm_rate"] == pytest.approx(2 / 7)
    assert found["scored_false_alarm_rate"] == pytest.approx(2 / 5)
    assert found["default_recall"] == pytest.approx(1 / 4)
    assert found["scored_recall"] == pytest.approx(1 / 3)


def test_what_the_listener_decides_alone() -> None:
    found = figures(by_speaker([judged([OK, NEAR, OK, FAR, OK], [
        (CORRECT, 0.97), (CORRECT, 0.95), (UNSCORED, 0.5), (MISREAD, 0.01), (CORRECT, 0.5),
    ])]))  # fmt: skip
    # Three of five are sure either way; the near misreading among them was passed.
    assert (found["decided_share"].value, found["decided_share"].of) == (pytest.approx(3 / 5), 5)
    assert found["decided_precision"].value == pytest.approx(2 / 3)
    assert found["decided_right_precision"].value == pytest.approx(1 / 2)
    assert found["decided_wrong_precision"].value == 1


@pytest.mark.parametrize(
    ("planted", "said", "recall", "false"),
    [
        ((0,), (1,), 1.0, 0),  # one word off is near enough
        ((0,), (2,), 0.0, 1),
        ((-1, 1), (0,), 0.5, 0),  # one find counts once
        ((0, 1), (1, 0, 0), 1.0, 1),
    ],
)
def test_insertions(planted: tuple[int, ...], said: tuple[int, ...], recall: float, false: int) -> None:
    found = values([judged([OK] * 4, [(CORRECT, 0.9)] * 4, planted=planted, said=said)])
    assert found["insertion_recall"] == recall
    assert found["false_insertions_per_100_words"] == 25 * false


def test_passages() -> None:
    right = [(CORRECT, 0.9)]
    found = values([
        *SENTENCES,
        # Half of the skipped words are found; 66 words a minute instead of 60.
        judged([OK, OMISSION, OMISSION, OK], [*right, (OMITTED, 0.1), (MISREAD, 0.1), *right],
               kind=Kind.SKIP, last=3, wcpm=(60.0, 66.0)),
        # One of three words after the end is called not reached; the end is two words off.
        judged([OK, OK, NOT_REACHED, NOT_REACHED, NOT_REACHED], [*right * 2, (OMITTED, 0.1), (CORRECT, 0.9),
               (BEYOND, 0.1)], kind=Kind.STOP, last=3),
        # The pause before word 2 is told at word 1, which is near enough; the one at word 4 is invented.
        judged([OK] * 5, right * 5, kind=Kind.PAUSE, pauses=(2,), hesitations=(1, 4), last=4),
        judged([OK] * 2, right * 2, kind=Kind.REPEAT, said=(0, 1), last=1),
    ])  # fmt: skip
    assert found["skip_found"] == 0.5
    assert found["not_reached_found"] == pytest.approx(1 / 3)
    assert found["last_attempted"] == pytest.approx(3 / 4)
    assert found["hesitation_found"] == 1
    assert found["false_hesitations_per_passage"] == pytest.approx(1 / 4)
    assert found["repeat_false_insertions"] == 2
    assert found["wcpm_error"] == pytest.approx(6 / 4)
    assert found["wcpm_relative"] == pytest.approx(0.1 / 4)
    # A passage that was left unscored as a whole has no rate to be wrong.
    assert found["scored_wcpm_relative"] == pytest.approx(0.1 / 4)
    blank = judged([OK] * 2, [(UNSCORED, 0.5)] * 2, kind=Kind.WHOLE, last=1, wcpm=(60.0, 0.0))
    assert values([blank])["wcpm_relative"] == 1
    assert "scored_wcpm_relative" not in values([blank])
    # Passages change nothing about single words.
    assert found["words_ok"] == 4


def test_nothing_gives_no_figures_and_no_error() -> None:
    found = values([])
    assert found["auc_all"] is None
    assert found["unscored_share"] is found["real_time_factor"] is None
    assert "recall_all_at_3%_false_alarms" in found


def test_a_verdict_with_other_words_than_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="2 words in the result, 1 in the text"):
        by_speaker([judged([OK], [(CORRECT, 1.0)] * 2)])


def test_quantiles_lie_between_neighbours() -> None:
    assert quantile([1.0, 2.0, 4.0], 0.0) == 1
    assert quantile([1.0, 2.0, 4.0], 0.25) == 1.5
    assert quantile([1.0, 2.0, 4.0], 0.75) == 3
    assert quantile([1.0, 2.0, 4.0], 1.0) == 4


def test_how_many_right_words_can_have_been_misread() -> None:
    # Ten right words, one of them as low as the miscues: a tenth, if all miscues score lower than the others.
    right = [0.1, *(0.5 + at / 100 for at in range(9))]
    bound = bound_misread(right, [0.1, 0.2, 0.3], rate=0.0)
    assert bound is not None
    assert bound.most_misread == pytest.approx(0.1)
    assert bound.recall == 0
    # That one was no false alarm, then.
    assert bound.recall_if == 1
    assert bound_misread(right, [], 0.03) is None


def test_words_that_people_found_badly_said() -> None:
    one = judged([OK, OK, OK, NEAR], [(MISREAD, 0.1), (CORRECT, 0.9), (MISREAD, 0.2), (MISREAD, 0.1)])
    scored = [replace(one, truth=replace(one.truth, scores=(3.0, 10.0, 10.0, None)))]
    heard = heard_by_people(scored, below=8)
    assert (heard.words, heard.low, heard.marked, heard.marked_low) == (3, 1, 2, 1)
    assert values(scored)["default_false_alarm_rate"] == pytest.approx(2 / 3)
    assert values(without_low(scored, below=8))["default_false_alarm_rate"] == pytest.approx(1 / 2)
    assert values(without_low(scored, below=8))["default_recall"] == 1


def test_false_alarms_by_the_sounds_of_a_word() -> None:
    phones = (("TH", "R", "IY"), ("TH", "IH", "N"), ("K", "AE", "T", "S"), ("AH",))
    words = [(MISREAD, 0.1), (CORRECT, 0.9), (CORRECT, 0.9), (MISREAD, 0.1)]
    found = by_sound([judged([OK, OK, OK, NEAR], words, phones=phones)], fewest=1)
    counts = {sound.name: (sound.words, sound.marked, sound.others, sound.others_marked) for sound in found}
    assert counts["TH"] == (2, 1, 1, 0)
    assert counts[STARTS_WITH_TWO] == counts["R"] == (1, 1, 2, 0)
    assert counts[ENDS_WITH_TWO] == counts["K"] == (1, 0, 2, 1)
    # A miscue is no false alarm.
    assert "AH" not in counts
    assert [sound.name for sound in found[:3]] == ["IY", "R", STARTS_WITH_TWO]
    assert {sound.name for sound in by_sound([judged([OK, OK, OK, NEAR], words, phones=phones)], fewest=2)} == {"TH"}
