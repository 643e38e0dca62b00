"""What formats of pages have in common: rows that go on from page to page, and the lines of drawings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pfglint.finding import Place, ranked
from pfglint.source.document import BLANK, Cell, Fact, Row
from pfglint.source.laid import RELATIONS, Glyph, LaidRow, Ruling, between, fits
from pfglint.source.layout import rows_of
from pfglint.source.limits import Meter

MOST_GLYPHS = 100_000
"""Characters on one page."""
MOST_LINES = 50_000
"""Pieces of drawings on one page; past them it is a plan or a chart, whose lines are no table's."""
DEEPEST = 8
"""Drawings in drawings."""
_THIN = 3.0
"""Points: what is no thicker is a line."""
_EDGE = 4.0
"""Points by which the columns of a table may shift from page to page."""
_LISTED = 20
"""How many pages are named."""


@dataclass(slots=True)
class Lines:
    """The straight lines of a page."""

    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)

    def figure(self, points: list[tuple[float, float]], *, is_drawn: bool) -> None:
        """Take the lines that a figure consists of: its straight edges where they are drawn, or itself where it is thin."""
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if not self._line(min(xs), min(ys), max(xs), max(ys)) and is_drawn:
            for (x, y), (x2, y2) in pairwise(points):
                self._line(min(x, x2), min(y, y2), max(x, x2), max(y, y2))

    def _line(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a thin box for a line; whether it is one."""
        wide, tall = right - left, bottom - top
        if tall <= _THIN and wide > tall:
            self.horizontal.append(Ruling((top + bottom) / 2, left, right))
        elif wide <= _THIN and tall > wide:
            self.vertical.append(Ruling((left + right) / 2, top, bottom))
        else:
            return False
        return True


class _Laid(NamedTuple):
    """A row that the next page may still go on with. columns: of each of its cells, the first and the one behind."""

    row: LaidRow
    page: int
    width: int
    columns: list[tuple[int, int]]
    texts: list[str]


@dataclass(slots=True)
class Book:
    """The rows that pages come to. edges: the columns of the last table, which the next page may go on with."""

    meter: Meter
    number: int = 0
    edges: tuple[float, ...] = ()
    last: _Laid | None = None
    _pictures: list[int] = field(default_factory=list)

    def page(self, number: int, glyphs: Sequence[Glyph], lines: Lines, *, is_picture: bool) -> Iterator[Row]:
        """The rows of the next page. number: from 1; is_picture: whether it has pictures and no text."""
        if is_picture:
            self._pictures.append(number)
        for block in rows_of(glyphs, lines.horizontal, lines.vertical):
            yield from self.block(block, number)

    def pictures(self) -> Iterator[Fact]:
        """Which pages were pictures, in the end."""
        if self._pictures:
            listed = ", ".join(map(str, self._pictures[:_LISTED]))
            more = " …" if len(self._pictures) > _LISTED else ""
            yield Fact("page-without-text", listed + more, Place(page=self._pictures[0]))

    def block(self, block: list[LaidRow], page: int) -> Iterator[Row]:
        """The rows of a table, or of some lines of text."""
        for row in block:
            columns = self._columns(row)
            places = [(columns[cell.column], columns[cell.column + cell.colspan]) for cell in row.cells]
            width = len(self.edges) - 1 if len(row.edges) > 2 else 1
            laid = _Laid(row, page, width, places, [cell.text for cell in row.cells])
            if self.last is not None and self.last.page < page and _goes_on(self.last, laid):
                self.last = _joined(self.last, laid)
                continue
            yield from self.flush(page)
            self.last = laid._replace(columns=[(0, 1)] * len(places)) if width == 1 else laid

    def flush(self, page: int = 0) -> Iterator[Row]:
        """The row that was kept back, and a blank one where another page begins."""
        if self.last is None:
            return
        laid, self.last = self.last, None
        self.number += 1
        cells = []
        for cell, (first, end), text in zip(laid.row.cells, laid.columns, laid.texts, strict=True):
            left, top, right, bottom = (round(number, 1) for number in cell.box)
            place = Place(page=laid.page, bbox=(left, top, right, bottom), rank=ranked(self.number, first))
            if tidy := text.strip(BLANK):
                cells.append(Cell(tidy, place, first, cell.rowspan, end - first))
        self.meter.cells(len(cells))
        yield Row(self.number, laid.width, tuple(cells), loose=laid.width > 1 and not laid.row.ruled)
        if page > laid.page:
            self.number += 1
            yield Row(self.number, 1, ())

    def _columns(self, row: LaidRow) -> list[int]:
        """The numbers of the edges of a row's columns, in the last table where the row goes on with its columns."""
        known = self.edges
        if row.edges == known and len(known) > 2:
            return list(range(len(known)))
        if len(row.edges) <= 2:
            # A line of its own, or the rest of a cell that the page's end cut.
            under = (
                index for index, edge in enumerate(known[:-1]) if index and abs(edge - row.edges[0]) <= _EDGE
            )
            first = next(under, 0) if self.last is not None and not row.ruled else 0
            return [first, first + 1]
        found = [
            next((index for index, edge in enumerate(known) if abs(edge - mine) <= _EDGE), -1)
            for mine in row.edges
        ]
        if not row.ruled and -1 in found[:-1]:
            # Texts in the middle of their cells begin anywhere within a column.
            found = [bisect_right(known[:-1], edge + _EDGE) - 1 for edge in row.edges]
        if not row.ruled and found[-1] <= found[-2]:
            found[-1] = found[-2] + 1
        alike = -1 not in found and found == sorted(set(found))
        if alike and (not row.ruled or (found[0], found[-1]) == (0, len(known) - 1)):
            return found
        self.edges = row.edges
        return list(range(len(row.edges)))


def _goes_on(last: _Laid, laid: _Laid) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before, which the page's end cut."""
    above = dict(zip(last.columns, last.row.cells, strict=True))
    if not laid.row.cells or not any(cell.is_full for cell in last.row.cells):
        return False
    for columns, cell in zip(laid.columns, laid.row.cells, strict=True):
        upper = above.get(columns)
        begins = cell.lines[0].glyphs[0].text in RELATIONS
        if upper is None or begins or fits(upper.lines[-1], cell.lines[0], upper.room):
            return False
        if any(line.box.right - line.box.left > upper.room + line.size for line in cell.lines):
            return False
    return True


def _joined(last: _Laid, laid: _Laid) -> _Laid:
    """A row and its rest. The rest may itself be cut by the next page's end: its lines are the last ones."""
    rests = dict(zip(laid.columns, zip(laid.row.cells, laid.texts, strict=True), strict=True))
    cells, texts = [], []
    for columns, cell, text in zip(last.columns, last.row.cells, last.texts, strict=True):
        if columns in rests:
            rest, more = rests[columns]
            text += between(cell.lines[-1], rest.lines[0], cell.room) + more
            cell = cell._replace(lines=rest.lines)
        cells.append(cell)
        texts.append(text)
    return last._replace(row=last.row._replace(cells=tuple(cells)), texts=texts)
