"""Reads the rosters that schools hand over: OneRoster, Clever, Microsoft School Data Sync, and any table of names."""

from litcoach_desktop.services.teacher.roster_import.service import RosterImport, bad_lines_csv

__all__ = ["RosterImport", "bad_lines_csv"]
