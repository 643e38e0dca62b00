"""Text with bars between the cells: a Markdown table, or a web table of which each cell was put on a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from pfglint.finding import Place
from pfglint.patterns import late
from pfglint.source.document import BLANK, Cell, Row, SourceError

MOST_CELLS = 4096
"""Cells in a row. A form's table has some ten columns."""

_BAR = late(r"(?<!\\)\|")
_DELIMITER_ROW = late(r"[|:\-\s]*-[|:\-\s]*")
_BREAK = late(r"<br\s*/?>", re.IGNORECASE)
_LONGEST_STRETCH = 20_000
"""Cells that each have a line of their own; what is longer is cut there."""
_LONGEST_CELL = 200
"""Lines of one such cell."""


def is_row(line: str) -> bool:
    """Whether bars part the cells of a line: it has two, or one at an end; one inside a text is a part of it."""
    if "|" not in line:
        return False
    bare = line.strip(BLANK)
    return bare.startswith("|") or (bare.endswith("|") and bare[-2:-1] != "\\") or len(_BAR.findall(bare)) > 1


def is_lone(line: str) -> bool:
    """Whether a line is a bar and nothing else: a stretch of cells that each have a line of their own begins."""
    return line.strip(BLANK) == "|"


def row(line: str, number: int) -> Row | None:
    """The row of one line, the blank cells left out; None for the line that Markdown puts under the heads."""
    if _DELIMITER_ROW.fullmatch(line):
        return None
    cells: list[Cell] = []
    start = index = 0
    ends = [*(found.start() for found in _BAR.finditer(line)), len(line)]
    if len(ends) > MOST_CELLS:
        raise SourceError("many-cells", f"{len(ends):,}", Place(number))
    for index, end in enumerate(ends):
        piece = line[start:end]
        if text := piece.strip(BLANK):
            column = start + piece.index(text) + 1
            cells.append(Cell(_unescaped(text), Place(number, column, column + len(text)), index))
        start = end + 1
    return Row(number, index + 1, tuple(cells))


def _unescaped(text: str) -> str:
    """A cell's text without what Markdown needs to write it on one line."""
    return _BREAK.sub("\n", text.replace("\\|", "|")) if "<" in text or "\\" in text else text


Numbered: TypeAlias = tuple[int, str]
"""A line's number, from 1, and the line."""


class _Piece(NamedTuple):
    """What a line of a stretch holds: a cell's text, or none, and the bars behind it."""

    cell: Cell | None
    bars: int
    line: int


class Stretch(NamedTuple):
    """Cells that each have a line of their own. rest: the lines that were read behind them and are no part of them."""

    rows: list[Row]
    rest: list[Numbered]


def flattened(lines: Iterator[Numbered], first: int) -> Stretch:
    """The stretch of cells, each ended by a bar, that a lone bar in line `first` began. lines: those behind it."""
    pieces = [_Piece(None, 1, first)]
    pending: list[Numbered] = []
    """Lines without a bar: the beginning of a cell, if its bar comes."""
    for number, line in lines:
        bare = line.strip(BLANK)
        text = bare.rstrip("|" + BLANK)
        pending.append((number, line))
        if "|" in text or "\t" in line or (bare and not text and len(pending) > 1):
            break
        if "|" in bare:
            pieces.append(_Piece(_cell(pending) if text else None, bare.count("|", len(text)), number))
            pending = []
        elif len(pending) > _LONGEST_CELL or (not bare and len(pending) > 1):
            break
        if len(pieces) >= _LONGEST_STRETCH:
            break
    return Stretch(list(_rows(pieces)), pending)


def _cell(lines: list[Numbered]) -> Cell:
    texts = [line.strip(BLANK) for _, line in lines]
    texts[-1] = texts[-1].rstrip("|" + BLANK)
    at = next(index for index, text in enumerate(texts) if text)
    number, line = lines[at]
    column = line.index(texts[at]) + 1
    end = column + len(texts[at]) if at == len(texts) - 1 else None
    return Cell("\n".join(texts[at:]), Place(number, column, end), 0)


def _rows(pieces: list[_Piece]) -> Iterator[Row]:
    """The pieces by rows. A row begins with a lone bar, as a blank cell does: all rows have equally many bars."""
    ends = [
        index
        for index in range(1, len(pieces))
        if pieces[index].cell is None
        and pieces[index].bars == 1
        and pieces[index - 1].cell is None
        and (index + 1 == len(pieces) or pieces[index + 1].cell is not None)
    ]
    counts = _counts(pieces, ends)
    usual = Counter(counts).most_common(1)[0][0]
    start = bars = 0
    for number, (end, count) in enumerate(zip([*ends, len(pieces)], counts, strict=True)):
        bars += count
        following = counts[number + 1] if number + 1 < len(counts) else usual
        if bars >= usual or bars + following > usual:
            yield _row(pieces[start:end], bars)
            start, bars = end, 0
    if start < len(pieces):
        yield _row(pieces[start:], bars)


def _counts(pieces: list[_Piece], ends: Iterable[int]) -> list[int]:
    """How many bars stand between the ends."""
    counts, start = [], 0
    for end in (*ends, len(pieces)):
        counts.append(sum(piece.bars for piece in pieces[start:end]))
        start = end
    return counts


def _row(pieces: list[_Piece], width: int) -> Row:
    cells, column = [], 0
    for piece in pieces[1:]:
        if piece.cell is not None:
            cells.append(piece.cell._replace(column=column))
        column += piece.bars
    return Row(cells[0].place.line or pieces[0].line if cells else pieces[0].line, width - 1, tuple(cells))
