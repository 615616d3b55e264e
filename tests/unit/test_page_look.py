"""How a page looks for a child: only what is offered, and kept looks of other versions still open."""

import pytest

from litcoach_desktop.domain.page_look import CHOICES, PageLook


def test_a_fresh_look_is_one_of_the_choices() -> None:
    assert all(value in CHOICES[name] for name, value in PageLook().as_values().items())
    assert set(PageLook().as_values()) == set(CHOICES)


def test_a_look_comes_back_from_its_values() -> None:
    look = PageLook(1.5, "widest", 30, 3, True, "night", "andika")
    assert PageLook.from_values(look.as_values()) == look


@pytest.mark.parametrize(
    ("values", "look"),
    [
        ({}, PageLook()),
        ({"size": 7, "paper": "blue"}, PageLook(paper="blue")),
        ({"font": ["lexend"], "focus_lines": "3", "hat": "red"}, PageLook()),
    ],
)
def test_what_is_no_longer_offered_is_as_in_a_fresh_look(values: dict[str, object], look: PageLook) -> None:
    assert PageLook.from_values(values) == look


def test_another_value_is_refused() -> None:
    with pytest.raises(ValueError, match="paper"):
        PageLook(paper="tartan")
