"""python -m training.evaluate --corpus DIR --bench DIR --work DIR --results FILE: judge each item by strangers.

A miscue benchmark does not say who reads, but its recordings begin as the corpus's do: the first second of sound
tells the speaker, and the judge of that speaker's fold, which never heard them, does the work.
"""

import argparse
import json
import time
from pathlib import Path

import soundfile

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.classifier import load_judge
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE
from training.corpus import read_corpus
from training.pipeline import FOLDS_FILE


def main() -> None:
    """Write one line of results for each line of the benchmark's manifest."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "bench", "work", "results"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--part", default="0/1", help="which items, as K/N: every N-th, from the K-th")
    arguments = parser.parse_args()
    fold_of = json.loads((arguments.work / FOLDS_FILE).read_text(encoding="utf-8"))
    speaker_of = {r.samples()[:SAMPLE_RATE].tobytes(): r.speaker for r in read_corpus(arguments.corpus)}
    judges = {fold: load_judge(arguments.work / f"fold-{fold}") for fold in sorted(set(fold_of.values()))}
    lexicon = Lexicon()
    part, parts = map(int, arguments.part.split("/"))
    items = (arguments.bench / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    with arguments.results.open("w", encoding="utf-8") as results:
        for line in items[part::parts]:
            item = json.loads(line)
            samples, _ = soundfile.read(arguments.bench / item["audio"], dtype="int16")
            judge = judges[fold_of[speaker_of[samples[:SAMPLE_RATE].tobytes()]]]
            started = time.process_time()
            events = judge_reading(samples, Passage(item["text"]), lexicon, judge)
            elapsed = time.process_time() - started
            correct = sum(word.status == "correct" for word in events.words)
            result = {
                "id": item["id"],
                "words": [
                    {
                        "index": word.index,
                        "status": word.status.value,
                        "p_correct": word.p_correct,
                        "start_s": word.start_s,
                        "end_s": word.end_s,
                        "flags": sorted(flag.value for flag in word.flags),
                    }
                    for word in events.words
                ],
                "insertions": [{"after_index": insertion.after_index} for insertion in events.insertions],
                "last_attempted": events.last_attempted,
                "wcpm": correct / (events.duration_s / 60),
                "duration_s": events.duration_s,
                "elapsed_s": elapsed,
            }
            results.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
