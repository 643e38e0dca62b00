"""Cells that hold a label and its value, or several of both: ``项目名称：滩羊养殖    主管部门：农业农村局``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pfglint.form.labels import Meaning, Vocabulary
from pfglint.patterns import late
from pfglint.source.document import Cell, Row

_LABEL_AND_VALUE = late(r"((?:其中\s*[:：]?\s*)?[^:：]{2,20})[:：]\s*(\S.*)", re.DOTALL)
_TOKEN = late(r"(?:其中\s*[:：]\s*)?(?P<label>[^\s:：]{2,20})(?P<colon>\s*[:：])?|\S+")
_AMOUNT = late(r"\s+[-−]?[\d,.]+(?:万元|元|万)?(?:\s|$)")


def split_label(cell: Cell, words: Vocabulary) -> tuple[Cell, Cell, Meaning] | None:
    """The label and the value of a cell that holds both (``项目名称：滩羊养殖``)."""
    found = _LABEL_AND_VALUE.match(cell.text)
    item = words.meaning(found[1]) if found else None
    if found is None or item is None or not item.role:
        return None
    return (
        cell._replace(text=found[1].strip()),
        cell._replace(text=found[2], place=cell.place.past(found.start(2))),
        item,
    )


def spread(row: Row, words: Vocabulary) -> Row:
    """`row` with each cell that holds several labels as so many cells, of labels and of values."""
    if not any(len(cell.text) > 8 and _may_hold_several(cell.text) for cell in row.cells):
        return row
    cells = [piece for cell in row.cells for piece in _pieces(cell, words)]
    return row if len(cells) == len(row.cells) else row._replace(cells=tuple(cells))


def _may_hold_several(text: str) -> bool:
    """Whether a text has a space or two colons, without which it holds no two labels."""
    return text.count("：") + text.count(":") > 1 or any(map(str.isspace, text))


class _Label(NamedTuple):
    """Where in a text a label stands, and where its value may begin."""

    start: int
    end: int
    value: int


def _pieces(cell: Cell, words: Vocabulary) -> Iterator[Cell]:
    """The labels and values in a cell; the cell itself where it does not begin with a label, or holds but one."""
    labels = list(_labels(cell.text, words))
    if len(labels) < 2 or labels[0].start:
        yield cell
        return
    ends = [*(label.start for label in labels[1:]), len(cell.text)]
    for label, end in zip(labels, ends, strict=True):
        yield _part(cell, label.start, label.end)
        if cell.text[label.value : end].strip():
            yield _part(cell, label.value, end)


def _labels(text: str, words: Vocabulary) -> Iterator[_Label]:
    """The labels that stand apart in a text: with a colon behind them, or an amount of money."""
    for found in _TOKEN.finditer(text):
        start, end = found.start(), found.end("label")
        if end < 0:
            continue
        item = words.meaning(found["label"])
        if not item.role and found["colon"] and (cut := _cut(found["label"], words)):
            # The white space before it was lost.
            if words.meaning(found["label"][:cut]).role:
                yield _Label(start, start + cut, start + cut)
            yield _Label(found.start("label") + cut, end, found.end())
            continue
        if start and not text[start - 1].isspace():
            continue
        if not item.role or item.role in ("heading", "group"):
            continue
        money = item.role in ("funding", "funding-group")
        if found["colon"] or (money and (item.role == "funding-group" or _AMOUNT.match(text, end))):
            yield _Label(start, end, found.end())


_SHORTEST = 4
"""Characters of a label that no other text ends with by chance."""


def _cut(text: str, words: Vocabulary) -> int:
    """Where in a text without white space the label begins that it ends with; 0 where it ends with none, or is a sentence."""
    if any(mark in text for mark in "，。；,;"):
        return 0
    roles = ("field", "funding", "other", "goal")
    cuts = range(1, len(text) - _SHORTEST + 1)
    return next((cut for cut in cuts if words.meaning(text[cut:]).role in roles), 0)


def _part(cell: Cell, start: int, end: int) -> Cell:
    """What stands in a cell from `start` to `end`, without the white space around it."""
    piece = cell.text[start:end]
    text = piece.strip()
    place = cell.place.past(start + piece.index(text))
    if place.line is not None and place.column is not None and "\n" not in cell.text:
        place = place._replace(end_column=place.column + len(text))
    return cell._replace(text=text, place=place, whole=place.line is not None)
