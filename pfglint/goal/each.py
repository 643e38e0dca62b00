"""Sums of money for each of something in a goal's text: 每人每月720元, 户均补助2.5万元."""

from __future__ import annotations

from pfglint.goal.words import GoalWords
from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.parse import parse
from pfglint.quantity.value import Approximate, Comparison, Range

_EACH = late(r"每[^每0-9\s、，,]{1,3}?(?=每|$)")
_SIGNED = late(r"不(?:得|能|应)?(?:少于|低于|小于|高于|大于|多于|超过|超出)$|控制在$|达到$")


def each_of(before: str, sign: str, words: GoalWords) -> tuple[str, str, str]:
    """What stands before a sum of money, taken apart: its name, for each of what (每人每月), and the sign before that."""
    each = ""
    while found := [one for one in _EACH.finditer(before) if one.end() == len(before)]:
        if _denominator(found[-1][0][1:], words) is None:
            break
        each = found[-1][0] + each
        before = before[: found[-1].start()]
    signed = _SIGNED.search(before) if each and not sign else None
    return (before[: signed.start()], each, signed[0]) if signed else (before, each, sign)


def back(text: str, start: int, each: str) -> int:
    """Where `each` begins that ends before `start`, white space and a sign aside."""
    found = text.rfind(each[0], 0, start)
    for _ in range(each.count("每") - 1):
        found = text.rfind("每", 0, found)
    return found if found >= 0 else start


def _denominator(word: str, words: GoalWords) -> str | None:
    """The unit of 每生, 每户, 每年: 人, 户, 年; None where it is none."""
    if word in words.persons:
        return "人"
    found = units.lookup(word)
    return word if word and found.dimension else None


_MEAN = late(r"([^年月日平])均|每([^每0-9])")


def rated(
    noun: str, each: str, written: str, bound: str, words: GoalWords
) -> Comparison | Range | Approximate | None:
    """A sum of money for each of what the text says: 每人每月, or 户均 in its name."""
    of = [_denominator(one, words) for one in each.split("每") if one]
    if not of:
        of = [_denominator(mean or each, words) for mean, each in _MEAN.findall(noun)]
    below = [one for one in of if one]
    if not below or not written.endswith("元"):
        return None
    value = parse(f"{written}/{'·'.join(below)}{bound}")
    return value if isinstance(value, Comparison | Range | Approximate) else None
