"""A passage with planted miscues, written as the passage itself with marks in square brackets.

[word>]          left out (several words: a skipped line)
[word>other]     another word is said, most of its sounds differ ("far")
[word~other]     another word is said, one or two sounds differ ("near")
[+word]          said, but not in the passage
[some words>>]   said twice
[word<other]     "other" is said first, then the word: a self-correction
[...4]           four seconds of silence before the next word: a hesitation
[#]              the reader stops here; what follows is not reached
"""

import re
from dataclasses import dataclass, field

from litcoach_desktop.domain.reading.tokens import Passage

_MARK = re.compile(r"(\[[^\]]*\]\s?)")


@dataclass
class Script:
    """A reading that was written down before it was spoken.

    text: the passage as shown. speech: what is said, in order; a float is that many seconds of silence.
    labels: for each passage word "ok", "far", "near", "omission" or "not_reached" (the names of `assess`'s
    benchmark). insertions: indices of the passage words before something inserted (-1: at the start), with what
    was said. hesitations, repetitions, self_corrections: indices of passage words.
    """

    text: str = ""
    speech: list[str | float] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    insertions: list[tuple[int, str]] = field(default_factory=list)
    hesitations: list[int] = field(default_factory=list)
    repetitions: list[int] = field(default_factory=list)
    self_corrections: list[int] = field(default_factory=list)

    def planted(self) -> list[dict[str, object]]:
        """Every miscue as {"index", "word", "kind"}, in reading order; an insertion's word is what was said."""
        words = [word.text for word in Passage(self.text).words]
        kinds = {"far": "substitution", "near": "substitution", "omission": "omission"}
        found = [(i, words[i], kinds[label]) for i, label in enumerate(self.labels) if label in kinds]
        found += [(i, said, "insertion") for i, said in self.insertions]
        found += [(i, words[i], "hesitation") for i in self.hesitations]
        found += [(i, words[i], "repetition") for i in self.repetitions]
        found += [(i, words[i], "self_correction") for i in self.self_corrections]
        return [{"index": index, "word": word, "kind": kind} for index, word, kind in sorted(found)]


def parse(marked: str) -> Script:
    """Read a marked passage. Raises ValueError for a mark that is not one of the above."""
    script = Script()
    stopped = False
    for piece in _MARK.split(marked):
        if not piece.startswith("["):
            _show(script, piece, "not_reached" if stopped else "ok", piece)
            continue
        mark, space = piece.rstrip()[1:-1], piece[len(piece.rstrip()) :]
        if mark == "#":
            stopped = True
        elif mark.startswith("..."):
            script.hesitations.append(len(script.labels))
            script.speech.append(float(mark[3:]))
        elif mark.startswith("+"):
            script.insertions.append((len(script.labels) - 1, mark[1:]))
            _say(script, mark[1:] + space)
        elif mark.endswith(">>"):
            words = mark[:-2]
            first = len(script.labels)
            _show(script, words + space, "ok", f"{words}, {words}{space}")
            script.repetitions += range(first, len(script.labels))
        elif "<" in mark:
            word, other = mark.split("<")
            script.self_corrections.append(len(script.labels))
            _show(script, word + space, "ok", f"{other}, {word}{space}")
        elif "~" in mark:
            word, other = mark.split("~")
            _show(script, word + space, "near", other + space)
        elif ">" in mark:
            word, other = mark.split(">")
            _show(script, word + space, "far" if other else "omission", other + space)
        else:
            raise ValueError(f"not a mark: {piece!r}")
    if len(Passage(script.text).words) != len(script.labels):
        raise ValueError("a mark has to hold whole words")
    return script


def _show(script: Script, shown: str, label: str, said: str) -> None:
    script.text += shown
    script.labels += [label] * len(Passage(shown).words)
    if label != "not_reached":
        _say(script, said)


def _say(script: Script, said: str) -> None:
    if script.speech and isinstance(script.speech[-1], str):
        script.speech[-1] += said
    else:
        script.speech.append(said)
