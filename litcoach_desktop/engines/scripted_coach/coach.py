"""The coach that needs no model: one intent, one tool, one human-written sentence, and always a next step."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from litcoach_desktop.domain.coaching.talks import PassedOn
from litcoach_desktop.domain.coaching.turns import Pupil, Reply, ToolResult
from litcoach_desktop.domain.safety import Category
from litcoach_desktop.engines.scripted_coach.intents import LANGUAGES, Intent, Understanding, read_intents
from litcoach_desktop.engines.scripted_coach.phrases import Situation, Speaker, read_phrases
from litcoach_desktop.ports.coaching import SILENCE, Telling, ToolCaller

# Intent -> tool, the argument it takes, and what the argument is when the child did not name one.
_TOOLS: dict[str, tuple[str, dict[str, str]]] = {
    "find_texts": ("find_texts", {"about": ""}),
    "funny": ("find_texts", {"about": "funny"}),
    "open_text": ("open_text", {"title": ""}),
    "what_next": ("what_next", {}),
    "too_hard": ("what_next", {}),
    "too_easy": ("what_next", {}),
    "explain_word": ("explain_word", {"word": ""}),
    "hear_word": ("hear_word", {"word": ""}),
    "stuck_word": ("hear_word", {"word": ""}),
    "read_first": ("read_part", {"which": "first"}),
    "read_next": ("read_part", {"which": "next"}),
    "read_again": ("read_part", {"which": "again"}),
    "ask_question": ("ask_question", {}),
    "answer": ("check_answer", {"answer": ""}),
    "hint": ("show_me_where", {}),
    "tell_answer": ("show_me_where", {}),
    "last_reading": ("last_reading", {}),
    "hard_words": ("hard_words", {}),
    "practise": ("practise_word", {}),
    "text_question": ("find_in_text", {"question": ""}),
}
_ASKED_FOR = {
    "find_texts": "about",
    "open_text": "title",
    "explain_word": "word",
    "hear_word": "word",
    "stuck_word": "word",
}
_ENDS = ("goodbye",)
# Promises, and what ends or turns the talk: only in words that people wrote.
_OURS = (*_ENDS, "privacy", "grown_up", "who_are_you", "speak_spanish", "speak_english")


class Resources:
    """The files of a folder such as resources/coach, read once for all sessions."""

    def __init__(self, folder: Path) -> None:
        self.understanding: Understanding = read_intents(folder / "intents.toml")
        self.situations: Mapping[str, Mapping[str, Situation]] = {
            language: read_phrases(folder / f"{language}.toml") for language in LANGUAGES
        }


class ScriptedCoach:
    """Implements `ports.coaching.PlainCoach`: talks with one child, in the language the child talks in."""

    def __init__(self, resources: Resources, pupil: Pupil, start: int = 0) -> None:
        """start: see Speaker."""
        self._understanding = resources.understanding
        self._speakers = {
            language: Speaker(resources.situations[language], pupil.grade, start) for language in LANGUAGES
        }
        self._language = LANGUAGES[0]
        self._name = pupil.given_name
        self._is_guest = pupil.id is None
        # The answers of the question that waits, and the titles that were offered: what the child may mean by a word.
        self._question_waits = False
        self._titles: tuple[str, ...] = ()
        self._offered: tuple[str, ...] = ()

    def opening(self) -> Reply:
        """A greeting, and who can read what is said here."""
        return self._reply("talk.greeting", "privacy.told_guest" if self._is_guest else "privacy.told")

    def safe_reply(self, category: Category, passed_on: PassedOn = PassedOn.SILENT) -> Reply:
        """The fixed words of the language that the child talks in."""
        if passed_on is PassedOn.SILENT or category in (Category.PERSONAL_DATA, Category.STRONG_LANGUAGE):
            return self._reply(f"safety.{category.value}")
        return self._reply(f"safety.{category.value}", f"passed_on.{passed_on.value}")

    def closing(self, said: str) -> Reply:
        """Kind words for the end of the day; what needs no tool and no time is still answered."""
        intent = self._understanding.understand(said, self._language)
        if intent is not None and intent.language is not None:
            self._language = intent.language
        if intent is not None and intent.name in ("goodbye", "grown_up", "privacy"):
            return dataclasses.replace(self._talked(intent.name), closed=True)
        return dataclasses.replace(self._reply("talk.enough"), closed=True)

    def not_kept(self) -> str:
        """In the language that the child talks in."""
        return self._speakers[self._language].say("kept.failed", {})

    def instead(self) -> Reply:
        """A plain way on."""
        return self._reply("talk.unknown")

    def is_ready_for(self, said: str) -> bool:
        """Whether it is a choice or a title that was offered, a goodbye, or asks who reads this."""
        intent = self._understanding.understand(said, self._language)
        if intent is not None and intent.language is not None:
            self._language = intent.language
        if intent is not None and intent.name in _OURS:
            return True
        return said.strip().casefold() in [one.casefold() for one in (*self._offered, *self._titles)]

    def tell(self, tool: str, arguments: Mapping[str, str], result: ToolResult) -> Reply:
        """What a tool found, without what leads up to it."""
        return self._told(tool, "", result, arguments)

    def answer(self, said: str, tools: ToolCaller, telling: Telling = SILENCE) -> Reply:
        """Work out what is wanted and do it. Whatever is said, one of the known things happens, or nothing."""
        title = next((one for one in self._titles if one.casefold() == said.strip().casefold()), None)
        if title is not None:
            return self._use(Intent("open_text", None, {"title": title}), tools)
        intent = self._understanding.understand(said, self._language)
        if self._question_waits and (intent is None or intent.name in ("answer", "text_question", "yes", "no")):
            answered = tools.call("check_answer", {"answer": said})
            if answered.status != "unclear" or intent is None:
                return self._told("check_answer", "answer", answered, {})
        if intent is None:
            return self._reply("talk.unknown")
        if intent.language is not None:
            self._language = intent.language
        if intent.name == "yes" and self._offered:
            return self.answer(self._offered[0], tools, telling)
        if intent.name in _TOOLS:
            if intent.name == "text_question":
                intent.slots["question"] = said
            elif intent.name == "answer":
                intent.slots["answer"] = said
            return self._use(intent, tools)
        return self._talked(intent.name)

    def _talked(self, intent: str) -> Reply:
        """What needs no tool. A guest is told something else about what is kept."""
        situation = "privacy.guest" if intent == "privacy" and self._is_guest else f"talk.{intent}"
        return dataclasses.replace(self._reply(situation), ends=intent in _ENDS)

    def _use(self, intent: Intent, tools: ToolCaller) -> Reply:
        tool, usual = _TOOLS[intent.name]
        arguments = {name: intent.slots.get(name, value) for name, value in usual.items()}
        missing = _ASKED_FOR.get(intent.name)
        if missing is not None and not arguments[missing]:
            return self._reply(f"which.{missing}")
        return self._told(tool, intent.name, tools.call(tool, arguments), arguments)

    def _told(self, tool: str, intent: str, result: ToolResult, arguments: Mapping[str, str]) -> Reply:
        """What a tool found, in words. What leads up to it depends on why it was asked."""
        speaker = self._speakers[self._language]
        before = [f"before.{intent}"] if speaker.knows(f"before.{intent}") and result.status != "no_text" else []
        situation = f"any.{result.status}" if result.status in ("no_text", "no_question") else f"{tool}.{result.status}"
        if tool in ("ask_question", "check_answer"):
            self._question_waits = result.status in ("question", "try_again", "try_again_reread", "unclear")
        elif result.status == "opened":
            self._question_waits = False
        if tool in ("find_texts", "what_next"):
            self._titles = result.choices
        reply = self._reply(*before, situation, facts={**arguments, **result.facts}, choices=result.choices)
        asks = self._question_waits and tool in ("ask_question", "check_answer")
        return Reply(reply.said, reply.choices, result.sources, asks=asks)

    def _reply(self, *situations: str, facts: Mapping[str, str] | None = None, choices: tuple[str, ...] = ()) -> Reply:
        speaker = self._speakers[self._language]
        known = {"name": self._name, **(facts or {})}
        said = " ".join(speaker.say(one, known) for one in situations)
        offered = choices or speaker.choices(situations[-1]) or speaker.choices(situations[0])
        self._offered = offered
        return Reply(said, offered)
