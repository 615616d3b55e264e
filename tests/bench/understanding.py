"""How much of what children say is understood: `python -m tests.bench.understanding [--verbose]`."""

import sys

from litcoach_desktop.parts.coach import coach_resources
from tests.unit.test_understanding import SAID, batch


def main() -> None:
    """Print for each batch how many sentences lead to what their writer meant; verbose: those that do not."""
    understanding = coach_resources().understanding
    for path in sorted(SAID.glob("*.tsv")):
        said = batch(path.name)
        missed = []
        for wanted, sentence in said:
            found = understanding.understand(sentence, "english")
            if found is None or found.name not in wanted:
                missed.append(f"  {sentence}: {found.name if found else 'not understood'}, not {' or '.join(wanted)}")
        print(f"{path.name}: {len(said) - len(missed)} of {len(said)}, {1 - len(missed) / len(said):.3f}")
        if "--verbose" in sys.argv[1:]:
            print("\n".join(missed))


if __name__ == "__main__":
    main()
