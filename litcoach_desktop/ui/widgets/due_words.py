"""Until when something is to be read, in words."""

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def today_here() -> date:
    """The date at this place."""
    return datetime.now().astimezone().date()


def due_words(due: date, today: date) -> str:
    """Today, tomorrow, the weekday within a week, else the date as is usual here."""
    days = (due - today).days
    if days == 0:
        return QCoreApplication.translate("due", "today")
    if days == 1:
        return QCoreApplication.translate("due", "tomorrow")
    if 1 < days < 7:
        return QLocale().dayName(due.isoweekday(), QLocale.FormatType.LongFormat)
    return QLocale().toString(QDate(due.year, due.month, due.day), QLocale.FormatType.ShortFormat)
