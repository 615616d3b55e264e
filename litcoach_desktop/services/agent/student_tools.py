"""The tools for a child: they see the child of the session, the text on the table, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from litcoach_desktop.domain.coaching.grounding import NEAR, SURE, best_sentence, carrying_words, with_next
from litcoach_desktop.domain.coaching.turns import LastReading, Pupil, Role, Source, ToolResult
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.letter_sounds import beginning_of, example_for
from litcoach_desktop.domain.searching.spelling import distance
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.agent.questions import Questions
from litcoach_desktop.services.agent.toolbox import Toolbox
from litcoach_desktop.services.agent.toolset import tool
from litcoach_desktop.services.agent.writing_desk import WritingDesk

_TITLES = 3
_NO_TEXT = ToolResult("no_text")
# Shorter words are too near to each other to guess which was meant.
_LEAST_MISSPELT = 4
_LONG_WORD = 7


class StudentTools:
    """What the coach can do for one child. It keeps which text is open, which question, which word."""

    def __init__(self, toolbox: Toolbox, pupil: Pupil) -> None:
        self._toolbox = toolbox
        self._pupil = pupil
        self._text: Text | None = None
        self._questions: Questions | None = None
        self._part = -1
        self._to_practise: list[str] | None = None
        self._writing = WritingDesk(toolbox.is_word)

    @property
    def text(self) -> Text | None:
        """The text that lies open."""
        return self._text

    @property
    def choices(self) -> tuple[str, ...]:
        """Of the question that waits, each with its letter; none when there is no such question."""
        return self._questions.lettered if self._questions else ()

    def lay_open(self, text: Text) -> None:
        """Put a text on the table, read from the start and not asked about yet; unless it lies there already.

        Raises Refused for a text that the child is to read to be assessed.
        """
        if text.id in self._toolbox.unseen(self._pupil):
            raise Refused("Your teacher would like to hear this one from you first. You find it under Today.")
        if self._text is None or self._text.id != text.id:
            self._text, self._questions, self._part = text, Questions(text), -1

    def put_away_unseen(self) -> None:
        """Take the text from the table when the child has been asked since to read it to be assessed."""
        if self._text is not None and self._text.id in self._toolbox.unseen(self._pupil):
            self._text, self._questions, self._part = None, None, -1

    @tool(Role.STUDENT)
    def find_texts(self, about: str) -> ToolResult:
        """Find texts in the library. about: a topic, a kind of text or a title, in the child's words."""
        return _titles(self._seen(lambda limit: self._toolbox.find(about, limit)), about=about)

    @tool(Role.STUDENT)
    def what_next(self) -> ToolResult:
        """Find what this child may like to read next."""
        return _titles(self._seen(lambda limit: self._toolbox.recommend(self._pupil, limit)))

    @tool(Role.STUDENT)
    def open_text(self, title: str) -> ToolResult:
        """Put a text of the library on the table. title: as the library gives it."""
        text = self._toolbox.by_title(title)
        if text is None:
            return ToolResult("none", {"title": title})
        if text.id in self._toolbox.unseen(self._pupil):
            return ToolResult("later", {"title": text.title})
        self._text = None
        self.lay_open(text)
        facts = {"title": text.title, "minutes": str(text.minutes)}
        return ToolResult("opened", facts, sources=(Source("text", text.id, text.title),))

    @tool(Role.STUDENT)
    def read_part(self, which: Literal["next", "again", "first"]) -> ToolResult:
        """Read a paragraph of the open text to the child: the next one, the last one again, or the first."""
        text = self._text
        if text is None:
            return _NO_TEXT
        part = {"next": self._part + 1, "again": max(self._part, 0), "first": 0}[which]
        if part >= len(text.paragraphs):
            return ToolResult("end", {"title": text.title})
        return self._read(text, part)

    def _read(self, text: Text, part: int) -> ToolResult:
        self._part = part
        quote = text.paragraphs[part]
        start = sum(len(one) + 2 for one in text.paragraphs[:part])
        return ToolResult("part", {"quote": quote}, sources=(_quoted(text, start, start + len(quote)),))

    @tool(Role.STUDENT)
    def go_to_part(self, part: str) -> ToolResult:
        """Open a paragraph of the open text and read it. part: its number, "last" or "middle"."""
        text = self._text
        if text is None:
            return _NO_TEXT
        count = len(text.paragraphs)
        number = {"last": count, "middle": (count + 1) // 2}.get(part, int(part) if part.isdecimal() else 0)
        if not 1 <= number <= count:
            return ToolResult("no_part", {"title": text.title, "count": str(count)})
        return self._read(text, number - 1)

    @tool(Role.STUDENT)
    def about_text(self) -> ToolResult:
        """Tell what the open text is about and how long it is."""
        text = self._text
        if text is None:
            return _NO_TEXT
        facts = {
            "title": text.title, "minutes": str(text.minutes), "count": str(len(text.paragraphs)),
            "topics": ", ".join(text.topics[:3]), "at": str(max(1, self._part + 1)),
        }  # fmt: skip
        return ToolResult("about", facts, sources=(Source("text", text.id, text.title),))

    @tool(Role.STUDENT)
    def letter_sound(self, letters: str) -> ToolResult:
        """Name a word in which these letters have their usual sound. letters: one to four, such as "sh"."""
        example = example_for(letters)
        return ToolResult("known" if example else "unknown", {"letters": letters, "example": example})

    @tool(Role.STUDENT)
    def explain_word(self, word: str) -> ToolResult:
        """Say what a word means, from the words that come with the open text, with its syllables and sentence."""
        word = self._in_text(word)
        facts = {"word": word, "syllables": self._cut(word)}
        text = self._text
        if text is None:
            return ToolResult("no_text", facts)
        sentence = self._toolbox.sentence_with(text, word)
        meaning = text.meaning_of(word)
        if meaning:
            return ToolResult(
                "known", facts | {"meaning": meaning}, sources=(Source("words", text.id, text.title, quote=meaning),)
            )
        if sentence:
            start = _place(text, sentence)
            return ToolResult(
                "in_sentence", facts | {"quote": sentence}, sources=(_quoted(text, start, start + len(sentence)),)
            )
        return ToolResult("absent", facts)

    @tool(Role.STUDENT)
    def hear_word(self, word: str) -> ToolResult:
        """Cut a word into its syllables, to say it slowly."""
        word = self._in_text(word)
        parts = self._toolbox.syllables(word)
        status = "parts" if len(parts) > 1 else "one_part"
        facts = {"word": word, "syllables": " · ".join(parts), "first": beginning_of(word)}
        return ToolResult(
            status, {**facts, "quote": self._toolbox.sentence_with(self._text, word) if self._text else ""}
        )

    @tool(Role.STUDENT)
    def last_reading(self) -> ToolResult:
        """Tell how the child's last reading went: what worked. No scores."""
        last = self._last()
        if last is None:
            return ToolResult("none")
        return ToolResult(
            last.strategy, {"title": last.title, "word": last.word}, sources=(Source("reading", last.id, last.title),)
        )

    @tool(Role.STUDENT)
    def hard_words(self) -> ToolResult:
        """Name the words of the last reading that are worth practising."""
        last = self._last()
        if last is None or not last.hard_words:
            return ToolResult("none")
        facts = {"title": last.title, "words": ", ".join(last.hard_words)}
        return ToolResult("found", facts, sources=(Source("reading", last.id, last.title),))

    @tool(Role.STUDENT)
    def practise_word(self) -> ToolResult:
        """Give the next word to practise, with its syllables."""
        if not self._to_practise:
            last = self._last()
            done = self._to_practise is not None
            self._to_practise = None if done else list(last.hard_words) if last else None
            if not self._to_practise:
                self._to_practise = None
                return ToolResult("done" if done else "none")
        word = self._to_practise.pop(0)
        return ToolResult("word", {"word": word, "syllables": self._cut(word), "first": beginning_of(word)})

    @tool(Role.STUDENT)
    def ask_question(self) -> ToolResult:
        """Ask the next question about the open text, with its choices."""
        return self._questions.ask() if self._questions else _NO_TEXT

    @tool(Role.STUDENT)
    def check_answer(self, answer: str) -> ToolResult:
        """Check the child's answer to the question that was asked. answer: a letter, a choice, or own words."""
        if self._text is None or self._questions is None:
            return _NO_TEXT
        result = self._questions.check(answer)
        return self._with_place(self._text, result) if result.status == "try_again" else result

    @tool(Role.STUDENT)
    def show_me_where(self) -> ToolResult:
        """Show the sentence of the text that helps with the question that was asked."""
        if self._text is None or self._questions is None:
            return _NO_TEXT
        if self._questions.asked is None:
            return ToolResult("no_question")
        return self._with_place(self._text, ToolResult("place"))

    @tool(Role.STUDENT)
    def check_my_writing(self, writing: str) -> ToolResult:
        """Look at what the child wrote and make one suggestion. writing: all of it; empty for one more suggestion."""
        return self._writing.check(writing)

    @tool(Role.STUDENT)
    def find_in_text(self, question: str) -> ToolResult:
        """Answer a question about the open text with sentences of it; or say that the text does not say."""
        text = self._text
        if text is None:
            return _NO_TEXT
        spans = self._toolbox.passages(question, text.id)
        for status, enough in (("quoted", SURE), ("near", NEAR)):
            found = best_sentence(text.body, question, spans, enough)
            if found is not None:
                source = _quoted(text, *with_next(text.body, found))
                return ToolResult(status, {"quote": source.quote, "title": text.title}, sources=(source,))
        return ToolResult("not_said", {"title": text.title})

    def _with_place(self, text: Text, result: ToolResult) -> ToolResult:
        """The result with the sentence that helps with the question, where there is one."""
        asked = self._questions.asked if self._questions else None
        if asked is None:
            return result
        answer = asked.choices[asked.answer]
        clues = [f"{asked.prompt} {answer}", *([answer] if len(carrying_words(answer)) > 1 else []), asked.prompt]
        whole = [(0, len(text.body))]
        found = next((at for clue in clues if (at := best_sentence(text.body, clue, whole)) is not None), None)
        if found is None:
            return ToolResult(f"{result.status}_reread", result.facts, result.choices)
        source = _quoted(text, *found)
        return ToolResult(result.status, {**result.facts, "quote": source.quote}, result.choices, (source,))

    def _seen(self, find: Callable[[int], Sequence[Text]]) -> list[Text]:
        """The first finds that the child may see."""
        unseen = self._toolbox.unseen(self._pupil)
        return [text for text in find(_TITLES + len(unseen)) if text.id not in unseen][:_TITLES]

    def _in_text(self, word: str) -> str:
        """The word of the open text that was meant, where it has none that is spelled so."""
        if self._text is None:
            return word
        small = word.casefold()
        spoken = {one.spoken for one in self._text.passage.words}
        most = 2 if len(small) >= _LONG_WORD else 1
        if small in spoken or len(small) < _LEAST_MISSPELT or self._toolbox.is_word(small):
            return word
        near = [(distance(small, one, most), one[0] != small[:1], one) for one in spoken if len(one) >= _LEAST_MISSPELT]
        best = min(near, default=(most + 1, True, word))
        return best[2] if best[0] <= most else word

    def _last(self) -> LastReading | None:
        return None if self._pupil.id is None else self._toolbox.last_reading(self._pupil.id)

    def _cut(self, word: str) -> str:
        return " · ".join(self._toolbox.syllables(word))


def _titles(texts: Sequence[Text], **facts: str) -> ToolResult:
    if not texts:
        return ToolResult("none", facts)
    titles = tuple(text.title for text in texts)
    sources = tuple(Source("text", one.id, one.title) for one in texts)
    return ToolResult("found", {**facts, "titles": "; ".join(titles)}, titles, sources)


def _quoted(text: Text, start: int, end: int) -> Source:
    return Source("text", text.id, text.title, start, end, text.body[start:end])


def _place(text: Text, sentence: str) -> int:
    """Where a sentence begins whose white space was evened out."""
    pattern = r"\s+".join(re.escape(word) for word in sentence.split())
    match = re.search(pattern, text.body)
    return match.start() if match else 0
