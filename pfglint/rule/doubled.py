"""A unit that is written twice behind its number: ``90% / %``, ``98%(百分比)``, ``100(人次)人次``."""

from __future__ import annotations

import re
from typing import NamedTuple

from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.units import Unit

_BEHIND_DIGITS = late(r"[0-9]([^0-9]*)$")
_WORD = late(r"[^\s()/|]+")
_PERCENT = {"比例": "%", "比值": "%"}
"""Words that stand in a unit's place and name none; with a number of per cent they mean this."""


class Doubled(NamedTuple):
    """What stands there, and what says the same once. Both as written, in half-width letters."""

    text: str
    once: str


def doubled(text: str, unit: Unit) -> Doubled | None:
    """The unit of a value as far as it is written twice, or in a word that is no unit; None where it is written well.

    text: the whole cell; unit: the unit that was read in it.
    """
    if unit.text in _PERCENT and unit.factor != 1:
        return Doubled(unit.text, _PERCENT[unit.text])
    behind = _BEHIND_DIGITS.search(text.translate(units.HALF_WIDTH))
    if behind is None or len(behind[1].rstrip()) <= len(unit.text):
        return None
    tail = behind[1]
    words = list(_WORD.finditer(tail))
    if not words:
        return None
    first = words[0]
    half, odd = divmod(len(first[0]), 2)
    if not odd and first[0][:half] == first[0][half:] and first[0] not in units.known():
        return Doubled(first[0], first[0][:half]) if _is_known(first[0][:half]) else None
    if len(words) < 2 or not _alike(first[0], words[1][0], tail[first.end() : words[1].start()]):
        return None
    start, end = _bracketed(tail, first)
    return Doubled(tail[start : _bracketed(tail, words[1])[1]], tail[start:end])


def _is_known(word: str) -> bool:
    return units.lookup(word).dimension is not None


def _alike(word: str, other: str, between: str) -> bool:
    """Whether two words are one unit twice. Behind a slash only a ratio is: 元/元 is what a 元 brings."""
    one, two = units.lookup(word), units.lookup(other)
    if one.dimension is None or one[1:] != two[1:]:
        return False
    return "/" not in between or units.is_ratio(one)


def _bracketed(tail: str, word: re.Match[str]) -> tuple[int, int]:
    """Where a word stands, its brackets counted in."""
    start, end = word.span()
    if tail[:start].rstrip().endswith("(") and tail[end:].lstrip().startswith(")"):
        return tail.rindex("(", 0, start), tail.index(")", end) + 1
    return start, end
