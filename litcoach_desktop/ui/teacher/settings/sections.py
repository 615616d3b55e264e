"""Which sections the settings page has, in order. A new one is a file of its own and one entry here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from litcoach_desktop.ui.needs import WindowServices
from litcoach_desktop.ui.teacher.accounts_model import AccountsModel
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.settings.about_section import AboutSection
from litcoach_desktop.ui.teacher.settings.accounts_section import AccountsSection
from litcoach_desktop.ui.teacher.settings.backup_section import BackupSection
from litcoach_desktop.ui.teacher.settings.children_section import ChildrenSection
from litcoach_desktop.ui.teacher.settings.coach_section import CoachSection
from litcoach_desktop.ui.teacher.settings.demographics_section import DemographicsSection
from litcoach_desktop.ui.teacher.settings.desk import SettingsDesk
from litcoach_desktop.ui.teacher.settings.expression_section import ExpressionSection
from litcoach_desktop.ui.teacher.settings.hub_section import HubSection
from litcoach_desktop.ui.teacher.settings.lock_section import LockSection
from litcoach_desktop.ui.teacher.settings.printing_section import PrintingSection
from litcoach_desktop.ui.teacher.settings.recordings_section import RecordingsSection
from litcoach_desktop.ui.teacher.settings.scoring_section import ScoringSection
from litcoach_desktop.ui.teacher.settings.section import Section


def all_sections(
    services: WindowServices, errands: Errands, desk: SettingsDesk, today: Callable[[], date]
) -> list[Section]:
    """Made when the page is first opened."""
    return [
        ScoringSection(desk),
        ExpressionSection(desk),
        ChildrenSection(desk),
        RecordingsSection(desk),
        DemographicsSection(services.teacher, errands, desk),
        CoachSection(desk),
        PrintingSection(desk),
        AccountsSection(AccountsModel(services.teacher, errands), today),
        LockSection(desk),
        BackupSection(services.teacher, errands, today),
        HubSection(),
        AboutSection(desk),
    ]
