"""The deeds of the log in words of the window's language; the log itself is kept in English."""

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.accounts import AccountEvent, Deed

translate = QCoreApplication.translate


def deed_words(what: str) -> str:
    """What a line of the log says was done; in English for what only a later litcoach knows."""
    return {
        Deed.EXPORT.said: translate("Log", "exported figures"),
        Deed.PRINT.said: translate("Log", "printed"),
        Deed.MARK.said: translate("Log", "marked a reading"),
        Deed.ASSIGN.said: translate("Log", "changed what is to be read"),
        Deed.ROSTER.said: translate("Log", "changed the roster"),
        Deed.IMPORT.said: translate("Log", "imported a roster"),
        Deed.UNDO.said: translate("Log", "undid an import"),
        Deed.SETTLE.said: translate("Log", "settled an alert"),
        Deed.AIM.said: translate("Log", "changed what a child aims at"),
        Deed.RULES.said: translate("Log", "changed how readings are scored"),
        Deed.HAND_OUT.said: translate("Log", "handed out all that is kept about a child"),
        Deed.HOLD.said: translate("Log", "changed a legal hold"),
        Deed.ERASE.said: translate("Log", "erased"),
        AccountEvent.CHOSEN: translate("Log", "chose the passphrase"),
        AccountEvent.OPENED: translate("Log", "opened the teacher's side"),
        AccountEvent.WRONG_PASSPHRASE: translate("Log", "wrong passphrase"),
        AccountEvent.WRONG_KEY: translate("Log", "wrong recovery key"),
        AccountEvent.ADDED: translate("Log", "added an account"),
        AccountEvent.RENAMED: translate("Log", "renamed an account"),
        AccountEvent.MADE_MANAGER: translate("Log", "made manager"),
        AccountEvent.MADE_TEACHER: translate("Log", "made teacher"),
        AccountEvent.MADE_PRINCIPAL: translate("Log", "made principal"),
        AccountEvent.REMOVED: translate("Log", "removed an account"),
        AccountEvent.RESET: translate("Log", "set another passphrase"),
        AccountEvent.CHANGED: translate("Log", "changed the own passphrase"),
        AccountEvent.RECOVERED: translate("Log", "set another passphrase with the recovery key"),
        AccountEvent.KEY_RENEWED: translate("Log", "renewed the recovery key"),
        AccountEvent.CLASS_GIVEN: translate("Log", "gave a class to a teacher"),
    }.get(what, what)
