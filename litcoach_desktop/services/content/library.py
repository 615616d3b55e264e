"""Where the library's texts come from: the catalogue that ships, and files that a school added beside its databases.

content.db is built from both and can be built anew at any time. An added file has the catalogue's own form, is written
whole or not at all, and never takes the place of a text that ships.
"""

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.domain.errors import StorageProblem, TextFileProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.catalogue import CatalogueProblem, read_catalogue
from litcoach_desktop.services.content.entry import entry_of

# Changes when the same files are read into other texts.
_READ_BY = b"1"

Progress = Callable[[int, int], None]
"""Told how many of how many are done; what it raises ends the work, and all is as it was."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding texts: how many are new, how many were there already and changed, what was left out."""

    new: int
    changed: int
    problems: tuple[CatalogueProblem, ...] = ()


class Sources:
    """The catalogue and the added files. catalogue: None when there is none; added: a folder, made when needed."""

    def __init__(self, catalogue: Path | None, added: Path) -> None:
        self._catalogue = catalogue
        self._added = added

    def read(self) -> tuple[list[Text], list[CatalogueProblem]]:
        """Every usable text, the catalogue's first, and what is wrong with the others; a broken added file is one.

        Raises TextFileProblem when the catalogue as a whole cannot be read.
        """
        texts, problems = ([], []) if self._catalogue is None else read_catalogue(self._catalogue)
        taken = {text.id for text in texts}
        for path in self._files():
            try:
                found, wrong = read_catalogue(path)
            except TextFileProblem as problem:
                problems.append(CatalogueProblem(0, "", 0, "", problem.happened, path.name))
                continue
            problems += wrong
            problems += [_taken(text, path.name) for text in found if text.id in taken]
            texts += [text for text in found if text.id not in taken]
            taken |= {text.id for text in found}
        return texts, problems

    def fingerprint(self) -> str:
        """Stands for the names and contents of all files; differs when one of them changes."""
        digest = hashlib.sha256(_READ_BY)
        for path in [*([self._catalogue] if self._catalogue else []), *self._files()]:
            try:
                content = path.read_bytes()
            except OSError:
                # Reading it will say what is wrong.
                return ""
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def add(self, texts: Iterable[Text], name: str) -> Added:
        """Keep texts under the name of where they come from; one that was added before is put in its place.

        Raises StorageProblem.
        """
        ours = {text.id for text in read_catalogue(self._catalogue)[0]} if self._catalogue else set()
        files = {path: {text.id: text for text in _usable(path)} for path in self._files()}
        target = self._added / f"{slug(name)}.json"
        new = changed = 0
        problems = []
        touched = set()
        for text in texts:
            if text.id in ours:
                problems.append(_taken(text, name))
                continue
            home = next((path for path, held in files.items() if text.id in held), target)
            held = files.setdefault(home, {})
            if held.get(text.id) == text:
                continue
            changed += text.id in held
            new += text.id not in held
            held[text.id] = text
            touched.add(home)
        for path in sorted(touched):
            self._write(path, files[path].values())
        return Added(new, changed, tuple(problems))

    def remove(self, text_id: str) -> bool:
        """Take an added text out; False when it is not one. Raises StorageProblem."""
        for path in self._files():
            held = _usable(path)
            left = [text for text in held if text.id != text_id]
            if len(left) < len(held):
                self._write(path, left)
                return True
        return False

    @contextmanager
    def as_before_on_failure(self) -> Iterator[None]:
        """Put the added files back as they were when the block raises, also when its user said stop."""
        before = {path: path.read_bytes() for path in self._files()}
        try:
            yield
        except BaseException:
            for path in self._files():
                if path not in before:
                    path.unlink()
            for path, content in before.items():
                if not path.exists() or path.read_bytes() != content:
                    path.write_bytes(content)
            raise

    def added_ids(self) -> set[str]:
        """The ids of the texts that were added."""
        return {text.id for path in self._files() for text in _usable(path)}

    def _files(self) -> list[Path]:
        return sorted(self._added.glob("*.json"))

    def _write(self, path: Path, texts: Iterable[Text]) -> None:
        entries = [entry_of(text) for text in texts]
        half = path.with_suffix(".unfinished")
        try:
            self._added.mkdir(parents=True, exist_ok=True)
            with half.open("w", encoding="utf-8") as file:
                json.dump(entries, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        except OSError as problem:
            raise StorageProblem(
                f"The texts cannot be kept in {path}: {(problem.strerror or 'it cannot be written').lower()}.",
                "The library is as it was before.",
                "Make room on the disk or allow litcoach to write there, then try again.",
            ) from problem


def slug(words: str) -> str:
    """An id or a file's name from any words: small letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "text"


def _usable(path: Path) -> list[Text]:
    """The texts of an added file; none of one that is broken, which `Sources.read` tells."""
    try:
        return read_catalogue(path)[0]
    except TextFileProblem:
        return []


def _taken(text: Text, file: str) -> CatalogueProblem:
    return CatalogueProblem(0, text.id, 0, "id", "the library has another text with this id", file)
