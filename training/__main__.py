"""python -m training --corpus DIR --work DIR [--out resources/ear] [--folds 4]: train the judge.

The folds' judges go to WORK/fold-N, for `python -m training.held_out`; the one to ship goes to --out.
"""

import argparse
from pathlib import Path

from litcoach_desktop.engines.sphinx.judge.classifier import FOLDER
from training.pipeline import ALL, Pipeline


def main() -> None:
    """Run all steps that are not done yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--folds", type=int, default=4)
    arguments = parser.parse_args()
    pipeline = Pipeline(arguments.corpus, arguments.work, arguments.folds)
    pipeline.train(ALL, arguments.out)
    for fold in range(arguments.folds):
        pipeline.train(str(fold), arguments.work / f"fold-{fold}")


if __name__ == "__main__":
    main()
