"""How an alert is said to a teacher: who, how soon, what it is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import TalkAlert

translate = QCoreApplication.translate


def tier_words(tier: Tier) -> str:
    """How soon an adult should know."""
    return translate("alerts", "Now") if tier is Tier.NOW else translate("alerts", "Today")


def category_words(category: Category) -> str:
    """What a message is about."""
    return {
        Category.SELF_HARM: translate("alerts", "may want to hurt itself"),
        Category.ABUSE: translate("alerts", "may be hurt by somebody"),
        Category.SEXUAL: translate("alerts", "sexual content"),
        Category.VIOLENCE: translate("alerts", "violence"),
        Category.PERSONAL_DATA: translate("alerts", "told something private"),
        Category.STRONG_LANGUAGE: translate("alerts", "strong language"),
    }[category]


def name_of(alert: TalkAlert) -> str:
    """Who said it."""
    return alert.student.display_name if alert.student is not None else translate("alerts", "A guest")


def about(alert: TalkAlert, today: date) -> str:
    """How soon, what about, and when it was said, in one line."""
    when = day_and_time_words(alert.at, today)
    return f"{tier_words(alert.tier)} · {category_words(alert.category)} · {when}"
