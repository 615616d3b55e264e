"""Accounts in words."""

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.accounts import Role


def role_words(role: Role) -> str:
    """What a role is called."""
    return {
        Role.MANAGER: QCoreApplication.translate("accounts", "Manages this laptop"),
        Role.TEACHER: QCoreApplication.translate("accounts", "Teacher"),
        Role.PRINCIPAL: QCoreApplication.translate("accounts", "Principal: looks only"),
    }[role]
