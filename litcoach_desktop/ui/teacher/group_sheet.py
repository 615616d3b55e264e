"""The small windows of a reading group: its name and why it was made, and whether it is to go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from litcoach_desktop.domain.grouping import LONGEST_REASON, ReadingGroup, group_name
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import MEDIUM
from litcoach_desktop.ui.widgets.plain import button, label


class GroupSheet(Sheet):
    """`kept` carries name and reason. others: names that the class has already. names: of those who are to be in it."""

    kept = Signal(str, str)

    def __init__(
        self,
        others: Sequence[str],
        parent: QWidget | None = None,
        *,
        name: str = "",
        reason: str = "",
        names: Sequence[str] = (),
        new: bool = True,
    ) -> None:
        super().__init__(parent)
        title = self.tr("New group") if new else self.tr("Change the group")
        self.set_title(title, title)
        self._others = tuple(others)
        self.field = QLineEdit(name)
        self.field.setAccessibleName(self.tr("Name of the group"))
        self.reason = QPlainTextEdit(reason)
        self.reason.setAccessibleName(self.tr("Why"))
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(120)
        self.said = label("", "label")
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(MEDIUM)
        form.addWidget(label(self.tr("Name"), "strong"), 0, 0)
        form.addWidget(self.field, 0, 1)
        form.addWidget(label(self.tr("Why"), "strong"), 1, 0)
        form.addWidget(self.reason, 1, 1)
        form.setColumnStretch(1, 1)
        self.body_column.addLayout(form)
        if names:
            self.body_column.addWidget(label(self.tr("In it: {0}").format(", ".join(names)), "note"))
        self.body_column.addWidget(
            label(self.tr("Children never see a group's name, nor which one they are in."), "note")
        )
        self.body_column.addWidget(self.said)
        self.body_column.addStretch(1)
        self.keep = button(self.tr("Make it") if new else self.tr("Keep"), "done", "go", self._keep)
        self.keep.setDefault(True)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.keep)
        self.field.textChanged.connect(self._check)
        self.reason.textChanged.connect(self._check)
        self._check()
        self.field.selectAll()

    @Slot()
    def _check(self) -> None:
        """Says what is in the way as soon as something was typed."""
        said = ""
        try:
            group_name(self.field.text(), self._others)
            ready = True
        except ValueError:
            ready = False
            if self.field.text().strip():
                said = self.tr("The class has a group of that name already, or the name is too long.")
        if len(self.reason.toPlainText().strip()) > LONGEST_REASON:
            ready, said = False, self.tr("A reason may have {0} letters.").format(LONGEST_REASON)
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.keep.setEnabled(ready)

    def _keep(self) -> None:
        self.kept.emit(self.field.text(), self.reason.toPlainText())
        self.accept()


class RemoveGroupSheet(Sheet):
    """Asks whether a group is to go. `removed`: it is."""

    removed = Signal()

    def __init__(self, group: ReadingGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Remove the group"), self.tr("Remove “{0}”?").format(group.name))
        self.body_column.addWidget(
            label(
                self.tr(
                    "The children stay in the class, with all that they have read. What the group was asked to read "
                    "stays asked of those who are in it now."
                ),
                "body",
            )
        )
        self.body_column.addStretch(1)
        self.remove = button(self.tr("Remove the group"), "close", "go", self._remove)
        stay = button(self.tr("Keep it"), None, "quiet", self.reject)
        self.put_buttons(stay, go=self.remove)
        stay.setFocus()

    def _remove(self) -> None:
        self.removed.emit()
        self.accept()
