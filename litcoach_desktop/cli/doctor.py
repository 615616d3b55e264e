"""`litcoach doctor`: the list of what works on this machine, what does not, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from litcoach_desktop import __version__
from litcoach_desktop.cli.checks import Finding, Light, all_findings
from litcoach_desktop.cli.needs import Parts

_SIGNS = {Light.GOOD: ("✓", "green"), Light.LOOK: ("!", "yellow"), Light.BROKEN: ("✗", "red")}


def run(parts: Parts, *, as_json: bool) -> int:
    """Print the findings; 1 when something is broken."""
    findings = all_findings(parts)
    if as_json:
        print(json.dumps({"version": __version__, "checks": [asdict(one) for one in findings]}, ensure_ascii=False))
    else:
        _print(findings)
    return 1 if any(one.light is Light.BROKEN for one in findings) else 0


def _print(findings: list[Finding]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for one in findings:
        sign, style = _SIGNS[one.light]
        table.add_row(f"[{style}]{sign} {one.light}[/]", f"[bold]{one.name}[/]", escape(one.found))
        if one.remedy:
            table.add_row("", "", f"→ {escape(one.remedy)}")
    Console(highlight=False).print(table)
