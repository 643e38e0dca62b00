"""CSV that spreadsheets open as it was meant."""

from __future__ import annotations

from typing import TextIO

from pfglint.finding import Severity
from pfglint.report.plain import printable
from pfglint.rule.explanation import SEVERITIES

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that spreadsheets compute; forms come from anybody."""


def begin(out: TextIO) -> None:
    """Write the mark by which Excel knows UTF-8, where `out` is UTF-8 and goes to a file or another program."""
    if not out.isatty() and (out.encoding or "").lower().replace("_", "-") == "utf-8":
        out.write("\ufeff")


def cell(value: str | int | None) -> str:
    """A value as a cell's text, on one line, which no spreadsheet takes for a formula."""
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def severity(one: Severity, lang: str) -> str:
    """A severity in the words of the people who read the table."""
    return SEVERITIES[one].text(lang)
