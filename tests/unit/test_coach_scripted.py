"""The scripted coach: what it understands, that it never repeats itself, and that there always is a next step."""

import string
import tomllib
from itertools import pairwise

import pytest

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.safety import Category, check_reply
from litcoach_desktop.engines.scripted_coach.coach import ScriptedCoach
from litcoach_desktop.engines.scripted_coach.phrases import Speaker
from litcoach_desktop.parts.coach import coach_resources, safety_rules
from litcoach_desktop.resource_paths import RESOURCES
from tests.fakes.coach import MAYA, MemoryToolbox

LANGUAGES = coach_resources().situations
SAID = [
    ("hi", "greeting"), ("bye", "goodbye"), ("thank you so much", "thanks"), ("what can you do?", "help"),
    ("are you a robot?", "who_are_you"), ("can my teacher see this", "privacy"), ("I need my teacher", "grown_up"),
    ("Find a book about cats", "find_texts"), ("something funny", "funny"), ("open The Lost Mitten", "open_text"),
    ("what now?", "what_next"), ("this is too hard", "too_hard"), ("too easy!", "too_easy"),
    ("what does mitten mean", "explain_word"), ("how do you say through", "hear_word"),
    ("I'm stuck on kitchen", "stuck_word"), ("read it to me", "read_first"), ("next", "read_next"),
    ("read that again", "read_again"),
    ("ask me a question", "ask_question"), ("b", "answer"), ("I don't know", "hint"),
    ("tell me the answer", "tell_answer"), ("how did I do", "last_reading"), ("my hard words", "hard_words"),
    ("practice words", "practise"), ("why is the snow warm", "text_question"), ("I can't do this", "frustrated"),
    ("my dog died", "sad"), ("I'm so tired", "tired"), ("this is boring", "bored"), ("I fixed it!", "success"),
    ("yes please", "yes"), ("no thanks", "no"),
    ("check my writing", "write"), ("another tip", "another_tip"), ("what sound does sh make", "letter_sound"),
    ("what do I do when I'm stuck on a word", "strategy"), ("what is this book about", "about_text"),
    ("how long is it", "how_long"), ("go to page 2", "go_to_part"), ("my turn", "my_turn"), ("slow down", "slower"),
    ("that doesn't make sense", "no_sense"), ("can I go to the bathroom", "bathroom"),
    ("the microphone is broken", "broken"), ("wait", "wait"), ("you are nice", "kind"), ("sorry", "sorry"),
    ("haha", "laugh"), ("what is 3 plus 4", "off_topic"),
    ("habla español", "speak_spanish"), ("speak English", "speak_english"),
    ("¿qué significa guante?", "explain_word"), ("busca un libro de gatos", "find_texts"),
    ("no entiendo", "frustrated"),
    ("¿y ahora qué?", "what_next"), ("léeme el cuento", "read_first"), ("adiós", "goodbye"), ("gracias", "thanks"),
    ("hazme una pregunta", "ask_question"), ("estoy triste", "sad"), ("otra vez", "read_again"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "intent"), SAID)
def test_what_is_wanted_is_understood(said: str, intent: str) -> None:
    found = coach_resources().understanding.understand(said, "english")
    assert found is not None
    assert found.name == intent


def test_there_are_at_least_25_intents_and_each_is_tried_here() -> None:
    names = set(coach_resources().understanding.names)
    assert len(names) >= 25
    assert names == {intent for _, intent in SAID}


@pytest.mark.parametrize("said", ["blah", "asdf jkl", "", "?!", "the the the", "🙂"])
def test_what_is_not_understood_gets_a_way_on(said: str) -> None:
    reply = MemoryToolbox().session().say(said)
    assert reply.choices
    assert reply.said in LANGUAGES["english"]["talk.unknown"].young


QUOTING = ("read_part.part", "go_to_part.part")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_situations_with_several_sentences_each() -> None:
    assert LANGUAGES["english"].keys() == LANGUAGES["spanish"].keys()
    for language, situations in LANGUAGES.items():
        for name, one in situations.items():
            for grade in (0, 4, 8):
                sentences = one.for_grade(grade)
                assert len(set(sentences)) >= (1 if name in QUOTING else 3), (language, name, grade)
            everywhere = {*one.say, *one.young, *one.older}
            allowed = set().union(*(fields(sentence) for sentence in LANGUAGES["english"][name].say)) | {"name"}
            assert set().union(*(fields(sentence) for sentence in everywhere)) <= allowed, (language, name)


def test_no_sentence_of_the_coach_would_itself_raise_an_alarm() -> None:
    for situations in LANGUAGES.values():
        for one in situations.values():
            for sentence in (*one.say, *one.young, *one.older):
                assert check_reply(sentence, safety_rules()) is None, sentence


def test_every_next_step_that_is_offered_is_understood() -> None:
    understanding = coach_resources().understanding
    offered = {
        (language, choice) for language in LANGUAGES for one in LANGUAGES[language].values() for choice in one.choices
    }
    assert [one for one in offered if understanding.understand(one[1], one[0]) is None] == []


def test_every_category_of_safety_has_its_words() -> None:
    for category in Category:
        reply = ScriptedCoach(coach_resources(), Pupil("s", "Maya", 4)).safe_reply(category)
        assert (
            "grown-up" in reply.said
            or category in (Category.PERSONAL_DATA, Category.STRONG_LANGUAGE)
            or ("teacher" in reply.said)
        )
        assert reply.choices


@pytest.mark.parametrize("start", [0, 1, 2, 739_000])
def test_a_sentence_never_comes_twice_in_a_row(start: int) -> None:
    speaker = Speaker(LANGUAGES["english"], 4, start)
    said = [speaker.say("talk.greeting", {"name": "Maya"}) for _ in range(7)]
    assert all(one != other for one, other in pairwise(said))


def test_what_is_said_after_a_page_was_looked_at_is_talk_again() -> None:
    session = MemoryToolbox().session()
    session.say("open The Lost Mitten")
    session.say("Check my writing: I liked it becuase it was funny")
    assert "a glove without fingers" in session.say("what does the word mitten mean").said


def test_a_reply_says_whether_its_choices_are_answers() -> None:
    session = MemoryToolbox().session()
    asked = [session.say(said).asks for said in ("open The Lost Mitten", "ask me a question", "in bed", "hint", "B")]
    assert asked == [False, True, True, False, False]


def test_a_guest_is_greeted_without_a_name() -> None:
    for language, situations in LANGUAGES.items():
        speaker = Speaker(situations, 4)
        for _ in range(3):
            greeting = speaker.say("talk.greeting", {"name": ""})
            assert "{" not in greeting, language
            assert " !" not in greeting
            assert ",!" not in greeting


def test_a_whole_talk_always_has_a_next_step() -> None:
    session = MemoryToolbox().session()
    replies = [session.opening()]
    for said in (
        "something funny", "The Lost Mitten", "read to me", "next", "what does mitten mean", "ask me a question",
        "in bed", "show me where", "under the bench", "another question", "A", "a", "practise words", "another word",
        "how did i do", "my hard words", "too hard", "yes", "who found the rocket", "bye",
    ):  # fmt: skip
        replies.append(session.say(said))
    assert all(reply.choices and "{" not in reply.said for reply in replies)
    said = [reply.said for reply in replies]
    assert "red mitten" in said[3]
    assert "a glove without fingers" in said[5]
    assert replies[6].choices == ("A. in the garden", "B. under the bench", "C. in bed")
    assert "He looked under the bench" in said[7]
    assert said[9].count("under the bench") == 1
    assert "The cat lay there." in said[12]
    assert "does not say" in said[19]
    assert replies[-1].ends


def test_the_coach_answers_in_the_language_it_is_spoken_to() -> None:
    session = MemoryToolbox().session()
    assert session.say("hola").said.startswith("¡Hola")
    assert "grown" not in session.say("no entiendo").said
    assert session.say("find a book").said in LANGUAGES["english"]["which.about"].say


def test_safety_comes_before_everything_and_the_talk_goes_on() -> None:
    session = MemoryToolbox().session()
    session.say("open the lost mitten")
    session.say("ask me a question")
    reply = session.say("my dad hits me")
    assert reply.finding is not None
    assert reply.finding.category is Category.ABUSE
    assert reply.said.startswith(LANGUAGES["english"]["safety.abuse"].young)
    assert "under the bench" in session.say("b").said


def test_the_files_hold_nothing_that_is_never_said() -> None:
    used = set(tomllib.loads((RESOURCES / "coach" / "english.toml").read_text(encoding="utf-8")))
    assert used == {
        "talk", "privacy", "which", "any", "before", "safety", "find_texts", "what_next", "open_text", "read_part",
        "explain_word", "hear_word", "last_reading", "hard_words", "practise_word", "ask_question", "check_answer",
        "show_me_where", "find_in_text", "kept", "passed_on", "check_my_writing", "strength", "stuck", "how_long",
        "about_text", "letter_sound", "go_to_part",
    }  # fmt: skip


def test_a_hard_word_gets_a_little_more_help_each_time() -> None:
    coach, tools = ScriptedCoach(coach_resources(), MAYA), MemoryToolbox().tools()
    coach.answer("open the lost mitten", tools)
    moves = ["stuck.first_sound", "stuck.chunks", "stuck.sense", "before.stuck_word"]
    for move in moves:
        reply = coach.answer("i'm stuck on kitchin", tools)
        known = LANGUAGES["english"][move]
        starts = {sentence.partition("{")[0] for sentence in (*known.say, *known.young)}
        assert any(reply.said.startswith(start) for start in starts if start), (move, reply.said)
        assert "kitchin" not in reply.said


@pytest.mark.parametrize("said", ["the first one", "number 1", "lost mitten", "The lost miten", "i pick the first one"])
def test_a_title_that_was_offered_may_be_named_in_many_ways(said: str) -> None:
    session = MemoryToolbox().session()
    session.say("what should i read next")
    reply = session.say(said)
    assert [source.title for source in reply.sources] == ["The Lost Mitten"], reply.said
    assert session.text is not None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("read the last part", "red thumb"), ("read page 9", "2"), ("what sound does sh make", "ship"),
        ("how long is it", "2"), ("what is this story about", "winter"),
    ],
)  # fmt: skip
def test_parts_letters_and_lengths_are_told(said: str, told: str) -> None:
    coach, tools = ScriptedCoach(coach_resources(), MAYA), MemoryToolbox().tools()
    coach.answer("open the lost mitten", tools)
    assert told in coach.answer(said, tools).said


@pytest.mark.parametrize("said", ["quiero leer algo del mar", "me gusta la luna", "busca un cuento de luna"])
def test_what_is_asked_for_in_spanish_is_found_in_an_english_library(said: str) -> None:
    coach, tools = ScriptedCoach(coach_resources(), MAYA), MemoryToolbox().tools()
    assert "Where the Tide Goes" in coach.answer(said, tools).said


def test_a_word_that_is_asked_for_may_be_heard() -> None:
    session = MemoryToolbox().session()
    assert session.say("how do you say kitchen").hear == "kitchen"
    assert session.say("practise words").hear == "bench"
    assert session.say("next").hear == ""
