"""Safety: what a child may have meant that an adult should know, found by rules and by learned weights."""

from litcoach_desktop.domain.safety.categories import Category, Tier
from litcoach_desktop.domain.safety.checking import Finding, check, check_reply, check_talk
from litcoach_desktop.domain.safety.learned import Learned
from litcoach_desktop.domain.safety.rules import Rulebook, read_rulebook

__all__ = ["Category", "Finding", "Learned", "Rulebook", "Tier", "check", "check_reply", "check_talk", "read_rulebook"]
