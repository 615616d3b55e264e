"""Makes a text of one entry of a catalogue, or says which field of it is wrong and why."""

import re
import unicodedata
from collections.abc import Mapping
from typing import cast

from litcoach_desktop.domain.texts import GENRES, ClosedQuestion, OpenQuestion, QuestionKind, Text, WordMeaning

_GRADES = range(9)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LEXILE = re.compile(r"(?:(?:BR|AD|NC|HL|IG|GN|NP)\s?)*\d{0,4}L?")
# A turn of a play: Name: what is said.
_TURN = re.compile(r"([^\W_][^:\n“”]{0,39}):\s+(\S.*)", re.DOTALL)
_LONGEST_TITLE = 120
MOST_WORDS = 5_000
"""The longest text that is followed in one go; longer ones have to be cut into passages first."""

Path = tuple[str | int, ...]


class EntryProblem(ValueError):
    """A field that cannot be used. path: the keys and indices that lead to it. reason: without its full stop."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(reason)

    @property
    def field(self) -> str:
        """The path as people write it: questions[2].choices; empty for the entry as a whole."""
        said = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return said.removeprefix(".")


def text_of(entry: object) -> Text:
    """The text of an entry. Raises EntryProblem for the first field that is wrong."""
    if not isinstance(entry, dict):
        raise EntryProblem((), "it is not an object with id, title, grade, genre, topics and body")
    ident, title = _words(entry, (), "id"), _words(entry, (), "title")
    if not _SLUG.fullmatch(ident):
        raise EntryProblem(("id",), "its id must be small letters, digits and single hyphens")
    if len(title) > _LONGEST_TITLE:
        raise EntryProblem(("title",), f"its title is longer than {_LONGEST_TITLE} characters")
    grade, genre = entry.get("grade"), entry.get("genre")
    if not isinstance(grade, int) or isinstance(grade, bool) or grade not in _GRADES:
        raise EntryProblem(("grade",), "its grade must be a whole number from 0 (kindergarten) to 8")
    if genre not in GENRES:
        raise EntryProblem(("genre",), f"its genre must be one of {', '.join(GENRES)}")
    topics = entry.get("topics", [])
    if not isinstance(topics, list) or not all(isinstance(topic, str) and topic.strip() for topic in topics):
        raise EntryProblem(("topics",), "its topics must be a list of words")
    voices: tuple[str, ...] = ()
    body = _body(entry)
    if genre == "play":
        body, voices = _turns(body)
    language, lexile = _words(entry, (), "language", "en"), _words(entry, (), "lexile", "")
    if not _LANGUAGE.fullmatch(language):
        raise EntryProblem(("language",), "its language must be a tag like en or en-GB")
    if not _LEXILE.fullmatch(lexile):
        raise EntryProblem(("lexile",), "its lexile must be the publisher's measure, like 520L or BR100L")
    questions, open_question = _questions(entry)
    text = Text(
        ident,
        title,
        grade,
        cast(str, genre),
        tuple(topic.strip() for topic in topics),
        body,
        author=_words(entry, (), "author", ""),
        rights=_words(entry, (), "rights", ""),
        language=language,
        pattern=_words(entry, (), "pattern", ""),
        lexile=lexile,
        voices=voices,
        vocabulary=tuple(
            WordMeaning(_words(one, path, "word"), _words(one, path, "meaning"))
            for path, one in _objects(entry, "vocabulary")
        ),
        questions=questions,
        open_question=open_question,
    )
    count = len(text.passage.words)
    if not 1 <= count <= MOST_WORDS:
        raise EntryProblem(("body",), f"its body has {count} words; it needs at least one and at most {MOST_WORDS}")
    return text


def entry_of(text: Text) -> dict[str, object]:
    """The entry that `text_of` makes this text of again; what is empty is left out."""
    paragraphs = text.paragraphs
    if text.voices:
        paragraphs = [f"{name}: {said}" for name, said in zip(text.voices, paragraphs, strict=True)]
    asked: list[dict[str, object]] = [
        {"kind": str(one.kind), "prompt": one.prompt, "choices": list(one.choices), "answer": one.answer}
        for one in text.questions
    ]
    if text.open_question is not None:
        asked.append(
            {"kind": "open", "prompt": text.open_question.prompt, "good_answer": text.open_question.good_answer}
        )
    entry: dict[str, object] = {
        "id": text.id,
        "title": text.title,
        "grade": text.grade,
        "genre": text.genre,
        "topics": list(text.topics),
        "author": text.author,
        "rights": text.rights,
        "language": "" if text.language == "en" else text.language,
        "pattern": text.pattern,
        "lexile": text.lexile,
        "body": paragraphs,
        "vocabulary": [{"word": one.word, "meaning": one.meaning} for one in text.vocabulary],
        "questions": asked,
    }
    always = {"id", "title", "grade", "genre", "topics", "body"}
    return {key: value for key, value in entry.items() if key in always or value}


def _body(entry: Mapping[str, object]) -> str:
    """The body as one string; in a list each item is a paragraph."""
    body = entry.get("body")
    if isinstance(body, list):
        for place, paragraph in enumerate(body):
            if not isinstance(paragraph, str) or not paragraph.strip():
                raise EntryProblem(("body", place), "a paragraph of its body is empty or is not text")
        body = "\n\n".join(paragraph.strip() for paragraph in body)
    if not isinstance(body, str) or not body.strip():
        raise EntryProblem(("body",), "its body is missing or is not text")
    return _clean(body)


def _turns(body: str) -> tuple[str, tuple[str, ...]]:
    """What is spoken in a play, and by whom, paragraph by paragraph."""
    turns = [_TURN.fullmatch(paragraph.strip()) for paragraph in re.split(r"\n\n+", body)]
    for place, turn in enumerate(turns):
        if turn is None:
            raise EntryProblem(
                ("body", place), f"paragraph {place + 1} of the play does not begin with a name and a colon"
            )
    found = [turn for turn in turns if turn is not None]
    voices = tuple(turn[1].strip() for turn in found)
    if len(set(voices)) < 2:
        raise EntryProblem(("body",), "a play needs two voices at least")
    return "\n\n".join(turn[2] for turn in found), voices


def _questions(entry: Mapping[str, object]) -> tuple[tuple[ClosedQuestion, ...], OpenQuestion | None]:
    closed: list[ClosedQuestion] = []
    opened: OpenQuestion | None = None
    for path, one in _objects(entry, "questions"):
        kind, prompt = _words(one, path, "kind"), _words(one, path, "prompt")
        if kind == "open":
            if opened is not None:
                raise EntryProblem((*path, "kind"), "it has two open questions")
            opened = OpenQuestion(prompt, _words(one, path, "good_answer"))
            continue
        if kind not in list(QuestionKind):
            raise EntryProblem((*path, "kind"), f"a question's kind must be one of {', '.join(QuestionKind)}, open")
        closed.append(ClosedQuestion(QuestionKind(kind), prompt, *_choices(one, path)))
    return tuple(closed), opened


def _choices(question: Mapping[str, object], path: Path) -> tuple[tuple[str, ...], int]:
    choices, answer = question.get("choices"), question.get("answer")
    if not isinstance(choices, list) or not all(isinstance(one, str) and one.strip() for one in choices):
        raise EntryProblem((*path, "choices"), "a question's choices must be a list of texts")
    said = tuple(_clean(one) for one in choices)
    if len(said) < 2 or len(set(said)) < len(said):
        raise EntryProblem((*path, "choices"), "a question needs two choices at least, each of them different")
    if not isinstance(answer, int) or isinstance(answer, bool) or not 0 <= answer < len(said):
        raise EntryProblem((*path, "answer"), "a question's answer must be the place of the right choice, from 0")
    return said, answer


def _objects(entry: Mapping[str, object], name: str) -> list[tuple[Path, Mapping[str, object]]]:
    items = entry.get(name, [])
    if not isinstance(items, list):
        raise EntryProblem((name,), f"its {name} must be a list")
    for place, one in enumerate(items):
        if not isinstance(one, dict):
            raise EntryProblem((name, place), f"its {name} must be a list of objects")
    return [((name, place), one) for place, one in enumerate(items)]


def _words(entry: Mapping[str, object], path: Path, name: str, default: str | None = None) -> str:
    value = entry.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or (default is None and not value.strip()):
        owner = "its" if not path else "a question's" if path[0] == "questions" else "a word's"
        raise EntryProblem((*path, name), f"{owner} {name} is missing or is not text")
    return _clean(value)


def _clean(value: str) -> str:
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
