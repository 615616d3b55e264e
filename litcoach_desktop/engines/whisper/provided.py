"""Which Whisper model of this machine is the second listener."""

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.machine import memory_bytes
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.engines.provisioning.shelf import FolderShelf
from litcoach_desktop.engines.whisper.second_listener import PhoneticSecondListener, Pronounce
from litcoach_desktop.engines.whisper.transcriber import WhisperTranscriber

KIND = "whisper"


def provided_listener(
    shelf: FolderShelf, choice: str, room: ModelRoom, pronounce: Pronounce, *, prompted: bool
) -> PhoneticSecondListener | None:
    """The second listener of this machine, None when no Whisper model is installed or it is switched off.

    choice: see `provided_transcriber`. Nothing is loaded yet. Raises ModelProblem.
    """
    transcriber = provided_transcriber(shelf, choice, room)
    return None if transcriber is None else PhoneticSecondListener(transcriber, pronounce, prompted=prompted)


def provided_transcriber(shelf: FolderShelf, choice: str, room: ModelRoom) -> WhisperTranscriber | None:
    """The Whisper model of this machine, None when there is none or it is switched off.

    choice: "off", "auto" for the largest that is meant for this machine's memory, or a model's name. Nothing is
    loaded yet; whoever asks again shares the loaded model through the room. Raises ModelProblem for a model that is
    asked for by name and not there.
    """
    if choice == "off":
        return None
    if choice == "auto":
        model = shelf.best(KIND, memory_bytes())
    else:
        model = next((one for one in shelf.installed(KIND) if one.name == choice), None)
        if model is None:
            raise ModelProblem(
                f"The model {choice}, which the setting second_listener names, is not installed or was set aside.",
                "Readings are judged by the first listener alone.",
                f"See what is here with: litcoach models list. Install it with: litcoach models install {choice}",
            )
    return None if model is None else WhisperTranscriber(model, room, shelf.marks)
