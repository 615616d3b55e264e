"""Phrases are cut at pauses, and every pause is held against the punctuation."""

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.phrasing import SentenceEnd, phrasing_of
from litcoach_desktop.domain.reading.tokens import Passage

TEXT = Passage("The cat sat on the mat, and slept. Did it purr? Where was it? It was here!")


def read(*, pauses: dict[int, float], skipped: tuple[int, ...] = (), word_s: float = 0.4) -> ReadingEvents:
    """Every word right but those skipped, each as long as the others, with pauses before the given ones."""
    now = 0.0
    words = []
    for word in TEXT.words:
        if word.index in skipped:
            words.append(WordEvent(word.index, WordStatus.OMITTED, 0.01))
            continue
        pause = pauses.get(word.index, 0.0)
        now += pause
        words.append(WordEvent(word.index, WordStatus.CORRECT, 0.9, now, now + word_s, pause_before_s=pause))
        now += word_s
    return ReadingEvents(tuple(words))


def test_pauses_at_punctuation_are_kept_and_others_unexpected() -> None:
    found = phrasing_of(read(pauses={3: 0.5, 6: 0.4, 8: 0.6, 11: 0.1, 14: 1.2}), TEXT, 0.25)
    assert found.phrases == ((0, 1, 2), (3, 4, 5), (6, 7), (8, 9, 10, 11, 12, 13), (14, 15, 16))
    assert found.unexpected == {3}
    assert found.broken_clauses == (1, 5)
    assert found.ends_kept == (2, 3)
    assert found.shorts_missed == 0


def test_a_shorter_silence_is_a_pause_when_the_school_says_so() -> None:
    assert phrasing_of(read(pauses={6: 0.2}), TEXT, 0.25).shorts_missed == 1
    assert phrasing_of(read(pauses={6: 0.2}), TEXT, 0.15).shorts_missed == 0


def test_punctuation_counts_when_the_word_before_it_was_left_out() -> None:
    found = phrasing_of(read(pauses={8: 0.6}, skipped=(7,)), TEXT, 0.25)
    assert not found.unexpected
    assert found.kept == 1
    assert 7 not in found.words


def test_questions_with_a_question_word_are_told_from_others() -> None:
    ends = phrasing_of(read(pauses={}), TEXT, 0.25).sentence_ends
    assert ends == {
        7: SentenceEnd.STATEMENT,
        10: SentenceEnd.QUESTION,
        13: SentenceEnd.WORD_QUESTION,
        16: SentenceEnd.EXCLAMATION,
    }


def test_rate_counts_pauses_and_words() -> None:
    found = phrasing_of(read(pauses={5: 1.0}), TEXT, 0.25)
    assert found.long_pauses == 1
    assert round(found.wpm, 1) == round(60 * 17 / (17 * 0.4 + 1.0), 1)


def test_an_even_reading_is_even_and_a_halting_one_is_not() -> None:
    assert phrasing_of(read(pauses={}), TEXT, 0.25).unevenness < 1.01
    long = Passage(" ".join(["word"] * 60))
    words = tuple(
        WordEvent(
            index, WordStatus.CORRECT, 0.9, index * 0.3 + (index > 30) * 20, index * 0.3 + 0.3 + (index > 30) * 20
        )
        for index in range(60)
    )
    assert phrasing_of(ReadingEvents(words), long, 0.25).unevenness > 3


def test_nothing_heard_gives_no_phrases() -> None:
    events = ReadingEvents(tuple(WordEvent(word.index, WordStatus.NOT_REACHED, 0.01) for word in TEXT.words))
    found = phrasing_of(events, TEXT, 0.25)
    assert found.words == found.phrases == ()
    assert found.wpm == found.share_in_phrases(3) == found.usual_length == 0
