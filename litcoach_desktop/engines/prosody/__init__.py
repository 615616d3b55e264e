"""What the sound of a reading tells beside its words: the voice's pitch, its range and how it ends sentences."""

from litcoach_desktop.engines.prosody.measuring import measure_voice

__all__ = ["measure_voice"]
