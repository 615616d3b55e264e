"""Controls that are there only for those who may do what they do: for all others they are absent, not just disabled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.accounts import Account, Deed, Role

# Qt's own kind of note, so that a control made later, on a page that is built anew, finds it too.
_DEED, _ROLE, _ABSENT = "deed", "desk_role", "absent"
# The page shows the control, or is shown itself with the control in it.
_SHOWN = frozenset((QEvent.Type.ShowToParent, QEvent.Type.Show))


def only_for(deed: Deed, *controls: QWidget) -> None:
    """These controls are for whoever may do the deed. The service refuses it to others anyway."""
    for control in controls:
        control.setProperty(_DEED, deed.name)
        control.installEventFilter(_Fence(control))


def seat(side: QWidget, account: Account | None) -> None:
    """This account sits at the desk now: what is inside the widget follows."""
    side.setProperty(_ROLE, "" if account is None else account.role.value)
    for control in side.findChildren(QWidget):
        if control.property(_DEED) is None:
            continue
        if not _may(control):
            if not control.isHidden():
                control.setProperty(_ABSENT, True)
            control.hide()
        elif control.property(_ABSENT):
            control.setProperty(_ABSENT, False)
            control.show()


def may_here(inside: QWidget, deed: Deed) -> bool:
    """Whether whoever sits at the desk around this widget may; where nobody does, nothing is kept away."""
    above: QWidget | None = inside
    while above is not None:
        role = above.property(_ROLE)
        if role:
            return Role(role) in deed.roles
        above = above.parentWidget()
    return True


def _may(control: QWidget) -> bool:
    return may_here(control, Deed[control.property(_DEED)])


class _Fence(QObject):
    """Keeps a control away that its page would show."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SHOWN and isinstance(watched, QWidget) and not _may(watched):
            watched.setProperty(_ABSENT, True)
            watched.hide()
        return False
