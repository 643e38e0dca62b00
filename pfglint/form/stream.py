"""A form of which each cell has a line of its own, as the text layer of a PDF has it: rows are made of the lines again.

Cells that took several lines are put together: labels by what they are called, names and values by what they look like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pfglint.form.columns import LEVELS, VALUES, Columns, Head, columns_of, cost_of, kind_of
from pfglint.form.cut import closes, is_debris, joined, unfinished
from pfglint.form.labels import Meaning, Vocabulary, squeeze
from pfglint.form.table import ends_like_a_name, is_heading
from pfglint.patterns import late
from pfglint.source.document import Cell, Row

_MOST_LINES = 4
"""Lines of one label."""
_LONGEST_PIECE = 14
"""Characters of one such line."""
_AMOUNT = late(r"[-−]?[\d,]*\.?\d+(?:万元|元|万)?|[-—/]+")
_AMOUNT_AND_LABEL = late(r"(?P<amount>[-−]?[\d,]*\.?\d+(?:万元|元|万)?)(?P<space>\s*)(?P<label>\D.*)")
_YEARLY = 10
"""The column that the year's side of the funding is given; what is said of the project stands left of it."""


class Piece(NamedTuple):
    """A cell: one line, or several that make one label."""

    cell: Cell
    meaning: Meaning

    @property
    def is_label(self) -> bool:
        return bool(self.meaning.role)


def begins(row: Row, words: Vocabulary) -> bool:
    """Whether a row, the first of a form, is a header's label alone on its line."""
    return row.width == 1 and len(row.cells) == 1 and words.meaning(row.cells[0].text).role == "field"


def rows(lines: Sequence[Row], words: Vocabulary) -> Iterator[Row]:
    """The rows of a form, header and table, that `lines` amount to."""
    pieces = list(_pieces(list(_cells(lines)), words))
    start = _table_start(pieces)
    yield from _header(pieces[:start])
    yield from _table(pieces[start:], words)


def _cells(lines: Sequence[Row]) -> Iterator[Cell]:
    """The cells, without what stands between two pages; a number alone is a page's only beside a blank line."""
    for index, line in enumerate(lines):
        beside = [*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]]
        number = len(line.cells) == 1 and line.cells[0].text.isdecimal()
        if not line.cells or (is_debris(line) and not (number and all(row.cells for row in beside))):
            continue
        yield from line.cells


def _pieces(cells: Sequence[Cell], words: Vocabulary) -> Iterator[Piece]:
    """The cells, those of one label together, and each amount apart from the label behind it."""
    apart: list[Cell] = []
    for cell in cells:
        found = _AMOUNT_AND_LABEL.fullmatch(cell.text)
        # Without a space it is no year: 2025年度预算 is a label.
        is_apart = found and (found["space"] or not found["amount"].isdecimal() or found["amount"] == "0")
        if found and is_apart and words.meaning(found["label"]).role:
            apart.append(cell._replace(text=found["amount"]))
            label = cell._replace(text=found["label"], place=cell.place.past(found.start("label")))
            apart.append(label)
        else:
            apart.append(cell)
    at = 0
    while at < len(apart):
        length, meaning = _label_at(apart, at, words)
        cell = apart[at]
        for more in apart[at + 1 : at + length]:
            cell = joined(cell, more)
        yield Piece(cell, meaning)
        at += length


def _label_at(cells: Sequence[Cell], at: int, words: Vocabulary) -> tuple[int, Meaning]:
    """How many lines the label takes that begins in a line, and what it means; one line and nothing where it is none."""
    for length in range(min(_MOST_LINES, len(cells) - at), 0, -1):
        texts = [cell.text for cell in cells[at : at + length]]
        if length > 1 and max(map(len, texts)) > _LONGEST_PIECE:
            continue
        meaning = words.meaning("".join(texts))
        if meaning.role or (meaning.is_level and meaning.exact):
            return length, meaning
    return 1, words.meaning(cells[at].text)


# -- the header --------------------------------------------------------------------------------------------------


def _table_start(pieces: Sequence[Piece]) -> int:
    """Where the heads of the table begin, or, where there are none, its first level."""
    for at, piece in enumerate(pieces):
        run = [one.meaning for one in _run(pieces, at, "heading")]
        if is_heading(run):
            return at
        if piece.meaning.is_level and piece.meaning.exact and at + 1 < len(pieces):
            following = pieces[at + 1].meaning
            if following.is_level or piece.meaning.level2:
                return at
    return len(pieces)


def _run(pieces: Sequence[Piece], at: int, role: str) -> list[Piece]:
    """The pieces from one on that mean the same kind of thing."""
    end = at
    while end < len(pieces) and pieces[end].meaning.role == role:
        end += 1
    return list(pieces[at:end])


def _header(pieces: Sequence[Piece]) -> Iterator[Row]:
    """Rows of labels with their values; all of the funding is one row, as the side that a label stands on counts."""
    funding: list[Cell] = []
    at = 0
    while at < len(pieces):
        label = pieces[at]
        labels = _run(pieces, at, "goal") or [label]
        at += len(labels)
        texts: list[Cell] = []
        while at < len(pieces) and not pieces[at].is_label:
            texts.append(pieces[at].cell)
            at += 1
        role = label.meaning.role
        if role == "goal":
            yield _row(_goals(labels, texts))
        elif role == "funding":
            column = _YEARLY if label.meaning.key == "annual_total" else 0
            funding.append(label.cell._replace(column=column))
            if texts and _AMOUNT.fullmatch(squeeze(texts[0].text)):
                funding.append(texts.pop(0)._replace(column=column))
            yield from (_row([text]) for text in texts)
        elif not label.is_label:
            yield _row([_together([label.cell, *texts])])
        elif role != "group":
            yield _row([label.cell, _together(texts)] if texts else [label.cell])
    if funding:
        yield _row(funding)


def _row(cells: Sequence[Cell]) -> Row:
    """A row of cells; wide enough to be one of a table."""
    return Row(cells[0].place.line or cells[0].place.rank, max(len(cells), 2), tuple(cells))


def _together(cells: Sequence[Cell]) -> Cell:
    whole = cells[0]
    for cell in cells[1:]:
        whole = joined(whole, cell)
    return whole


def _goals(labels: Sequence[Piece], texts: list[Cell]) -> list[Cell]:
    """The goals' labels, each with its text: those of two goals stand one after the other, below both labels."""
    cells = [label.cell for label in labels]
    if not texts:
        return cells
    split = _two_goals(texts) if len(labels) == 2 else 0
    parts: list[list[Cell]] = [[] for _ in labels]
    parts[-1] = texts[split:]
    if split:
        parts[-2] = texts[:split]
    found: list[Cell] = []
    for cell, part in zip(cells, parts, strict=True):
        found.append(cell)
        if part:
            found.append(_together(part))
    return [cell._replace(column=index) for index, cell in enumerate(found)]


_SENTENCE_END = ("。", "！", "；", ".", ";")
_NUMBERED = late(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]|[①-⑳]")


def _two_goals(lines: Sequence[Cell]) -> int:
    """How many of the lines are the first goal's: it ends with a sentence, and all lines but the last of a text are full.

    0 where the lines look like one text: its lines are all as wide.
    """
    texts = [squeeze(cell.text) for cell in lines]
    best, fewest = 0, _ragged(texts)
    for at in range(1, len(texts)):
        if texts[at - 1].endswith(_SENTENCE_END) and not _NUMBERED.match(texts[at]):
            ragged = _ragged(texts[:at]) + _ragged(texts[at:]) + 1
            if ragged < fewest:
                best, fewest = at, ragged
    return best


def _ragged(texts: Sequence[str]) -> int:
    """How many characters the lines of a text fall short of its width, its last line aside; a paragraph's end is two."""
    width = max(map(len, texts))
    return sum(
        2 if text.endswith(_SENTENCE_END) and len(text) < width else width - len(text)
        for text in texts[:-1]
        if width - len(text) > 1
    )


# -- the table ---------------------------------------------------------------------------------------------------

_USUAL = ("level1", "level2", "name", "value")


def _table(pieces: Sequence[Piece], words: Vocabulary) -> Iterator[Row]:
    """The row of heads, the rows below it, and what follows them line by line."""
    if not pieces:
        return
    heads = _run(pieces, 0, "heading")
    cells = [piece.cell._replace(column=index) for index, piece in enumerate(heads)]
    if heads:
        columns = columns_of(cells, [piece.meaning for piece in heads], words, None)
        yield _row(cells)
    else:
        cell = pieces[0].cell
        columns = Columns(tuple(Head(cell, "heading", key, at, 1) for at, key in enumerate(_USUAL)))
    body = pieces[len(heads) :]
    end = next((at for at, piece in enumerate(body) if _ends(piece, words)), len(body))
    yield from _body(body[:end], columns, words)
    yield from (Row(piece.cell.place.line or 0, 1, (piece.cell,)) for piece in body[end:])


def _ends(piece: Piece, words: Vocabulary) -> bool:
    label = piece.cell.text.replace("：", ":").partition(":")[0]
    return words.meaning(label).footer and not piece.meaning.is_level


class _Way(NamedTuple):
    """How the pieces so far are read: what that costs, and the column of each; a new row begins where one is negative."""

    cost: float
    steps: tuple[int, ...]


def _body(pieces: Sequence[Piece], columns: Columns, words: Vocabulary) -> Iterator[Row]:
    """The rows that pieces make, each piece in the column that it is likeliest to stand in."""
    steps = _likeliest(pieces, columns.heads, words)
    row: list[Cell] = []
    for piece, step in zip(pieces, steps, strict=True):
        column = columns.heads[abs(step) - 1].column
        if step < 0 and row:
            yield _row(row)
            row = []
        if row and row[-1].column == column:
            row[-1] = joined(row[-1], piece.cell)
        else:
            row.append(piece.cell._replace(column=column))
    if row:
        yield _row(row)


_SHORT = 3
"""Characters that are hardly a cell of their own below a line that is full."""
_NO_VALUE, _NO_NAME, _SKIPPED, _ONE_CELL = 3.0, 6.0, 1.0, 2.0
"""What it costs that a row has no value, or no name, that a cell is blank, and that two lines are one cell."""


def _likeliest(pieces: Sequence[Piece], heads: Sequence[Head], words: Vocabulary) -> tuple[int, ...]:
    """For each piece the number of its column, from 1; negative where it begins a row."""
    name = next((at for at, head in enumerate(heads) if head.key == "name"), 0)
    ways: dict[int, _Way] = {}
    for index, piece in enumerate(pieces):
        kind = kind_of(piece.cell.text, piece.meaning)
        after: dict[int, _Way] = {}
        for at, head in enumerate(heads):
            cost = cost_of(kind, head, piece.meaning)
            options = [
                _Way(way.cost + cost + _between(heads, last, at), (*way.steps, at + 1))
                for last, way in ways.items()
                if last < at
            ]
            if at <= name:
                begun = [_Way(way.cost + _left(heads, last), way.steps) for last, way in ways.items()]
                options.extend(
                    _Way(way.cost + cost, (*way.steps, -at - 1))
                    for way in (begun if index else [_Way(0.0, ())])
                )
            if at in ways and head.key not in LEVELS:
                options.append(
                    _Way(
                        ways[at].cost + _goes_on(pieces[index - 1].cell.text, piece.cell.text, head, words),
                        (*ways[at].steps, at + 1),
                    )
                )
            if options:
                after[at] = min(options)
        ways = after
    ends = [_Way(way.cost + _left(heads, last), way.steps) for last, way in ways.items()]
    return min(ends).steps if ends else ()


def _between(heads: Sequence[Head], last: int, at: int) -> float:
    """What it costs that the cells between two columns of a row are blank."""
    skipped = [head.key for head in heads[last + 1 : at]]
    return sum(_NO_NAME if key == "name" else 0 if key in LEVELS else _SKIPPED for key in skipped)


def _left(heads: Sequence[Head], last: int) -> float:
    """What it costs that a row ends in a column."""
    keys = [head.key for head in heads[last + 1 :]]
    return (_NO_NAME if "name" in keys else 0) + sum(
        _NO_VALUE if key == "value" else 0.3 for key in keys if key in VALUES or key == "value"
    )


def _goes_on(text: str, rest: str, head: Head, words: Vocabulary) -> float:
    """What it costs that a line is the rest of the cell above: its first line was full, and nothing of it ended there."""
    if head.key not in ("name", "value", "note"):
        return _NO_NAME
    if unfinished(text) or closes(rest):
        return 0.2
    cost = _ONE_CELL + (0.5 if head.key == "value" else 0)
    if len(rest) <= _SHORT < 3 * _SHORT <= len(text):
        return cost - 1
    if head.key == "name":
        cost += 2 if ends_like_a_name(text, words) else -1 if ends_like_a_name(rest, words) else 0
    return cost if len(text) >= len(rest) else cost + 2
