"""`litcoach search` and `litcoach bench search`: what they print, and the files that the latter reads."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.app import run
from litcoach_desktop.ports.audio import AudioInput
from litcoach_desktop.ports.embedding import Embedder
from litcoach_desktop.settings import Settings
from tests.fakes.library import WordEmbedder, no_model
from tests.fakes.parts import NoMicrophones, ScriptedParts

CORPUS = [
    {"_id": "d1", "title": "Dogs at sea", "text": "A dog sails on a ship."},
    {"_id": "d2", "title": "", "text": "Bread rises because of yeast."},
    {"_id": "d3", "title": "Only a title about volcanoes", "text": ""},
    {"_id": "d4", "title": "Cats", "text": "A cat sleeps. " * 400},
]
QUERIES = [
    {"_id": "q1", "text": "puppy"},
    {"_id": "q2", "text": "volcano"},
    {"_id": "q3", "text": "yeast in bread"},
    {"_id": "q4", "text": "nobody judged this"},
    {"_id": "d4", "text": "A cat sleeps."},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t2\nq3\td2\t1\nq3\td1\t0\nd4\td1\t1\n"


class PartsWithModel(ScriptedParts):
    """As the fake parts, with a model of meanings; and Chroma, which is real."""

    def __init__(self, data_dir: Path, embedder: Callable[[], Embedder]) -> None:
        super().__init__(data_dir)
        self._embedder = embedder

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self._data_dir)

    def open_services(
        self,
        deliver: Callable[[Callable[[], None]], None],
        *,
        data_dir: Path | None = None,
        audio_input: AudioInput | None = None,
    ) -> bootstrap.Services:
        return bootstrap.open_services(
            deliver,
            self.settings,
            data_dir=data_dir or self._data_dir,
            audio_input=audio_input or NoMicrophones(),
            listener=self.listener,
            embedder=self._embedder,
        )


def with_model(data_dir: Path) -> PartsWithModel:
    return PartsWithModel(data_dir, lambda: WordEmbedder("dog dogs puppy", "ferry boat"))


def without_model(data_dir: Path) -> PartsWithModel:
    return PartsWithModel(data_dir, no_model)


@pytest.fixture
def collection(tmp_path: Path) -> list[str]:
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return [
        "bench", "search", "--corpus", str(tmp_path / "corpus.jsonl"),
        "--queries", str(tmp_path / "queries.jsonl"), "--qrels", str(tmp_path / "qrels.tsv"),
    ]  # fmt: skip


def test_the_bench_measures_each_way_to_search(
    collection: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*collection, "--json"], with_model(tmp_path / "data")) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["bm25", "vectors", "fused"]
    for figures in report.values():
        assert list(figures) == ["ndcg@10", "recall@10", "p95_ms"]
        assert figures["p95_ms"] > 0
    # “Puppy” is in no text; and the text that is itself the query must not find itself.
    assert report["bm25"]["recall@10"] == 0.5
    assert report["fused"]["ndcg@10"] > report["bm25"]["ndcg@10"]
    assert not (tmp_path / "data" / "content.db").exists()


def test_without_a_model_the_bench_measures_words_alone(
    collection: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(collection, without_model(tmp_path / "data")) == 0
    told = capsys.readouterr()
    assert "bm25     ndcg@10 0.5" in told.out
    assert "fused    –" in told.out
    assert "There is no model." in told.err


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("corpus.jsonl", "", "holds no texts"),
        ("corpus.jsonl", "{", "line 1 is not JSON"),
        ("corpus.jsonl", "[]", "line 1 is not an object"),
        ("queries.jsonl", "", "judges none of the queries"),
        ("qrels.tsv", "q1\td1\t1\nrubbish", "is no judgement"),
        ("qrels.tsv", "q1\td1\t0\n", "judges none of the queries"),
        ("qrels.tsv", None, "cannot be used"),
    ],
)
def test_unusable_files_are_said_in_words(
    collection: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str | None,
    reason: str,
) -> None:
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert run(collection, without_model(tmp_path / "data")) == 2
    assert reason in capsys.readouterr().err


def test_texts_are_found_from_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "puppy dog", "--limit", "3", "--json"], with_model(tmp_path)) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["by_meaning"]
    assert "the-ferry-dog" in [hit["id"] for hit in found["hits"]]
    assert (tmp_path / "vector_store").is_dir()
    assert run(["search", "octopuss", "--words"], without_model(tmp_path)) == 0
    told = capsys.readouterr().out
    assert "“octopuss”; this is for “octopus”" in told
    assert "eight-arms" in told
    assert run(["search", "rain", "--genre", "poem", "--grade", "2", "--json"], without_model(tmp_path)) == 0
    found = json.loads(capsys.readouterr().out)
    assert [hit["id"] for hit in found["hits"]] == ["the-rain-band"]
    assert not found["by_meaning"]
    assert run(["search", "xyzzyx", "--topic", "Animals"], without_model(tmp_path)) == 0
    assert "Nothing was found" in capsys.readouterr().out
