"""Which spelling a teacher asks about, and which words have it."""

import pytest

from litcoach_desktop.domain.growth.asked_pattern import asked_pattern


@pytest.mark.parametrize(
    ("asked", "name", "has", "has_not"),
    [
        ("ed endings", "-ed endings", "jumped wanted landed", "red need shed jump"),
        ("words ending in ed", "-ed endings", "jumped", "bed"),
        ("ing", "-ing endings", "running playing", "king"),
        ("silent e words", "silent e", "cake like", "cat tree"),
        ("magic e", "silent e", "home", "hot"),
        ("sh", "sh", "ship wish", "chip think"),
        ("th words", "th", "think", "ship"),
        ("digraphs", "sh, ch, th, wh, ph", "ship think phone", "cat"),
        ("short a", "short a", "cat map", "sit cake"),
        ("short vowels", "short vowels", "cat sit", "cake"),
        ("long i", "long i with silent e", "like", "cake sit"),
        ("ee and ea", "ee, ea", "tree sea", "ten"),
        ("ea", "ea", "sea", "tree"),
        ("blends", "blends", "stop tree flag jump", "cat"),
        ("words ending in ly", "-ly endings", "slowly", "fly"),
        ("plurals", "-s endings", "cats", "class bus"),
        ("er endings", "-er endings", "faster", "her"),
        ("vowel teams", "vowel teams", "rain tree boat", "cat cake"),
    ],
)
def test_a_teacher_is_understood(asked: str, name: str, has: str, has_not: str) -> None:
    found = asked_pattern(asked)
    assert found is not None
    assert found.name == name
    assert [word for word in has.split() if not found.has(word)] == []
    assert [word for word in has_not.split() if found.has(word)] == []


@pytest.mark.parametrize("asked", ["", "dinosaurs", "the", "who has not read", "maya lin", "as"])
def test_other_words_are_no_pattern(asked: str) -> None:
    assert asked_pattern(asked) is None
