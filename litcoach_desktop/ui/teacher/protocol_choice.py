"""What a teacher does with protocols from a reading: take one for the class or for all, make and change own ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.errors import LitcoachError
from litcoach_desktop.ui.messages import UserMessage, report, say
from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.teacher.child import Child
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.protocol_editor import ProtocolEditor
from litcoach_desktop.ui.teacher.review import Review

if TYPE_CHECKING:
    from litcoach_desktop.ui.teacher.review_page import ReviewPage


class ProtocolChoice(QObject):
    """Answers what the review page asks about protocols; child: whose reading it is."""

    def __init__(
        self,
        services: WindowServices,
        errands: Errands,
        child: Child,
        review: Review,
        page: ReviewPage,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services, self._errands, self._window = services, errands, window
        self._child, self._review = child, review
        page.class_protocol_asked.connect(self._use_for_class)
        page.usual_protocol_asked.connect(self._use_for_all)
        page.own_protocols_asked.connect(self._edit)

    @Slot(str)
    def _use_for_class(self, protocol: str) -> None:
        """New readings of the child's class are scored under this protocol."""
        student, teacher = self._child.student, self._services.teacher
        if student is None:
            return

        def chosen(_nothing: None) -> None:
            say(UserMessage(self.tr("New readings of this class are scored by this protocol from now on.")))

        self._errands.send(
            "choose the protocol of a class", lambda: teacher.set_class_protocol(student.class_id, protocol), chosen
        )

    @Slot(str)
    def _use_for_all(self, protocol: str) -> None:
        """New readings are scored under this protocol, but for classes that have their own."""
        try:
            self._services.settings.save(protocol=protocol)
        except LitcoachError as problem:
            report(problem)
            return
        say(UserMessage(self.tr("New readings are scored by this protocol from now on.")))

    @Slot()
    def _edit(self) -> None:
        editor = ProtocolEditor(self._services.settings, self._window)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.saved.connect(self.use)
        editor.open()

    @Slot(str)
    def use(self, protocol: str) -> None:
        """What was just made or changed is what the reading is scored by; after a removal, look again."""
        if protocol:
            self._review.choose_protocol(protocol)
        else:
            self._review.retry()
