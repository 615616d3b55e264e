"""When somebody begins to speak and when they have ended, from how likely each piece of sound is speech."""

import numpy as np

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.commands import VoiceActivity

# The network's own advice: speech above the one, and no longer speech below the other.
_SPEECH, _QUIET = 0.5, 0.35
# A knock is shorter, the shortest word ("no") is longer.
_BEGINS_AFTER_S = 0.09
# The first sound of a word is softer than what is noticed, and noticing takes a while itself.
_BEFORE_S = 0.4


class SpeechGate:
    """Fed with sound of any piece length, in order. `begun` and `quiet_s` are always up to date."""

    def __init__(self, activity: VoiceActivity) -> None:
        self._activity = activity
        self._recent: Samples = np.zeros(0, np.int16)
        self.voice_s = 0.0
        """Seconds of speech since the last quiet."""
        self.begun = False
        """Whether somebody speaks, or spoke a moment ago."""
        self.quiet_s = 0.0
        """Seconds since the last speech, once somebody has begun."""

    @property
    def before(self) -> Samples:
        """The last sound that was fed, 0.4 s of it: where an utterance that has just been noticed begins."""
        return self._recent

    def feed(self, samples: Samples) -> float:
        """Hear the next piece; seconds of speech that were found in it."""
        self._recent = np.concatenate((self._recent, samples))[-round(_BEFORE_S * SAMPLE_RATE) :]
        found_s, step_s = 0.0, self._activity.step_s
        for likely in self._activity.feed(samples):
            if likely >= _SPEECH:
                found_s += step_s
                self.voice_s += step_s
                self.quiet_s = 0.0
                self.begun = self.begun or self.voice_s >= _BEGINS_AFTER_S
            elif likely < _QUIET:
                self.quiet_s += step_s
                if not self.begun:
                    self.voice_s = 0.0
        return found_s

    def rest(self) -> None:
        """The utterance is over: wait for the next."""
        self.begun, self.voice_s, self.quiet_s = False, 0.0, 0.0

    def forget(self) -> None:
        """Wait for the next, as if nothing had been heard."""
        self.rest()
        self._recent = np.zeros(0, np.int16)
        self._activity.forget()
