"""Words that no dictionary lists are sounded out by rule."""

import random
import re

import pytest

from litcoach_desktop.engines.sphinx.letter_to_sound import phone_error_rate, phone_errors, sound_out, spell_out
from litcoach_desktop.engines.sphinx.lexicon import Lexicon


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("splam", "S P L AE M"),
        ("vake", "V EY K"),
        ("phonk", "F AA NG K"),
        ("chust", "CH AH S T"),
        ("knoap", "N OW P"),
        ("tession", "T EH SH AH N"),
        ("quight", "K W AY T"),
        ("zay", "Z EY"),
    ],
)
def test_spelling_patterns_are_read_as_taught(word: str, phones: str) -> None:
    assert " ".join(sound_out(word)) == phones


def test_a_word_of_silent_letters_is_spelt_out() -> None:
    assert sound_out("gh") == ("G",)
    assert sound_out("mb") == ("M",)
    assert sound_out("w") == spell_out("w")


def test_nothing_but_letters_is_sounded() -> None:
    assert sound_out("c-a't!") == sound_out("cat")
    assert sound_out("") == ()
    assert spell_out("TV") == ("T", "IY", "V", "IY")


def test_phone_errors_count_changes_additions_and_losses() -> None:
    assert phone_errors(("K", "AE", "T"), ("K", "AE", "T")) == 0
    assert phone_errors(("K", "AE"), ("K", "AE", "T", "S")) == 2
    assert phone_errors(("B", "AE", "T"), ("K", "AE", "T")) == 1


def test_the_rules_miss_at_most_one_phone_in_five_of_dictionary_words() -> None:
    lexicon = Lexicon()
    plain = sorted(word for word in lexicon.listed_words() if re.fullmatch("[a-z]{3,}", word))
    drawn = {word: lexicon.listed(word) for word in random.Random(762).sample(plain, 1500)}
    assert phone_error_rate(drawn) < 0.20
