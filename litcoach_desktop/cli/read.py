"""`litcoach read`: judges one recording of one passage and prints its running record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from rich.console import Console

from litcoach_desktop.cli.expression import print_expression
from litcoach_desktop.cli.listening import hear
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.running_record import LEGEND, print_record, print_score
from litcoach_desktop.domain.errors import EnvironmentProblem, TextFileProblem
from litcoach_desktop.domain.reading.norms import Percentile, Season, percentile, season_of, usual_wcpm
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.services.content import read_text_file


def run(parts: Parts, audio: Path, text: Path, *, grade: int | None, season: str | None, protocol: str | None) -> int:
    """Print the running record and the score; 0 also for a reading that could not be scored, which is said."""
    protocols = parts.settings.protocols
    rules = protocols[_choice("protocol", protocol or parts.settings.protocol, tuple(protocols))]
    when = Season(_choice("season", season, tuple(Season))) if season else season_of(datetime.now().astimezone().month)
    passage = Passage(read_text_file(text).strip())
    if not passage.words:
        raise TextFileProblem(f"There are no words in {text}.", "", "Give the passage that was read, as plain text.")
    samples = parts.read_sound(audio)
    events = hear(parts.listener(), passage, samples)
    scored = None if events.unscored_reason else score(events, passage, rules)
    place: Percentile | None = None
    if scored is not None and grade is not None:
        place = percentile(grade, when, scored.wcpm)
    console = Console(highlight=False)
    print_record(console, passage, events)
    console.print(LEGEND, style="dim")
    console.print()
    print_score(console, scored, events, place)
    if grade is not None and scored is not None and place is None:
        console.print(f"There are no norms for grade {grade} in {when}.", style="dim")
    if scored is not None:
        expected = None if grade is None else float(usual_wcpm(grade, when))
        manner = ExpressionRules(parts.settings.expression_pause_s, round(parts.settings.expression_concern_below))
        console.print()
        print_expression(console, expression_of(events, passage, usual_wpm=expected, rules=manner))
    return 0


def _choice(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise EnvironmentProblem(
            f"There is no {name} called “{value}”.", "Nothing was judged.", f"Choose one of: {', '.join(allowed)}."
        )
    return value
