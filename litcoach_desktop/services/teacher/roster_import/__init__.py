"""Reads the rosters that schools hand over: OneRoster, Clever, Microsoft School Data Sync, and any table of names."""

from litcoach_desktop.services.teacher.roster_import.service import RosterImport, bad_lines_csv
from litcoach_desktop.store.roster_import import PastImport

__all__ = ["PastImport", "RosterImport", "bad_lines_csv"]
