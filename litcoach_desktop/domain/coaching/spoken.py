"""Which words of a text a child may ask about aloud: few enough to be told apart, and the ones that are asked about."""

from litcoach_desktop.domain.reading.tokens import WORD_PATTERN
from litcoach_desktop.domain.texts import Text

_SHORTEST = 5
"""Letters. Shorter words are known, sound like each other, and can still be typed."""
_MOST = 200


def words_to_ask_about(text: Text | None) -> tuple[str, ...]:
    """The words that come with a meaning, then the longer ones of the text in its order, each once, uncapitalised."""
    if text is None:
        return ()
    explained = [word for entry in text.vocabulary for word in WORD_PATTERN.findall(entry.word.lower())]
    longer = [word for word in WORD_PATTERN.findall(text.body.lower()) if len(word) >= _SHORTEST and word.isalpha()]
    return tuple(dict.fromkeys([*explained, *longer]))[:_MOST]
