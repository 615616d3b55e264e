"""What is known of English words, for whoever makes tests out of texts."""

from typing import Protocol


class Vocabulary(Protocol):
    """Listed words, their phones and how common they are."""

    def phones(self, word: str) -> tuple[str, ...]:
        """The first pronunciation listed for a lower-case word, as ARPAbet phones; empty for an unlisted one."""

    def commonness(self, word: str) -> float:
        """Log10 probability of a lower-case word in running text; -7 for a rarer or unknown one."""
