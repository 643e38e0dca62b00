"""From a page to rows: characters and lines with their positions become tables and lines of text.

A ruled table is the grid that its lines draw: where none stands between two fields, they are one merged cell. What is
outside of all lines is text, see `pfglint.source.unruled`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from pfglint.source.laid import Box, Glyph, LaidCell, LaidRow, Ruling, lines_of
from pfglint.source.unruled import text_rows

_NEAR = 3.0
"""Points: lines that are no further apart are one, and meet where they come no closer."""
_MOST_FIELDS = 100_000
"""Fields of one grid; what has more is a drawing."""
_PADDING = 12.0
"""Points that a cell leaves free of text on both sides together, at most."""


def rows_of(
    glyphs: Sequence[Glyph], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> list[list[LaidRow]]:
    """The rows of a page, in blocks (a table, or the text between two of them) from the top."""
    tables = _tables(_joined(horizontal), _joined(vertical))
    # The smaller ones first: a table may stand in another's cell.
    boxes = sorted(
        (table.box.right - table.box.left, *table.box, index) for index, table in enumerate(tables)
    )
    outside: list[Glyph] = []
    inside: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        index = _box_at(boxes, (glyph[1] + glyph[3]) / 2, glyph.middle)
        if index is None:
            outside.append(glyph)
        else:
            inside[index].append(glyph)
    blocks = [block for index, found in inside.items() if (block := tables[index].rows(found))]
    tops = sorted(block[0].top for block in blocks)
    text: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in outside:
        text[bisect_right(tops, glyph.middle)].append(glyph)
    blocks.extend(text_rows(found) for found in text.values())
    return sorted(blocks, key=lambda block: block[0].top)


# -- lines to grids ----------------------------------------------------------------------------------------------


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """`rulings` with those that lie on one straight line and touch as one, sorted by their distance."""
    found: list[Ruling] = []
    group: list[Ruling] = []

    def close() -> None:
        at = median(ruling.at for ruling in group)
        start = end = None
        for ruling in sorted(group, key=lambda ruling: ruling.start):
            if start is None or end is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + _NEAR:
                end = max(end, ruling.end)
            else:
                found.append(Ruling(at, start, end))
                start, end = ruling.start, ruling.end
        if start is not None and end is not None:
            found.append(Ruling(at, start, end))

    for ruling in sorted(rulings):
        if group and ruling.at - group[0].at > _NEAR:
            close()
            group = []
        group.append(ruling)
    if group:
        close()
    return [ruling for ruling in found if ruling.end - ruling.start > _NEAR]


def _tables(horizontal: list[Ruling], vertical: list[Ruling]) -> list[_Table]:
    """The tables that lines draw: those that meet, directly or through others, belong together."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    ats = [ruling.at for ruling in horizontal]
    for number, down in enumerate(vertical, len(horizontal)):
        first, last = bisect_right(ats, down.start - _NEAR), bisect_right(ats, down.end + _NEAR)
        for index in range(first, last):
            across = horizontal[index]
            if across.start - _NEAR <= down.at <= across.end + _NEAR:
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for index, ruling in enumerate((*horizontal, *vertical)):
        groups[root(index)][index >= len(horizontal)].append(ruling)
    tables = [_Table.of(across, down) for across, down in groups.values() if len(across) >= 2 and down]
    return [table for table in tables if table is not None]


def _box_at(boxes: list[tuple[float, float, float, float, float, int]], x: float, y: float) -> int | None:
    """The first of `boxes` that a point lies in, by the index that it ends with."""
    for _, left, top, right, bottom, index in boxes:
        if left <= x <= right and top <= y <= bottom:
            return index
    return None


def _edges(places: Iterable[float]) -> list[float]:
    """Distances, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


@dataclass(slots=True)
class _Table:
    """A ruled table: the edges of its columns and rows, and which fields are one cell.

    areas: of each field, by row and column, the upper left field of its cell.
    spans: of each such field, the last row and column of its cell.
    """

    xs: list[float]
    ys: list[float]
    areas: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @classmethod
    def of(cls, across: list[Ruling], down: list[Ruling]) -> _Table | None:
        """The table that these lines draw; None where it is but a frame, or a drawing.

        Lines that reach out to the sides are the edges of a table that is open there.
        """
        xs = _edges([*(ruling.at for ruling in down), *(end for ruling in across for end in ruling[1:])])
        ys = _edges([*(ruling.at for ruling in across), *(end for ruling in down for end in ruling[1:])])
        fields = (len(xs) - 1) * (len(ys) - 1)
        if not 1 < fields <= _MOST_FIELDS:
            return None
        table = cls(xs, ys)
        table._merge(_walls(across, ys, xs), _walls(down, xs, ys))
        return table if len(table.spans) > 1 else None

    def _merge(self, across: set[tuple[int, int]], down: set[tuple[int, int]]) -> None:
        """Make one cell of all fields between which no wall stands."""
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in self.areas:
                    continue
                bottom, right = row, column
                self.areas[row, column] = (row, column)
                # What is above and to the left was met before: where no wall stood, this field belongs to it already.
                alone = (row + 1, column) in across and (column + 1, row) in down
                pending = [] if alone else [(row, column)]
                while pending:
                    at_row, at_column = pending.pop()
                    bottom, right = max(bottom, at_row), max(right, at_column)
                    for next_row, next_column, wall in (
                        (at_row + 1, at_column, (at_row + 1, at_column) in across),
                        (at_row - 1, at_column, (at_row, at_column) in across),
                        (at_row, at_column + 1, (at_column + 1, at_row) in down),
                        (at_row, at_column - 1, (at_column, at_row) in down),
                    ):
                        inside = 0 <= next_row < len(self.ys) - 1 and 0 <= next_column < len(self.xs) - 1
                        if inside and not wall and (next_row, next_column) not in self.areas:
                            self.areas[next_row, next_column] = (row, column)
                            pending.append((next_row, next_column))
                self.spans[row, column] = (bottom, right)

    def rows(self, glyphs: list[Glyph]) -> list[LaidRow]:
        """The table's rows with their texts; those that have none are blank."""
        texts: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        rows, columns = self.ys[1:-1], self.xs[1:-1]
        left = top = right = bottom = 0.0
        for glyph in glyphs:
            x, y = (glyph[1] + glyph[3]) / 2, glyph.middle
            if not (left <= x < right and top <= y < bottom):  # most stand where the one before does
                row, column = bisect_right(rows, y), bisect_right(columns, x)
                found = texts[self.areas[row, column]]
                left, right = self.xs[column], self.xs[column + 1]
                top, bottom = self.ys[row], self.ys[row + 1]
            found.append(glyph)
        cells: list[list[LaidCell]] = [[] for _ in self.ys[1:]]
        for (row, column), written in sorted(texts.items()):
            bottom, right = self.spans[row, column]
            box = Box(self.xs[column], self.ys[row], self.xs[right + 1], self.ys[bottom + 1])
            room = box.right - box.left - _PADDING
            cells[row].append(
                LaidCell(lines_of(written), room, column, bottom - row + 1, right - column + 1, box)
            )
        edges = tuple(self.xs)
        return [LaidRow(top, tuple(row), edges, True) for top, row in zip(self.ys, cells, strict=False)]


def _walls(rulings: list[Ruling], ats: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Which edges of the fields are drawn: the index of the edge, and of the field along it."""
    found: set[tuple[int, int]] = set()
    for at, first, last in rulings:
        index = bisect_right(ats, at)
        if index == len(ats) or (index and at - ats[index - 1] <= ats[index] - at):
            index -= 1
        for number in range(max(bisect_right(along, first) - 1, 0), len(along) - 1):
            start, end = along[number], along[number + 1]
            if start >= last:
                break
            if min(end, last) - max(start, first) > (end - start) / 2:
                found.add((index, number))
    return found
