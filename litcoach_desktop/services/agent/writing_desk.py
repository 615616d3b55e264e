"""Looks at what the child wrote in this talk: one suggestion at a time, the next one when it is asked for again."""

from collections.abc import Callable

from litcoach_desktop.domain.coaching.turns import ToolResult
from litcoach_desktop.domain.writing.review import Look, Suggestion, WritingReview, review_writing

# A sentence that is quoted back must be one that a child finds again at a glance.
_LONGEST_QUOTE = 90


class WritingDesk:
    """Keeps the last piece of writing and which suggestion was made. is_word: whether a word is an English one."""

    def __init__(self, is_word: Callable[[str], bool]) -> None:
        self._is_word = is_word
        self._writing = ""
        self._review: WritingReview | None = None
        self._next = 0

    def check(self, writing: str) -> ToolResult:
        """The next suggestion; the first one for other writing. Empty: about the writing that was looked at last."""
        writing = writing.strip()
        if writing and writing != self._writing:
            self._writing, self._next = writing, 0
            self._review = review_writing(writing, self._is_word)
        if self._review is None:
            return ToolResult("no_words" if writing else "no_writing")
        review = self._review
        suggestion = review.suggestions[min(self._next, len(review.suggestions) - 1)]
        self._next += 1
        facts = {
            "words": str(review.counts.words), "spelled": str(review.counts.spelled),
            "sequences": str(review.counts.sequences), "possible": str(review.counts.possible),
            "sentences": str(review.counts.sentences), "strength": review.strength.value,
            "word": suggestion.word, "sentence": _short(suggestion),
            "first": (suggestion.meant or suggestion.word)[:1],
        }  # fmt: skip
        return ToolResult(suggestion.look.value, facts)


def _short(suggestion: Suggestion) -> str:
    """The words of the sentence that matter: its end where the end mark is missing, else its beginning."""
    sentence = suggestion.sentence
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    if suggestion.look is Look.END_MARK:
        return sentence[-_LONGEST_QUOTE:].split(" ", 1)[-1]
    return sentence[:_LONGEST_QUOTE].rsplit(" ", 1)[0]
