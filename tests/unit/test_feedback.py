"""Praise for a strategy, and words worth practising."""

from dataclasses import replace

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.feedback import Praise, Strategy, practice_words, praise
from litcoach_desktop.domain.reading.tokens import Passage

PASSAGE = Passage("The otter swam through cold water and found an enormous shell under the old bridge")


def reading(**changes: WordEvent) -> ReadingEvents:
    words = [WordEvent(index, WordStatus.CORRECT, 0.98) for index in range(len(PASSAGE.words))]
    for position, change in changes.items():
        index = int(position.removeprefix("w"))
        words[index] = replace(change, index=index)
    return ReadingEvents(tuple(words))


def event(status: WordStatus = WordStatus.CORRECT, p_correct: float = 0.9, *flags: WordFlag) -> WordEvent:
    return WordEvent(0, status, p_correct, flags=frozenset(flags))


def test_a_correction_is_praised_before_all_else() -> None:
    events = reading(
        w3=event(WordStatus.CORRECT, 0.9, WordFlag.SELF_CORRECTION),
        w9=event(WordStatus.CORRECT, 0.9, WordFlag.REPETITION),
    )
    assert praise(events, PASSAGE) == Praise(Strategy.SELF_CORRECTED, "through")


def test_a_word_that_was_waited_on_and_then_read_was_worked_out() -> None:
    events = reading(w9=event(WordStatus.CORRECT, 0.9, WordFlag.HESITATION))
    assert praise(events, PASSAGE) == Praise(Strategy.WORKED_OUT, "enormous")


def test_a_strategy_on_a_word_that_stayed_wrong_is_not_praised() -> None:
    events = reading(w9=event(WordStatus.MISREAD, 0.1, WordFlag.HESITATION))
    assert praise(events, PASSAGE) == Praise(Strategy.FINISHED)


def test_there_is_always_something_to_praise() -> None:
    stopped = ReadingEvents(tuple(replace(word, status=WordStatus.NOT_REACHED) for word in reading().words))
    assert praise(stopped, PASSAGE) == Praise(Strategy.STARTED)
    assert praise(ReadingEvents(()), Passage("")) == Praise(Strategy.STARTED)


def test_misread_words_come_before_omitted_and_waited_ones() -> None:
    events = reading(
        w1=event(WordStatus.OMITTED, 0.0),
        w3=event(WordStatus.MISREAD, 0.2),
        w5=event(WordStatus.CORRECT, 0.8, WordFlag.HESITATION),
        w9=event(WordStatus.MISREAD, 0.1),
    )
    assert practice_words(events, PASSAGE) == (1, 3, 9)


def test_tiny_words_and_skipped_lines_are_not_practised() -> None:
    skipped = {f"w{index}": event(WordStatus.OMITTED, 0.0) for index in range(4, 10)}
    events = reading(w8=event(WordStatus.MISREAD, 0.1))
    assert practice_words(events, PASSAGE) == ()
    assert practice_words(reading(**skipped), PASSAGE) == ()


def test_the_same_word_is_practised_once() -> None:
    passage = Passage("Shadows met shadows in the Shadows")
    words = tuple(
        WordEvent(index, WordStatus.MISREAD if index in (0, 2, 5) else WordStatus.CORRECT, 0.1) for index in range(6)
    )
    assert len(practice_words(ReadingEvents(words), passage)) == 1
