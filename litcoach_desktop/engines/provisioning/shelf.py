"""The folder of installed models: a model is there whole and checked, or not at all.

models/NAME/            the files of a model, and model.json with their sums
models/.fetching/NAME/  what was fetched so far, what was made of it, and the model that it replaces
"""

import contextlib
import errno
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from litcoach_desktop.domain.errors import ModelProblem, StorageProblem
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.engines.provisioning.card import altered_files, card_sums, read_card, write_card
from litcoach_desktop.engines.provisioning.download import FetchFailed
from litcoach_desktop.engines.provisioning.fetching import fetch_files
from litcoach_desktop.engines.provisioning.manifest import ModelSpec, read_manifest
from litcoach_desktop.engines.provisioning.minilm_conversion import convert_minilm
from litcoach_desktop.engines.provisioning.sources import HUB, sources_for
from litcoach_desktop.engines.provisioning.trial import try_in_child
from litcoach_desktop.ports.models import InstalledModel, InstallProgress, ModelEntry, ModelState

_log = logging.getLogger(__name__)
_FETCHING = ".fetching"
_SPARE_BYTES = 100_000_000
"""What an install leaves free on the disk: recordings come first."""
Trial = Callable[[str, str, Path], None]
"""(name, kind, folder): load a model and use it once. Raises ModelProblem when that fails."""
_CONVERSIONS = {"minilm": convert_minilm}


class FolderShelf:
    """Implements `ports.models.ModelShelf` in a folder."""

    def __init__(
        self,
        folder: Path,
        manifest: Path,
        *,
        usual: Sequence[str] = (),
        hub: str = HUB,
        trial: Trial = try_in_child,
    ) -> None:
        """usual: folders and addresses of this school. trial: tries a model before it is relied on."""
        self._folder = folder
        self._manifest = manifest
        self._usual = usual
        self._hub = hub
        self._trial = trial
        self.marks = CrashMarks(folder)

    def entries(self) -> list[ModelEntry]:
        """Every model of the manifest and its state."""
        return [
            ModelEntry(
                spec.name, spec.kind, spec.version, spec.licence, spec.size_bytes, spec.laptop_gb, spec.why,
                spec.pinned, self._state(spec.name),
            )
            for spec in read_manifest(self._manifest)
        ]  # fmt: skip

    def installed(self, kind: str) -> list[InstalledModel]:
        """The whole models of a kind that are not set aside, in the order of the manifest."""
        found = [
            self._installed(spec.name)
            for spec in read_manifest(self._manifest)
            if spec.kind == kind and not self.marks.is_set_aside(spec.name)
        ]
        return [model for model in found if model is not None]

    def best(self, kind: str, memory_bytes: int) -> InstalledModel | None:
        """The largest installed model of a kind that is meant for a machine with so much memory; else the smallest."""
        models = {model.name: model for model in self.installed(kind)}
        specs = [spec for spec in read_manifest(self._manifest) if spec.name in models]
        specs.sort(key=lambda spec: spec.size_bytes)
        # Systems keep up to a tenth of the memory that was bought for themselves.
        fitting = [spec for spec in specs if 0.9e9 * spec.laptop_gb <= memory_bytes]
        chosen = fitting[-1:] or specs[:1]
        return models[chosen[0].name] if chosen else None

    def check(self, name: str, arrived: Callable[[int], None]) -> None:
        """See whether an installed model has the very files that the manifest names; nothing parses them.

        arrived: called with how many bytes were read. Raises ModelProblem.
        """
        spec, model = self._spec(name), self._installed(name)
        if model is None:
            raise self._not_there(name)
        altered = altered_files(model.folder, arrived)
        if spec.convert is None:
            sums = card_sums(model.folder)
            # The card lies beside the files, where whoever changed one could change both.
            altered += [file.name for file in spec.files if file.sha256 not in (None, sums.get(file.name))]
        if altered:
            raise ModelProblem(
                f"The model {name} is not as it was installed: {', '.join(dict.fromkeys(altered))}.",
                "A changed or damaged model must not be loaded.",
                f"Install it again: litcoach models install {name}",
            )

    def install(
        self, name: str, *, source: str | None = None, trust: bool = False, progress: InstallProgress | None = None
    ) -> str:
        """Fetch, check, convert, try and put in place; where it came from, in words."""
        spec = self._spec(name)
        if not spec.pinned and not trust:
            raise ModelProblem(
                f"The files of {name} have no known SHA-256 yet, so nobody can say whether the right ones come.",
                "Nothing was fetched.",
                f"If you trust the place that they come from: litcoach models install {name} --trust",
            )
        tell = progress or (lambda _done, _total, _note: None)
        with self._alone(name), self._storage(name):
            work = self._work(name)
            self._make_room(spec)
            try:
                sources = sources_for(spec, source, self._usual, self._hub)
            except FetchFailed as problem:
                raise ModelProblem(
                    f"{name} cannot be taken from there: {problem}.",
                    "Nothing was changed.",
                    "Give a folder that holds its files, a zip of them, or an address.",
                ) from problem
            origin = fetch_files(spec, sources, work / "files", tell)
            tell(spec.size_bytes, spec.size_bytes, "trying it")
            ready = self._converted(spec, work)
            write_card(ready, spec, origin)
            self._trial(name, spec.kind, ready)
            if (self._folder / name).exists():
                os.replace(self._folder / name, work / "old")
            os.replace(ready, self._folder / name)
            self.marks.clear(name)
            shutil.rmtree(work, ignore_errors=True)
        _log.info("the model %s was installed from %s", name, origin)
        return origin

    def verify(self, name: str, progress: InstallProgress | None = None) -> None:
        """Check every file, and load the model once in a child process; a model set aside is used again."""
        spec = self._spec(name)
        model = self._installed(name)
        if model is None:
            raise self._not_there(name)
        tell = progress or (lambda _done, _total, _note: None)
        total = sum(path.stat().st_size for path in model.folder.iterdir())
        self.check(name, lambda done: tell(done, total, "checking"))
        tell(total, total, "trying it")
        self._trial(name, spec.kind, model.folder)
        self.marks.clear(name)

    def remove(self, name: str) -> None:
        """Delete a model and what was fetched of it."""
        self._spec(name)
        target, work = self._folder / name, self._work(name)
        if not target.exists() and not work.exists():
            raise self._not_there(name)
        with self._alone(name), self._storage(name):
            work.mkdir(parents=True, exist_ok=True)
            if target.exists():
                # Out of sight in one step: half a model must never be seen.
                shutil.rmtree(work / "old", ignore_errors=True)
                os.replace(target, work / "going")
            shutil.rmtree(work)
            self.marks.clear(name)

    def _state(self, name: str) -> ModelState:
        if self._installed(name) is not None:
            return ModelState.SET_ASIDE if self.marks.is_set_aside(name) else ModelState.INSTALLED
        return ModelState.INCOMPLETE if (self._folder / name).exists() else ModelState.ABSENT

    def _installed(self, name: str) -> InstalledModel | None:
        if not (self._folder / name).exists() and (self._work(name) / "old").exists():
            # An install was ended in the moment between taking the old one away and putting the new one in place.
            with contextlib.suppress(OSError, ModelProblem), self._alone(name):
                self._put_back(name)
        return read_card(self._folder / name)

    def _put_back(self, name: str) -> None:
        old = self._work(name) / "old"
        if old.exists() and not (self._folder / name).exists():
            os.replace(old, self._folder / name)
        shutil.rmtree(old, ignore_errors=True)

    def _spec(self, name: str) -> ModelSpec:
        specs = {spec.name: spec for spec in read_manifest(self._manifest)}
        if name not in specs:
            raise ModelProblem(
                f"There is no model called “{name}”.", "Nothing was changed.", f"Choose one of: {', '.join(specs)}."
            )
        return specs[name]

    def _work(self, name: str) -> Path:
        return self._folder / _FETCHING / name

    def _converted(self, spec: ModelSpec, work: Path) -> Path:
        """The folder to put in place: the files themselves, or what is made of them."""
        if spec.convert is None:
            return work / "files"
        made = work / "made"
        shutil.rmtree(made, ignore_errors=True)
        try:
            _CONVERSIONS[spec.convert](work / "files", made)
        except (ValueError, KeyError) as problem:
            raise ModelProblem(
                f"The files of {spec.name} are not of the kind that litcoach can use ({problem}).",
                "Nothing was installed.",
                "Install litcoach again, or take the model from another place.",
            ) from problem
        return made

    def _make_room(self, spec: ModelSpec) -> None:
        files = self._work(spec.name) / "files"
        files.mkdir(parents=True, exist_ok=True)
        there = sum(path.stat().st_size for path in files.iterdir() if path.is_file())
        need, free = spec.size_bytes - there + _SPARE_BYTES, shutil.disk_usage(files).free
        if free < need:
            raise StorageProblem(
                f"There is no room for {spec.name}: it needs {need / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free.",
                "Nothing was fetched.",
                "Make room on the disk, then try again.",
            )

    @contextlib.contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Two installs of one model at once would write into one file."""
        place = self._folder / _FETCHING
        with self._storage(name):
            place.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place / f"{name}.lock", timeout=0)
        try:
            with self._storage(name):
                lock.acquire()
        except Timeout as problem:
            raise ModelProblem(
                f"Another litcoach is working on {name} just now.", "Nothing was changed.", "Wait until it is done."
            ) from problem
        try:
            self._put_back(name)
            yield
        finally:
            lock.release()

    @contextlib.contextmanager
    def _storage(self, name: str) -> Iterator[None]:
        """Say in words what the disk refused."""
        try:
            yield
        except OSError as problem:
            if isinstance(problem, Timeout):
                raise
            if problem.errno == errno.ENOSPC:
                # What is there of it would only keep the disk full.
                shutil.rmtree(self._work(name), ignore_errors=True)
                raise StorageProblem(
                    f"The disk became full while {name} was written.",
                    "Nothing was installed, and what had come of it was deleted.",
                    "Make room on the disk, then try again.",
                ) from problem
            raise StorageProblem(
                f"The folder of models {self._folder} cannot be used: {problem.strerror or problem}.",
                "Nothing was changed.",
                "Give yourself permission to write there, and close litcoach if it uses the model.",
            ) from problem

    def _not_there(self, name: str) -> ModelProblem:
        return ModelProblem(
            f"The model {name} is not installed.",
            "There is nothing to check or to remove.",
            f"Install it with: litcoach models install {name}",
        )
