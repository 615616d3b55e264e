"""The share of bootstrap that makes speech understood: when somebody speaks, what was said, and in which words."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.parts import engines
from litcoach_desktop.resource_paths import RESOURCES
from litcoach_desktop.services.gateway import FreeSpeech, TalkParts

if TYPE_CHECKING:
    from litcoach_desktop.engines.silero import SileroActivity
    from litcoach_desktop.engines.sphinx.commands.ear import SphinxCommandEar
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.ports.transcription import Transcriber

OnSecondLane = Callable[[Callable[[], None]], None]
"""Has a callable run on the lane of the second listener, whose model writes free speech down too."""

_log = logging.getLogger(__name__)


def talk_parts(transcriber: Callable[[], Transcriber | None], on_second_lane: OnSecondLane) -> TalkParts:
    """The real ones. transcriber: None where no model writes speech down; asked when a conversation begins."""

    def free_speech() -> FreeSpeech | None:
        try:
            writer = transcriber()
        except EnvironmentProblem as problem:
            _log.warning("no free speech: %s", problem)
            return None
        return None if writer is None else functools.partial(_write_down, writer, on_second_lane)

    return TalkParts(_activity, _ear, free_speech)


def _write_down(writer: Transcriber, on_second_lane: OnSecondLane, sound: Samples, told: Callable[[str], None]) -> None:
    def work() -> None:
        words = ""
        try:
            words = " ".join(word.text for word in writer.transcribe(sound))
        except EnvironmentProblem as problem:
            _log.warning("an utterance could not be written down: %s", problem)
        finally:
            told(words)

    on_second_lane(work)


def _activity() -> SileroActivity:
    from litcoach_desktop.engines.silero import SileroActivity

    return SileroActivity()


@functools.cache
def _ear() -> SphinxCommandEar:
    """One for the program: it keeps the network of what may always be said."""
    from litcoach_desktop.engines.sphinx.commands.ear import SphinxCommandEar, read_spoken_forms

    return SphinxCommandEar(read_spoken_forms(RESOURCES / "coach" / "spoken.toml"), engines.lexicon())
