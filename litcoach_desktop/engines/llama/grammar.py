"""The grammar of one choice, in llama.cpp's GBNF: a tool with its arguments, or a reply, and nothing else.

Lengths are bounded, so that even noise comes to an end and is a choice that can be read.
"""

import json
from collections.abc import Sequence

from litcoach_desktop.domain.coaching.tool_card import ToolCard

LONGEST_ARGUMENT = 80
LONGEST_REPLY = 280
# Latin letters and signs. Those that JSON would have to escape are in neither; those of markup and code are not in what
# a child reads.
_SIGNS = r"""
argument ::= argument-sign{1,%d}
argument-sign ::= [ !#-\[\]-~\u00A1-\u024F\u1E00-\u1EFF\u2013-\u201D\u2026]
reply-words ::= reply-start reply-sign{1,%d}
reply-start ::= [A-Za-z\u00A1\u00BF-\u024F]
reply-sign ::= [ !$-;=?A-Z_a-z\u00A1-\u024F\u1E00-\u1EFF\u2013-\u201D\u2026]
"""


def choice_grammar(tools: Sequence[ToolCard]) -> str:
    """The rules; the first is `root`. Without tools only a reply is possible. The same tools give the same bytes."""
    rules = [f"tool-{number}" for number in range(len(tools))]
    lines = [f"root ::= {' | '.join(['reply', *rules])}"]
    lines.append(" ".join(["reply ::=", _literal('{"reply": "'), "reply-words", _literal('"}')]))
    lines += [f"{rule} ::= {_tool(card)}" for rule, card in zip(rules, tools, strict=True)]
    return "\n".join(lines) + _SIGNS % (LONGEST_ARGUMENT, LONGEST_REPLY - 1)


def _tool(card: ToolCard) -> str:
    parts: list[str] = []
    written = f'{{"tool": {json.dumps(card.name)}, "args": {{'
    for number, (name, allowed) in enumerate(card.parameters.items()):
        written += f'{", " if number else ""}{json.dumps(name)}: "'
        parts += [_literal(written), "argument" if allowed is None else _one_of(allowed)]
        written = '"'
    return " ".join([*parts, _literal(written + "}}")])


def _one_of(allowed: Sequence[str]) -> str:
    # As JSON would write them between its quotation marks.
    return f"({' | '.join(_literal(json.dumps(value)[1:-1]) for value in allowed)})"


def _literal(text: str) -> str:
    """A literal of GBNF, which escapes what JSON escapes."""
    return json.dumps(text, ensure_ascii=False)
