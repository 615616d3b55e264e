"""The grammar on synthesised voices: commands, answers and words of the text are understood, other speech is not."""

from collections.abc import Iterable

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.engines.scripted_coach.intents import read_intents
from litcoach_desktop.engines.silero import SileroActivity
from litcoach_desktop.engines.sphinx.commands.ear import SphinxCommandEar, read_spoken_forms
from litcoach_desktop.engines.sphinx.commands.phrases import as_offered, choice_phrases, expand, phrases_of
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.commands import Understood
from litcoach_desktop.resource_paths import RESOURCES
from tests.speech.make_utterances import UTTERANCES

TITLES = ("The Ferry Dog", "The Hot Pot", "Directions to My House, by Ear")
ANSWERS = ("A. on the boat", "B. beside the ticket window", "C. in front of the house", "D. under the big bell")
WORDS = ("ferry", "pier", "rough", "harbor", "morning", "collar", "people", "tickets", "captain", "engine", "barking")
PIECE = SAMPLE_RATE // 20
SURE = 0.6

FORMS = read_spoken_forms(RESOURCES / "coach" / "spoken.toml")


@pytest.fixture(scope="module")
def ear() -> SphinxCommandEar:
    return SphinxCommandEar(FORMS, Lexicon())


def sound(name: str) -> Samples:
    samples: Samples = sf.read(UTTERANCES / f"{name}.flac", dtype="int16")[0]
    return samples


def hear(ear: SphinxCommandEar, samples: Samples) -> Understood | None:
    ear.begin()
    for start in range(0, len(samples), PIECE):
        ear.feed(samples[start : start + PIECE])
    return ear.understood()


@pytest.mark.parametrize(
    ("utterance", "choices", "text"),
    [
        ("find-dogs", TITLES, "find a book about dogs"),
        ("first-one", TITLES, "The Ferry Dog"),
        ("ferry-dog", TITLES, "The Ferry Dog"),
        ("read-to-me", ANSWERS, "read it to me"),
        ("meaning-rough", ANSWERS, "what does rough mean"),
        ("practice", ANSWERS, "practice my words"),
        ("question", TITLES, "ask me a question"),
        ("letter-b", ANSWERS, "B. beside the ticket window"),
        ("letter-c", ANSWERS, "C. in front of the house"),
        ("think-b", ANSWERS, "B. beside the ticket window"),
        ("next", ANSWERS, "next"),
        ("what-next", ANSWERS, "what next"),
        ("goodbye", TITLES, "goodbye"),
    ],
)
def test_what_may_be_said_is_understood(
    ear: SphinxCommandEar, utterance: str, choices: tuple[str, ...], text: str
) -> None:
    ear.expect(choices, WORDS)
    understood = hear(ear, sound(utterance))
    assert understood is not None
    assert understood.text == text
    assert understood.sureness >= SURE


@pytest.mark.parametrize("utterance", ["other-soup", "other-bus"])
def test_other_speech_is_not_understood(ear: SphinxCommandEar, utterance: str) -> None:
    ear.expect(ANSWERS, WORDS)
    understood = hear(ear, sound(utterance))
    assert understood is None or understood.sureness < SURE


def test_a_title_that_was_not_offered_is_not_understood(ear: SphinxCommandEar) -> None:
    ear.expect(ANSWERS, WORDS)
    understood = hear(ear, sound("ferry-dog"))
    assert understood is None or understood.sureness < SURE


def test_what_is_only_begun_is_not_complete(ear: SphinxCommandEar) -> None:
    ear.expect(ANSWERS, WORDS)
    whole = sound("meaning-rough")
    spoken = np.flatnonzero(np.abs(whole) > 400)
    understood = hear(ear, whole[: spoken[0] + int(0.5 * (spoken[-1] - spoken[0]))])
    assert understood is None or understood.sureness < SURE


def test_silence_is_nothing(ear: SphinxCommandEar) -> None:
    ear.expect(ANSWERS, WORDS)
    room = np.random.default_rng(4).normal(0, 12, 2 * SAMPLE_RATE).astype(np.int16)
    for samples in (np.zeros(2 * SAMPLE_RATE, np.int16), room):
        understood = hear(ear, samples)
        assert understood is None or understood.sureness < SURE


def test_a_speech_that_never_ends_is_nothing(ear: SphinxCommandEar) -> None:
    ear.expect(ANSWERS, WORDS)
    assert hear(ear, np.tile(sound("next"), 8)) is None


def test_every_phrase_is_one_that_the_coach_understands() -> None:
    understanding = read_intents(RESOURCES / "coach" / "intents.toml")
    filled = {"{word}": "lantern", "{topic}": "dogs"}
    for pattern in FORMS.phrases:
        for phrase in phrases_of(pattern):
            said = " ".join(filled.get(word, word) for word in phrase.means.split())
            assert understanding.understand(said, "english") is not None, said


def test_patterns_allow_what_they_say() -> None:
    assert expand("(a|b c) d") == [("a", "d"), ("b", "c", "d")]
    assert [(" ".join(one.words), one.means) for one in phrases_of("stop [|now]")] == [
        ("stop", "stop"),
        ("stop now", "stop"),
    ]
    assert {one.means for one in phrases_of("[i am|i'm] stuck")} == {"i am stuck"}
    assert {one.words for one in phrases_of("[i am|i'm] stuck")} == {("stuck",), ("i", "am", "stuck"), ("i'm", "stuck")}


def test_a_choice_is_said_by_its_words_its_letter_or_its_place() -> None:
    phrases = choice_phrases(("A. red", "B. blue"), ("open",), ("it's",))
    means = {" ".join(one.words): one.means for one in phrases}
    assert all(means[said] == "B. blue" for said in ("blue", "B", "B blue", "letter B", "it's B", "the second one"))
    assert "open blue" not in means
    assert {" ".join(one.words) for one in choice_phrases(("The Hot Pot",), ("open",), ("it's",))} >= {
        "the hot pot",
        "open the hot pot",
    }


def test_what_is_offered_and_may_always_be_said_is_one_thing() -> None:
    always = [phrase for pattern in ("read [it] to me", "stop") for phrase in phrases_of(pattern)]
    offered = choice_phrases(("Read to me", "Next"), (), ())
    assert {" ".join(one.words): one.means for one in as_offered(always, offered)} == {
        "read to me": "Read to me",
        "read it to me": "Read to me",
        "stop": "stop",
    }


def speech_found(activity: SileroActivity, samples: Samples) -> float:
    """Share of steps that hold speech."""
    likely = [one for start in range(0, len(samples), PIECE) for one in activity.feed(samples[start : start + PIECE])]
    return float(np.mean(np.array(likely) >= 0.5))


def test_speech_is_noticed_and_noise_is_not() -> None:
    activity = SileroActivity()
    names: Iterable[str] = ("read-to-me", "letter-b", "practice", "goodbye")
    assert all(speech_found(activity, sound(name)) > 0.1 for name in names)
    noise = np.random.default_rng(1).normal(0, 500, 4 * SAMPLE_RATE).astype(np.int16)
    hum = (3000 * np.sin(2 * np.pi * 120 * np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    activity.forget()
    assert speech_found(activity, noise) == 0
    assert speech_found(activity, hum) == 0


def test_speech_is_found_the_same_in_pieces_and_at_once() -> None:
    samples = sound("question")
    at_once, in_pieces = SileroActivity(), SileroActivity()
    whole = list(at_once.feed(samples))
    pieces = [one for start in range(0, len(samples), 777) for one in in_pieces.feed(samples[start : start + 777])]
    assert np.allclose(whole, pieces, atol=1e-4)
    at_once.forget()
    assert np.allclose(whole, at_once.feed(samples), atol=1e-4)
