"""`litcoach bench search`: how well and how fast the search finds what somebody judged to be the right texts.

The files are those of BEIR: a corpus of {"_id", "title", "text"} a line, queries of {"_id", "text"} a line, and
judgements "query-id, corpus-id, score" parted by tabs. The library is made in a folder that is thrown away afterwards.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import Progress

from litcoach_desktop.cli.needs import CommandServices, Parts
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.searching.measures import ndcg, recall
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content import By, MeaningsState

DEPTH = 10
_WARM_UP_QUERIES = 5
_SECONDS_BETWEEN_LOOKS = 0.1

Judgements = dict[str, dict[str, int]]
"""Of each query's id, the grade of each text's id."""


def run(parts: Parts, corpus: Path, queries: Path, qrels: Path, *, as_json: bool) -> int:
    """Measure words alone, meanings alone and both, and print it. Raises TextFileProblem for unusable files."""
    texts, asked, judged = read_corpus(corpus), read_queries(queries), read_judgements(qrels)
    asked = {
        ident: query for ident, query in asked.items() if any(grade > 0 for grade in judged.get(ident, {}).values())
    }
    if not asked:
        raise _unusable(qrels, "it judges none of the queries")
    mailbox = Mailbox()
    with tempfile.TemporaryDirectory(prefix="litcoach-search-", ignore_cleanup_errors=True) as folder:
        services = parts.open_services(mailbox.deliver, data_dir=Path(folder))
        try:
            fill(services, texts)
            report = measure(services, asked, judged)
        finally:
            services.close()
    _tell(report, as_json)
    return 0


def fill(services: CommandServices, texts: list[Text]) -> None:
    """Put the texts into the library and wait for their vectors, with a progress bar on standard error."""
    with Progress(console=Console(stderr=True)) as bars:
        bar = bars.add_task("Texts", total=len(texts))
        services.content.replace_texts(texts, lambda done, _total: bars.update(bar, completed=done))
        bar = bars.add_task("Meanings", total=None)
        meanings = services.content.meanings
        services.content.prepare_meanings()
        while meanings.state is MeaningsState.PREPARING:
            bars.update(bar, completed=meanings.done, total=meanings.total or None)
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        bars.update(bar, completed=meanings.done, total=meanings.total or 1)
    if not meanings.ready:
        print(meanings.problem, file=sys.stderr)


def measure(services: CommandServices, asked: dict[str, str], judged: Judgements) -> dict[str, dict[str, float] | None]:
    """nDCG@10, recall@10 and the 95th percentile of the time of each way to search; None where it is not possible."""
    report: dict[str, dict[str, float] | None] = {}
    for by in (By.WORDS, By.MEANINGS, By.BOTH):
        if by is not By.WORDS and not services.content.meanings.ready:
            report[by.value] = None
            continue
        for query in list(asked.values())[:_WARM_UP_QUERIES]:
            services.content.search(query, by=by)
        gains, found, seconds = [], [], []
        for ident, query in asked.items():
            begun = time.perf_counter()
            hits = services.content.search(query, limit=DEPTH + 1, by=by).hits
            seconds.append(time.perf_counter() - begun)
            # In some collections the queries are texts of the corpus themselves, which must not find themselves.
            ranking = [hit.card.text_id for hit in hits if hit.card.text_id != ident]
            gains.append(ndcg(ranking, judged[ident], DEPTH))
            found.append(recall(ranking, judged[ident], DEPTH))
        report[by.value] = {
            f"ndcg@{DEPTH}": round(float(np.mean(gains)), 4),
            f"recall@{DEPTH}": round(float(np.mean(found)), 4),
            "p95_ms": round(float(np.percentile(seconds, 95)) * 1000, 2),
        }
    return report


def read_corpus(path: Path) -> list[Text]:
    """The texts of a corpus, each id once. Raises TextFileProblem."""
    texts: dict[str, Text] = {}
    for row in _rows(path):
        ident, title, body = str(row.get("_id", "")), str(row.get("title") or ""), str(row.get("text") or "")
        if ident and (title.strip() or body.strip()):
            texts.setdefault(ident, Text(ident, title.strip(), 0, "information", (), body.strip()))
    if not texts:
        raise _unusable(path, "it holds no texts")
    return list(texts.values())


def read_queries(path: Path) -> dict[str, str]:
    """The queries by their ids. Raises TextFileProblem."""
    return {str(row["_id"]): str(row.get("text") or "") for row in _rows(path) if "_id" in row}


def read_judgements(path: Path) -> Judgements:
    """Who judged what how. A first line that holds no number is a heading. Raises TextFileProblem."""
    judged: Judgements = {}
    for line in _lines(path):
        cells = line.split("\t")
        try:
            # trec_eval's own form has a fourth column between query and text.
            query, text, grade = cells[0], cells[-2], int(cells[-1])
        except (IndexError, ValueError):
            if judged:
                raise _unusable(path, f"“{line[:40]}” is no judgement") from None
            continue
        judged.setdefault(query, {})[text] = grade
    return judged


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), 1):
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise _unusable(path, f"line {number} is not JSON") from problem
        if not isinstance(row, dict):
            raise _unusable(path, f"line {number} is not an object")
        yield row


def _lines(path: Path) -> list[str]:
    try:
        # Not splitlines(): a text may hold line breaks of other kinds.
        return [line for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError) as problem:
        raise _unusable(path, getattr(problem, "strerror", None) or "it is not UTF-8") from problem


def _unusable(path: Path, reason: str) -> TextFileProblem:
    return TextFileProblem(
        f"The file {path} cannot be used: {reason}.",
        "Nothing was measured.",
        'Give a corpus of {"_id", "title", "text"}, queries of {"_id", "text"} and judgements of query, text, score.',
    )


def _tell(report: dict[str, dict[str, float] | None], as_json: bool) -> None:
    if as_json:
        print(json.dumps(report))
        return
    for name, figures in report.items():
        print(f"{name:8}", "–" if figures is None else "  ".join(f"{key} {value}" for key, value in figures.items()))
