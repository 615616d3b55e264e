"""Searching the library: words, beginnings, mistakes, meanings, filters, neighbours, and whatever else is typed."""

import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litcoach_desktop.domain.searching import Filters
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import Cancelled, JobContext
from litcoach_desktop.parts.engines import vector_parts
from litcoach_desktop.ports.embedding import Vectors
from litcoach_desktop.services.content import Found, MeaningsState
from tests.fakes.library import Library, MemoryVectors, WordEmbedder, no_model

FOX = Text("fox", "The Fox at the Gate", 2, "story", ("animals",), "A fox sat at the gate. The hens slept in the barn.")
FERRY = Text(
    "ferry", "The Ferry Dog", 3, "story", ("sea", "animals"), "A brown dog waited for the ferry every morning."
)
LAVA = Text("lava", "Mountains of Fire", 5, "information", ("earth",), "A volcano is a mountain. Lava runs down it.")
QUAKE = Text(
    "quake", "When the Ground Shakes", 6, "information", ("earth",), "The plates of the earth slide and shake."
)
RAIN = Text("rain", "The Rain Band", 2, "poem", ("weather",), "The rain plays a drum\non the roof of the shed.")
ELEPHANT = Text(
    "big", "Big Ears", 1, "information", ("animals",), "An elephant has big ears. It flaps its ears to cool."
)
TEXTS = (FOX, FERRY, LAVA, QUAKE, RAIN, ELEPHANT)


def ids(found: Found) -> list[str]:
    return [hit.card.text_id for hit in found.hits]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library"), *TEXTS) as library:
        yield library


def test_words_find_texts_in_any_form_and_without_any_model(library: Library) -> None:
    assert ids(library.content.search("volcanoes")) == ["lava"]
    assert ids(library.content.search("foxes and hens"))[0] == "fox"
    found = library.content.search("DOGS!")
    assert (ids(found), found.by_meaning) == (["ferry"], False)
    assert library.meanings.state is MeaningsState.ABSENT


def test_a_word_in_the_title_counts_more_than_one_in_the_body(tmp_path: Path) -> None:
    other = Text("other", "A Walk", 2, "story", (), "We saw rain and a fox and a gate and more rain and a band.")
    with Library(tmp_path, *TEXTS, other) as library:
        assert ids(library.content.search("rain band"))[0] == "rain"


@pytest.mark.parametrize(
    ("typed", "meant", "text"),
    [
        ("elefant", "elephant", "big"),
        ("volkano", "volcano", "lava"),
        ("volacno", "volcano", "lava"),
        ("mountin", "mountain", "lava"),
        ("ferrry", "ferry", "ferry"),
        ("mornign", "morning", "ferry"),
    ],
)
def test_mistakes_are_forgiven_and_told(library: Library, typed: str, meant: str, text: str) -> None:
    found = library.content.search(typed)
    assert ids(found)[0] == text
    assert found.corrected == {typed: meant}


def test_a_right_word_is_not_taken_for_a_mistake(library: Library) -> None:
    # Another form of “flaps” is there; “gait” is not, but is too short to be sure.
    assert library.content.search("flapping").corrected == {}
    assert library.content.search("gat").corrected == {}


@pytest.mark.parametrize("typed", ["e", "el", "elep", "eleph", "elephan", "elephant", "the el", "big elephan"])
def test_what_is_typed_so_far_finds_what_it_may_become(library: Library, typed: str) -> None:
    found = library.content.search_as_you_type(typed)
    assert "big" in ids(found)
    assert found.corrected == {}


def test_an_open_word_may_be_mistyped_too(library: Library) -> None:
    assert ids(library.content.search_as_you_type("volkan"))[0] == "lava"


def test_filters_narrow_the_search_and_the_shelf(library: Library) -> None:
    search = library.content.search
    assert set(ids(search("animals earth"))) == {"fox", "ferry", "big", "lava", "quake"}
    assert set(ids(search("animals earth", Filters(grades=(2, 5))))) == {"fox", "ferry", "lava"}
    assert set(ids(search("animals earth", Filters(genres=frozenset({"information"}))))) == {"big", "lava", "quake"}
    assert set(ids(search("animals earth", Filters(topics=frozenset({"sea"}))))) == {"ferry"}
    assert set(ids(search("animals earth", Filters(words=(0, 9))))) == {"ferry", "lava", "quake"}
    assert set(ids(search("animals earth", Filters(read=frozenset({"fox", "lava"}))))) == {"ferry", "big", "quake"}
    assert set(ids(search("animals", Filters(read=frozenset({"fox", "lava"}), only_read=True)))) == {"fox"}
    assert ids(search("animals", Filters(languages=frozenset({"fi"})))) == []
    assert [text.id for text in library.content.shelf(filters=Filters(grades=(5, 8)))] == ["lava", "quake"]
    assert "fox" not in ids(library.content.search_as_you_type("fo", read=["fox"]))


ODD = [
    "", " ", "\n", "the", "the and of", '"', '""', "'", "* * *", "AND", "NOT fox", "fox NEAR dog", "title:fox", "(fox",
    "fox)", "fox*", "^fox", "-fox", "fox + dog", "{title} : fox", "🦊", "🦊 fox", "狐", "лиса", "كلب", "\0", "\ud800",
    "fox\0dog", "a" * 10_000, "fox " * 3_000, "💥" * 10_000, "%", "_", "\\", ";DROP TABLE text", "İ", "ß", "…",
    "fox’s", "don’t",
]  # fmt: skip


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
def test_whatever_is_typed_is_answered(library: Library, typed: str) -> None:
    found = library.content.search(typed)
    library.content.search_as_you_type(typed)
    library.content.passages_for(typed)
    assert "fox" in ids(found) or "fox" not in typed.lower()


def test_any_string_is_answered(tmp_path: Path) -> None:
    with Library(tmp_path, *TEXTS) as library:

        @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
        @given(st.text(st.characters(), max_size=40))
        def check(typed: str) -> None:
            library.content.search(typed)
            library.content.search_as_you_type(typed)

        check()


def test_meanings_find_what_words_do_not(tmp_path: Path) -> None:
    model = WordEmbedder("dog puppy hound", "volcano eruption lava")
    with Library(tmp_path, *TEXTS, embedder=lambda: model) as library:
        found = library.content.search("puppy")
        assert found.by_meaning
        assert ids(found)[0] == "ferry"
        assert ids(library.content.search("eruption"))[0] == "lava"
        only_stories = Filters(genres=frozenset({"story"}))
        assert ids(library.content.search("puppy eruption", only_stories)) == ["ferry"]


def test_what_is_wished_for_stands_first_and_nothing_is_left_out(library: Library) -> None:
    assert ids(library.content.search("poems"))[0] == "rain"
    found = ids(library.content.search("a poem about animals"))
    assert (found[0], set(found)) == ("rain", {"rain", "fox", "ferry", "big"})
    assert ids(library.content.search("animals for grade 1"))[0] == "big"
    assert ids(library.content.search("animals for third grade"))[0] == "ferry"


def test_words_alone_are_searched_until_the_meanings_are_there(tmp_path: Path) -> None:
    model = WordEmbedder("dog puppy")
    with Library(tmp_path, *TEXTS, embedder=lambda: model, at_once=False) as library:
        assert ids(library.content.search("puppy")) == []
        assert not library.content.search("ferry").by_meaning
        library.run_lane()
        assert library.meanings.state is MeaningsState.READY
        assert ids(library.content.search("puppy"))[0] == "ferry"


def test_meanings_that_were_prepared_beforehand_serve_the_first_search(tmp_path: Path) -> None:
    with Library(tmp_path, *TEXTS, embedder=lambda: WordEmbedder("dog puppy"), at_once=False) as library:
        library.content.prepare_meanings()
        library.run_lane()
        assert library.content.search("puppy").by_meaning
        library.content.prepare_meanings()
        assert library.held_back == []


def test_a_model_that_was_installed_later_is_used(tmp_path: Path) -> None:
    models = [no_model, lambda: WordEmbedder("dog puppy")]
    with Library(tmp_path, *TEXTS, embedder=lambda: models.pop(0)()) as library:
        library.content.prepare_meanings()
        assert "no model" in library.meanings.problem
        library.content.prepare_meanings()
        assert ids(library.content.search("puppy"))[0] == "ferry"


def test_a_changed_library_is_searched_as_it_is_now(tmp_path: Path) -> None:
    model = WordEmbedder("dog puppy")
    with Library(tmp_path, *TEXTS, embedder=lambda: model) as library:
        library.content.search("dog")
        made = len(model.embedded)
        new = Text("kennel", "The Kennel", 2, "story", (), "Three puppies slept.")
        library.texts.ingest([*TEXTS[:1], *TEXTS[2:], new])
        assert "ferry" not in ids(library.content.search("dog ferry"))
        assert ids(library.content.search("kennel"))[0] == "kennel"
        assert len(library.vectors.keys()) == len(TEXTS)
        # Only the new text had to be read by the model, beside the queries.
        assert [text for text in model.embedded[made:] if "puppies" in text] == ["The Kennel. Three puppies slept."]
        assert sum(text.startswith("The Fox") for text in model.embedded) == 1


def test_texts_that_were_taken_out_count_no_more(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    with Library(tmp_path / "old", *TEXTS[:4]) as changed, Library(tmp_path / "new", *TEXTS[2:]) as fresh:
        changed.texts.ingest(TEXTS[2:])
        for word in ("earth", "ears", "rain"):
            scores = [[hit.score for hit in one.content.search(word).hits] for one in (changed, fresh)]
            assert scores[0] == scores[1] != []


def test_a_store_that_breaks_is_made_anew_from_kept_vectors(tmp_path: Path) -> None:
    model, vectors = WordEmbedder("dog puppy"), MemoryVectors()
    with Library(tmp_path, *TEXTS, embedder=lambda: model, vectors=vectors, at_once=False) as library:
        library.content.search("dog")
        library.run_lane()
        vectors.break_on = {"nearest", "keys"}
        found = library.content.search("ferry")
        assert (ids(found)[0], found.by_meaning) == ("ferry", False)
        passages = len(model.embedded)
        library.run_lane()
        assert library.discarded == 1
        assert len(model.embedded) == passages
        assert ids(library.content.search("puppy"))[0] == "ferry"


def test_a_store_that_stays_broken_leaves_the_words(tmp_path: Path) -> None:
    class Hopeless(MemoryVectors):
        """Breaks at every call."""

        def keys(self) -> set[str]:
            self.break_on = {"keys"}
            return super().keys()

    with Library(tmp_path, *TEXTS, embedder=WordEmbedder, vectors=Hopeless(), heals=False) as library:
        assert ids(library.content.search("ferry")) == ["ferry"]
        assert library.meanings.state is MeaningsState.BROKEN
        assert ids(library.content.search("ferry")) == ["ferry"]


class Failing(WordEmbedder):
    """A model that gives up at a text with this word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def embed(self, texts: Sequence[str]) -> Vectors:
        if any(self._word in text for text in texts):
            raise RuntimeError("out of memory")
        return super().embed(texts)


def test_a_model_that_fails_at_a_passage_leaves_the_words(tmp_path: Path) -> None:
    with Library(tmp_path, *TEXTS, embedder=lambda: Failing("volcano"), at_once=False) as library:
        library.content.prepare_meanings()
        with pytest.raises(RuntimeError):
            library.run_lane()
        assert library.meanings.state is MeaningsState.BROKEN
        assert ids(library.content.search("ferry")) == ["ferry"]


def test_a_model_that_fails_at_a_query_leaves_the_words(tmp_path: Path) -> None:
    with Library(tmp_path, *TEXTS, embedder=lambda: Failing("zebra")) as library:
        assert library.content.search("ferry").by_meaning
        assert ids(library.content.search("zebra ferry")) == ["ferry"]
        assert library.meanings.state is MeaningsState.BROKEN
        library.content.prepare_meanings()
        assert library.content.search("ferry").by_meaning


def test_work_that_is_stopped_is_taken_up_again(tmp_path: Path) -> None:
    many = [Text(f"t{number}", f"Text {number}", 2, "story", (), f"Word {number}.") for number in range(70)]
    model = WordEmbedder()
    stop = threading.Event()
    with Library(tmp_path, *many, embedder=lambda: model, at_once=False) as library:
        library.content.prepare_meanings()
        stop.set()
        with pytest.raises(Cancelled):
            library.held_back.pop()(JobContext(None, None, stop))
        assert library.meanings.state is MeaningsState.WAITING
        library.meanings.prepare()
        library.run_lane()
        assert library.meanings.ready


def test_another_model_makes_its_own_vectors(tmp_path: Path) -> None:
    with Library(tmp_path, *TEXTS, embedder=WordEmbedder) as library:
        library.content.search("dog")
    other = WordEmbedder(name="words 2")
    with Library(tmp_path, *TEXTS, embedder=lambda: other) as library:
        library.content.search("dog")
        assert sum(text.startswith("The Fox") for text in other.embedded) == 1


def empty_every_file(store: Path) -> None:
    for path in store.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def zero_every_file(store: Path) -> None:
    for path in store.rglob("*"):
        if path.is_file():
            path.write_bytes(bytes(path.stat().st_size))


def cut_the_seal(store: Path) -> None:
    (store / "seal.json").unlink()


@pytest.mark.parametrize("damage", [shutil.rmtree, empty_every_file, zero_every_file, cut_the_seal])
def test_search_goes_on_while_damaged_vectors_are_made_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    model = WordEmbedder("dog puppy")
    parts = vector_parts(tmp_path, lambda: model)
    with Library(tmp_path, *TEXTS, embedder=lambda: model, parts=parts) as library:
        assert ids(library.content.search("puppy"))[0] == "ferry"
    damage(tmp_path / "vector_store")
    read = len(model.embedded)
    with Library(tmp_path, *TEXTS, embedder=lambda: model, parts=parts, at_once=False) as library:
        assert ids(library.content.search("ferry")) == ["ferry"]
        assert ids(library.content.search("puppy")) == []
        library.run_lane()
        assert ids(library.content.search("puppy"))[0] == "ferry"
        # The passages did not have to be read a second time.
        assert model.embedded[read:] == ["puppy"]


def test_passages_come_with_where_they_stand(tmp_path: Path) -> None:
    long = Text("long", "A Long Day", 4, "story", (), " ".join(f"Sentence number {n} is here." for n in range(120)))
    with Library(tmp_path, *TEXTS, long, embedder=lambda: WordEmbedder("hens chickens")) as library:
        for question, text_id in (("Where did the chickens sleep?", "fox"), ("sentence number 97", "long")):
            best = library.content.passages_for(question)[0]
            assert best.text_id == text_id
            text = library.texts.get(text_id)
            assert text is not None
            assert text.body[best.start : best.end] == best.text
        inside = library.content.passages_for("sentence number 97", text_id="long")
        assert {hit.text_id for hit in inside} == {"long"}
        assert " 97 " in inside[0].text
        assert library.content.passages_for("fox", text_id="unknown") == []


@pytest.mark.parametrize("with_model", [False, True])
def test_neighbours(tmp_path: Path, with_model: bool) -> None:
    extra = Library(tmp_path, *TEXTS, embedder=WordEmbedder) if with_model else Library(tmp_path, *TEXTS)
    with extra as library:
        content = library.content
        assert content.more_like_this("lava")[0].card.text_id == "quake"
        assert "lava" not in [hit.card.text_id for hit in content.more_like_this("lava")]
        assert content.easier("quake")[0].card.text_id == "lava"
        assert [hit.card.text_id for hit in content.harder("lava")] == ["quake"]
        assert content.more_like_this("unknown") == content.easier("unknown") == []


def test_recommendations_say_why(library: Library) -> None:
    first = library.content.recommend(["fox"], grade=2, limit=3)
    assert "fox" not in [one.card.text_id for one in first]
    assert [one.reason for one in first if one.card.text_id == "ferry"] == ["like The Fox at the Gate, a little harder"]
    assert all(abs(one.card.grade - 2) <= 1 for one in first)
    nothing_known = library.content.recommend([], grade=2, limit=3)
    assert {one.because for one in nothing_known} == {None}
    assert len(nothing_known) == 3
    assert library.content.recommend([text.id for text in TEXTS], grade=2) == []
