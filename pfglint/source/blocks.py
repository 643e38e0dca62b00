"""What all documents of flowing text have in common: paragraphs and tables, one after the other and inside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pfglint.finding import Place, ranked
from pfglint.source.document import BLANK, Cell, Row
from pfglint.source.limits import Meter

WIDEST = 256
"""Columns of a table. Word has 63 at most."""


class Paragraph(NamedTuple):
    """A paragraph outside of tables. number: from 1, in the document."""

    number: int
    text: str


@dataclass(slots=True)
class GridCell:
    """A cell at its upper left position in the grid. column: from 0. What is below may still make it taller."""

    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Table:
    """A table. number: from 1, in the document, as tables begin; inner ones count.

    rows:  the cells of each row; positions that a merged cell covers have none.
    below: the tables and text boxes that stand inside a row's cells, by the row's index.
    """

    number: int
    width: int = 0
    rows: list[list[GridCell]] = field(default_factory=list)
    below: dict[int, list[Block]] = field(default_factory=dict)


Block: TypeAlias = Paragraph | Table


@dataclass(slots=True)
class Blocks:
    """The blocks of a document, counted as they come, and the rows that they amount to."""

    meter: Meter
    lines: int = 0
    tables: int = 0
    paragraphs: int = 0

    def paragraph(self, text: str) -> Paragraph:
        """A paragraph with the next number."""
        self.paragraphs += 1
        return Paragraph(self.paragraphs, text)

    def table(self) -> Table:
        """A table without rows, with the next number."""
        self.tables += 1
        return Table(self.tables)

    def rows(self, blocks: Iterable[Block]) -> Iterator[Row]:
        """The rows of `blocks`: one for each line of a paragraph; a blank one follows each table."""
        for block in blocks:
            if isinstance(block, Paragraph):
                for line in block.text.split("\n"):
                    self.lines += 1
                    text = line.strip(BLANK)
                    place = Place(paragraph=block.number, rank=ranked(self.lines, 0))
                    yield self._row(1, [Cell(text, place, 0)] if text else [])
            else:
                yield from self._table(block)
                yield self._blank()

    def _table(self, table: Table) -> Iterator[Row]:
        for index, cells in enumerate(table.rows):
            self.lines += 1
            yield self._row(
                table.width, [self._cell(table.number, index + 1, cell) for cell in cells if cell.text]
            )
            if index in table.below:
                yield self._blank()
                yield from self.rows(table.below[index])

    def _cell(self, table: int, row: int, cell: GridCell) -> Cell:
        place = Place(table=table, row=row, column=cell.column + 1, rank=ranked(self.lines, cell.column))
        return Cell(cell.text, place, cell.column, cell.rowspan, cell.colspan)

    def _blank(self) -> Row:
        self.lines += 1
        return self._row(1, [])

    def _row(self, width: int, cells: list[Cell]) -> Row:
        self.meter.cells(len(cells))
        return Row(self.lines, width, tuple(cells))
