"""How well the shelf itself is searched: `python -m tests.bench.search_quality MODEL_FOLDER [--verbose]`.

Puts the shipped catalogue into a library and measures the labelled queries of tests/search over it, with nDCG@10 and
recall@10 for words alone, meanings alone and both; then the catalogue's own questions, each of which should find its
text. With --verbose it lists the queries that went worst.
"""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from litcoach_desktop.cli.search_bench import read_judgements, read_queries
from litcoach_desktop.domain.searching.measures import ndcg, recall
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.engines.minilm import MiniLm
from litcoach_desktop.parts.engines import vector_parts
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content import By, ContentService
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.fakes.library import Library

HERE = Path(__file__).parents[1] / "search"


def own_questions(texts: list[Text]) -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    """The open and the closed questions of the catalogue, each answered by its own text."""
    asked, judged = {}, {}
    for text in texts:
        prompts = [one.prompt for one in text.questions] + ([text.open_question.prompt] if text.open_question else [])
        for number, prompt in enumerate(prompts):
            asked[f"{text.id} {number}"] = prompt
            judged[f"{text.id} {number}"] = {text.id: 1}
    return asked, judged


def measure(
    content: ContentService, asked: Mapping[str, str], judged: Mapping[str, Mapping[str, int]], *, verbose: bool
) -> None:
    """Print a line for each way to search."""
    for by in (By.WORDS, By.MEANINGS, By.BOTH):
        scores = {}
        for ident, query in asked.items():
            ranking = [hit.card.text_id for hit in content.search(query, limit=10, by=by).hits]
            scores[ident] = (ndcg(ranking, judged[ident]), recall(ranking, judged[ident]), ranking)
        gain, found = (float(np.mean([one[at] for one in scores.values()])) for at in (0, 1))
        print(f"{by.value:8} ndcg@10 {gain:.4f}  recall@10 {found:.4f}")
        if verbose and by is By.BOTH:
            for ident in sorted(scores, key=lambda one: scores[one][0])[:25]:
                print(f"  {scores[ident][0]:.2f} {asked[ident]}: {scores[ident][2][:4]} {dict(judged[ident])}")


def main(model: Path, verbose: bool) -> None:
    """Measure and print."""
    texts, _ = read_catalogue(DATA / "texts" / "texts.json")
    with tempfile.TemporaryDirectory() as name:
        loaded = MiniLm(model)
        parts = vector_parts(Path(name), lambda: loaded)
        vectors = parts.open_index(loaded.name)
        with Library(Path(name), *texts, embedder=lambda: loaded, vectors=vectors) as library:
            library.content.prepare_meanings()
            asked, judged = read_queries(HERE / "queries.jsonl"), read_judgements(HERE / "qrels.tsv")
            print(f"{len(asked)} labelled queries over {len(texts)} texts")
            measure(library.content, asked, judged, verbose=verbose)
            asked, judged = own_questions(texts)
            print(f"{len(asked)} questions of the catalogue")
            measure(library.content, asked, judged, verbose=verbose)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--verbose" in sys.argv)
