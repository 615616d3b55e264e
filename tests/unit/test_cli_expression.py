"""How a reading sounded, in the words of the command line and as fields of results."""

import json
from dataclasses import replace

from rich.console import Console

from litcoach_desktop.cli.expression import expression_fields, finding_words, print_expression
from litcoach_desktop.domain.reading.prosody import Expression, Finding, Sign, expression_of
from litcoach_desktop.domain.reading.tokens import Passage
from tests.fakes.teacher import BRIDGE, bridge_events

PASSAGE = Passage(BRIDGE)
EXPRESSION = expression_of(bridge_events(PASSAGE), PASSAGE)


def printed(expression: Expression | None) -> str:
    console = Console(width=80, highlight=False)
    with console.capture() as caught:
        print_expression(console, expression)
    return caught.get()


def test_levels_are_printed_with_their_evidence_under_each_other() -> None:
    lines = [line.rstrip() for line in printed(EXPRESSION).splitlines()]
    assert lines[0].startswith("NAEP level  3 of 4: usually 30 words between pauses;")
    assert lines[1].startswith("            ")
    assert "Expression  3 of 4: the voice stayed within 5 semitones; fell at 2 of 2 ends of" in lines
    assert lines[-1] == "Together    13 of 16, good progress"


def test_what_cannot_be_told_is_said() -> None:
    assert "Fewer than 20 words" in printed(None)
    mute = expression_of(replace(bridge_events(PASSAGE), voice=None), PASSAGE)
    assert "Expression  –: too little voice to tell" in printed(mute)
    assert "Together" not in printed(mute)


def test_one_is_one() -> None:
    assert finding_words(Finding(Sign.LONG_PAUSES, 1)) == "1 pause of a second or more inside phrases"
    assert finding_words(Finding(Sign.LONG_PAUSES, 0)) == "0 pauses of a second or more inside phrases"
    assert all(finding_words(Finding(sign, 2, 3)) for sign in Sign)


def test_fields_have_levels_evidence_and_the_counts_of_reading_assignments() -> None:
    fields = json.loads(json.dumps(expression_fields(EXPRESSION)))
    assert fields["naep_level"] == 3
    assert {name: part["level"] for name, part in fields["mfs"].items()} == {
        "expression": 3,
        "phrasing": 3,
        "smoothness": 3,
        "pace": 4,
    }
    assert fields["mfs_total"] == 13
    assert (fields["missedPeriods"], fields["missedShorts"], fields["unexpectedPauses"]) == (2, 6, 0)
    assert fields["mfs"]["expression"]["evidence"][0] == "the voice stayed within 5 semitones"
    assert expression_fields(None) is None
