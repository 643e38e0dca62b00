"""Indicator tables without lines on a page: for which rows a level stands, told by where it stands beside them.

A merged cell's text stands at the top, in the middle or at the bottom of the rows that it covers, and nothing else tells
which these are. What the levels themselves say (质量指标 belongs under 产出指标) decides between ways that are equally
good; where none or several are left, the table is marked as unclear rather than guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import inf
from typing import NamedTuple

from pfglint.form.columns import VALUES, Columns, Head, columns_of
from pfglint.form.cut import is_debris
from pfglint.form.labels import NOTHING, Meaning, Vocabulary
from pfglint.form.table import is_heading
from pfglint.source.document import Cell, Row

_LEVEL = 0.25
"""Of a line's height: what is no further apart is level."""
_MOST_ROWS = 10_000
"""Rows of one table that are kept until it ends."""
_MOST_WAYS = 64
"""Ways to read one column."""


def settled(rows: Iterable[Row], words: Vocabulary) -> Iterator[Row]:
    """The rows, those of tables without lines with each level in the first row that it stands for, or marked as unclear."""
    table: list[Row] = []
    """The row of heads, and the rows below it."""
    for row in rows:
        if not table and not row.loose:
            yield row
            continue
        heads = row.loose and is_heading(_meanings(row, words))
        title = len(row.cells) == 1 and words.is_title(row.cells[0].text)
        if table and (heads or title or len(table) > _MOST_ROWS or (len(row.cells) > 1 and not row.loose)):
            yield from _settled(table, words)
            table = []
        if table or heads:
            table.append(row)
        else:
            yield row
    yield from _settled(table, words)


def _settled(table: Sequence[Row], words: Vocabulary) -> Iterator[Row]:
    """A table's rows: the row of heads first."""
    if not table:
        return
    heads = table[0]
    columns = columns_of(heads.cells, _meanings(heads, words), words, None)
    found = _read(table[1:], columns, words)
    yield from (heads, *found) if found is not None else (row._replace(unclear=True) for row in table)


class _Label(NamedTuple):
    """A merged cell's text, its column, and the index of the row that it stands in."""

    cell: Cell
    head: Head
    row: int


@dataclass(slots=True)
class _Line:
    """A row of indicators: what stands in its own cells, and the merged ones that begin in it.

    at: its index among the rows. top, bottom: how far its own cells reach.
    """

    at: int
    cells: list[Cell]
    top: float
    bottom: float
    labels: list[Cell] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def _read(rows: Sequence[Row], columns: Columns, words: Vocabulary) -> list[Row] | None:
    """The rows with the levels in their places; None where that is not clear."""
    end = max((at for at, row in enumerate(rows) if row.loose), default=-1) + 1
    table, behind = list(rows[:end]), rows[end:]
    if any(words.meaning(cell.text).role == "heading" for row in behind for cell in row.cells):
        return None  # a column that was too wide for the page stands on another one
    if table and table[0].cells and not columns.is_plain:
        below = columns.below(table[0].cells, _meanings(table[0], words), words)
        if below is not None:
            under = _read(rows[1:], below, words)
            return None if under is None else [rows[0], *under]
    segments: list[list[_Line]] = [[]]
    labels: list[list[_Label]] = [[]]
    groups: list[Cell] = []
    left = min((_box(head.cell)[0] for head in columns.heads if head.role != "group"), default=0.0)
    page = None
    for at, row in enumerate(table):
        if not row.cells or is_debris(row):
            continue
        if not row.loose and _names_block(row.cells[0], left, words):
            continue
        if not row.loose:
            return None  # the rest of a cell, or a remark between the rows
        if page not in (None, row.cells[0].place.page):
            segments.append([])
            labels.append([])
        page = row.cells[0].place.page
        own: list[Cell] = []
        keys: set[str] = set()
        leading = [cell for cell in row.cells[:1] if _names_block(cell, left, words)]
        groups += leading
        rest = row._replace(cells=row.cells[len(leading) :])
        for cell, head in columns.placed(rest.cells, _meanings(rest, words)):
            if head is None:
                return None  # nowhere
            if head.is_merged:
                labels[-1].append(_Label(cell, head, at))
            else:
                own.append(cell)
                keys.add(head.key)
        if own:
            if "name" not in keys or not keys & VALUES:
                return None  # no name
            boxes = [_box(cell) for cell in own]
            segments[-1].append(_Line(at, own, min(box[1] for box in boxes), max(box[3] for box in boxes)))
    edges = _edges_in_use([line for lines in segments for line in lines])
    for number, (lines, marks) in enumerate(zip(segments, labels, strict=True)):
        borders = _borders(lines) if lines else None
        part = _Part(lines, number == 0, number == len(segments) - 1, edges, borders)
        if not _put(part, marks, words):
            return None  # put
    if segments[0]:
        segments[0][0].labels += groups[:1]
    told = {line.at: line for lines in segments for line in lines}
    result = []
    for at, row in enumerate(table):
        if at in told:
            cells = sorted([*told[at].labels, *told[at].cells], key=lambda cell: cell.column)
            result.append(row._replace(cells=tuple(cells)))
        elif not row.cells or is_debris(row):
            result.append(row)
    return [*result, *behind]


def _names_block(cell: Cell, left: float, words: Vocabulary) -> bool:
    """Whether a cell names the block (绩效指标), or is a line of one that does and stands left of the columns."""
    item = words.meaning(cell.text)
    is_piece = item == NOTHING and words.is_piece_of_group(cell.text)
    return item.role == "group" or (is_piece and _box(cell)[2] <= left)


def _meanings(row: Row, words: Vocabulary) -> list[Meaning]:
    return [words.meaning(cell.text) for cell in row.cells]


def _box(cell: Cell) -> tuple[float, float, float, float]:
    assert cell.place.bbox is not None
    return cell.place.bbox


# -- which rows a label stands for -------------------------------------------------------------------------------


class _Part(NamedTuple):
    """The rows of a table that one page has. is_first, is_last: whether it is the table's first, its last page.

    edges: where texts may stand in their cells: at the top (0), in the middle, at the bottom (1).
    borders: where its rows begin, and where the last one ends, if texts stand in their middles.
    """

    lines: list[_Line]
    is_first: bool
    is_last: bool
    edges: frozenset[float]
    borders: list[float] | None


def _edges_in_use(lines: Sequence[_Line]) -> frozenset[float]:
    """At which edge the cells of a row are level, by the rows with cells of several heights; any where none tells."""
    votes = dict.fromkeys((0.0, 0.5, 1.0), 0)
    for line in lines:
        boxes = [_box(cell) for cell in line.cells]
        low, high = min(box[3] - box[1] for box in boxes), max(box[3] - box[1] for box in boxes)
        if high < 1.5 * low:
            continue
        for edge in votes:
            ats = [box[1] + (box[3] - box[1]) * edge for box in boxes]
            votes[edge] += max(ats) - min(ats) <= _LEVEL * low
    most = max(votes.values())
    return frozenset(edge for edge, count in votes.items() if count >= 0.8 * most)


def _put(part: _Part, labels: list[_Label], words: Vocabulary) -> bool:
    """Give each label to the first row that it stands for; whether that is clear."""
    if not part.lines:
        return not labels
    by_column: dict[int, list[_Label]] = {}
    for label in labels:
        by_column.setdefault(label.head.column, []).append(label)
    columns = list(by_column.values())
    ways: list[tuple[tuple[int, ...], ...]] = []
    for way in (_tops, _middles, _bottoms):
        chosen: list[tuple[tuple[int, ...], ...]] = [()]
        for marks in columns:
            found = list(islice(way(part, marks), _MOST_WAYS))
            chosen = [(*before, starts) for before in chosen for starts in found][:_MOST_WAYS]
        ways += [one for one in chosen if one not in ways]
    ways = [way for way in ways if _is_nested(way, columns)]
    if len(ways) > 1:
        ways = [way for way in ways if _fits(way, columns, len(part.lines), words)]
    if len(ways) != 1:
        return False
    for starts, marks in zip(ways[0], columns, strict=True):
        for start, mark in zip(starts, marks, strict=True):
            part.lines[start].labels.append(mark.cell._replace(column=mark.head.column))
    return True


def _near(lines: Sequence[_Line]) -> float:
    return _LEVEL * min(line.bottom - line.top for line in lines)


def _level_with(lines: Sequence[_Line], label: _Label, edge: float) -> int | None:
    """The row that a label is level with: at its top, its middle or its bottom."""
    _, top, _, bottom = _box(label.cell)
    at = top + (bottom - top) * edge
    near = _near(lines)
    return next(
        (
            index
            for index, line in enumerate(lines)
            if abs(line.top + (line.bottom - line.top) * edge - at) <= near
        ),
        None,
    )


def _rows_of(lines: Sequence[_Line], marks: Sequence[_Label]) -> tuple[int, ...] | None:
    """The rows that all labels are level with, in one way or another; None where one is level with none."""
    for edge in (0.5, 0.0, 1.0):
        found = [_level_with(lines, mark, edge) for mark in marks]
        if None not in found:
            return tuple(at for at in found if at is not None)
    return None


def _tops(part: _Part, marks: Sequence[_Label]) -> Iterator[tuple[int, ...]]:
    """Each label stands in the first of its rows."""
    found = _rows_of(part.lines, marks)
    if found is not None and _rises(found) and (found[0] == 0 or not part.is_first):
        yield found


def _bottoms(part: _Part, marks: Sequence[_Label]) -> Iterator[tuple[int, ...]]:
    """Each label stands in the last of its rows."""
    found = _rows_of(part.lines, marks) if 1.0 in part.edges else None
    if found is not None and _rises(found) and found[-1] == len(part.lines) - 1:
        yield (0, *(at + 1 for at in found[:-1]))


def _rises(rows: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(rows))


def _middles(part: _Part, marks: Sequence[_Label]) -> Iterator[tuple[int, ...]]:
    """Each label stands in the middle of its rows; those of all labels are all rows.

    The last label of a page may stand for rows of the next page, too: then it stands at the top. The first rows of a page
    may belong to a label of the page before.
    """
    lines = part.lines
    borders = part.borders
    if borders is None or 0.5 not in part.edges:
        return
    near = _near(lines)
    middles = [(box[1] + box[3]) / 2 for box in (_box(mark.cell) for mark in marks)]

    def ways(index: int, start: int) -> Iterator[tuple[int, ...]]:
        if index == len(middles):
            if start == len(lines):
                yield ()
            return
        for end in range(start + 1, len(lines) + 1):
            middle = lines[start].middle if end == start + 1 else (borders[start] + borders[end]) / 2
            if middle - middles[index] > near:
                break
            if abs(middle - middles[index]) <= near:
                yield from ((start, *rest) for rest in ways(index + 1, end))
        goes_on = not part.is_last and index == len(middles) - 1 and start < len(lines) - 1
        if goes_on and abs(lines[start].top - _box(marks[index].cell)[1]) <= near:
            yield (start,)

    for start in range(1 if part.is_first else len(lines)):
        yield from ways(0, start)


def _borders(lines: Sequence[_Line]) -> list[float] | None:
    """Where rows begin, and where the last one ends, if all texts stand in the middle of their rows; None if they cannot.

    Each middle tells the end of a row from its beginning; the first one begins where every text is within its row.
    """
    along = [0.0]
    """Each border, where the first one is 0: every other one moves against it."""
    for line in lines:
        along.append(2 * line.middle - along[-1])
    least, most = -inf, lines[0].top
    for number, border in enumerate(along):
        low = lines[number - 1].bottom - border if number else -inf
        high = lines[number].top - border if number < len(lines) else inf
        if number % 2:
            low, high = -high, -low
        least, most = max(least, low), min(most, high)
    if least > most + _SLACK:
        return None
    first = most - _SLACK if least == -inf else (least + most) / 2
    return [border - first if number % 2 else border + first for number, border in enumerate(along)]


_SLACK = 1.0
"""Points by which a text may stand beyond its row, as far as its place is known."""


def _is_nested(way: Sequence[tuple[int, ...]], columns: Sequence[Sequence[_Label]]) -> bool:
    """Whether a new second level begins wherever a first level does, and where it does in a table beside this one."""
    first: set[int] = set()
    second: dict[tuple[str, ...], tuple[int, ...]] = {}
    for rows, marks in zip(way, columns, strict=True):
        if marks[0].head.role != "heading":
            continue
        if marks[0].head.key == "level1":
            first.update(rows)
        elif second.setdefault(tuple(mark.cell.text for mark in marks), rows) != rows:
            return False
    return all(first <= set(rows) for rows in second.values())


def _fits(
    way: Sequence[tuple[int, ...]], columns: Sequence[Sequence[_Label]], count: int, words: Vocabulary
) -> bool:
    """Whether every second level belongs under the first level that it would stand under."""
    first: dict[int, str] = {}
    second: dict[int, str] = {}
    for starts, marks in zip(way, columns, strict=True):
        for start, mark in zip(starts, marks, strict=True):
            meaning = words.meaning(mark.cell.text)
            if mark.head.key == "level1" and meaning.level1:
                first[start] = meaning.level1
            elif mark.head.key == "level2" and meaning.level2:
                second[start] = meaning.level2
    level1 = None
    for row in range(count):
        level1 = first.get(row, level1)
        if row in second and level1 is not None and level1 not in words.welcome[second[row]]:
            return False
    return True
