"""The setting for demographics: off by default, asked before they are erased, locked by a policy, groups compared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.rostering.demographics import Trait
from litcoach_desktop.services.teacher.demographics import Fairness
from litcoach_desktop.settings import Settings, load_settings
from litcoach_desktop.ui.teacher.settings.demographics_section import (
    DemographicsSection,
    EraseDemographicsSheet,
    FairnessSheet,
)
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


def settings_of(folder: Path, policy: str = "") -> Settings:
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return load_settings(user_file=folder / "settings.toml", policy=folder / "policy.toml", environment={})


def section_of(desk: Desk) -> DemographicsSection:
    desk.unlock()
    desk.side.classes_page.settings.click()
    desk.settle()
    (section,) = desk.side.findChildren(DemographicsSection)
    return section


def shown(desk: Desk, kind: type[Sheet]) -> Sheet:
    (sheet,) = [one for one in desk.side.window().findChildren(kind) if one.isVisible()]
    return sheet


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with teacher_desk(qtbot, sample_school(), settings_of(tmp_path)) as desk:
        yield desk


def choose(section: DemographicsSection, value: str) -> None:
    section.row.field.chosen.emit(value)


def test_they_are_dropped_until_somebody_keeps_them(desk: Desk) -> None:
    section = section_of(desk)
    assert (desk.services.settings.demographics, section.kept.words.text()) == ("dropped", "Nothing")
    assert section.row.origin.text() == "The usual value"
    choose(section, "kept")
    assert desk.services.settings.demographics == "kept"
    assert section.row.origin.text() == "Chosen on this laptop"
    # With nothing kept there is nothing to ask about.
    choose(section, "dropped")
    assert desk.services.settings.demographics == "dropped"


def test_switching_off_asks_first_and_erases(desk: Desk) -> None:
    desk.services.settings.save(demographics="kept")
    desk.teacher.demographics.kept = 28
    section = section_of(desk)
    assert section.kept.words.text() == "Children: 28"
    choose(section, "dropped")
    question = shown(desk, EraseDemographicsSheet)
    question.reject()
    assert (desk.services.settings.demographics, desk.teacher.demographics.kept) == ("kept", 28)
    section.row.usual.click()
    question = shown(desk, EraseDemographicsSheet)
    assert isinstance(question, EraseDemographicsSheet)
    question.erase.click()
    desk.settle()
    assert (desk.services.settings.demographics, desk.teacher.demographics.kept) == ("dropped", 0)
    assert section.kept.words.text() == "Nothing"


def test_a_policy_decides_for_everybody(qtbot: QtBot, tmp_path: Path) -> None:
    with teacher_desk(qtbot, sample_school(), settings_of(tmp_path, 'demographics = "kept"\n')) as desk:
        section = section_of(desk)
        assert "Set by your school" in section.row.origin.text()
        assert not section.row.field.isEnabled()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_groups_are_compared(desk: Desk, qapp: QApplication, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    try:
        put_into_window(desk)
        desk.services.settings.save(demographics="kept")
        desk.teacher.demographics.kept = 28
        desk.teacher.demographics.compared = [
            Fairness(Trait.ELL, "yes", 9, 120, 71.4, 0.02, 3.25, 1.5),
            Fairness(Trait.ELL, "no", 19, 0, None, None, None, None),
        ]
        section = section_of(desk)
        section.compare.click()
        desk.settle()
        sheet = shown(desk, FairnessSheet)
        assert isinstance(sheet, FairnessSheet)
        assert desk.shown_rows(sheet.table) == ["Learns English: no", "Learns English: yes"]
        assert desk.shown_rows(sheet.table, 4) == ["", "3.2"]
        assert cut_off(settled(desk)) == cut_off(sheet) == []
        sheet.accept()
        desk.teacher.demographics.compared = []
        section.compare.click()
        desk.settle()
        assert not shown(desk, FairnessSheet).findChildren(type(sheet.table))[0].isVisible()
    finally:
        current_theme().choose(text_scale=1.0)
