"""Makes what a child says to the coach in tests; run it from the repository's root after changing a line.

    python -m tests.speech.make_utterances

Needs espeak-ng (1.51 made the files that are kept). Writes tests/speech/utterances/*.flac.
"""

from pathlib import Path

import soundfile as sf

from litcoach_desktop.ports.audio import SAMPLE_RATE
from tests.speech.make_speech import CHILD, MAN, SMALL_CHILD, WOMAN
from tests.speech.script import parse
from tests.speech.synthesis import Reader, speak

UTTERANCES = Path(__file__).parent / "utterances"
_FASTER_CHILD = Reader("en-us+f4", rate=150, pitch=60, childlike=1.08, snr_db=30, seed=9)

# By the name of the file: who says it, and what. The last two are none of the coach's business.
LINES: dict[str, tuple[Reader, str]] = {
    "find-dogs": (CHILD, "find a book about dogs"),
    "first-one": (WOMAN, "the first one"),
    "read-to-me": (CHILD, "read it to me"),
    "read-again": (_FASTER_CHILD, "read it again"),
    "meaning-rough": (WOMAN, "what does rough mean"),
    "practice": (SMALL_CHILD, "practice my words"),
    "question": (_FASTER_CHILD, "ask me a question"),
    "letter-b": (MAN, "B"),
    "letter-c": (CHILD, "C"),
    "think-b": (WOMAN, "I think it's B"),
    "ferry-dog": (SMALL_CHILD, "the ferry dog"),
    "next": (MAN, "next"),
    "what-next": (_FASTER_CHILD, "what next"),
    "goodbye": (WOMAN, "goodbye"),
    "other-soup": (WOMAN, "My brother spilled the soup on the carpet"),
    "other-bus": (CHILD, "Did you bring the paper for the bus"),
}


def make() -> None:
    """All of them."""
    UTTERANCES.mkdir(exist_ok=True)
    for name, (reader, words) in LINES.items():
        samples = speak(parse(words), reader)
        sf.write(UTTERANCES / f"{name}.flac", samples, SAMPLE_RATE, subtype="PCM_16", compression_level=1.0)


if __name__ == "__main__":
    make()
