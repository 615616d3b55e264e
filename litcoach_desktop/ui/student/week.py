"""The days of this week on which a child read, as dots: for the child alone, compared with nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.messages import log_bug
from litcoach_desktop.ui.student.model import Phase, ScreenModel
from litcoach_desktop.ui.theme import current_theme

if TYPE_CHECKING:
    from litcoach_desktop.services.assessment import AssessmentService

DAYS = 7


def local_today() -> date:
    """The date here."""
    return datetime.now().astimezone().date()


class WeekModel(ScreenModel):
    """`days`: the seven days from Monday; `read`: those with a reading. today: asked when it is loaded."""

    def __init__(
        self,
        runner: JobRunner,
        assessment: AssessmentService,
        today: Callable[[], date] = local_today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._assessment, self._today = assessment, today
        self.days: list[date] = []
        self.read: set[date] = set()

    def load(self, student: Student | None) -> None:
        """Ask for a child's days; a guest has none."""
        today = self._today()
        monday = today - timedelta(days=today.weekday())
        self.days = [monday + timedelta(days=day) for day in range(DAYS)]
        self.read, self.phase = set(), Phase.EMPTY
        self.changed.emit()
        if student is not None:
            self.run(
                Lane.STORE,
                lambda _ctx: self._assessment.days_read(student.id, monday),
                "days read",
                self._got_days,
                # The dots are a nicety: without them the screen is as useful as before.
                log_bug,
            )

    def _got_days(self, days: set[date]) -> None:
        self.read, self.phase = days, Phase.READY
        self.changed.emit()


class WeekDots(QWidget):
    """Seven dots with the days' first letters under them."""

    def __init__(self, model: WeekModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        model.changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        """Grows with the text under the dots."""
        scale = current_theme().text_scale
        return QSize(round(DAYS * 46 * scale), round(28 + 26 * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint dots and letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        painter.setFont(theme.font("table"))
        step = self.width() / DAYS
        locale = QLocale()
        for place, day in enumerate(self._model.days):
            read = day in self._model.read
            painter.setPen(QPen(theme.colour("go" if read else "line"), 3))
            painter.setBrush(theme.colour("go" if read else "ground"))
            painter.drawEllipse(QPointF(step * (place + 0.5), 14), 10, 10)
            painter.setPen(theme.colour("ink_soft"))
            letters = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            painter.drawText(QRectF(step * place, 26, step, self.height() - 26), Qt.AlignmentFlag.AlignCenter, letters)

    def _show(self) -> None:
        self.setVisible(self._model.phase is Phase.READY)
        self.setAccessibleName(self.tr("Days with reading this week: %n", "", len(self._model.read)))
        self.update()
