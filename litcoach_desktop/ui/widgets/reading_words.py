"""How the statuses, flags, bands and figures of a reading are said to a teacher, in plain words."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from litcoach_desktop.domain.reading.events import WordFlag, WordStatus
from litcoach_desktop.domain.reading.norms import Percentile, Season
from litcoach_desktop.domain.reading.scoring import Band


def status_words(status: WordStatus) -> str:
    """What became of a word."""
    return {
        WordStatus.CORRECT: QCoreApplication.translate("reading", "Read right"),
        WordStatus.MISREAD: QCoreApplication.translate("reading", "Misread"),
        WordStatus.OMITTED: QCoreApplication.translate("reading", "Left out"),
        WordStatus.NOT_REACHED: QCoreApplication.translate("reading", "Not reached"),
        WordStatus.UNSCORED: QCoreApplication.translate("reading", "Could not be scored"),
    }[status]


def flag_words(flag: WordFlag) -> str:
    """What else happened at a word."""
    return {
        WordFlag.HESITATION: QCoreApplication.translate("reading", "Waited before it"),
        WordFlag.REPETITION: QCoreApplication.translate("reading", "Said it again"),
        WordFlag.SELF_CORRECTION: QCoreApplication.translate("reading", "Put it right"),
    }[flag]


def band_words(band: Band) -> str:
    """The band as reading teachers call it."""
    return {
        Band.INDEPENDENT: QCoreApplication.translate("reading", "Independent"),
        Band.INSTRUCTIONAL: QCoreApplication.translate("reading", "Instructional"),
        Band.FRUSTRATION: QCoreApplication.translate("reading", "Frustration"),
    }[band]


def band_meaning(band: Band) -> str:
    """What the band says about the text for this child."""
    return {
        Band.INDEPENDENT: QCoreApplication.translate("reading", "An easy text: the child can read it alone."),
        Band.INSTRUCTIONAL: QCoreApplication.translate("reading", "The right text to learn from, with some help."),
        Band.FRUSTRATION: QCoreApplication.translate("reading", "A hard text: try an easier one."),
    }[band]


def season_words(season: Season) -> str:
    """The benchmark season inside a sentence."""
    return {
        Season.FALL: QCoreApplication.translate("reading", "fall"),
        Season.WINTER: QCoreApplication.translate("reading", "winter"),
        Season.SPRING: QCoreApplication.translate("reading", "spring"),
    }[season]


def grade_words(grade: int) -> str:
    """The grade as a short word: K for kindergarten."""
    return QCoreApplication.translate("reading", "K") if grade == 0 else str(grade)


def percentile_short(place: Percentile) -> str:
    """The percentile for a table cell."""
    if place.below:
        return QCoreApplication.translate("reading", "below 10")
    if place.above:
        return QCoreApplication.translate("reading", "above 90")
    return str(round(place.value))


def percentile_words(place: Percentile) -> str:
    """Where the reading stands among children of the same grade and season, in one sentence."""
    if place.below:
        where = QCoreApplication.translate("reading", "below the 10th percentile, among the slowest tenth")
    elif place.above:
        where = QCoreApplication.translate("reading", "above the 90th percentile, among the fastest tenth")
    elif place.value < 25:
        where = QCoreApplication.translate("reading", "percentile {0}, in the slower quarter")
    elif place.value <= 75:
        where = QCoreApplication.translate("reading", "percentile {0}, in the middle half")
    else:
        where = QCoreApplication.translate("reading", "percentile {0}, in the faster quarter")
    return QCoreApplication.translate("reading", "Against grade {1} in {2}: {0}.").format(
        where.format(round(place.value)), grade_words(place.grade), season_words(place.season)
    )


def unscored_words(reason: str) -> str:
    """Why a reading as a whole could not be scored."""
    known = {
        "silent": QCoreApplication.translate("reading", "nothing was heard"),
        "too_quiet": QCoreApplication.translate("reading", "the voice was too quiet"),
        "clipped": QCoreApplication.translate("reading", "the voice was too loud for the microphone"),
        "noise": QCoreApplication.translate("reading", "there was too much noise"),
        "two_voices": QCoreApplication.translate("reading", "two voices were heard"),
        "wrong_passage": QCoreApplication.translate("reading", "another text was read"),
        "too_short": QCoreApplication.translate("reading", "too little was read"),
    }
    return known.get(reason, QCoreApplication.translate("reading", "it was not clear enough"))


def state_words(state: str, unscored_reason: str | None) -> str:
    """The state of a reading for a table cell."""
    if state == "unscored":
        return QCoreApplication.translate("reading", "Not scored: {0}").format(unscored_words(unscored_reason or ""))
    return {
        "recording": QCoreApplication.translate("reading", "Cut short"),
        "judging": QCoreApplication.translate("reading", "Not marked yet"),
        "abandoned": QCoreApplication.translate("reading", "Set aside"),
    }.get(state, QCoreApplication.translate("reading", "Marked"))


def percent_words(share: float) -> str:
    """A share from 0 to 1 in whole per cent; rounded down, so that 100 % means no error at all."""
    return QCoreApplication.translate("reading", "{0}\u00a0%").format(int(share * 100 + 1e-9))


def local_day(when: datetime) -> date:
    """The day at this place, of a time in UTC."""
    return when.astimezone().date()


def day_words(when: datetime, today: date) -> str:
    """The day of a reading: today, yesterday, the weekday within a week, else the date as is usual here."""
    day = local_day(when)
    age = (today - day).days
    if age == 0:
        return QCoreApplication.translate("reading", "Today")
    if age == 1:
        return QCoreApplication.translate("reading", "Yesterday")
    if 1 < age < 7:
        return QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def day_and_time_words(when: datetime, today: date) -> str:
    """Day and time of day of a reading."""
    here = when.astimezone()
    clock = QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
    return QCoreApplication.translate("reading", "{0}, {1}").format(day_words(when, today), clock)
