"""The findings as tables for people: the figures, groups of readers, and how far to trust both."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from litcoach_desktop.cli.reading_bench.differences import Differences
from litcoach_desktop.cli.reading_bench.findings import STRICT_RATE, Findings, Group

_KINDS = (
    ("all", "all miscues"),
    ("far", "another word, far"),
    ("near", "another word, near"),
    ("omission", "left out"),
)
_SHARES = (
    ("default_recall", "as shipped: miscues found"),
    ("default_false_alarm_rate", "as shipped: false alarms"),
    ("default_precision", "as shipped: marks that are right"),
    ("default_f1", "as shipped: F1"),
    ("insertion_recall", "insertions found"),
    ("false_insertions_per_100_words", "false insertions in 100 words"),
    ("skip_found", "skipped words found"),
    ("not_reached_found", "words not reached found"),
    ("last_attempted", "last word attempted, within one"),
    ("hesitation_found", "hesitations found"),
    ("false_hesitations_per_passage", "false hesitations a passage"),
    ("repeat_false_insertions", "insertions where a sentence was repeated"),
    ("wcpm_error", "error of the rate, words a minute"),
    ("wcpm_relative", "error of the rate, relative"),
    ("unscored_share", "left unscored"),
    ("scored_false_alarm_rate", "false alarms on what was scored"),
    ("scored_recall", "miscues found on what was scored"),
    ("scored_wcpm_relative", "error of the rate, of passages that were scored"),
    ("decided_share", "decided alone, the rest is the teacher's"),
    ("decided_precision", "... and rightly"),
    ("decided_right_precision", "... passed, and rightly"),
    ("decided_wrong_precision", "... marked wrong, and rightly"),
    ("auc_text_only", "told by the text alone (0.5: nothing)"),
    ("real_time_factor", "judging time / length of the sound"),
)
ROWS = (
    *((f"auc_{kind}", f"area under the curve, {label}") for kind, label in _KINDS[:1]),
    *(
        (f"recall_{kind}_at_{rate}_false_alarms", f"found at {rate} false alarms, {label}")
        for kind, label in _KINDS
        for rate in ("3%", "10%")
    ),
    *_SHARES,
)
_GROUP_COLUMNS = (
    ("scored_false_alarm_rate", "false alarms on what was scored"),
    ("unscored_share", "unscored"),
    ("default_recall", "miscues found"),
    ("scored_wcpm_relative", "error of the rate, where scored"),
)


def show(
    console: Console, title: str, findings: Sequence[Findings], differences: Sequence[Differences], *, sounds: bool
) -> None:
    """Print everything; sounds: the false alarms by sound too."""
    console.print(_figures(title, findings))
    if len(findings) > 1:
        console.print(_by_group("", "listener and noise", {one.name: one.whole for one in findings}))
    for change in differences:
        console.print(_differences(change))
    for one in findings:
        for column, groups in one.groups.items():
            console.print(_by_group(one.name, column, groups))
    for one in findings:
        if sounds and one.sounds:
            console.print(_by_sound(one))
    for one in findings:
        _tell_precision(console, one)
        _tell_mispronounced(console, one)
        for reason, count in one.problems.items():
            console.print(f"{one.name}: {count} readings not scored: {reason}")


def _figures(title: str, findings: Sequence[Findings]) -> Table:
    table = Table(title=title, title_justify="left", caption="in brackets: 95 % interval over readers; n: cases")
    table.add_column("figure")
    for one in findings:
        table.add_column(one.name, justify="right")
    table.add_column("n", justify="right")
    for name, label in ROWS:
        if any(name in one.whole.figures for one in findings):
            cases = next(one.whole.figures[name].of for one in findings if name in one.whole.figures)
            table.add_row(label, *(_cell(one.whole, name) for one in findings), f"{cases:,}")
    return table


def _differences(differences: Differences) -> Table:
    table = Table(title=differences.name, title_justify="left")
    table.add_column("figure")
    table.add_column("difference", justify="right")
    for name, label in ROWS:
        if name in differences.values:
            low_high = differences.intervals.get(name)
            interval = f" ({low_high[0]:+.3f} to {low_high[1]:+.3f})" if low_high else ""
            table.add_row(label, f"{differences.values[name]:+.3f}{interval}")
    return table


def _by_group(name: str, column: str, groups: dict[str, Group]) -> Table:
    table = Table(title=f"By {column}{name and f' ({name})'}", title_justify="left")
    table.add_column(column)
    table.add_column("readers", justify="right")
    table.add_column("words", justify="right")
    for _, label in _GROUP_COLUMNS:
        table.add_column(label, justify="right")
    for value, group in groups.items():
        words = group.figures["words_ok"].of + group.figures["words_miscued"].of
        cells = (_cell(group, figure) for figure, _ in _GROUP_COLUMNS)
        table.add_row(value, str(group.readers), f"{words:,}", *cells)
    return table


def _by_sound(findings: Findings) -> Table:
    table = Table(title=f"False alarms by the sounds of a word ({findings.name})", title_justify="left")
    for heading in ("sound", "words with it", "false alarms", "in all other words"):
        table.add_column(heading, justify="left" if heading == "sound" else "right")
    for sound in findings.sounds:
        other = f"{sound.others_marked / sound.others:.3f}" if sound.others else "–"
        table.add_row(sound.name, f"{sound.words:,}", f"{sound.marked / sound.words:.3f}", other)
    return table


def _cell(group: Group, name: str) -> str:
    figure = group.figures.get(name)
    if figure is None or figure.value is None or not figure.of:
        return "–"
    low_high = group.intervals.get(name)
    return f"{figure.value:.3f}" + (f" ({low_high[0]:.3f}–{low_high[1]:.3f})" if low_high else "")


def _tell_precision(console: Console, findings: Findings) -> None:
    figures = findings.whole.figures
    share, right = figures["decided_share"], figures["decided_precision"]
    if share.value is None or right.value is None:
        return
    console.print(
        f"{findings.name}: decides {share.value:.1%} of {share.of:,} words alone and leaves {1 - share.value:.1%} to "
        f"the teacher; of its {right.of:,} decisions {right.value:.1%} are right."
    )


def _tell_mispronounced(console: Console, findings: Findings) -> None:
    right = findings.whole.figures["words_ok"].of
    for kind, bound in findings.bounds.items():
        console.print(
            f"{findings.name}: at most {bound.most_misread:.1%} of the {right:,} words taken as right can in truth "
            f"have been misread like the “{kind}” ones; if so many were, {bound.recall_if:.3f} of these miscues are "
            f"found at {STRICT_RATE:.0%} false alarms rather than {bound.recall:.3f}."
        )
    if findings.scored:
        heard, without = findings.scored.heard, findings.scored.without.figures
        strict = f"recall_all_at_{STRICT_RATE:.0%}_false_alarms"
        console.print(
            f"{findings.name}: people scored {heard.low:,} of {heard.words:,} words taken as right below "
            f"{findings.scored.below:g}; {heard.marked_low:,} of the {heard.marked:,} false alarms among them are on "
            f"those. Without those words: {_cell(findings.scored.without, strict)} found at {STRICT_RATE:.0%}, false "
            f"alarms {_cell(findings.scored.without, 'default_false_alarm_rate')} of {without['words_ok'].of:,}."
        )
