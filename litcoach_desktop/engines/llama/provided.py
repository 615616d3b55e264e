"""Which language model of this machine the coach uses."""

import functools
import importlib.util

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.llama.model import LlamaModel
from litcoach_desktop.engines.machine import memory_bytes
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.engines.provisioning.shelf import FolderShelf

KIND = "llm"


def provided_model(shelf: FolderShelf, choice: str, room: ModelRoom) -> LlamaModel | None:
    """The language model of this machine, None when none is installed or it is switched off.

    choice: "off", "auto" for the largest that is meant for this machine's memory, or a model's name. Nothing is
    loaded yet. Raises ModelProblem for a model that is asked for by name and not there, and for a missing engine.
    """
    if choice == "off":
        return None
    if choice == "auto":
        model = shelf.best(KIND, memory_bytes())
    else:
        model = next((one for one in shelf.installed(KIND) if one.name == choice), None)
        if model is None:
            raise ModelProblem(
                f"The model {choice}, which the setting language_model names, is not installed or was set aside.",
                "The coach talks without it.",
                f"See what is here with: litcoach models list. Install it with: litcoach models install {choice}",
            )
    if model is None:
        return None
    if importlib.util.find_spec("llama_cpp") is None:
        raise ModelProblem(
            f"The model {model.name} is here, but not llama.cpp, the engine that runs it.",
            "The coach talks without it.",
            "Install litcoach with its extra llm; docs/models.md says how.",
        )
    return LlamaModel(model, room, shelf.marks, functools.partial(shelf.check, model.name))
