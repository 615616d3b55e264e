"""The library from the catalogue and added files: idempotent, rebuilt from its files, and whole after a stop."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from litcoach_desktop.domain.errors import StorageProblem, TextFileProblem
from litcoach_desktop.jobs.context import Cancelled
from litcoach_desktop.services.content import Sources
from litcoach_desktop.services.content.entry import text_of
from tests.fakes.library import Library


def entry(ident: str, **more: Any) -> dict[str, Any]:
    body = "The goat sat on the wall.\n\nIt ate a hat."
    return {"id": ident, "title": ident.title(), "grade": 1, "genre": "story", "topics": [], "body": body, **more}


def write(path: Path, *entries: object) -> Path:
    path.write_text(json.dumps(list(entries)), encoding="utf-8")
    return path


class Shelf:
    """A library of two texts that ship, and the folder of those that are added."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder, self.texts, self.content = folder, library.texts, library.content
        self.sources = Sources(folder / "ours.json", folder / "texts")

    def ids(self) -> set[str]:
        return {text.id for text in self.content.shelf()}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Shelf]:
    write(tmp_path / "ours.json", entry("hen"), entry("owl"))
    with Library(tmp_path, fill=False) as made:
        shelf = Shelf(tmp_path, made)
        assert shelf.content.open_library(shelf.sources) == []
        yield shelf


def test_a_file_is_added_once_and_brought_up_to_date(library: Shelf) -> None:
    file = write(library.folder / "More Texts.json", entry("goat"), entry("cat"))
    added = library.content.add_file(file)
    assert (added.new, added.changed, added.problems) == (2, 0, ())
    assert library.ids() == {"hen", "owl", "goat", "cat"}
    again = library.content.add_file(file)
    assert (again.new, again.changed) == (0, 0)
    write(file, entry("cat", title="Another Cat"))
    changed = library.content.add_file(file)
    assert (changed.new, changed.changed) == (0, 1)
    assert library.content.text("cat").title == "Another Cat"
    assert "goat" in library.ids()


def test_what_is_already_there_is_not_written_again(library: Shelf) -> None:
    library.content.add_file(write(library.folder / "more.json", entry("goat")))
    before = library.texts.changes
    assert library.content.open_library(library.sources) == []
    assert library.texts.changes == before


def test_files_that_did_not_change_are_not_read_again(library: Shelf) -> None:
    library.content.open_library(library.sources)
    assert library.texts.are_from(library.sources.fingerprint())
    file = library.folder / "texts" / "more.json"
    file.parent.mkdir()
    write(file, entry("goat"))
    assert not library.texts.are_from(library.sources.fingerprint())
    library.content.open_library(library.sources)
    assert library.ids() == {"hen", "owl", "goat"}
    file.unlink()
    library.content.open_library(library.sources)
    assert library.ids() == {"hen", "owl"}


def test_what_was_left_out_is_told_at_every_start(library: Shelf) -> None:
    (library.folder / "texts").mkdir()
    write(library.folder / "texts" / "more.json", entry("goat"), entry("cat", grade=12))
    for _ in range(2):
        (problem,) = library.content.open_library(library.sources)
        assert problem.id == "cat"


def test_texts_that_were_put_in_otherwise_give_way_to_the_files(library: Shelf) -> None:
    library.content.replace_texts([text_of(entry("goat"))])
    library.content.open_library(library.sources)
    assert library.ids() == {"hen", "owl"}


def test_a_text_moves_to_no_second_file(library: Shelf) -> None:
    library.content.add_file(write(library.folder / "a.json", entry("goat")))
    library.content.add_file(write(library.folder / "b.json", entry("goat", title="Goat the Second")))
    texts, problems = library.sources.read()
    assert problems == []
    assert [text.title for text in texts if text.id == "goat"] == ["Goat the Second"]


def test_a_broken_entry_is_told_by_line_and_the_rest_goes_in(library: Shelf) -> None:
    file = library.folder / "some.json"
    file.write_text(json.dumps([entry("goat"), entry("cat", grade=12), entry("fox")], indent=1), encoding="utf-8")
    added = library.content.add_file(file)
    assert added.new == 2
    (problem,) = added.problems
    assert file.read_text(encoding="utf-8").splitlines()[problem.line - 1].strip() == '"grade": 12,'
    assert "some.json, line" in str(problem)


def test_a_text_that_ships_is_not_replaced(library: Shelf) -> None:
    added = library.content.add_file(write(library.folder / "some.json", entry("hen", title="Not the Hen")))
    assert added.new == added.changed == 0
    assert "another text with this id" in str(added.problems[0])
    assert library.content.text("hen").title == "Hen"


def test_a_file_that_cannot_be_read_adds_nothing(library: Shelf) -> None:
    (library.folder / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(TextFileProblem):
        library.content.add_file(library.folder / "bad.json")
    assert library.ids() == {"hen", "owl"}


def test_stopped_half_way_all_is_as_before_also_at_the_next_start(library: Shelf) -> None:
    library.content.add_file(write(library.folder / "more.json", entry("goat")))

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    file = write(library.folder / "more.json", entry("goat", title="Changed"), entry("cat"), entry("fox"))
    with pytest.raises(Cancelled):
        library.content.add_file(file, stop)
    assert library.ids() == {"hen", "owl", "goat"}
    library.content.open_library(library.sources)
    assert library.ids() == {"hen", "owl", "goat"}
    assert library.content.text("goat").title == "Goat"


def test_added_texts_come_back_when_the_database_is_built_anew(library: Shelf, tmp_path: Path) -> None:
    library.content.add_file(write(library.folder / "more.json", entry("goat")))
    other = tmp_path / "other"
    other.mkdir()
    with Library(other, fill=False) as made:
        made.content.open_library(library.sources)
        assert {text.id for text in made.content.shelf()} == {"hen", "owl", "goat"}


def test_a_damaged_added_file_is_named_and_the_others_stay(library: Shelf) -> None:
    library.content.add_file(write(library.folder / "more.json", entry("goat")))
    (library.folder / "texts" / "half.json").write_text("[{", encoding="utf-8")
    (problem,) = library.content.open_library(library.sources)
    assert "half.json" in str(problem)
    assert library.ids() == {"hen", "owl", "goat"}


def test_an_added_text_can_be_taken_out_and_one_that_ships_not(library: Shelf) -> None:
    library.content.add_file(write(library.folder / "more.json", entry("goat"), entry("cat")))
    assert {text.id for text in library.content.added_texts()} == {"goat", "cat"}
    assert library.content.remove_text("goat")
    assert not library.content.remove_text("goat")
    assert not library.content.remove_text("hen")
    assert library.ids() == {"hen", "owl", "cat"}
    assert [text.id for text in library.content.added_texts()] == ["cat"]


def test_a_folder_that_cannot_be_written_is_told_in_words(library: Shelf) -> None:
    (library.folder / "texts").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageProblem) as problem:
        library.content.add_texts([text_of(entry("goat"))], "more")
    assert problem.value.remedy
    assert library.ids() == {"hen", "owl"}
