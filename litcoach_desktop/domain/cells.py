"""Cells of a table that a spreadsheet program will open."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: str) -> str:
    """The value as no spreadsheet program will run it: what could begin a formula gets an apostrophe before it.

    OWASP, "CSV Injection": = + - @, tab and carriage return, also behind spaces. Line breaks become spaces, as one row
    is one line. Numbers are no strings and do not come here.
    """
    one_line = " ".join(value.replace("\r", "\n").split("\n"))
    risky = value.lstrip(" ").startswith(_STARTS_A_FORMULA)
    return f"'{one_line}" if risky else one_line
