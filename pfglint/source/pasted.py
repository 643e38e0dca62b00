"""Web tables that were flattened to text and pasted into a document: each cell has a paragraph of its own, ended by a bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pfglint.source.bars import Numbered, flattened, is_lone
from pfglint.source.document import Cell, Fact, Row


def unflattened(rows: Iterable[Row | Fact]) -> Iterator[Row | Fact]:
    """The rows, such paragraphs put together to the rows that they were; each cell keeps the place of its paragraph."""
    items = iter(rows)
    for item in items:
        if isinstance(item, Row) and len(item.cells) == 1 and is_lone(item.cells[0].text):
            yield from _table(item, items)
        else:
            yield item


def _table(first: Row, items: Iterator[Row | Fact]) -> Iterator[Row | Fact]:
    """The rows of a table that begins with a paragraph of a lone bar, and what was read behind it."""
    lines: list[Row] = [first]
    others: list[Row | Fact] = []
    """What ends the table, and what was noticed within it."""

    def following() -> Iterator[Numbered]:
        for item in items:
            if not isinstance(item, Row):
                others.append(item)
            elif len(item.cells) > 1:
                others.append(item)
                return
            elif item.cells or not lines[-1].cells or not lines[-1].cells[0].text.endswith("|"):
                # A blank row between two cells is where a page ends.
                lines.append(item)
                yield len(lines), item.cells[0].text if item.cells else ""

    table = flattened(following(), 1)
    for row in table.rows:
        cells = tuple(_placed(cell, lines) for cell in row.cells)
        yield row._replace(line=lines[row.line - 1].line, cells=cells)
    yield from (lines[number - 1] for number, _ in table.rest)
    yield from others


def _placed(cell: Cell, lines: list[Row]) -> Cell:
    """The cell in the place of its paragraph; it has no bar there, and so is not the whole of it."""
    assert cell.place.line is not None
    return cell._replace(place=lines[cell.place.line - 1].cells[0].place, whole=False)
