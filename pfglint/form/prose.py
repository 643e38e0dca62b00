"""Indicators in running text, without a table: ``数量指标：补助户数(≥**户)≥40户；存栏数量≥3200只``, ``【产出指标-数量指标】``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pfglint.form.labels import Meaning, Vocabulary
from pfglint.form.names import numbering_length
from pfglint.patterns import late
from pfglint.quantity.units import lookup
from pfglint.source.document import Cell


class Level(NamedTuple):
    """A level that the text goes on under. cell: its label; meaning: what that names.

    alone: whether it has a line of its own, as first levels have, or stands before another level.
    """

    cell: Cell
    meaning: Meaning
    alone: bool = False


class Item(NamedTuple):
    """An indicator. template: a placeholder that stood between name and value."""

    name: Cell
    value: Cell | None
    template: str


_HEADING = late(r"\s*[【\[〔](?P<levels>[^】\]〕]{2,40})[】\]〕]\s*[:：]?\s*")
_BETWEEN_LEVELS = late(r"[-—–_/·>＞、:：\s]+")
_LABEL = late(r"(?:^|(?<=[:：;；。,，、\s]))\s*(?P<label>[^\s:：;；。,，]{2,24}?)\s*[:：]")
_CHARACTER = late(r"[一-鿿A-Za-z]")
_END = late(r"[;；。\n]+")
_OPENING, _CLOSING = "([（【《“", ")]）】》”"


def items(cell: Cell, words: Vocabulary) -> list[Level | Item]:
    """The levels and the indicators that a text names, in order; none where it does not begin with a level."""
    text = cell.text
    found: list[Level | Item] = []
    start = 0
    if heading := _HEADING.match(text):
        named = list(_levels_within(cell, heading, words))
        if not named:
            return []
        found.extend(named)
        start = heading.end()
    labels = list(_labels(text, start, words))
    if not found and (not labels or text[: labels[0].start].strip()):
        return _alone(cell, words)
    at = start
    for label in labels:
        found.extend(_items(cell, at, label.start))
        found.append(_level(cell, label.label, label.label_end, words))
        at = label.end
    found.extend(_items(cell, at, len(text)))
    return found


def item_of(cell: Cell) -> Item | None:
    """The indicator that a line under a heading is: ``指标1:保洁次数(≥24次)``; None for other text."""
    if not numbering_length(cell.text):
        return None
    found = list(_items(cell, 0, len(cell.text)))
    return found[0] if len(found) == 1 else None


def begins_with_first(cell: Cell, words: Vocabulary) -> bool:
    """Whether a text begins with the heading of a first level, as a list of indicators does."""
    found = items(cell, words)
    return (
        bool(found) and isinstance(found[0], Level) and found[0].alone and found[0].meaning.level1 is not None
    )


def _alone(cell: Cell, words: Vocabulary) -> list[Level | Item]:
    """A line that is a level and nothing else: ``一、 产出指标``."""
    found = words.meaning(cell.text)
    return [Level(cell, found, alone=True)] if found.is_level and found.exact else []


def _levels_within(cell: Cell, heading: re.Match[str], words: Vocabulary) -> Iterator[Level]:
    at = heading.start("levels")
    for piece in _BETWEEN_LEVELS.split(heading["levels"]):
        start = cell.text.index(piece, at)
        at = start + len(piece)
        if words.meaning(piece).is_level:
            yield _level(cell, start, at, words)._replace(alone=at < heading.end("levels"))


class _Label(NamedTuple):
    """Where a text names a level, from its numbering to the end of its colon."""

    start: int
    label: int
    label_end: int
    end: int


def _labels(text: str, start: int, words: Vocabulary) -> Iterator[_Label]:
    """Where a text names a level with a colon behind it."""
    for found in _LABEL.finditer(text, start):
        label = found["label"]
        at = numbering_length(label)
        if words.meaning(label[at:]).is_level and not _depth(text[start : found.start("label")]):
            yield _Label(found.start("label"), found.start("label") + at, found.end("label"), found.end())


def _level(cell: Cell, start: int, end: int, words: Vocabulary) -> Level:
    part = _part(cell, start, end)
    return Level(part, words.meaning(part.text))


def _items(cell: Cell, start: int, end: int) -> Iterator[Item]:
    """The indicators between two places of a text, parted by semicolons and full stops that no bracket holds."""
    at = start
    for found in (*_END.finditer(cell.text, start, end), None):
        stop = found.start() if found else end
        if found is not None and _depth(cell.text[at:stop]):
            continue
        if _CHARACTER.search(cell.text, at, stop):
            yield _item(cell, at, stop)
        at = found.end() if found else end


def _depth(text: str) -> int:
    """How many brackets a text leaves open."""
    return sum((char in _OPENING) - (char in _CLOSING) for char in text)


_SIGNS = "≥≤><=≧≦⩾⩽＝═＞＜〉"
_SIGN = late(rf"[{_SIGNS}]|(?:[大小]于|不[少低小]于|不超过|不[高大]于|达到?|控制在)(?=[^率度]{{0,4}}\d)")
_PLACEHOLDER = late(rf"[(（][{_SIGNS}]*(?:\*+|＊+|[xX×]{{2,}}|_+)[^()（）]*[)）]")
_BRACKETS = late(r"[(（](?P<inside>[^()（）]*)[)）]$")
_COLON = late(r"[:：]\s*(?=\S)")
_LAST_NUMBER = late(r"(?<![\d.第])(?:为|约)?\d[\d,.]*(?![\d,.年月])[^\d,，。:：]{0,8}$")
_QUANTITY = late(rf"[{_SIGNS}]?\s*\d(?!\d{{3}}年)")
_STARS = late(r"[★☆*※●\s]*")
_BLANK = " \t\u3000,，、:："


def _item(cell: Cell, start: int, end: int) -> Item:
    """One indicator: its name, a placeholder, its value."""
    piece = cell.text[start:end].rstrip(_BLANK)
    first = numbering_length(piece) + 1
    name_end = value_start = value_end = len(piece)
    template = ""
    if held := _PLACEHOLDER.search(piece):
        name_end, value_start, template = held.start(), held.end(), held[0]
    elif (inside := _BRACKETS.search(piece)) and _is_value(inside["inside"], first > 1):
        name_end, value_start, value_end = inside.start(), inside.start("inside"), inside.end("inside")
    else:
        found = next((item for form in _FORMS if (item := form.search(piece, first))), None)
        if found is not None:
            name_end = value_start = found.start()
    while value_start < value_end and piece[value_start] in _BLANK:
        value_start += 1
    stars = _STARS.match(piece)
    name = _part(cell, start + (stars.end() if stars else 0), start + name_end)
    value = _part(cell, start + value_start, start + value_end) if value_start < value_end else None
    return Item(name, value, template)


_FORMS = (_SIGN, _COLON, late(r"(?:19|20)\d\d[年./-]\S*$"), _LAST_NUMBER)
"""What a value may begin with, the surest first."""


def _is_value(inside: str, is_numbered: bool) -> bool:
    """Whether brackets at a line's end hold the value, and no unit or remark."""
    if _QUANTITY.match(inside):
        return True
    return is_numbered and not any(map(str.isdigit, inside)) and lookup(inside).dimension is None


def _part(cell: Cell, start: int, end: int) -> Cell:
    """What stands in a text from `start` to `end`, without what parts it from the rest."""
    piece = cell.text[start:end]
    text = piece.strip(_BLANK)
    start += piece.index(text)
    place = cell.place.past(start)
    if place.line is not None and place.column is not None and "\n" not in cell.text:
        place = place._replace(end_column=place.column + len(text))
    return cell._replace(text=text, place=place, whole=place.line is not None)
