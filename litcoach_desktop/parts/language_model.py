"""The language model's share of bootstrap: the school's server where one is set, else the best model that is here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.parts.engines import model_room, model_shelf
from litcoach_desktop.ports.language_model import ModelReport
from litcoach_desktop.services.agent import ModelSource

if TYPE_CHECKING:
    from litcoach_desktop.engines.openai_api import ServerModel
    from litcoach_desktop.engines.provisioning.shelf import FolderShelf
    from litcoach_desktop.ports.language_model import LanguageModel
    from litcoach_desktop.settings import Settings


class ProvidedModel:
    """The language model as the settings and the shelf have it now; the same object as long as it is the same model."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shelf: FolderShelf | None = None
        self._last: LanguageModel | None = None

    def __call__(self) -> LanguageModel | None:
        """None when there is none. Nothing is loaded or connected yet. Raises ModelProblem."""
        model = self._now()
        if self._last is None or model is None or model.name != self._last.name:
            self._last = model
        return self._last

    def _now(self) -> LanguageModel | None:
        settings = self._settings
        if settings.language_model == "off":
            return None
        if settings.language_server:
            return server_model(settings)
        from litcoach_desktop.engines.llama.provided import provided_model

        # Made once: what crashed is set aside at a start, not while litcoach runs.
        self._shelf = self._shelf or model_shelf(settings)
        return provided_model(self._shelf, settings.language_model, model_room())


def model_source(settings: Settings) -> ModelSource:
    """What the agent service asks for a model."""
    from litcoach_desktop.parts.coach import coach_instructions

    return ModelSource(ProvidedModel(settings), coach_instructions)


def server_model(settings: Settings) -> ServerModel:
    """The model of the server in the settings. Raises ModelProblem without an address or a model's name."""
    from litcoach_desktop.engines.openai_api import ServerModel
    from litcoach_desktop.store.server_key import ServerKey

    if not settings.language_server or not settings.language_server_model:
        missing = "language_server_model" if settings.language_server else "language_server"
        raise ModelProblem(
            f"The setting {missing} is empty.",
            "There is no server of a language model; the coach talks without it.",
            f"Put it into settings.toml, or set LITCOACH_{missing.upper()}.",
        )
    return ServerModel(settings.language_server, settings.language_server_model, ServerKey(settings.data_dir).read)


def rotate_server_key(settings: Settings, key: str) -> str:
    """Try a new key with the server, then keep it in place of the old one; where it is kept now.

    Raises ModelProblem when the server does not take it: then the old one stays. Raises StorageProblem.
    """
    from litcoach_desktop.store.server_key import ServerKey

    server_model(settings).look(key)
    return ServerKey(settings.data_dir).replace(key)


def look_at_model(settings: Settings) -> ModelReport | None:
    """What the coach thinks with, after a look at it; None when the scripted coach is alone. Raises ModelProblem.

    A server is asked whether it takes the key and has the model; a model of this machine is not loaded.
    """
    model = ProvidedModel(settings)()
    if model is None:
        return None
    if not settings.language_server:
        return ModelReport(model.name)
    from litcoach_desktop.store.server_key import ServerKey

    server_model(settings).look()
    if _is_open_to_listeners(settings.language_server):
        return ModelReport(
            model.name,
            "What children say goes to that server unencrypted.",
            "Use an address that begins with https://, or a server on this computer.",
        )
    file = ServerKey(settings.data_dir).in_file
    if file is not None:
        return ModelReport(model.name, f"Its key is in the file {file}.", "Encrypt this computer's disk.")
    return ModelReport(model.name)


def _is_open_to_listeners(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme.lower() != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1")
