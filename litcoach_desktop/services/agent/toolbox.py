"""What the agent service may ask of the rest of litcoach; bootstrap fills it, as services do not know each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.coaching.turns import LastReading, Pupil
from litcoach_desktop.domain.texts import Text


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Callables of the other services. Each may raise StorageProblem.

    find(words, limit): texts for a wish, best first. by_title(title): the text of that title or id. passages(question,
    text_id): where in the text an answer may stand, likeliest first. recommend(pupil, limit). last_reading(student_id):
    None when there is none. is_word: whether a word in small letters is an English one; may raise ModelProblem.
    unseen(pupil): the ids of texts that the child is to read to be assessed, and may have nothing of before.
    """

    find: Callable[[str, int], Sequence[Text]]
    by_title: Callable[[str], Text | None]
    passages: Callable[[str, str], Sequence[tuple[int, int]]]
    syllables: Callable[[str], Sequence[str]]
    sentence_with: Callable[[Text, str], str]
    recommend: Callable[[Pupil, int], Sequence[Text]]
    last_reading: Callable[[str], LastReading | None]
    is_word: Callable[[str], bool]
    unseen: Callable[[Pupil], frozenset[str]]
