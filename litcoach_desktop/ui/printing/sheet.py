"""A sheet of paper and the units that everything on it is measured in."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLocale, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

UNITS_AN_INCH = 1200
"""Fine enough that rounding a letter to whole units cannot be seen."""

_MARGIN_MM = 15.0
_FOOT_MM = 8.0
_MM_AN_INCH = 25.4
_POINTS_AN_INCH = 72.0

_Land = QLocale.Country
# Where paper is letter size (Unicode CLDR, measurement data); everywhere else it is A4.
_LETTER_LANDS = frozenset(
    (
        _Land.Belize, _Land.Canada, _Land.Chile, _Land.Colombia, _Land.CostaRica, _Land.ElSalvador, _Land.Guatemala,
        _Land.Mexico, _Land.Nicaragua, _Land.Panama, _Land.Philippines, _Land.PuertoRico, _Land.UnitedStates,
        _Land.Venezuela,
    )
)  # fmt: skip


class Paper(StrEnum):
    """A size of paper, by its name in the settings."""

    LETTER = "letter"
    A4 = "a4"


def paper_called(setting: str, locale: QLocale) -> Paper:
    """The paper that a setting asks for; for "auto" that of the country of the locale."""
    if setting in (Paper.LETTER, Paper.A4):
        return Paper(setting)
    # The C locale has no country; litcoach's own school is American.
    letter = locale.territory() in _LETTER_LANDS or locale.language() is QLocale.Language.C
    return Paper.LETTER if letter else Paper.A4


def mm(length: float) -> float:
    """Millimetres in units."""
    return length / _MM_AN_INCH * UNITS_AN_INCH


def pt(length: float) -> float:
    """Points in units."""
    return length / _POINTS_AN_INCH * UNITS_AN_INCH


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet upright. All places on it are units from the top left corner of the paper."""

    paper: Paper

    @property
    def size(self) -> QSizeF:
        """Width and height in units."""
        return self._page_size().size(QPageSize.Unit.Point) * (UNITS_AN_INCH / _POINTS_AN_INCH)

    @property
    def body(self) -> QRectF:
        """Where the contents go: between the margins, above the foot."""
        margin = mm(_MARGIN_MM)
        whole = QRectF(0, 0, self.size.width(), self.size.height())
        return whole.adjusted(margin, margin, -margin, -margin - mm(_FOOT_MM))

    @property
    def foot(self) -> QRectF:
        """The line under the body, for the number of the page."""
        body = self.body
        return QRectF(body.left(), body.bottom() + mm(_FOOT_MM / 2), body.width(), mm(_FOOT_MM / 2))

    @property
    def layout(self) -> QPageLayout:
        """The sheet as Qt's devices want it: whole, since all places count from the corner of the paper."""
        upright = QPageLayout.Orientation.Portrait
        layout = QPageLayout(self._page_size(), upright, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout

    def _page_size(self) -> QPageSize:
        known = {Paper.LETTER: QPageSize.PageSizeId.Letter, Paper.A4: QPageSize.PageSizeId.A4}
        return QPageSize(known[self.paper])
