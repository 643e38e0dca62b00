"""What all workbooks have in common: sheets of numbered rows and lettered columns, merged cells, hidden rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pfglint.finding import Place, ranked
from pfglint.source.document import BLANK, Cell, Fact, Row
from pfglint.source.limits import Meter

_MOST_COLUMNS = 1 << 14
FORMULA = re.compile(r"[A-Za-z]\$?\d|[A-Za-z]\(|\d\s*[-+*/^]\s*\d")
"""What is really one; programs that write workbooks take the text ``=100.00(%)`` for a formula, too."""
_LISTED = 20
"""How many hidden rows or columns are named."""


class Area(NamedTuple):
    """A merged cell: its first and last rows, from 1, and columns, from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Written(NamedTuple):
    """A cell that has text. column: from 0."""

    column: int
    text: str


@lru_cache(1024)
def column_name(column: int) -> str:
    """The letters of a column, counted from 0: ``A``, ``AB``."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@lru_cache(1024)
def column_number(name: str) -> int:
    """The column, from 0, that has these letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass(slots=True)
class Sheet:
    """A worksheet being read, row by row from the top.

    above:  how many rows the sheets before it had.
    areas:  its merged cells.
    hidden: whether a column, from 0, is hidden.
    """

    name: str
    above: int
    meter: Meter
    areas: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    width: int = 0
    _last: int = 0
    _next: int = 0
    _open: list[Area] = field(default_factory=list)
    """The merged cells that reach down to the current row, those that begin in it too."""
    _carried: dict[int, tuple[str, Area]] = field(default_factory=dict)
    """What stands in a hidden row and is merged with one that is shown, by column."""
    _hidden_rows: list[int] = field(default_factory=list)
    _hidden_columns: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.areas.sort()
        self.width = max((area.right + 1 for area in self.areas if area.right < _MOST_COLUMNS - 1), default=0)

    @property
    def end(self) -> int:
        """How many rows there were up to the end of this sheet, with a blank one."""
        return self.above + self._last + 1

    def row(self, number: int, written: Iterable[Written], *, hidden: bool = False) -> Iterator[Row]:
        """The next row that has text, and a blank one before it where rows lie between. number: from 1, growing."""
        starts, covered = self._merged(number)
        cells: list[Cell] = []
        line = self.above + number
        found = [item for item in written if item.column not in covered]
        if hidden:
            if found:
                self._hidden_rows.append(number)
            self._carry(found, starts)
            return
        for column, text in found:
            area = starts.get(column)
            if column in self.hidden and (area is None or self._all_hidden(area)):
                self._hidden_columns.add(column)
                continue
            tight = text.strip(BLANK)
            if tight:
                cells.append(self._cell(tight, line, number, column, area))
        for column, (text, area) in self._carried.items():
            if area.bottom >= number:
                cells.append(self._cell(text, line, area.top, column, area._replace(top=number)))
        self._carried.clear()
        if not cells:
            return
        cells.sort(key=lambda cell: cell.column)
        self.meter.cells(len(cells))
        if number > self._last + 1:
            yield Row(line - 1, max(self.width, 1), ())
        self._last = number
        self.width = max(self.width, cells[-1].column + cells[-1].colspan)
        yield Row(line, self.width, tuple(cells))

    def close(self) -> Iterator[Row | Fact]:
        """What comes after the last row: a blank one, and what was not read because it is hidden."""
        yield Row(self.end, max(self.width, 1), ())
        if self._hidden_rows:
            yield self._fact("hidden-rows", _runs(self._hidden_rows))
        if self._hidden_columns:
            names = [column_name(column) for column in sorted(self._hidden_columns)]
            yield self._fact("hidden-columns", _listed(names))

    def _fact(self, kind: str, detail: str) -> Fact:
        return Fact(kind, self.name, Place(sheet=self.name, rank=ranked(self.above, 0)), detail)

    def _cell(self, text: str, line: int, number: int, column: int, area: Area | None) -> Cell:
        place = Place(sheet=self.name, cell=f"{column_name(column)}{number}", rank=ranked(line, column))
        if area is None:
            return Cell(text, place, column)
        return Cell(text, place, column, area.bottom - area.top + 1, area.right - area.left + 1)

    def _merged(self, number: int) -> tuple[dict[int, Area], set[int]]:
        """The merged cells that begin in a row, by column, and the columns that the others and the rest of these cover."""
        if self._next == len(self.areas) and not self._open:
            return {}, set()
        self._open = [area for area in self._open if area.bottom >= number]
        while self._next < len(self.areas) and self.areas[self._next].top <= number:
            area = self.areas[self._next]
            self._next += 1
            if area.bottom >= number:
                self._open.append(area)
        starts = {area.left: area for area in self._open if area.top == number}
        covered: set[int] = set()
        for area in self._open:
            self.meter.tick()
            covered.update(range(area.left + (area.top == number), min(area.right, _MOST_COLUMNS) + 1))
        return starts, covered

    def _carry(self, found: list[Written], starts: dict[int, Area]) -> None:
        for column, text in found:
            area = starts.get(column)
            if area is not None and area.bottom > area.top and text.strip(BLANK):
                self._carried[column] = text.strip(BLANK), area

    def _all_hidden(self, area: Area) -> bool:
        return all(column in self.hidden for column in range(area.left, min(area.right, _MOST_COLUMNS) + 1))


def hidden_sheet(name: str, above: int) -> Fact:
    """The fact that a sheet is hidden, and was not read."""
    return Fact("hidden-sheet", name, Place(sheet=name, rank=ranked(above, 0)))


def _runs(numbers: list[int]) -> str:
    """Growing numbers, those that follow each other as ``5-8``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return _listed([f"{first}-{last}" if last > first else f"{first}" for first, last in runs])


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
