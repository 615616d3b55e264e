"""Hears every recording: the reader's warp, mel energies, and each frame's phone by aligning the true text."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis, Lexicon, analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.evidence import WORD_MEASURES
from litcoach_desktop.engines.sphinx.judge.hearing import hear, hear_warped, net_columns
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer
from training.corpus import Recording

_DOUBTFUL_LOOP = -1.5  # a frame's score below free speech at which a word's frames are not learned from
_DOUBTFUL_LOOP_JOINED = -2.5  # the same for the scores of both models together, which lie wider apart
_QUIET = 0.3


@dataclass(frozen=True)
class HeardRecording:
    """energies: (T, 25), warped. phone: (T,), classifier output at each frame. learn: (T,), sure enough for that."""

    energies: NDArray[np.float32]
    warp: float
    phone: NDArray[np.int32]
    learn: NDArray[np.bool_]


def hear_recording(recording: Recording, lexicon: Lexicon, scorer: SenoneScorer) -> HeardRecording:
    """Align a recording with its own text by the Gaussians alone."""
    passage = Passage(recording.text)
    words = passage_words(passage, lexicon, scorer.model)
    hearing = hear(recording.samples(), [word.pronunciations for word in words], scorer, None)
    analysis = analyse_reading(hearing, words, [0], scorer.model)
    phone, learn = _frame_targets(analysis, net_columns(scorer.model), _DOUBTFUL_LOOP)
    return HeardRecording(np.exp(hearing.log_energies), hearing.warp, phone, learn)


def align_again(
    recording: Recording, heard: HeardRecording, lexicon: Lexicon, scorer: SenoneScorer, net: PhoneNet
) -> HeardRecording:
    """The same recording with each frame's phone as the Gaussians and a classifier together align it."""
    words = passage_words(Passage(recording.text), lexicon, scorer.model)
    hearing = hear_warped(heard.energies, heard.warp, scorer, net)
    without_rivals = [replace(word, rivals=()) for word in words]
    analysis = analyse_reading(hearing, without_rivals, [0], scorer.model)
    phone, learn = _frame_targets(analysis, net_columns(scorer.model), _DOUBTFUL_LOOP_JOINED)
    return replace(heard, phone=phone, learn=learn)


def _frame_targets(
    analysis: Analysis, outputs: NDArray[np.intp], doubtful: float
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Silence outside words, learned from only where it is quiet; words that fit badly are not learned from."""
    hearing = analysis.hearing
    silence = int(outputs.max())
    phone = np.full(hearing.frames, silence, np.int32)
    learn = hearing.loudness <= np.quantile(hearing.loudness, _QUIET)
    loop = WORD_MEASURES.index("loop_per_frame")
    for stretch in analysis.stretches:
        for word in stretch.words:
            if not word.on_path:
                continue
            lengths = np.round(np.exp(word.phones[:, 0])).astype(int)
            targets = np.repeat(outputs[word.phone_ids], lengths)[: word.end - word.start]
            phone[word.start : word.start + len(targets)] = targets
            learn[word.start : word.end] = word.measures[loop] > doubtful
    return phone, learn
