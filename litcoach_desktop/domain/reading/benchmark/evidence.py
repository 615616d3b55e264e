"""What a listener's verdicts come to when they are counted; counts of several readers add up to figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from litcoach_desktop.domain.reading.benchmark.truth import Judged, Kind, Label, Truth, Verdict, WordVerdict
from litcoach_desktop.domain.reading.events import WordEvent, WordStatus

SAID_WRONG = frozenset({WordStatus.MISREAD, WordStatus.OMITTED, WordStatus.NOT_REACHED})
# Between which two words a pause or an extra word belongs is a matter of one word more or less.
_SLACK = 1


@dataclass
class Decisions:
    """What the listener decided without leaving it to a teacher.

    words: all that could be decided. passed, marked: decided to be right, to be wrong; passed_well, marked_well: so
    many of these decisions were true.
    """

    words: int = 0
    passed: int = 0
    passed_well: int = 0
    marked: int = 0
    marked_well: int = 0

    def add(self, word: WordVerdict, ok: bool) -> None:
        """Count one word."""
        self.words += 1
        doubtful = WordEvent(0, word.status, word.p_correct).doubtful
        if word.status is WordStatus.UNSCORED or doubtful:
            return
        if word.status in SAID_WRONG:
            self.marked += 1
            self.marked_well += not ok
        else:
            self.passed += 1
            self.passed_well += ok


@dataclass
class Evidence:
    """All that was counted over some items, usually those of one reader.

    The first block is about sentences. right: p_correct of the words that were read right; wrong: the same for each
    kind of miscue; commonness_right, commonness_wrong: of the same words. marked_right: false alarms; marked_wrong:
    miscues found; unscored_right, unscored_wrong: words left unscored. unscored: the same over all items, words: all
    words. measured: the values of each figure about passages.
    """

    items: int = 0
    right: list[float] = field(default_factory=list)
    wrong: dict[Label, list[float]] = field(default_factory=lambda: defaultdict(list))
    commonness_right: list[float] = field(default_factory=list)
    commonness_wrong: list[float] = field(default_factory=list)
    marked_right: int = 0
    marked_wrong: int = 0
    unscored_right: int = 0
    unscored_wrong: int = 0
    insertions_planted: int = 0
    insertions_found: int = 0
    insertions_false: int = 0
    decisions: Decisions = field(default_factory=Decisions)

    words: int = 0
    unscored: int = 0
    seconds: float = 0.0
    elapsed_s: float = 0.0
    measured: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, judged: Judged) -> None:
        """Count one item. Raises ValueError when the verdict has not a word for each word of the passage."""
        truth, verdict = judged.truth, judged.verdict
        if len(truth.labels) != len(verdict.words):
            raise ValueError(f"{truth.id}: {len(verdict.words)} words in the result, {len(truth.labels)} in the text")
        self.items += 1
        self.seconds += truth.seconds
        self.elapsed_s += verdict.elapsed_s
        self.words += len(verdict.words)
        self.unscored += sum(word.status is WordStatus.UNSCORED for word in verdict.words)
        if truth.kind is Kind.SENTENCE:
            for label, word, commonness in zip(truth.labels, verdict.words, truth.commonness, strict=True):
                self._add_word(label, word, commonness)
            self._add_insertions(truth.insertions, verdict.insertions)
        else:
            self._add_passage(truth, verdict)

    def _add_word(self, label: Label, word: WordVerdict, commonness: float) -> None:
        marked, unscored = word.status in SAID_WRONG, word.status is WordStatus.UNSCORED
        self.decisions.add(word, label is Label.OK)
        if label is Label.OK:
            self.right.append(word.p_correct)
            self.commonness_right.append(commonness)
            self.marked_right += marked
            self.unscored_right += unscored
        else:
            self.wrong[label].append(word.p_correct)
            self.commonness_wrong.append(commonness)
            self.marked_wrong += marked
            self.unscored_wrong += unscored

    def _add_insertions(self, planted: Iterable[int], said: Iterable[int]) -> None:
        left = list(said)
        for at in planted:
            self.insertions_planted += 1
            found = next((place for place in left if abs(place - at) <= _SLACK), None)
            if found is not None:
                self.insertions_found += 1
                left.remove(found)
        self.insertions_false += len(left)

    def _add_passage(self, truth: Truth, verdict: Verdict) -> None:
        measured, words = self.measured, verdict.words
        if truth.wcpm:
            off = abs(verdict.wcpm - truth.wcpm)
            measured["wcpm_error"].append(off)
            measured["wcpm_relative"].append(off / truth.wcpm)
            if any(word.status is not WordStatus.UNSCORED for word in words):
                measured["scored_wcpm_relative"].append(off / truth.wcpm)
        last = max((at for at, label in enumerate(truth.labels) if label is Label.OK), default=-1)
        measured["last_attempted"].append(abs(verdict.last_attempted - last) <= _SLACK)
        if truth.kind is Kind.SKIP:
            measured["skip_found"].append(_share(truth, words, Label.OMISSION, WordStatus.OMITTED))
        if truth.kind is Kind.STOP:
            measured["not_reached_found"].append(_share(truth, words, Label.NOT_REACHED, WordStatus.NOT_REACHED))
        if truth.kind is Kind.REPEAT:
            measured["repeat_false_insertions"].append(len(verdict.insertions))
        waited = {at for at, word in enumerate(words) if word.hesitation}
        for at in truth.hesitations:
            here = set(range(at - _SLACK, at + _SLACK + 1))
            measured["hesitation_found"].append(bool(waited & here))
            waited -= here
        measured["false_hesitations_per_passage"].append(len(waited))


def _share(truth: Truth, words: tuple[WordVerdict, ...], label: Label, status: WordStatus) -> float:
    found = [word.status is status for word, one in zip(words, truth.labels, strict=True) if one is label]
    return sum(found) / len(found)


def by_speaker(judged: Iterable[Judged]) -> list[Evidence]:
    """The evidence of each reader, readers in the order of their names. Raises ValueError as `Evidence.add` does."""
    found: dict[str, Evidence] = defaultdict(Evidence)
    for one in judged:
        found[one.truth.speaker].add(one)
    return [found[speaker] for speaker in sorted(found)]
