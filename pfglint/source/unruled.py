"""Text outside of ruled tables: one row a line, or cells where lines fall into columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pfglint.source.laid import (
    NOT_FIRST,
    RELATIONS,
    Box,
    Glyph,
    LaidCell,
    LaidRow,
    Line,
    around,
    fits,
    lines_of,
)

_NEAR = 3.0
"""Points: what is no further apart is in one place."""


class _Part(NamedTuple):
    """A piece of a line that stands apart from the others, and the columns that it stands in."""

    line: Line
    column: int = 0
    colspan: int = 1


def text_rows(glyphs: list[Glyph]) -> list[LaidRow]:
    """The rows of text outside of ruled tables: one a line, or cells where lines fall into columns."""
    lines = [_parts(line) for line in lines_of(glyphs)]
    right = max((parts[0].box.right for parts in lines if len(parts) == 1), default=0.0)
    rows: list[LaidRow] = []
    at = 0
    while at < len(lines):
        end = _block_end(lines, at)
        if end > at:
            rows.extend(_columns(lines[at:end]))
            at = end
        else:
            line = lines[at][0]
            rows.append(_assembled([[_Part(line)]], [line.box], [right]))
            at += 1
    return rows


def _block_end(lines: list[list[Line]], start: int) -> int:
    """Where the lines end that fall into columns, from `start` on; `start` where that one does not.

    A line of one part belongs to them where it is a cell, or a line of one: close to them, and no wider than a cell.
    """
    end = start
    staggered = False
    while len(lines[end]) == 1:
        if end + 1 == len(lines) or end - start == _MOST_LINES:
            return start
        line, below = lines[end][0], lines[end + 1]
        apart = below[0].glyphs[0].base - line.glyphs[0].base
        if apart < 0.8 * line.size and not any(_overlap(line.box, part.box) > 0 for part in below):
            staggered = staggered or end == start
        elif not _is_above(line, lines[end + 1 : end + 4]):
            if staggered:
                break
            return start
        end += 1
    box = around([part.box for parts in lines[start : end + 1] for part in parts])
    while end < len(lines):
        parts = lines[end]
        if len(parts) == 1:
            following = _next_of_several(lines, end)
            part = parts[0]
            near = (_FAR if following is not None else 1.5) * part.height
            if not _is_beside(lines, end, following) and (
                part.box.top - box.bottom >= near
                or part.box.left <= box.left - _NEAR
                or part.box.right - part.box.left >= 0.6 * (box.right - box.left)
            ):
                return end
        box = around([box, *(part.box for part in parts)])
        end += 1
    return end


def _is_beside(lines: list[list[Line]], at: int, following: int | None) -> bool:
    """Whether a line stands beside the one above, or midway between two that are near: a merged cell's text.

    following: the next line of several parts.
    """
    if following is None:
        return False
    above, size = lines[at - 1][0].glyphs[0].base, lines[at][0].size
    base, below = lines[at][0].glyphs[0].base, lines[at + 1][0].glyphs[0].base
    midway = following == at + 1 and abs(base - (above + below) / 2) < 0.2 * size
    return base - above < 0.8 * size or (midway and base - above < 1.6 * size)


_FAR = 5.0
"""Heights of a line: what is further apart is no part of one table."""
_MOST_LINES = 40
"""Lines of one cell beside which the others of its row have none."""


def _next_of_several(lines: list[list[Line]], at: int) -> int | None:
    """The next line of several parts, where none of those before it stands far from the one above."""
    for index in range(at + 1, min(at + _MOST_LINES, len(lines))):
        line, above = lines[index][0], lines[index - 1][0]
        if line.box.top - above.box.bottom >= _FAR * line.height:
            return None
        if len(lines[index]) > 1:
            return index
    return None


def _parts(line: Line) -> list[Line]:
    """A line cut wherever it has a gap that is no space."""
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.left - before.right > 0.8 * line.height:
            parts.append([])
        parts[-1].append(glyph)
    return [Line(tuple(part)) for part in parts]


def _is_above(line: Line, following: list[list[Line]]) -> bool:
    """Whether a line may be the first of a cell that has others in the lines below.

    What stands above the first cell of a row is more likely a title.
    """
    below = following[0]
    over = [part for part in below if _overlap(line.box, part.box) > 0]
    apart = below[0].glyphs[0].base - line.glyphs[0].base
    if len(below) == 1:
        return bool(over) and apart < 1.6 * line.size
    near = (parts for parts in following if parts[0].glyphs[0].base - below[0].glyphs[0].base < 2 * line.size)
    is_first = all(part.box.right > line.box.left - _NEAR for parts in near for part in parts)
    return not is_first and len(over) == 1 and apart < 1.6 * line.size


def _columns(block: list[list[Line]]) -> list[LaidRow]:
    """The rows of lines that fall into columns: a cell that takes several lines is put together."""
    if not block:
        return []
    block = _cut_at_rivers(block)
    columns = _column_boxes(block)
    block = [[piece for part in parts for piece in _cut(part, columns)] for parts in block]
    placed = [_placed(line, columns) for line in block]
    rights = _rights(placed, columns)
    stacks = _stacks(placed, columns, rights)
    return _aligned_rows(stacks, _edge_in_common(stacks), columns, rights)


def _cut_at_rivers(block: list[list[Line]]) -> list[list[Line]]:
    """The lines with their parts cut at small gaps too, where the others leave the same place blank: columns nearly touch there."""
    words = [(part, _words(part)) for parts in block for part in parts]
    whole = around([part.box for part, _ in words])
    widest = 0.4 * (whole.right - whole.left)
    boxes = [word.box for part, pieces in words if part.box.right - part.box.left < widest for word in pieces]
    lefts, rights = sorted(box.left for box in boxes), sorted(box.right for box in boxes)
    most = len(block) // 20

    def is_river(at: float, near: float) -> bool:
        begun, ended = bisect_right(lefts, at), bisect_right(rights, at)
        before = ended - bisect_left(rights, at - near)
        behind = bisect_right(lefts, at + near) - begun
        return begun - ended <= most and before >= _BANKS and behind >= _BANKS

    def cut(pieces: list[Line]) -> Iterator[Line]:
        glyphs = list(pieces[0].glyphs)
        for left, right in pairwise(pieces):
            if is_river((left.box.right + right.box.left) / 2, left.height):
                yield Line(tuple(glyphs))
                glyphs = []
            glyphs.extend(right.glyphs)
        yield Line(tuple(glyphs))

    return [[piece for part in parts for piece in cut(_words(part))] for parts in block]


_BANKS = 4
"""Pieces of text that end before a gap between columns, and that begin behind it."""


def _words(part: Line) -> list[Line]:
    """A part cut at every gap."""
    pieces: list[list[Glyph]] = [[part.glyphs[0]]]
    for before, glyph in pairwise(part.glyphs):
        if glyph.left - before.right > 0.1 * part.height:
            pieces.append([])
        pieces[-1].append(glyph)
    return [Line(tuple(piece)) for piece in pieces]


def _cut(part: Line, columns: list[Box]) -> list[Line]:
    """A part that reaches over columns, cut where a small gap in it lies between two of them."""
    pieces: list[list[Glyph]] = [[part.glyphs[0]]]
    for before, glyph in pairwise(part.glyphs):
        if glyph.left - before.right > 0.15 * part.height and any(
            left.right <= glyph.left + _NEAR and right.left >= before.right - _NEAR
            for left, right in pairwise(columns)
        ):
            pieces.append([])
        pieces[-1].append(glyph)
    return [Line(tuple(piece)) for piece in pieces]


def _rights(placed: list[list[_Part]], columns: list[Box]) -> list[float]:
    """How far to the right the text of each column reaches; a stop at a line's end may hang over."""
    rights = [column.left for column in columns]
    for part in (part for parts in placed for part in parts if part.colspan == 1):
        rights[part.column] = max(rights[part.column], _without_stop(part.line))
    return rights


def _without_stop(line: Line) -> float:
    """Where a line ends, but for a stop that no line begins with."""
    glyphs = line.glyphs
    last = glyphs[-2] if len(glyphs) > 1 and glyphs[-1].text in NOT_FIRST else glyphs[-1]
    return last.right


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
        columns.append(around((box, *near)))
    return sorted(columns) or [around([box for parts in boxes for box in parts])]


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


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


def _room(part: _Part, columns: list[Box], rights: list[float]) -> float:
    """How wide a line may be where a part stands."""
    right = max(rights[part.column + part.colspan - 1], _without_stop(part.line))
    return right - columns[part.column].left + 1


def _assembled(row: list[list[_Part]], columns: list[Box], rights: list[float]) -> LaidRow:
    """A row of the lines that its cells take."""
    found: dict[int, list[_Part]] = defaultdict(list)
    for parts in row:
        for part in parts:
            found[part.column].append(part)
    cells = []
    for column, parts in sorted(found.items()):
        room = max(_room(part, columns, rights) for part in parts)
        box = around([part.line.box for part in parts])
        lines = tuple(part.line for part in parts)
        cells.append(LaidCell(lines, room, column, 1, max(part.colspan for part in parts), box))
    edges = (*(column.left for column in columns), columns[-1].right)
    return LaidRow(min(cell.box.top for cell in cells), tuple(cells), edges)


# -- cells whose middles, or whose last lines, are level -------------------------------------------------------------

_TOP, _MIDDLE, _BOTTOM = 0.0, 0.5, 1.0
"""Which line of a cell is level with those of the others in its row: how far down it is."""
_LEVEL = 0.3
"""Of a line's height: what is no further apart is level."""


class _Stack(NamedTuple):
    """Lines of one column, one below the other, each but the last full: a cell, or several."""

    parts: tuple[_Part, ...]

    @property
    def column(self) -> int:
        return self.parts[0].column

    @property
    def height(self) -> float:
        """That of a line."""
        return self.parts[0].line.size

    def at(self, edge: float) -> float:
        """How far down the page its first or last line is, or its middle."""
        first, last = (part.line.glyphs[0].base for part in (self.parts[0], self.parts[-1]))
        return first + (last - first) * edge


def _stacks(placed: list[list[_Part]], columns: list[Box], rights: list[float]) -> list[_Stack]:
    """The lines of each column, those together of which the upper ones were full."""
    by_column: dict[int, list[_Part]] = defaultdict(list)
    for part in (part for parts in placed for part in parts):
        by_column[part.column].append(part)
    pairs = [(above, part) for parts in by_column.values() for above, part in pairwise(parts)]
    full = [_is_full(above, part, _room(above, columns, rights)) for above, part in pairs]
    near = _line_pitch(pairs, full)
    stacks: list[list[_Part]] = []
    for parts in by_column.values():
        stacks.append([parts[0]])
        for above, part in pairwise(parts):
            is_near = _apart(above, part) <= near.most
            alike = above.colspan == part.colspan and _is_full(above, part, _room(above, columns, rights))
            if is_near and (near.alone or alike):
                stacks[-1].append(part)
            else:
                stacks.append([part])
    return [_Stack(tuple(parts)) for parts in stacks]


class _Pitch(NamedTuple):
    """How far apart the lines of a cell are. most: at most; alone: whether that tells them from those of two rows."""

    most: float
    alone: bool


def _line_pitch(pairs: list[tuple[_Part, _Part]], full: list[bool]) -> _Pitch:
    """The pitch of lines, by the pairs of lines that stand one below the other in a column, and whether the upper is full.

    The lines of a cell are as near to each other as any; rows are further apart where cells are padded.
    """
    aparts = sorted(
        apart
        for pair, is_full in zip(pairs, full, strict=True)
        if is_full and (apart := _apart(*pair)) > _LEAST * pair[0].line.height
    )
    if not aparts:
        return _Pitch(0.0, False)
    pitch = aparts[0] + _SLACK
    others = [_apart(*pair) for pair, is_full in zip(pairs, full, strict=True) if not is_full]
    near = sum(apart <= pitch for apart in others)
    if near <= 0.5 * sum(pitch < apart < 1.9 * aparts[0] for apart in others):
        return _Pitch(pitch, True)
    return _Pitch(aparts[0] * 1.12 + 0.5, False)


_LEAST = 0.7
"""Heights of a line by which two lines are apart, at least."""
_SLACK = 0.4
"""Points by which lines of one cell may be further apart than others."""


def _is_number(line: Line) -> bool:
    return all(glyph.text in "0123456789.,-" for glyph in line.glyphs)


def _apart(above: _Part, part: _Part) -> float:
    return part.line.glyphs[0].base - above.line.glyphs[0].base


def _is_full(above: _Part, part: _Part, room: float) -> bool:
    """Whether the line below may be the rest of a line, which had no room for it."""
    if part.line.glyphs[0].text in RELATIONS or (_is_number(above.line) and _is_number(part.line)):
        return False
    size = part.line.size
    return _apart(above, part) < 1.6 * size and not fits(above.line, part.line, room - 0.4 * size)


def _edge_in_common(stacks: list[_Stack]) -> float:
    """Which lines are level in most rows that have a cell of several lines.

    Two rows that were taken for one cell are level with others at their first line and at their last: they say nothing.
    """
    votes = dict.fromkeys((_TOP, _MIDDLE, _BOTTOM), 0)
    in_order = sorted(stacks, key=lambda stack: stack.at(_TOP))
    tops = [stack.at(_TOP) for stack in in_order]
    for stack in in_order:
        if len(stack.parts) == 1:
            continue
        near = _LEVEL * stack.height
        level: set[float] = set()
        for other in in_order[: bisect_right(tops, stack.at(_BOTTOM) + near)]:
            if other.column == stack.column or other.at(_BOTTOM) < stack.at(_TOP) - near:
                continue
            found = [edge for edge in votes if abs(stack.at(edge) - other.at(edge)) <= near]
            if len(found) == 1:
                level.update(found)
        if len(level) == 1:
            votes[level.pop()] += 1
    return max(votes, key=lambda edge: (votes[edge], edge == _TOP))


def _aligned_rows(
    stacks: list[_Stack], edge: float, columns: list[Box], rights: list[float]
) -> list[LaidRow]:
    """The rows of cells that are level at their middles or last lines."""
    counts: dict[int, int] = defaultdict(int)
    for stack in stacks:
        counts[stack.column] += len(stack.parts)
    dense = {column for column, count in counts.items() if count >= 0.6 * max(counts.values())}
    anchors = sorted(
        (stack.at(edge), stack.column) for stack in stacks if len(stack.parts) == 1 and stack.column in dense
    )
    cells = [cell for stack in stacks for cell in _divided(stack, edge, anchors, stack.column in dense)]
    rows: list[list[_Stack]] = []
    for cell in sorted(cells, key=lambda cell: cell.at(edge)):
        last = rows[-1] if rows else []
        level = last and cell.at(edge) - last[0].at(edge) <= _LEVEL * cell.height
        if level and all(one.column != cell.column for one in last):
            last.append(cell)
        else:
            rows.append([cell])
    if len(rows) > 1 and _is_cut(rows[-2], rows[-1]):
        rows[-2].extend(rows.pop())
    return [_assembled([list(cell.parts) for cell in row], columns, rights) for row in rows]


def _is_cut(row: list[_Stack], rest: list[_Stack]) -> bool:
    """Whether both are one row that the page's end cut: then its cells are level at their first lines."""
    tops = [cell.at(_TOP) for cell in (*row, *rest)]
    apart = not {cell.column for cell in row} & {cell.column for cell in rest}
    return apart and max(tops) - min(tops) <= _LEVEL * row[0].height


def _divided(stack: _Stack, edge: float, anchors: list[tuple[float, int]], is_dense: bool) -> list[_Stack]:
    """The cells of a stack: one for each line of another column that stands beside it.

    is_dense: whether its column has a cell in most rows; else it may be one cell beside several.
    """
    near = _LEVEL * stack.height
    levels: list[float] = []
    for at, column in anchors:
        beside = stack.at(_TOP) - near <= at <= stack.at(_BOTTOM) + near
        if beside and column != stack.column and not (levels and at - levels[-1] <= near):
            levels.append(at)
    if len(levels) < 2:
        return [stack]
    bases = [part.line.glyphs[0].base for part in stack.parts]
    if all(any(abs(base - at) <= near for at in levels) for base in bases):
        return [_Stack((part,)) for part in stack.parts]
    if not is_dense:
        return [stack]
    cells: list[_Stack] = []
    start = 0
    if edge == _TOP:
        starts = [bisect_left(bases, at - near) for at in levels[1:]]
        ends = [*starts, len(bases)]
        return [_Stack(stack.parts[at:end]) for at, end in zip([0, *starts], ends, strict=True) if at < end]
    for at in levels[:-1]:
        if start == len(bases):
            break
        end = at if edge == _BOTTOM else 2 * at - bases[start]
        stop = max(start + 1, bisect_right(bases, end + near))
        cells.append(_Stack(stack.parts[start:stop]))
        start = stop
    return [*cells, _Stack(stack.parts[start:])] if start < len(bases) else cells
