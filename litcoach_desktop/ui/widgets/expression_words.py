"""How expression and scoring protocols are said to a teacher: levels, parts, evidence, names."""

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.reading.prosody import Finding, Missed, Part, Sign
from litcoach_desktop.domain.reading.protocols import PRESETS, Doubt, ScoringProtocol

translate = QCoreApplication.translate


def part_words(part: Part) -> str:
    """The name of a part of the Multidimensional Fluency Scale."""
    return {
        Part.EXPRESSION: translate("expression", "Expression and volume"),
        Part.PHRASING: translate("expression", "Phrasing"),
        Part.SMOOTHNESS: translate("expression", "Smoothness"),
        Part.PACE: translate("expression", "Pace"),
    }[part]


def naep_meaning(level: int) -> str:
    """What a NAEP level says of a reading."""
    return {
        1: translate("expression", "Reads mostly word by word."),
        2: translate("expression", "Reads mostly in groups of two words."),
        3: translate("expression", "Reads mostly in groups of words that fit the text, with little expression."),
        4: translate("expression", "Reads mostly in larger groups of words that make sense, with expression."),
    }[level]


def finding_words(finding: Finding) -> str:
    """One piece of evidence as a short sentence."""
    value, of = round(finding.value), round(finding.of or 0)
    sentences = {
        Sign.PHRASE_WORDS: translate("expression", "Usually %n word(s) between pauses.", "", value),
        Sign.BROKEN_CLAUSES: translate("expression", "Paused inside {0} of {1} phrases."),
        Sign.ENDS_KEPT: translate("expression", "Paused at {0} of {1} ends of sentences."),
        Sign.PITCH_SPAN: translate("expression", "The voice stayed within %n semitone(s).", "", value),
        Sign.QUESTIONS_ROSE: translate("expression", "The voice rose at {0} of {1} questions."),
        Sign.SENTENCES_FELL: translate("expression", "The voice fell at {0} of {1} ends of sentences."),
        Sign.FLAT_PHRASES: translate("expression", "{0} of {1} phrases were on one note."),
        Sign.QUIET: translate("expression", "The voice was quiet."),
        Sign.NO_VOICE: translate("expression", "Too little of the voice could be measured."),
        Sign.LONG_PAUSES: translate("expression", "%n long pause(s) inside phrases.", "", value),
        Sign.REPEATS: translate("expression", "%n word(s) said again.", "", value),
        Sign.INSERTIONS: translate("expression", "%n word(s) put in.", "", value),
        Sign.PUT_RIGHT: translate("expression", "%n word(s) put right.", "", value),
        Sign.RATE: translate("expression", "{0} words a minute; {1} are usual for the grade."),
        Sign.UNEVEN: translate("expression", "Much faster in places than in others."),
        Sign.LARGE_PHRASES: translate("expression", "{0} % of the words in long phrases or whole clauses."),
    }
    if finding.sign is Sign.LARGE_PHRASES:
        value = round(100 * finding.value)
    return sentences[finding.sign].format(value, of)


def missed_words(missed: Missed) -> str:
    """What the punctuation asked for and did not get, in one sentence; empty when nothing was missed."""
    counted = (
        (missed.periods, translate("expression", "%n end(s) of a sentence", "", missed.periods)),
        (missed.shorts, translate("expression", "%n comma(s)", "", missed.shorts)),
        (missed.questions, translate("expression", "%n question mark(s)", "", missed.questions)),
        (missed.exclamations, translate("expression", "%n exclamation mark(s)", "", missed.exclamations)),
    )
    named = ", ".join(words for count, words in counted if count)
    return translate("expression", "Read over: {0}.").format(named) if named else ""


def doubt_words(doubt: Doubt) -> str:
    """What a word in doubt counts as."""
    return {
        Doubt.RIGHT: translate("protocol", "Counts as right"),
        Doubt.AS_HEARD: translate("protocol", "Counts as what is likelier"),
        Doubt.WRONG: translate("protocol", "Counts as misread"),
    }[doubt]


def protocol_words(protocol: ScoringProtocol) -> str:
    """The name of a protocol: the school's own as it was given."""
    if protocol.id not in PRESETS:
        return protocol.name
    return {
        "reading_progress": translate("protocol", "Whole passage"),
        "cbm": translate("protocol", "CBM, one minute"),
        "dibels8": translate("protocol", "DIBELS 8, one minute"),
        "running_record": translate("protocol", "Running record"),
    }.get(protocol.id, protocol.name)
