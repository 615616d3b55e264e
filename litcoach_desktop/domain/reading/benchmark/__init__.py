"""How good a listener is: what was planted in readings against what it found, as figures."""
