"""Which cells the formulas of a workbook look at: a result that was kept is old when one of them changes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from pfglint.source.sheet import column_number

_SHEET = r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\W\d][\w.]*))!)?"
_CELL = r"\$?(?P<{0}_column>[A-Z]{{1,3}})?\$?(?P<{0}_row>\d{{1,7}})?"
_REFERENCE = re.compile(
    rf"(?<![\w.]){_SHEET}(?:{_CELL.format('first')})(?::{_CELL.format('last')})?(?![\w(.])"
)
_UNTOLD = re.compile(r"INDIRECT|OFFSET|\[|#REF|:[^\W\d][\w.]*!|'[^']*:[^']*'!", re.IGNORECASE)
"""What looks at cells that the formula does not name."""
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_QUOTED = re.compile(r"'(?:[^']|'')+'!")
_NAME = re.compile(r"(?<![\w.$:])[^\W\d][\w.]*(?![\w.(!:$])")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d{1,7}|TRUE|FALSE")
_LAST_ROW, _LAST_COLUMN = 1 << 20, 1 << 14


class Spot(NamedTuple):
    """A cell of a workbook. row: from 1; column: from 0."""

    sheet: str
    row: int
    column: int


class Formula(NamedTuple):
    """A formula as it is written. shared: whether other cells have it, too, with other cells in it."""

    sheet: str
    text: str
    shared: bool


def look_at(formulas: Iterable[Formula], spots: Collection[Spot]) -> bool:
    """Whether one of the formulas may look at one of the cells; where that cannot be told, it may."""
    return any(_looks_at(formula, spots) for formula in formulas)


def _looks_at(formula: Formula, spots: Collection[Spot]) -> bool:
    text = _TEXT.sub('""', formula.text)
    if formula.shared or _UNTOLD.search(text):
        return True
    if any(not _ADDRESS.fullmatch(name) for name in _NAME.findall(_QUOTED.sub("", text))):
        return True
    areas = list(_areas(text, formula.sheet))
    return any(
        sheet.lower() == spot.sheet.lower() and spot.row in rows and spot.column in columns
        for sheet, rows, columns in areas
        for spot in spots
    )


def _areas(text: str, own: str) -> Iterator[tuple[str, range, range]]:
    """The cells that a formula names: a sheet, rows and columns."""
    for found in _REFERENCE.finditer(text):
        sheet = (found["quoted"] or "").replace("''", "'") or found["plain"] or own
        first, last = (found["first_row"], found["first_column"]), (found["last_row"], found["last_column"])
        if not any(first):
            continue
        rows = sorted(int(row) for row in (first[0], last[0]) if row) or [1, _LAST_ROW]
        columns = sorted(column_number(name) for name in (first[1], last[1]) if name) or [0, _LAST_COLUMN]
        if not all(first) and not any(last):
            continue  # a number, or a name
        yield sheet, range(rows[0], rows[-1] + 1), range(columns[0], columns[-1] + 1)
