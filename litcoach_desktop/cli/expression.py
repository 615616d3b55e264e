"""How a reading sounded, on the terminal and as fields of `results.jsonl`."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from litcoach_desktop.domain.reading.prosody import LEAST_WORDS, Expression, Finding, Level, Part, Sign

_PARTS = {
    Part.EXPRESSION: "Expression",
    Part.PHRASING: "Phrasing",
    Part.SMOOTHNESS: "Smoothness",
    Part.PACE: "Pace",
}
_SENTENCES = {
    Sign.PHRASE_WORDS: "usually {value:.0f} word(s) between pauses",
    Sign.BROKEN_CLAUSES: "paused inside {value:.0f} of {of:.0f} phrases",
    Sign.ENDS_KEPT: "paused at {value:.0f} of {of:.0f} ends of sentences",
    Sign.PITCH_SPAN: "the voice stayed within {value:.0f} semitone(s)",
    Sign.QUESTIONS_ROSE: "rose at {value:.0f} of {of:.0f} questions",
    Sign.SENTENCES_FELL: "fell at {value:.0f} of {of:.0f} ends of sentences",
    Sign.FLAT_PHRASES: "{value:.0f} of {of:.0f} phrases on one note",
    Sign.QUIET: "quiet, {value:.0f} dB above the room",
    Sign.NO_VOICE: "too little voice to tell",
    Sign.LONG_PAUSES: "{value:.0f} pause(s) of a second or more inside phrases",
    Sign.REPEATS: "{value:.0f} word(s) said again",
    Sign.INSERTIONS: "{value:.0f} word(s) put in",
    Sign.PUT_RIGHT: "{value:.0f} word(s) put right",
    Sign.RATE: "{value:.0f} words a minute; {of:.0f} are usual",
    Sign.UNEVEN: "uneven: {value:.1f} times faster in places than in others",
    Sign.LARGE_PHRASES: "{value:.0%} of the words in long phrases or whole clauses",
}


def finding_words(finding: Finding) -> str:
    """One piece of evidence as a clause."""
    words = _SENTENCES[finding.sign].format(value=finding.value, of=finding.of)
    return words.replace("(s)", "" if round(finding.value) == 1 else "s")


def print_expression(console: Console, expression: Expression | None) -> None:
    """Print the NAEP level, the four parts of the Multidimensional Fluency Scale, and the evidence of each."""
    if expression is None:
        console.print(Text(f"Fewer than {LEAST_WORDS} words were heard: the expression is not judged.", "dim"))
        return
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(style="bold", min_width=11)
    table.add_column()
    rows = [("NAEP level", expression.naep), *((_PARTS[part], level) for part, level in expression.parts.items())]
    for name, level in rows:
        shown = "–" if level.level is None else f"{level.level} of 4"
        why = "; ".join(map(finding_words, level.evidence))
        table.add_row(name, f"{shown}: {why}")
    if expression.total is not None:
        verdict = "fluency may be a concern" if expression.concern else "good progress"
        table.add_row("Together", f"{expression.total} of 16, {verdict}")
    console.print(table)


def expression_fields(expression: Expression | None) -> dict[str, Any] | None:
    """The same for a program: levels, evidence, and the counts that Microsoft's reading assignments name."""
    if expression is None:
        return None
    missed = expression.missed
    return {
        "naep_level": expression.naep.level,
        "naep_evidence": _evidence(expression.naep),
        "mfs": {
            part.value: {"level": level.level, "evidence": _evidence(level)} for part, level in expression.parts.items()
        },
        "mfs_total": expression.total,
        "missedPeriods": missed.periods,
        "missedQuestionMarks": missed.questions,
        "missedExclamationMarks": missed.exclamations,
        "missedShorts": missed.shorts,
        "unexpectedPauses": missed.unexpected_pauses,
        "monotonePhrases": missed.monotone,
    }


def _evidence(level: Level) -> list[str]:
    return [finding_words(finding) for finding in level.evidence]
