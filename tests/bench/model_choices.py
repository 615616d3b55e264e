"""Whether a language model chooses what children mean: `python -m tests.bench.model_choices FILE.gguf`.

Over the sentences of tests/understanding/unseen-4.tsv: how many lead to the right tool, or to a reply where none is
wanted, by the rules alone, by the model alone, and by both as the coach has them: the model where no rule fits.
"""

import sys
import time
from pathlib import Path

from litcoach_desktop.engines.llama.model import ChoiceWriter, load_native
from litcoach_desktop.engines.scripted_coach.coach import _TOOLS
from litcoach_desktop.parts.coach import coach_instructions, coach_resources
from litcoach_desktop.ports.language_model import Message, Request, Speaker
from litcoach_desktop.services.agent.choices import NoChoice, describe, read_choice
from tests.fakes.coach import MemoryToolbox
from tests.unit.test_understanding import batch

CARDS = tuple(MemoryToolbox().tools().cards)
SYSTEM = coach_instructions() + describe(CARDS)


def main() -> None:
    """Print one line each."""
    native = load_native(Path(sys.argv[1]), lambda: False)
    writer = ChoiceWriter(native)
    begun = time.process_time()
    writer.get_ready(SYSTEM, lambda: False)
    print(f"system text: {len(native.held)} tokens, read in {time.process_time() - begun:.1f} s of processor time")
    said = batch("unseen-4.tsv")
    understanding = coach_resources().understanding
    rules = model = both = left = 0
    begun = time.process_time()
    for wanted, sentence in said:
        tools = {_TOOLS[intent][0] if intent in _TOOLS else None for intent in wanted}
        found = understanding.understand(sentence, "english")
        by_rules = found is not None and found.name in wanted
        by_model = _chosen(writer, sentence) in tools
        rules, model, left = rules + by_rules, model + by_model, left + (found is None)
        both += by_model if found is None else by_rules
    seconds = (time.process_time() - begun) / len(said)
    print(f"right of {len(said)}: rules {rules}, model {model}, model where no rule fits ({left}) {both}")
    print(f"a choice: {seconds:.2f} s of processor time")
    native.close()


def _chosen(writer: ChoiceWriter, sentence: str) -> str | None:
    """The tool, None for a reply."""
    messages = (Message(Speaker.CHILD, sentence),)
    request = Request(SYSTEM, messages, CARDS, 400, time.monotonic() + 3600)
    try:
        return read_choice(writer.write(request, lambda _piece: None, lambda: False).text).tool
    except NoChoice:
        return "none"


if __name__ == "__main__":
    main()
