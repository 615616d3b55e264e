"""One run of `litcoach bench reading`: the items are made, judged by each listener in each noise, and counted."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from litcoach_desktop import __version__
from litcoach_desktop.cli.assess import need_listener
from litcoach_desktop.cli.judging_pool import judge_all, show_progress
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.reading_bench.classroom import with_babble
from litcoach_desktop.cli.reading_bench.corpus import Corpus, read_corpus
from litcoach_desktop.cli.reading_bench.differences import compare
from litcoach_desktop.cli.reading_bench.files import Folder, manifest_line, read_results, truth_line
from litcoach_desktop.cli.reading_bench.findings import Findings, as_object, find
from litcoach_desktop.cli.reading_bench.items import RECORDINGS_A_PASSAGE, Made, make_items
from litcoach_desktop.cli.reading_bench.sound import Item
from litcoach_desktop.cli.reading_bench.tables import show
from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.reading.benchmark.truth import Truth

# Wide enough for four columns of figures where the output goes to a file and has no width of its own.
_FILE_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for; see `litcoach bench reading --help`."""

    corpus: Path
    seed: int
    children: bool
    sentences: int
    passages: int
    listener: str
    babble: tuple[float, ...]
    voices: int
    by: tuple[str, ...]
    sounds: bool
    scores: str | None
    below: float
    results: Path | None
    out: Path | None
    workers: int | None


@dataclass(frozen=True, slots=True)
class _Pass:
    """One way of judging all items. name: as it is told; file: its results in the folder."""

    name: str
    file: str
    listener: str
    items: Sequence[Item]


Judge = Callable[[str, Sequence[Item], Sequence[Truth]], list[dict[str, Any]]]
"""Gives a result line for each item, in order; takes the listener's name, the items and what is known of them."""


def run(parts: Parts, options: Options, *, as_json: bool, judge: Judge | None = None) -> int:
    """Measure and print. judge: instead of this machine's listeners.

    Raises TextFileProblem, ModelProblem, StorageProblem.
    """
    listeners = ("sphinx", "both") if options.listener == "both" else (options.listener,)
    if options.results is None and judge is None:
        for listener in listeners:
            need_listener(parts, listener)
    vocabulary = parts.vocabulary()
    corpus = read_corpus(options.corpus, vocabulary, children=options.children, scores=options.scores)
    _check_columns(options, corpus)
    folder = None if options.out is None else Folder(options.out)
    if folder is not None:
        folder.create()
    made = make_items(
        corpus,
        vocabulary,
        parts.read_sound,
        seed=options.seed,
        sentences=options.sentences,
        passages=options.passages,
    )
    _tell_made(options, corpus, made)
    if folder is not None:
        folder.write_lines("manifest.jsonl", map(manifest_line, made.items))
        folder.write_lines("truth.jsonl", map(truth_line, made.truths))
    judge = judge or _judged_here(parts, options.workers or os.cpu_count() or 1)
    findings = [_find(one, made, options, folder, judge) for one in _passes(options, corpus, made, listeners)]
    # Two listeners hear each noise one after the other, so that their findings stand in pairs.
    pairs = zip(findings[::2], findings[1::2], strict=False) if options.listener == "both" else ()
    differences = [compare(without, with_it, options.seed) for without, with_it in pairs]
    report = _report(options, corpus, made, findings) | {"differences": [asdict(one) for one in differences]}
    if folder is not None:
        folder.write_text("figures.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        show(_console(), _title(report), findings, differences, sounds=options.sounds)
    return 0


def _passes(options: Options, corpus: Corpus, made: Made, listeners: Sequence[str]) -> list[_Pass]:
    if options.results is not None:
        return [_Pass(options.results.name, "results.jsonl", "", made.items)]
    rooms: list[tuple[str, Sequence[Item]]] = [("", made.items)]
    for snr_db in options.babble:
        noisy = with_babble(made.items, made.truths, corpus, seed=options.seed, snr_db=snr_db, voices=options.voices)
        rooms.append((f"{snr_db:g} dB", noisy))
    return [
        _Pass(
            f"{listener}, {noise}" if noise else listener,
            "-".join(["results", listener, *noise.split()]) + ".jsonl",
            listener,
            items,
        )
        for noise, items in rooms
        for listener in listeners
    ]


def _judged_here(parts: Parts, workers: int) -> Judge:
    def judge(listener: str, items: Sequence[Item], _truths: Sequence[Truth]) -> list[dict[str, Any]]:
        begun, results = time.monotonic(), []
        for line in judge_all(parts, items, workers, listener):
            results.append(line)
            show_progress(len(results), len(items), time.monotonic() - begun)
        return results

    return judge


def _find(one: _Pass, made: Made, options: Options, folder: Folder | None, judge: Judge) -> Findings:
    if options.results is not None:
        results = read_results(options.results, made.truths)
    else:
        print(f"{one.name}: {len(one.items)} readings", file=sys.stderr, flush=True)
        results = judge(one.listener, one.items, made.truths)
    if folder is not None:
        folder.write_lines(one.file, results)
    below = options.below if options.scores is not None else None
    return find(one.name, made.truths, results, by=options.by, below=below, seed=options.seed)


def _check_columns(options: Options, corpus: Corpus) -> None:
    unknown = sorted(set(options.by) - corpus.columns)
    if unknown:
        raise TextFileProblem(
            f"No line of the manifest has a value under {', '.join(unknown)}.",
            "Nothing was measured.",
            f"Choose of: {', '.join(sorted(corpus.columns)) or 'nothing, there are no further columns'}.",
        )
    if options.scores is not None and all(score is None for one in corpus.recordings for score in one.scores):
        raise TextFileProblem(
            f"No line of the manifest has a list of numbers under {options.scores}.",
            "Nothing was measured.",
            "Name a column with one number for each word of the text, or leave --scores away.",
        )


def _tell_made(options: Options, corpus: Corpus, made: Made) -> None:
    for reason, count in corpus.left_out.items():
        print(f"{count} lines left out: {reason}", file=sys.stderr)
    for reason in made.unreadable:
        print(f"an item left out: {reason}", file=sys.stderr)
    if not made.items:
        raise TextFileProblem(
            "Not one item could be made of this corpus.", "Nothing was measured.", "Check its sound files."
        )
    if options.passages and not any(truth.wcpm is not None for truth in made.truths):
        print(
            f"no passages: no reader has {RECORDINGS_A_PASSAGE} recordings that can be joined to one", file=sys.stderr
        )


def _report(options: Options, corpus: Corpus, made: Made, findings: Sequence[Findings]) -> dict[str, Any]:
    return {
        "litcoach": __version__,
        "corpus": options.corpus.name,
        "seed": options.seed,
        "children": options.children,
        "readers": len({one.speaker for one in corpus.recordings}),
        "items": len(made.items),
        "minutes": round(sum(truth.seconds for truth in made.truths) / 60, 1),
        "left_out": dict(corpus.left_out),
        "unreadable": len(made.unreadable),
        "passes": [as_object(one) for one in findings],
    }


def _title(report: dict[str, Any]) -> str:
    return (
        f"{report['corpus']}, seed {report['seed']}: {report['items']} items of {report['readers']} readers"
        f"{', children' if report['children'] else ''}, {report['minutes']} minutes"
    )


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_FILE_WIDTH)
