"""Readings in the forms that other programs take: CSV, OneRoster results, Microsoft's reading submissions."""

from litcoach_desktop.services.teacher.exporting.service import Exporting, Format

__all__ = ["Exporting", "Format"]
