"""A word in which a spelling has its usual sound, to say it by: sh as in ship. English; chosen by us."""

_EXAMPLES = {
    "a": "apple", "b": "bat", "c": "cat", "d": "dog", "e": "egg", "f": "fish", "g": "goat", "h": "hat", "i": "insect",
    "j": "jam", "k": "kite", "l": "lamp", "m": "map", "n": "net", "o": "octopus", "p": "pan", "q": "queen",
    "qu": "queen", "r": "rain", "s": "sun", "t": "top", "u": "up", "v": "van", "w": "web", "x": "fox", "y": "yes",
    "z": "zip",
    "sh": "ship", "ch": "chin", "th": "thumb", "wh": "whale", "ph": "phone", "ck": "duck", "ng": "ring", "kn": "knee",
    "wr": "write", "tch": "catch", "dge": "bridge", "ee": "tree", "ea": "leaf", "ai": "rain", "ay": "play",
    "oa": "boat", "ow": "snow", "oo": "moon", "ou": "cloud", "oi": "coin", "oy": "boy", "au": "sauce", "aw": "saw",
    "igh": "light",
    "ie": "pie", "ue": "blue", "ew": "new", "ar": "car", "or": "fork", "er": "her", "ir": "bird", "ur": "turn",
    "ing": "sing", "ed": "jumped", "tion": "station", "bl": "blue", "br": "bread", "cl": "clap", "cr": "crab",
    "dr": "drum", "fl": "flag", "fr": "frog", "gl": "glad", "gr": "green", "pl": "plan", "pr": "press", "sl": "slip",
    "sm": "small", "sn": "snap", "sp": "spot", "st": "stop", "sw": "swim", "tr": "tree", "str": "street",
}  # fmt: skip
_BEGINNINGS = ("str", "sch", "thr", "squ", "sh", "ch", "th", "wh", "ph", "kn", "wr", "qu")


def example_for(letters: str) -> str:
    """A word with the usual sound of these letters; empty when there is none."""
    return _EXAMPLES.get(letters.casefold(), "")


def beginning_of(word: str) -> str:
    """The first letters of a word that make its first sound: sh of ship, t of top."""
    small = word.casefold()
    length = next((len(one) for one in _BEGINNINGS if small.startswith(one)), 1)
    return word[:length]
