"""From a page to rows: characters and lines with their positions become tables and lines of text.

A ruled table is the grid that its lines draw: where none stands between two fields, they are one merged cell. What is
outside of all lines is text; where its lines fall into columns, these are the cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

_NEAR = 3.0
"""Points: lines that are no further apart are one, and meet where they come no closer."""
_MOST_FIELDS = 100_000
"""Fields of one grid; what has more is a drawing."""
_PADDING = 12.0
"""Points that a cell leaves free of text on both sides together, at most."""
_NOT_LAST = frozenset("（《〈“‘「『【〔([{/·")
_NOT_FIRST = frozenset("，。、；：？！）》〉”’」』】〕％%,.;:?!)]}/·~～-—…")


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character and the room that its font gives it. base: the line that it stands on, the same for all fonts."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float

    @property
    def middle(self) -> float:
        """Where the middle of a Chinese character would be, whatever the character and its font."""
        return self.base - 0.27 * (self.bottom - self.top)


class Ruling(NamedTuple):
    """A straight line. at: its distance from the page's top (a horizontal one) or left; start, end: along it."""

    at: float
    start: float
    end: float


class LaidCell(NamedTuple):
    """A cell of a row, with its position in the grid, from 0.

    lines: what is written in it; room: how wide a line may be.
    """

    lines: tuple[Line, ...]
    room: float
    column: int
    rowspan: int
    colspan: int
    box: Box

    @property
    def text(self) -> str:
        """The text; lines that were full go on in the next without a break."""
        text = self.lines[0].text
        for line, following in pairwise(self.lines):
            text += between(line, following, self.room) + following.text
        return text

    @property
    def is_full(self) -> bool:
        """Whether the text reaches down to the cell's end."""
        return self.box.bottom - self.lines[-1].box.bottom < self.lines[-1].height


class LaidRow(NamedTuple):
    """A row of a table, or a line of text.

    edges: where the columns of its table begin, and where the last one ends.
    ruled: whether lines draw them.
    """

    top: float
    cells: tuple[LaidCell, ...]
    edges: tuple[float, ...]
    ruled: bool = False


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
    blocks.extend(_text_rows(found) for found in text.values())
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
                LaidCell(_lines(written), room, column, bottom - row + 1, right - column + 1, box)
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


# -- characters to text ------------------------------------------------------------------------------------------


class Line(NamedTuple):
    """Characters that stand on one line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        return Box(
            self.glyphs[0].left,
            min(glyph.top for glyph in self.glyphs),
            max(glyph.right for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )

    @property
    def height(self) -> float:
        heights = sorted([bottom - top for _, _, top, _, bottom, _ in self.glyphs])
        return heights[len(heights) // 2]

    @property
    def text(self) -> str:
        """The characters, with a space where one has room for it."""
        parts: list[str] = []
        end = self.glyphs[0].right
        for text, left, top, right, bottom, _ in self.glyphs:
            if left - end > 0.35 * (bottom - top):
                parts.append(" ")
            parts.append(text)
            end = right
        return "".join(parts)


_LEFT, _BASE = itemgetter(1), itemgetter(5)
"""Of a glyph."""


def _lines(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Characters by lines, from the top; one that is raised a little (m²) is on the line."""
    lines: list[list[Glyph]] = []
    base = 0.0
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=_BASE):
        if not line or glyph[5] - base > 0.3 * (glyph[4] - glyph[2]):
            line = []
            lines.append(line)
        line.append(glyph)
        base = line[len(line) // 2][5]
    return tuple(Line(tuple(sorted(line, key=_LEFT))) for line in lines)


def between(line: Line, following: Line, room: float) -> str:
    """What stands between two lines of a cell: a line's end only where the next word would have had ample room."""
    if fits(line, following, room - line.height):
        return "\n"
    left, right = line.glyphs[-1].text, following.glyphs[0].text
    return " " if left.isascii() and right.isascii() and left.isalpha() and right.isalpha() else ""


def fits(line: Line, following: Line, room: float) -> bool:
    """Whether the first word of a line would have had room at the end of the one above.

    A word is a run of letters and digits, or a character with the marks that may not begin a line.
    """
    first, last = following.glyphs[0], line.glyphs[-1]
    end = first.right
    for before, glyph in pairwise(following.glyphs):
        apart = glyph.left - before.right > 0.3 * line.height
        one_word = (
            (before.text + glyph.text).isascii() or before.text in _NOT_LAST or glyph.text in _NOT_FIRST
        )
        if apart or not one_word:
            break
        end = glyph.right
    if (last.text + first.text).isascii() and first.text not in _NOT_LAST | _NOT_FIRST:
        # Both would be one word, which is not cut where a line has room for it.
        return _last_word(line) + end - first.left < room
    return line.box.right - line.box.left + end - first.left < room


def _last_word(line: Line) -> float:
    """How wide the letters and digits at the end of a line are."""
    start = line.glyphs[-1].left
    for glyph, after in pairwise(reversed(line.glyphs)):
        if not after.text.isascii() or glyph.left - after.right > 0.3 * line.height:
            break
        start = after.left
    return line.glyphs[-1].right - start


# -- text without lines ------------------------------------------------------------------------------------------


class _Part(NamedTuple):
    """A piece of a line that stands apart from the others, and the columns that it stands in."""

    line: Line
    column: int = 0
    colspan: int = 1


def _text_rows(glyphs: list[Glyph]) -> list[LaidRow]:
    """The rows of text outside of ruled tables: one a line, or cells where lines fall into columns."""
    rows: list[LaidRow] = []
    block: list[list[Line]] = []
    for parts in [*map(_parts, _lines(glyphs)), []]:
        if len(parts) > 1 or (block and parts and _is_under(block, parts[0])):
            block.append(parts)
            continue
        rows.extend(_columns(block))
        block = []
        if parts:
            rows.append(_assembled([[_Part(parts[0])]], [parts[0].box]))
    return rows


def _parts(line: Line) -> list[Line]:
    """A line cut wherever it has a gap that is no space."""
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.left - before.right > 0.8 * line.height:
            parts.append([])
        parts[-1].append(glyph)
    return [Line(tuple(part)) for part in parts]


def _is_under(block: list[list[Line]], part: Line) -> bool:
    """Whether a line of one part is a row, or the rest of one, below others: close to them, and no wider than a cell."""
    box, around = part.box, _around([line.box for parts in block for line in parts])
    return (
        box.top - around.bottom < 1.5 * part.height
        and box.left > around.left - _NEAR
        and box.right - box.left < 0.6 * (around.right - around.left)
    )


def _columns(block: list[list[Line]]) -> list[LaidRow]:
    """The rows of lines that fall into columns: a cell that takes several lines is put together."""
    if not block:
        return []
    columns = _column_boxes(block)
    rows: list[list[list[_Part]]] = []
    for line in block:
        parts = _placed(line, columns)
        if rows and _goes_on(rows[-1], parts, columns):
            rows[-1].append(parts)
        else:
            rows.append([parts])
    return [_assembled(row, columns) for row in rows]


def _column_boxes(block: list[list[Line]]) -> list[Box]:
    """The columns: parts of different lines that stand under each other, but for those that reach over two."""
    boxes = [[line.box for line in parts] for parts in block]
    over = [
        any(sum(_overlap(box, other) > _NEAR for other in line) > 1 for line in boxes)
        for parts in boxes
        for box in parts
    ]
    single = [
        box for box, wide in zip((box for parts in boxes for box in parts), over, strict=True) if not wide
    ]
    columns: list[Box] = []
    for box in sorted(single):
        near = [one for one in columns if _overlap(one, box) > 0]
        for one in near:
            columns.remove(one)
        columns.append(_around((box, *near)))
    return sorted(columns) or [_around([box for parts in boxes for box in parts])]


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _placed(line: list[Line], columns: list[Box]) -> list[_Part]:
    """The parts of a line in their columns, no two in one."""
    lefts = [column.left for column in columns]
    placed: list[_Part] = []
    for part in line:
        first = max(bisect_right(lefts, part.box.left + _NEAR) - 1, 0)
        if placed and first <= placed[-1].column:
            first = min(placed[-1].column + 1, len(columns) - 1)
        last = max(bisect_right(lefts, part.box.right - _NEAR) - 1, first)
        if placed and placed[-1].column + placed[-1].colspan > first:
            placed[-1] = placed[-1]._replace(colspan=max(first - placed[-1].column, 1))
        placed.append(_Part(part, first, last - first + 1))
    return placed


def _room(part: _Part, columns: list[Box]) -> float:
    """How wide a line may be where a part stands."""
    return (
        max(columns[part.column + part.colspan - 1].right, part.line.box.right)
        - columns[part.column].left
        + 1
    )


def _goes_on(row: list[list[_Part]], parts: list[_Part], columns: list[Box]) -> bool:
    """Whether a line is the rest of the row above: it is close, and every part stands under one that was full."""
    above = row[-1]
    gap = parts[0].line.box.top - above[0].line.box.top
    if len(row) > 1 and gap > 1.25 * (above[0].line.box.top - row[-2][0].line.box.top):
        return False
    for part in parts:
        upper = next((one for one in above if one.column == part.column), None)
        if (
            upper is None
            or gap > 2.2 * part.line.height
            or fits(upper.line, part.line, _room(upper, columns))
        ):
            return False
    return True


def _assembled(row: list[list[_Part]], columns: list[Box]) -> LaidRow:
    """A row of the lines that its cells take."""
    found: dict[int, list[_Part]] = defaultdict(list)
    for parts in row:
        for part in parts:
            found[part.column].append(part)
    cells = []
    for column, parts in sorted(found.items()):
        room = max(_room(part, columns) for part in parts)
        box = _around([part.line.box for part in parts])
        lines = tuple(part.line for part in parts)
        cells.append(LaidCell(lines, room, column, 1, max(part.colspan for part in parts), box))
    edges = (*(column.left for column in columns), columns[-1].right)
    return LaidRow(min(cell.box.top for cell in cells), tuple(cells), edges)
