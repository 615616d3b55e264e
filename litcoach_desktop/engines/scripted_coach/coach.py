"""The coach that needs no model: one intent, one tool, one human-written sentence, and always a next step."""

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from litcoach_desktop.domain.coaching.talks import PassedOn
from litcoach_desktop.domain.coaching.turns import Pupil, Reply, ToolResult
from litcoach_desktop.domain.safety import Category
from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.domain.searching.spelling import distance
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
    "write": ("check_my_writing", {"writing": ""}),
    "another_tip": ("check_my_writing", {"writing": ""}),
    "letter_sound": ("letter_sound", {"letters": ""}),
    "about_text": ("about_text", {}),
    "how_long": ("about_text", {}),
    "go_to_part": ("go_to_part", {"part": ""}),
    "slower": ("read_part", {"which": "again"}),
    "no_sense": ("read_part", {"which": "again"}),
}
_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "end": "last",
    "ending": "last", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "final": "last",
    "medio": "middle",
    "ultima parte": "last", "ultimo parrafo": "last",
}  # fmt: skip
# Said while writing is waited for, these are what they say and no piece of writing.
_NEVER_WRITING = ("goodbye", "privacy", "grown_up", "who_are_you", "another_tip")
# So many of the words of two pieces of writing are the same when the second is the first one, mended.
_SAME_WRITING = 0.5
# A piece of writing has at least so many words; fewer are an answer or a wish.
_LEAST_WRITING = 4
_WRITING_BEGINS = re.compile(
    r"\b(?:writing|stor(?:y|ies)|sentences?|paragraph|essay|homework|poem|letter|wrote|written|write|spelling|texto|escrito"
    r"|escrib[ií]|oraci[oó]n|p[aá]rrafo|cuento|tarea|poema)\b[\s,.:;-]*", re.IGNORECASE,
)  # fmt: skip
# As a screen for writing says it: nothing of what follows is a wish.
_CHECK_THIS = re.compile(r"\s*(?:check my writing|revisa mi (?:texto|escrito))\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
# What a child is told when it is stuck on the same word again: wait, first sound, chunks, does it make sense.
_STUCK = ("stuck.first_sound", "stuck.chunks", "stuck.sense")
_ASKED_FOR = {
    "find_texts": "about",
    "open_text": "title",
    "explain_word": "word",
    "hear_word": "word",
    "stuck_word": "word",
}
_ENDS = ("goodbye",)
# Never taken for a child's writing.
_OURS = (*_ENDS, "privacy", "grown_up", "who_are_you", "speak_spanish", "speak_english", "write", "another_tip")

_LONGEST_SAID = 500
_PLACES = {"first": 1, "1": 1, "one": 1, "second": 2, "2": 2, "two": 2, "third": 3, "3": 3, "three": 3,
           "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3}  # fmt: skip
_PLACE = re.compile(
    r"(?:(?:i want|i pick|i choose|i like|read|open|lets read|maybe|um|number|el|la) )*(?:the )?"
    r"(first|1|one|second|2|two|third|3|three|last|primer[oa]|segund[oa]|tercer[oa])(?: one| book| story| please)*"
)


class Resources:
    """The files of a folder such as resources/coach, read once for all sessions."""

    def __init__(self, folder: Path) -> None:
        self.understanding: Understanding = read_intents(folder / "intents.toml", folder / "examples.toml")
        self.topics: Mapping[str, str] = tomllib.loads((folder / "topics.toml").read_text(encoding="utf-8"))["topics"]
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
        self._topics = resources.topics
        self._name = pupil.given_name
        self._is_guest = pupil.id is None
        # The answers of the question that waits, and the titles that were offered: what the child may mean by a word.
        self._question_waits = False
        self._titles: tuple[str, ...] = ()
        self._offered: tuple[str, ...] = ()
        self._waits_for_writing = False
        self._written: frozenset[str] = frozenset()
        self._stuck_on: dict[str, int] = {}

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
        """Whether it is understood, or a choice, an answer or a title that was offered, or writing."""
        if _CHECK_THIS.match(said) or self._is_writing(said):
            return True
        intent = self._understanding.understand(said, self._language)
        if intent is not None:
            self._language = intent.language or self._language
            return True
        offered = (*self._offered, *self._titles)
        # "B. in bed" is also answered by its words alone.
        known = {words.casefold() for one in offered for words in (one, one.partition(". ")[2])}
        return said.strip().casefold() in known - {""}

    def tell(self, tool: str, arguments: Mapping[str, str], result: ToolResult) -> Reply:
        """What a tool found, without what leads up to it."""
        return self._told(tool, "", result, arguments)

    def answer(self, said: str, tools: ToolCaller, telling: Telling = SILENCE) -> Reply:
        """Work out what is wanted and do it. Whatever is said, one of the known things happens, or nothing."""
        said = said.strip()
        whole = _CHECK_THIS.match(said)
        if whole:
            return self._use(Intent("write", None, {"writing": whole.group(1)}), tools)
        title = self._title_meant(said)
        if title is not None:
            return self._use(Intent("open_text", None, {"title": title}), tools)
        if self._is_writing(said):
            return self._use(Intent("write", None, {"writing": said}), tools)
        intent = self._understanding.understand(said, self._language)
        if self._question_waits and self._may_answer(said, intent):
            answered = tools.call("check_answer", {"answer": said[:_LONGEST_SAID]})
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
                intent.slots["question"] = said[:_LONGEST_SAID]
            elif intent.name == "answer":
                intent.slots["answer"] = said[:_LONGEST_SAID]
            elif intent.name == "write":
                intent.slots["writing"] = _writing_in(said)
                if not intent.slots["writing"]:
                    self._waits_for_writing = True
                    return self._reply("which.writing")
            return self._use(intent, tools)
        return self._talked(intent.name)

    def _talked(self, intent: str) -> Reply:
        """What needs no tool. A guest is told something else about what is kept."""
        situation = "privacy.guest" if intent == "privacy" and self._is_guest else f"talk.{intent}"
        return dataclasses.replace(self._reply(situation), ends=intent in _ENDS)

    def _title_meant(self, said: str) -> str | None:
        """The title that was offered and is named, by its words or its place."""
        plain = words_of(said)
        for title in self._titles:
            if words_of(title) == plain:
                return title
        if self._question_waits or not self._titles:
            return None
        ordinal = _PLACE.fullmatch(" ".join(plain))
        if ordinal:
            place = _PLACES.get(ordinal.group(1), len(self._titles))
            return self._titles[place - 1] if place <= len(self._titles) else None
        wanted = [word for word in plain if len(word) > 3]
        for title in self._titles:
            parts = [word for word in words_of(title) if len(word) > 3]
            near = sum(any(distance(word, part, 1) <= 1 for part in parts) for word in wanted)
            if parts and near == len(wanted) >= max(1, len(parts) - 1):
                return title
        return None

    def _is_writing(self, said: str) -> bool:
        """Whether a message is the writing that was asked for, or what was looked at last, changed a little."""
        offered = [one.casefold() for one in self._offered]
        words = set(words_of(said))
        if said.casefold() in offered or len(said.split()) < _LEAST_WRITING:
            return False
        if self._waits_for_writing:
            intent = self._understanding.understand(said, self._language)
            return intent is None or intent.name not in _NEVER_WRITING
        return len(words & self._written) > _SAME_WRITING * len(words | self._written)

    def _may_answer(self, said: str, intent: Intent | None) -> bool:
        """Whether a message may be the answer of the question that waits."""
        if intent is None or not intent.sure or intent.name in ("answer", "text_question", "yes", "no"):
            return True
        return said.casefold() in [one.casefold() for one in self._offered]

    def _use(self, intent: Intent, tools: ToolCaller) -> Reply:
        tool, usual = _TOOLS[intent.name]
        arguments = {name: intent.slots.get(name, value) for name, value in usual.items()}
        if "about" in arguments:
            # The library is searched in its own language.
            arguments["about"] = " ".join(self._topics.get(word, word) for word in arguments["about"].split())
        if "part" in arguments:
            arguments["part"] = _NUMBERS.get(arguments["part"], arguments["part"])
        self._waits_for_writing = False
        missing = _ASKED_FOR.get(intent.name)
        if missing is not None and not arguments[missing]:
            return self._reply(f"which.{missing}")
        return self._told(tool, intent.name, tools.call(tool, arguments), arguments)

    def _told(self, tool: str, intent: str, result: ToolResult, arguments: Mapping[str, str]) -> Reply:
        """What a tool found, in words. What leads up to it depends on why it was asked."""
        speaker = self._speakers[self._language]
        before = [f"before.{intent}"] if speaker.knows(f"before.{intent}") and result.status != "no_text" else []
        situation = f"any.{result.status}" if result.status in ("no_text", "no_question") else f"{tool}.{result.status}"
        if intent == "how_long" and result.status == "about":
            situation = "how_long.told"
        elif tool == "check_my_writing" and "strength" in result.facts:
            before = [] if intent == "another_tip" else [f"strength.{result.facts['strength']}"]
            self._written = frozenset(words_of(arguments["writing"])) or self._written
        elif intent == "stuck_word" and result.status in ("parts", "one_part"):
            before, situation = self._move_for(result)
        if tool in ("ask_question", "check_answer"):
            self._question_waits = result.status in ("question", "try_again", "try_again_reread", "unclear")
        elif result.status == "opened":
            self._question_waits = False
        if tool in ("find_texts", "what_next"):
            self._titles = result.choices
        reply = self._reply(*before, situation, facts={**arguments, **result.facts}, choices=result.choices)
        asks = self._question_waits and tool in ("ask_question", "check_answer")
        hear = (
            result.facts["word"] if situation in ("hear_word.parts", "hear_word.one_part", "practise_word.word") else ""
        )
        return Reply(reply.said, reply.choices, result.sources, asks=asks, hear=hear)

    def _move_for(self, result: ToolResult) -> tuple[list[str], str]:
        """The next thing to try on a word: each time it is asked for, a little more help."""
        word = result.facts["word"].casefold()
        times = self._stuck_on[word] = self._stuck_on.get(word, 0) + 1
        moves = [
            move
            for move in _STUCK
            if not (move == "stuck.chunks" and result.status == "one_part")
            and not (move == "stuck.sense" and not result.facts["quote"])
        ]
        if times <= len(moves):
            return [], moves[times - 1]
        return ["before.stuck_word"], f"hear_word.{result.status}"

    def _reply(self, *situations: str, facts: Mapping[str, str] | None = None, choices: tuple[str, ...] = ()) -> Reply:
        speaker = self._speakers[self._language]
        known = {"name": self._name, **(facts or {})}
        said = " ".join(speaker.say(one, known) for one in situations)
        ready = speaker.choices(situations[-1]) or speaker.choices(situations[0])
        offered = choices or tuple(one.format_map(known) for one in ready)
        self._offered = offered
        return Reply(said, offered)


def _writing_in(said: str) -> str:
    """What stands after the wish to look at it; empty where nothing does."""
    for sign in (":", "\n"):
        head, found, rest = said.partition(sign)
        if found and len(rest.split()) >= _LEAST_WRITING - 1 and len(head.split()) <= 12:
            return rest.strip()
    begins = _WRITING_BEGINS.search(said)
    rest = said[begins.end() :].strip() if begins else ""
    return rest if len(rest.split()) >= _LEAST_WRITING else ""
