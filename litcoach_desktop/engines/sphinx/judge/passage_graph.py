"""The passage as a network of phone states between junctions, one junction between any two words.

Every word has a chain of states for each pronunciation and each way its edges may sound (run into the
neighbouring word, or after a silence). Each junction has a silence, and a state for anything else that is said.
Words may be skipped. The size is linear in the number of words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import SILENCE, AcousticModel

Pronunciation = tuple[int, ...]
Matrix = NDArray[np.float32]
Indices = NDArray[np.int32]

SILENCE_CHAIN = -1
"""`owner` of a silence chain."""
SILENCE_PENALTY = -3.0


@dataclass(frozen=True)
class Chains:
    """State chains laid end to end. n states in all, c chains.

    senone, stay, enter: (n,), `enter` being the cost of coming from the state before (0 at a chain's start).
    first, last, source, target, owner: (c,). finish: (c,), cost of leaving the last state. penalty: (c,).
    owner is the word, or SILENCE_CHAIN. pronunciations: (c,), of each chain.
    """

    senone: Indices
    stay: Matrix
    enter: Matrix
    first: Indices
    last: Indices
    source: Indices
    target: Indices
    owner: Indices
    finish: Matrix
    penalty: Matrix
    pronunciations: tuple[Pronunciation, ...]


@dataclass(frozen=True)
class ChainPlan:
    """One chain to be laid: what is said between which junctions, and its neighbours' phones."""

    pronunciation: Pronunciation
    left: int
    right: int
    source: int
    target: int
    owner: int
    penalty: float = 0.0


def lay_chains(model: AcousticModel, plans: Sequence[ChainPlan]) -> Chains:
    """Chains as planned. Plans must not be empty."""
    senones: list[int] = []
    phones: list[int] = []
    last = []
    for plan in plans:
        if plan.owner == SILENCE_CHAIN:
            senones.extend(model.state_senones[plan.pronunciation[0]].tolist())
        else:
            senones.extend(model.senones_of(plan.pronunciation, plan.left, plan.right))
        phones.extend(plan.pronunciation)
        last.append(len(senones) - 1)
    stay = model.stay[phones].reshape(-1)
    leave = model.leave[phones].reshape(-1)
    ends = np.array(last, np.int32)
    first = np.concatenate([[0], ends[:-1] + 1]).astype(np.int32)
    enter = np.concatenate([[0], leave[:-1]]).astype(np.float32)
    enter[first] = 0
    return Chains(
        senone=np.array(senones, np.int32),
        stay=stay,
        enter=enter,
        first=first,
        last=ends,
        source=np.array([plan.source for plan in plans], np.int32),
        target=np.array([plan.target for plan in plans], np.int32),
        owner=np.array([plan.owner for plan in plans], np.int32),
        finish=leave[ends],
        penalty=np.array([plan.penalty for plan in plans], np.float32),
        pronunciations=tuple(plan.pronunciation for plan in plans),
    )


def passage_chains(model: AcousticModel, words: Sequence[Sequence[Pronunciation]], *, every_context: bool) -> Chains:
    """Chains of a passage's words and silences, junctions numbered 0 to len(words).

    every_context: all four ways in which a word's edges may meet silence or the neighbours, else only the neighbours.
    """
    silence = model.phone(SILENCE)
    plans = []
    for at, pronunciations in enumerate(words):
        before = words[at - 1][0][-1] if at else silence
        after = words[at + 1][0][0] if at + 1 < len(words) else silence
        contexts = [(before, after)]
        if every_context:
            contexts += [(silence, silence), (before, silence), (silence, after)]
        for pronunciation in pronunciations:
            seen = set()
            for left, right in contexts:
                states = tuple(model.senones_of(pronunciation, left, right))
                if states not in seen:
                    seen.add(states)
                    plans.append(ChainPlan(pronunciation, left, right, at, at + 1, at))
    for junction in range(len(words) + 1):
        plans.append(ChainPlan((silence,), silence, silence, junction, junction, SILENCE_CHAIN, SILENCE_PENALTY))
    return lay_chains(model, plans)


def reversed_chains(chains: Chains, junctions: int) -> Chains:
    """The same chains for a sweep from the recording's end to its start, junctions counted from the end."""
    order = np.concatenate(
        [np.arange(end, start - 1, -1) for start, end in zip(chains.first, chains.last, strict=True)]
    )
    # Going backwards, a state is entered from the one after it, at the cost of leaving itself.
    leave = np.zeros_like(chains.enter)
    leave[:-1] = chains.enter[1:]
    leave[chains.last] = 0
    return Chains(
        senone=chains.senone[order],
        stay=chains.stay[order],
        enter=leave[order],
        first=chains.first,
        last=chains.last,
        source=junctions - 1 - chains.target,
        target=junctions - 1 - chains.source,
        owner=chains.owner,
        finish=np.zeros_like(chains.finish),
        penalty=chains.penalty + chains.finish,
        pronunciations=chains.pronunciations,
    )
