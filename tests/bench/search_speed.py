"""How fast a large library is searched and what it costs: `python -m tests.bench.search_speed MODEL_FOLDER [TEXTS]`.

Makes a library of so many texts of one passage (10,000) from sentences of the catalogue in which every other word
is exchanged for another one, and prints one figure a line. The model reads 500 of them; the others get their vectors
with noise, since reading them all takes minutes and only takes longer in proportion. Raw are the same FTS5 query and
the same Chroma query without anything around them, in turn with the whole search.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress

from litcoach_desktop.cli.process_figures import figures_now
from litcoach_desktop.domain.searching import Filters, parse_query
from litcoach_desktop.domain.texts import GENRES, Text
from litcoach_desktop.engines.minilm import MiniLm
from litcoach_desktop.jobs import JobContext, JobRunner, Lane
from litcoach_desktop.parts.engines import vector_parts
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content import ContentService, Meanings, MeaningsState, VectorParts
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.store.content import TextRepository, open_content
from litcoach_desktop.store.content_index import LibraryIndex

QUERIES = 300
READ = 500
TEMPLATES = (
    "a story about {} and {}",
    "{} {}",
    "why do {} {}",
    "{}",
    "texts about {} with {} and {}",
    "the {} in the {}",
)


def a_text(number: int, sentences: list[str], words: list[str], dice: random.Random) -> Text:
    """About 90 words, one passage, that nobody has read before."""
    lines = [
        " ".join(dice.choice(words) if dice.random() < 0.5 else word for word in dice.choice(sentences).split())
        for _ in range(7)
    ]
    title = f"The {dice.choice(words)} and the {dice.choice(words)}"
    return Text(f"t{number}", title, number % 9, dice.choice(GENRES), (dice.choice(words),), ". ".join(lines) + ".")


def main(model_folder: Path, count: int) -> None:
    """Measure and print."""
    dice = random.Random(762)
    catalogue, _ = read_catalogue(DATA / "texts" / "texts.json")
    sentences = [one for text in catalogue for one in text.body.replace("\n", " ").split(". ") if len(one) > 20]
    words = sorted({word.strip("“”‘’,.!?;:—").lower() for one in sentences for word in one.split()} - {""})
    say("memory_mb_before", figures_now().resident_mb)
    with tempfile.TemporaryDirectory() as name, Progress(console=Console(stderr=True)) as bars:
        folder = Path(name)
        database = open_content(folder / "content.db")
        texts, index = TextRepository(database), LibraryIndex(database)
        runner = JobRunner(lambda letter: letter())
        real = vector_parts(folder, lambda: MiniLm(model_folder))
        kept: list[object] = []

        def open_index(model_name: str) -> object:
            kept.append(real.open_index(model_name))
            return kept[-1]

        model = MiniLm(model_folder)
        parts = VectorParts(lambda: model, open_index, real.discard)

        def on_lane(work: Callable[[JobContext], None]) -> None:
            runner.submit(Lane.VECTORS, work, name="meanings")

        meanings = Meanings(index, parts, on_lane)
        content = ContentService(texts, index, meanings)
        bar = bars.add_task("Texts", total=count)
        made = [a_text(number, sentences, words, dice) for number in range(count)]
        begun = time.perf_counter()
        content.replace_texts(made, lambda done, _total: bars.update(bar, completed=done))
        say("ingest_s", time.perf_counter() - begun)
        del made
        begun = time.perf_counter()
        keep_likely_vectors(index, model)
        say("embedding_a_passage_ms", (time.perf_counter() - begun) * 1000 / READ)
        bar = bars.add_task("Meanings", total=None)
        begun = time.perf_counter()
        content.prepare_meanings()
        while meanings.state is MeaningsState.PREPARING:
            bars.update(bar, completed=meanings.done, total=meanings.total or None)
            time.sleep(0.2)
        say("filling_chroma_s", time.perf_counter() - begun)
        queries = [dice.choice(TEMPLATES).format(*dice.choices(words, k=3)) for _ in range(QUERIES)]
        measure(content, index, kept[-1], model, queries)
        say("memory_mb_built_and_searched", figures_now().resident_mb)
        meanings.close()
        begun = time.perf_counter()
        real.discard()
        meanings.prepare()
        while meanings.state is MeaningsState.PREPARING:
            time.sleep(0.02)
        say("filling_chroma_again_s", time.perf_counter() - begun)
        runner.shutdown()
        content.close()
        database.close()
        subprocess.run([sys.executable, "-m", "tests.bench.search_speed", str(model_folder), str(folder)], check=True)


def opened_again(model_folder: Path, folder: Path) -> None:
    """What a process takes that opens such a library and searches it."""
    say("memory_mb_fresh", figures_now().resident_mb)
    database = open_content(folder / "content.db")
    texts, index = TextRepository(database), LibraryIndex(database)
    runner = JobRunner(lambda letter: letter())
    meanings = Meanings(
        index,
        vector_parts(folder, lambda: MiniLm(model_folder)),
        lambda work: runner.submit(Lane.VECTORS, work, name="meanings"),
    )
    content = ContentService(texts, index, meanings)
    begun = time.perf_counter()
    content.search("a dog")
    say("first_search_ms", (time.perf_counter() - begun) * 1000)
    say("memory_mb_by_words", figures_now().resident_mb)
    while meanings.state is MeaningsState.PREPARING:
        time.sleep(0.01)
    say("meanings_there_after_s", time.perf_counter() - begun)
    for number in range(200):
        content.search(f"a dog and {number} cats")
    say("memory_mb_with_vectors", figures_now().resident_mb)
    runner.shutdown()
    content.close()
    database.close()


def keep_likely_vectors(index: LibraryIndex, model: MiniLm) -> None:
    """Have the model read some passages; the others get these vectors with noise, as if they had been read."""
    digests = index.digests()
    read = model.embed(index.wordings(list(digests)[:READ]))
    dice = np.random.default_rng(762)
    kept = []
    for at, digest in enumerate(digests.values()):
        vector = read[at % READ] + (at >= READ) * dice.normal(0, 0.03, read.shape[1])
        kept.append((digest, (vector / np.linalg.norm(vector)).astype("<f4").tobytes()))
    index.keep_vectors(model.name, kept)


def measure(content: ContentService, index: LibraryIndex, chroma: object, model: MiniLm, queries: list[str]) -> None:
    """The times of the whole search and of its parts alone."""
    spent: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        begun = time.perf_counter()
        work()
        spent.setdefault(name, []).append((time.perf_counter() - begun) * 1000)

    for query in queries[:20]:
        content.search(query)
    narrow = Filters(grades=(2, 4), genres=frozenset({"story", "poem"}))
    with index._database.outside_transactions() as connection:
        for query in queries:
            match = " OR ".join(f'"{word}"' for word in parse_query(query).words)
            vector = model.embed([query])
            # Asked for the first time: the vectors of queries are remembered.
            timed("hybrid", lambda query=query: content.search(query))
            timed("raw_fts5", lambda match=match: raw_fts5(connection, match))
            timed("raw_chroma", lambda vector=vector: chroma.nearest(vector, 100))
            timed("embedding", lambda query=query: model.embed([query]))
            timed("hybrid_filtered", lambda query=query: content.search(query, narrow))
            timed("as_you_type", lambda query=query: content.search_as_you_type(query[: len(query) - 2]))
            timed("mistyped", lambda query=query: content.search(query.replace("e", "ee", 1)))
    for name, times in spent.items():
        say(f"{name}_ms_p50", float(np.percentile(times, 50)))
        say(f"{name}_ms_p95", float(np.percentile(times, 95)))
    for rank in (50, 95):
        raw = float(np.percentile(spent["raw_fts5"], rank) + np.percentile(spent["raw_chroma"], rank))
        say(f"hybrid_over_raw_p{rank}", float(np.percentile(spent["hybrid"], rank)) / raw)


def raw_fts5(connection: object, match: str) -> list[object]:
    """The query as SQLite's manual gives it."""
    return connection.execute(
        "SELECT rowid, bm25(text_search) FROM text_search WHERE text_search MATCH ? ORDER BY rank LIMIT 100", (match,)
    ).fetchall()


def say(name: str, value: float) -> None:
    """One figure."""
    print(f"{name:28} {value:10.2f}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 2 and not sys.argv[2].isdigit():
        opened_again(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
