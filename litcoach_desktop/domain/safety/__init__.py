"""Safety: what a child may have meant that an adult should know, found by rules over phrases kept as data."""

from litcoach_desktop.domain.safety.checking import Finding, check, check_reply
from litcoach_desktop.domain.safety.rules import Category, Rulebook, Tier, read_rulebook

__all__ = ["Category", "Finding", "Rulebook", "Tier", "check", "check_reply", "read_rulebook"]
