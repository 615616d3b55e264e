"""The window of all that is kept about one child: what there is, a hold, handing it out, erasing it for good."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.child_keeping import ChildKeeping, Doing
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.keeping_words import copies_words, counted_lines, day_in_words
from litcoach_desktop.ui.widgets.plain import button, frame, label

_LONGEST_REASON = 300
_NOT_IN_FILE_NAMES = '<>:"/\\|?*'


class ChildKeepingSheet(Sheet):
    """`certificate_asked` carries the Certificate of what was just erased."""

    certificate_asked = Signal(object)

    def __init__(self, model: ChildKeeping, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        model.setParent(self)
        name = model.student.display_name
        self.set_title(self.tr("What is kept"), self.tr("What is kept about {0}").format(name))
        self.there = label("", "label")
        self.said = label("", "strong")
        self.working = label("", "label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = button(self.tr("Cancel"), "close", "small", model.cancel)
        self.held = label("", "label")
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(self.tr("Why, and who asked for it"))
        self.reason.setAccessibleName(self.tr("Reason of the hold"))
        self.put_on = button(self.tr("Put a hold on"), "leave", "small", self._hold)
        self.lift = button(self.tr("Lift the hold"), "unlock", "small", model.lift)
        self.hand_out = button(self.tr("Hand out everything ..."), "copy", "small", self._ask_where)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("The child's name, to erase it"))
        self.typed.setPlaceholderText(name)
        self.erase = button(self.tr("Erase for good"), "erase", "small", self._erase)
        self.certificate = button(self.tr("Look at the certificate"), "go", "go", self._ask_for_certificate)
        self.close_button = button(self.tr("Close"), None, "quiet", self.accept)
        self._hold_part = self._part(
            self.tr("Legal hold"),
            self.tr("Keeps all of it, whatever its age, until the hold is lifted."),
            self.held,
            self.reason,
            self._row(self.put_on, self.lift),
        )
        self._out_part = self._part(
            self.tr("For the family"),
            self.tr("A zip file with every row and the sound of every reading: what a parent may see and take away."),
            self._row(self.hand_out),
        )
        self._erase_part = self._part(
            self.tr("Erase"),
            self.tr(
                "Readings, recordings, talks, writing and the entry in the roster go, everywhere on this computer."
                " It cannot be undone. Type {0} to go on."
            ).format(name),
            self.typed,
            self._row(self.erase),
        )
        for part in (
            self.there,
            self.said,
            self.working,
            self.bar,
            self.cancel,
            self._out_part,
            self._hold_part,
            self._erase_part,
        ):
            self.body_column.addWidget(part)
        self.put_buttons(self.close_button, go=self.certificate)
        self.typed.textChanged.connect(self._allow)
        self.reason.textChanged.connect(self._allow)
        model.changed.connect(self._show)
        model.progressed.connect(self._show_progress)
        self._show()
        model.load()

    def reject(self) -> None:
        """Escape, or the teacher's side is locked. What is being erased goes to its end all the same."""
        self.model.forget()
        super().reject()

    def hand_out_to(self, file: Path) -> None:
        """Write it there."""
        self.model.hand_out(file)

    def _ask_where(self) -> None:
        plain = "".join(one for one in self.model.student.display_name if one not in _NOT_IN_FILE_NAMES)
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        name, _kind = QFileDialog.getSaveFileName(
            self, self.tr("Hand out everything"), str(folder / f"{plain}.zip"), self.tr("Zip file (*.zip)")
        )
        if name:
            self.hand_out_to(Path(name))

    def _hold(self) -> None:
        self.model.put_on_hold(self.reason.text())

    def _erase(self) -> None:
        self.close_button.setFocus()
        self.model.erase()

    def _ask_for_certificate(self) -> None:
        certificate = self.model.certificate
        self.accept()
        if certificate is not None:
            self.certificate_asked.emit(certificate)

    @Slot()
    def _show(self) -> None:
        model, doing = self.model, self.model.doing
        ready, erased = doing is Doing.READY, doing is Doing.ERASED
        working = doing in (Doing.LOADING, Doing.HANDING_OUT, Doing.ERASING)
        if model.certificate is not None:
            lines = [*counted_lines(model.certificate.rows), copies_words(model.certificate)]
            self.there.setText(self.tr("Erased for good:\n{0}").format("\n".join(lines)))
        else:
            self.there.setText("\n".join(counted_lines(model.rows)))
        self.there.setVisible(bool(self.there.text()))
        self.said.setText("" if model.said is None else model.said.text)
        self.said.setVisible(model.said is not None)
        self.working.setText(
            {
                Doing.LOADING: self.tr("Counting what there is ..."),
                Doing.HANDING_OUT: self.tr("Writing everything into the file ..."),
                Doing.ERASING: self.tr("Erasing ... This goes to its end, whatever happens."),
            }.get(doing, "")
        )
        self.working.setVisible(working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(doing is Doing.HANDING_OUT)
        for part in (self._out_part, self._hold_part, self._erase_part):
            part.setVisible(ready)
        hold = model.hold
        if hold is not None:
            since = day_in_words(datetime.fromisoformat(hold.since))
            self.held.setText(self.tr("On hold since {0}, by {1}: {2}").format(since, hold.made_by, hold.reason))
        self.held.setVisible(hold is not None)
        self.reason.setVisible(hold is None)
        self.put_on.setVisible(hold is None)
        self.lift.setVisible(hold is not None)
        self.certificate.setVisible(erased)
        self._allow()

    @Slot(int, int)
    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot()
    def _allow(self) -> None:
        held = self.model.hold is not None
        name = " ".join(self.model.student.display_name.split()).casefold()
        self.typed.setEnabled(not held)
        self.erase.setEnabled(not held and " ".join(self.typed.text().split()).casefold() == name)
        self.put_on.setEnabled(bool(self.reason.text().strip()))

    @staticmethod
    def _row(*parts: QWidget) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return made

    @staticmethod
    def _part(title: str, about: str, *inside: QWidget) -> QWidget:
        made = frame("card")
        column = QVBoxLayout(made)
        column.setSpacing(SMALL)
        column.addWidget(label(title, "strong"))
        column.addWidget(label(about, "label"))
        for part in inside:
            column.addWidget(part)
        return made
