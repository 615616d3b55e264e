"""The bundled acoustic model as read from its files."""

import numpy as np
import pytest

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.sphinx.judge.acoustic_model import AcousticModel, bundled_model, read_model
from litcoach_desktop.engines.sphinx.judge.front_end import FILTERS, EnergyStream, cepstra, filter_energies, streams
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer, bundled_scorer


@pytest.fixture(scope="module")
def model() -> AcousticModel:
    return bundled_model()


def test_model_has_the_shapes_that_its_files_announce(model: AcousticModel) -> None:
    assert len(model.phones) == 42
    assert len(model.speech_phones) == 39
    assert model.means.shape == model.variances.shape == (42, 3, 128, 13)
    assert model.weights.shape == (3, 128, len(model.senone_phone))
    assert model.variances.min() > 0


def test_mixture_weights_of_a_senone_sum_to_about_one(model: AcousticModel) -> None:
    assert np.allclose(model.weights.sum(axis=1), 1, atol=0.12)


def test_transition_probabilities_of_a_state_sum_to_one(model: AcousticModel) -> None:
    assert np.allclose(np.exp(model.stay) + np.exp(model.leave), 1, atol=1e-5)


def test_senones_belong_to_the_phones_of_the_word(model: AcousticModel) -> None:
    cat = tuple(model.phone(name) for name in ("K", "AE", "T"))
    silence = model.phone("SIL")
    senones = model.senones_of(cat, silence, silence)
    assert [model.senone_phone[senone] for senone in senones] == [phone for phone in cat for _ in range(3)]


def test_context_changes_the_senones(model: AcousticModel) -> None:
    vowel = (model.phone("AE"),)
    alone = model.senones_of(vowel, model.phone("SIL"), model.phone("SIL"))
    between = model.senones_of(vowel, model.phone("K"), model.phone("T"))
    assert alone != between


def test_scores_equal_the_textbook_formula(model: AcousticModel) -> None:
    features = np.random.default_rng(1).normal(0, 3, (4, 3, 13)).astype(np.float32)
    senones = np.array([0, 7, 500, len(model.senone_phone) - 1], np.int32)
    scorer = bundled_scorer()
    fast = scorer.score(features, scorer.select(senones))
    for column, senone in enumerate(senones):
        phone = model.senone_phone[senone]
        mean = model.means[phone].astype(np.float64)
        variance = model.variances[phone].astype(np.float64)
        for row, feature in enumerate(features):
            deviation = (feature[:, None, :] - mean) ** 2 / variance
            density = -0.5 * (deviation + np.log(2 * np.pi * variance)).sum(axis=2)
            peak = density.max(axis=1, keepdims=True)
            mixed = (model.weights[:, :, senone] * np.exp(density - peak)).sum(axis=1)
            expected = (np.log(np.maximum(mixed, 1e-12)) + peak[:, 0]).sum()
            assert fast[row, column] == pytest.approx(expected, rel=2e-3)


def test_scoring_in_blocks_changes_nothing(model: AcousticModel) -> None:
    features = np.random.default_rng(2).normal(0, 3, (1100, 3, 13)).astype(np.float32)
    scorer = SenoneScorer(model)
    whole = scorer.score(features, scorer.base)
    assert np.allclose(whole[900:], scorer.score(features[900:], scorer.base), rtol=1e-4)


def test_features_of_any_length_and_loudness_are_finite() -> None:
    rng = np.random.default_rng(3)
    for length, loudness in ((0, 1), (1, 1), (409, 100), (16_000, 0), (16_000, 1), (16_000, 30_000)):
        samples = (rng.uniform(-1, 1, length) * loudness).astype(np.int16)
        energies = filter_energies(samples, (1.0, 1.2))
        assert energies.shape[1:] == (2, FILTERS)
        features = streams(cepstra(energies[:, 0]))
        assert features.shape == (len(energies), 3, 13)
        assert np.isfinite(features).all()


def test_energies_do_not_depend_on_the_pieces_that_sound_arrives_in() -> None:
    rng = np.random.default_rng(4)
    samples = (rng.normal(0, 1, 40_000) * np.repeat(rng.uniform(10, 3000, 100), 400)).astype(np.int16)
    whole = filter_energies(samples, (1.0, 1.2))
    stream = EnergyStream((1.0, 1.2))
    ends = np.sort(rng.integers(0, len(samples), 60))
    pieces = [stream.feed(piece) for piece in np.split(samples, ends)]
    assert np.allclose(np.log(np.concatenate(pieces)), np.log(whole), atol=1e-3)


def test_missing_model_says_what_to_do(tmp_path) -> None:
    with pytest.raises(ModelProblem, match="Install litcoach again"):
        read_model(tmp_path)


def test_damaged_model_says_what_to_do(tmp_path) -> None:
    for name in ("means", "variances", "mdef", "sendump", "transition_matrices"):
        (tmp_path / name).write_bytes(b"endhdr\n" + bytes(64))
    with pytest.raises(ModelProblem, match="cannot be read"):
        read_model(tmp_path)
