"""Has a language model do the smallest thing that uses all of it: read a line and write one choice."""

import time
from pathlib import Path

from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.engines.llama.model import ChoiceWriter, load_native, weights_in
from litcoach_desktop.ports.language_model import Message, Request, Speaker

_TOOLS = (ToolCard("hear_word", "Cut a word into its syllables.", {"word": None}),)
_TOKENS = 400


def try_once(folder: Path) -> None:
    """Load it and let it choose. Raises ValueError, NativeProblem, TooMuch, or crashes."""
    weights = weights_in(folder)
    if weights is None:
        raise ValueError("there is no GGUF file")
    with weights.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ValueError("it is not a GGUF file")
    native = load_native(weights, lambda: False)
    try:
        said = Message(Speaker.CHILD, "How do I say the word mitten?")
        request = Request("You coach a child.", (said,), _TOOLS, _TOKENS, time.monotonic())
        ChoiceWriter(native).write(request, lambda _piece: None, lambda: False)
    finally:
        native.close()
