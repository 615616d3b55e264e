"""The teacher's assistant that needs no model: one intent, one tool, plain sentences, and what they rest on."""

import re
from collections.abc import Mapping
from pathlib import Path

from litcoach_desktop.domain.coaching.turns import Reply, Source, ToolResult
from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.engines.scripted_coach.intents import Understanding, read_intents
from litcoach_desktop.engines.scripted_coach.phrases import Situation, Speaker, read_phrases
from litcoach_desktop.ports.coaching import ToolCaller

# A teacher is no child of a grade; the sentences are the same for all.
_GRADE = 4
_PLAIN = {
    "not_read": "not_read_this_week",
    "review": "to_review",
    "hard_words": "hard_words",
    "alerts": "alerts",
    "roster": "roster",
}
_ABOUT_A_CHILD = ("how_is", "note")
_UNSURE = ("which_child", "no_child")
_GRADES = {
    "kindergarten": "0", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8",
}  # fmt: skip
_LEVEL = re.compile(rf"(?:grade|level) (\d)|(\d)(?:st|nd|rd|th)? grade|({'|'.join(_GRADES)})(?: grad|$| )")
_INTEREST = re.compile(r"(?:about|on|of) (?:the )?(?!grade|level)(.+?)(?= (?:with|for|at|in|to practi[cs]e)\b|$)")
_PATTERN = re.compile(
    r"(?:with|practi[cs]e|practi[cs]ing|to work on) (?:the |many |lots of )?(.+?)(?= (?:about|for|at|in)\b|$)"
)


class AssistantResources:
    """The files assistant.toml and assistant_intents.toml of a folder, read once."""

    def __init__(self, folder: Path) -> None:
        self.understanding: Understanding = read_intents(folder / "assistant_intents.toml")
        self.situations: Mapping[str, Situation] = read_phrases(folder / "assistant.toml")


class ScriptedAssistant:
    """Implements `ports.coaching.Assistant`: talks with one teacher about one class."""

    def __init__(self, resources: AssistantResources, start: int = 0) -> None:
        """start: see Speaker."""
        self._understanding = resources.understanding
        self._speaker = Speaker(resources.situations, _GRADE, start)
        # What was asked when a child's name was missing, and who the last note was about.
        self._waits_for_child: str | None = None
        self._note_about = ""

    def opening(self) -> Reply:
        """What the assistant is for."""
        return self._reply("talk.greeting")

    def answer(self, said: str, tools: ToolCaller) -> Reply:
        """Work out what is wanted and do it. Raises Refused while the teacher's side is locked."""
        intent = self._understanding.understand(said, "english")
        name = None if intent is None else intent.name
        waits, self._waits_for_child = self._waits_for_child, None
        if name in ("in_spanish", "in_english"):
            return self._note(self._note_about or said, "spanish" if name == "in_spanish" else "english", tools)
        if waits is not None and name in (None, "how_is"):
            return self._about_a_child(waits, said, tools)
        if name in _ABOUT_A_CHILD:
            return self._about_a_child(str(name), said, tools)
        if name in _PLAIN:
            return self._told(_PLAIN[str(name)], tools.call(_PLAIN[str(name)], {}))
        if name == "misreads":
            pattern = intent.slots.get("pattern", "") if intent else ""
            if not pattern:
                return self._reply("which.pattern")
            return self._told("misreads", tools.call("misreads", {"pattern": pattern}))
        if name == "suggest":
            return self._told("suggest_texts", tools.call("suggest_texts", _wishes(said)))
        if name is not None:
            reply = self._reply(f"talk.{name}")
            return Reply(reply.said, reply.choices, ends=name == "goodbye")
        # A bare name is a question about that child.
        found = tools.call("how_is", {"child": said[:100]})
        return self._reply("talk.unknown") if found.status in _UNSURE else self._told("how_is", found)

    def _about_a_child(self, intent: str, said: str, tools: ToolCaller) -> Reply:
        if intent == "note":
            return self._note(
                said, "spanish" if re.search(r"\b(spanish|espanol)\b", " ".join(words_of(said))) else "english", tools
            )
        found = tools.call("how_is", {"child": said[:100]})
        self._waits_for_child = intent if found.status in _UNSURE else None
        return self._told("how_is", found)

    def _note(self, child: str, language: str, tools: ToolCaller) -> Reply:
        found = tools.call("draft_note", {"child": child[:100], "language": language})
        self._waits_for_child = "note" if found.status in _UNSURE else None
        if found.status != "draft":
            return self._told("draft_note", found)
        self._note_about = found.facts["child"]
        facts = found.facts
        part = f"note_{language}"
        lines = [f"{part}.hello", f"{part}.count" if facts["count"] != "1" else f"{part}.once"]
        lines += [
            f"{part}.{facts['strategy']}",
            *([f"{part}.words"] if facts["words"] else []),
            f"{part}.close",
            f"{part}.bye",
        ]
        note = "\n".join(self._speaker.say(one, facts) for one in lines)
        reply = self._told("draft_note", found)
        other = "In English" if language == "spanish" else "In Spanish"
        return Reply(f"{reply.said}\n\n{note}", (other, *reply.choices[2:]), reply.sources)

    def _told(self, tool: str, result: ToolResult) -> Reply:
        shared = f"any.{result.status}"
        situations = [shared if self._speaker.knows(shared) else f"{tool}.{result.status}"]
        if tool == "how_is" and result.facts.get("words"):
            situations.append("how_is.words")
        return self._reply(*situations, facts=result.facts, choices=result.choices, sources=result.sources)

    def _reply(
        self,
        *situations: str,
        facts: Mapping[str, str] | None = None,
        choices: tuple[str, ...] = (),
        sources: tuple[Source, ...] = (),
    ) -> Reply:
        said = " ".join(self._speaker.say(one, {"name": "", **(facts or {})}) for one in situations)
        return Reply(said, choices or self._speaker.choices(situations[0]), sources)


def _wishes(said: str) -> dict[str, object]:
    """Level, interest and pattern of a wish for texts; empty where nothing is said of it."""
    words = " ".join(words_of(said.replace("-", " ")))
    level = _LEVEL.search(words)
    grade = next((one for one in level.groups() if one), "") if level else ""
    pattern, interest = _PATTERN.search(words), _INTEREST.search(words)
    return {
        "level": _GRADES.get(grade, grade),
        "interest": interest.group(1) if interest else "",
        "pattern": pattern.group(1) if pattern else "",
    }
