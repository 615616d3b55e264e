"""What a message may tell of, and how soon an adult should know."""

from enum import StrEnum


class Category(StrEnum):
    """What a message is about. The first that applies is answered, so that the gravest stand first."""

    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    PERSONAL_DATA = "personal_data"
    STRONG_LANGUAGE = "strong_language"


class Tier(StrEnum):
    """How soon an adult should know."""

    NOW = "now"
    """A child may be in danger."""
    TODAY = "today"
    """Something to talk about when there is time."""
