"""How what is kept, what is due and what was erased is said to a teacher."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from litcoach_desktop.domain.retention import RETENTION, Certificate, Kept

translate = QCoreApplication.translate


def kind_words(kind: Kept) -> str:
    """What has a period, one of it."""
    return {
        Kept.SOUND: translate("Keeping", "Recording"),
        Kept.READINGS: translate("Keeping", "Reading"),
        Kept.TALKS: translate("Keeping", "Talk with the coach"),
        Kept.WRITINGS: translate("Keeping", "Writing"),
    }[kind]


def day_in_words(at: datetime) -> str:
    """A date in full."""
    here = at.astimezone().date()
    return QLocale().toString(QDate(here.year, here.month, here.day), QLocale.FormatType.LongFormat)


def in_days(at: datetime, today: date) -> str:
    """When something is due, seen from today."""
    days = (at.astimezone().date() - today).days
    if days <= 0:
        return translate("Keeping", "at the next start")
    if days == 1:
        return translate("Keeping", "tomorrow")
    return translate("Keeping", "in {0} days").format(days)


def counted_lines(rows: Mapping[str, int]) -> list[str]:
    """What there is or was of a child, most telling first; what has no name of its own is counted together."""
    names = {
        "student": translate("Keeping", "Entries in the roster: {0}"),
        "reading": translate("Keeping", "Readings: {0}"),
        "recording": translate("Keeping", "Recordings: {0}"),
        "judgement": translate("Keeping", "Judgements of the computer: {0}"),
        "mark": translate("Keeping", "Marks of teachers: {0}"),
        "review": translate("Keeping", "Reviews and notes: {0}"),
        "talk": translate("Keeping", "Talks with the coach: {0}"),
        "talk_message": translate("Keeping", "Messages in talks: {0}"),
        "writing": translate("Keeping", "Pieces of writing: {0}"),
        "writing_version": translate("Keeping", "Versions of writing: {0}"),
        "pronunciation": translate("Keeping", "Own pronunciations: {0}"),
    }
    lines = [words.format(rows[table]) for table, words in names.items() if rows.get(table)]
    other = sum(count for table, count in rows.items() if table not in names)
    return [*lines, *([translate("Keeping", "Other rows: {0}").format(other)] if other else [])]


def what_words(certificate: Certificate) -> str:
    """What an erasure was about."""
    kinds = {
        "child": translate("Keeping", "A child, everything"),
        Kept.SOUND.value: translate("Keeping", "Recordings at the end of their time"),
        Kept.READINGS.value: translate("Keeping", "Readings at the end of their time"),
        Kept.TALKS.value: translate("Keeping", "Talks at the end of their time"),
        Kept.WRITINGS.value: translate("Keeping", "Writing at the end of its time"),
    }
    return kinds.get(certificate.what, certificate.what)


def who_words(certificate: Certificate) -> str:
    """Who erased it."""
    if certificate.made_by == RETENTION:
        return translate("Keeping", "the school's periods")
    return certificate.made_by


def copies_words(certificate: Certificate) -> str:
    """Until when safety copies may still hold what was erased."""
    if certificate.copies_until is None:
        return translate("Keeping", "There were no safety copies of it on this computer.")
    return translate(
        "Keeping", "Safety copies made before are erased by {0}. They can be opened on this computer only."
    ).format(day_in_words(certificate.copies_until))
