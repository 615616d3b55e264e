"""Whether litcoach's own voice comes back through the microphone: if so, a voice alone may not interrupt it."""

# So much of its own speech must have gone by without the microphone hearing any.
_ENOUGH_S = 2.0
# Speech that the microphone hears while litcoach speaks, of the time it speaks, in a headset: a stray step of a cough.
_MOST_SHARE = 0.08


class EchoGuard:
    """Trusts nothing until litcoach has been heard to be unheard: with a headset, or a well muffled loudspeaker.

    A child who speaks meanwhile looks like an echo, which costs nothing but that the button has to be pressed.
    """

    def __init__(self) -> None:
        self._spoke_s = 0.0
        self._came_back_s = 0.0

    @property
    def safe(self) -> bool:
        """Whether a voice that is heard while litcoach speaks must be the child's."""
        return self._spoke_s >= _ENOUGH_S and self._came_back_s <= _MOST_SHARE * self._spoke_s

    def spoke(self, seconds: float, heard_s: float) -> None:
        """litcoach spoke for so long, in which the microphone heard so much speech."""
        if self.safe:
            return
        self._spoke_s += seconds
        self._came_back_s += heard_s
        if self._spoke_s >= _ENOUGH_S and not self.safe:
            self.doubt()

    def doubt(self) -> None:
        """An interruption made no sense: it may have been an echo. Begin to watch anew."""
        self._spoke_s = self._came_back_s = 0.0
