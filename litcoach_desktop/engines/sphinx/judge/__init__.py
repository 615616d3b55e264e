"""The judge: decides after a reading what became of every word.

Our own dense alignment over the Gaussians of PocketSphinx's bundled model, with a small phone classifier and boosted
trees trained on children reading. `front_end` and `senone_scores` hear, `tracking` finds the place, `alignment` and
`alternatives` compare, `evidence` gathers, `verdict` decides.
"""

from litcoach_desktop.engines.sphinx.judge.judging import begin_judging, judge_reading

__all__ = ["begin_judging", "judge_reading"]
