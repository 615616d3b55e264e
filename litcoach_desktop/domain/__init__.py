"""The rules of reading, pure: no Qt, no files, no clock, no numpy."""
