"""Dates as forms write them, and the days that they mean."""

from __future__ import annotations

import datetime
from typing import NamedTuple, TypeAlias

from pfglint.patterns import late
from pfglint.quantity import numerals

Day: TypeAlias = tuple[int | None, int, int]
"""Year (None where it is not written), month, day; day 0 is the last of its month."""


class Span(NamedTuple):
    """From the first day of what is written to its last: 11月底 is one day, 3季度 three months."""

    first: Day
    last: Day
    period: bool = False


NUMBERS = late(r"[0-9]+")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
THIRDS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 0),
    "初": (1, 10),
    "底": (0, 0),
    "末": (0, 0),
    "内": (1, 0),
}


def numbers(text: str) -> list[int]:
    """All whole numbers in a date's text, in order."""
    return [int(found) for found in NUMBERS.findall(text)]


def month_of(text: str) -> int:
    """12 of 12月, and of 十二月."""
    found = numbers(text)
    return found[0] if found else int(numerals.number(text.rstrip("月份 ")) or 0)


def year_of(text: str) -> int:
    """2025 of 2025年, and of 25年."""
    year = numbers(text)[0]
    return year if year > 99 else 2000 + year


def part(year: int | None, name: str) -> Span:
    """A named part of a year: 上半年, 3季度, 年底."""
    quarter = next((int(QUARTERS.get(c, c)) for c in name if c in "1234一二三四"), None)
    if quarter is not None:
        return Span((year, 3 * quarter - 2, 1), (year, 3 * quarter, 0))
    if "半年" in name:
        return Span((year, 1, 1), (year, 6, 0)) if "上" in name else Span((year, 7, 1), (year, 12, 0))
    return Span((year, 1, 1), (year, 12, 0))


def month(year: int | None, number: int, third: str | None) -> Span:
    """A month, or 上旬, 中旬, 下旬 of it."""
    first, last = THIRDS.get(third or "内", (1, 0))
    return Span((year, number, first), (year, number, last))


def join(begin: Span, end: Span) -> Span:
    """From one date to another; the year that one of them leaves out is the other's."""
    (year, *first), (until, *last) = begin.first, end.last
    return Span(
        (year if year is not None else until, first[0], first[1]),
        (until if until is not None else year, last[0], last[1]),
        True,
    )


def resolve(day: Day, year: int | None) -> datetime.date | None:
    """The date; None where no year is known, or there is no such day."""
    known, number, which = day
    if known is None:
        known = year
    if known is None or not (1 <= known <= 9999 and 1 <= number <= 12):
        return None
    next_month = datetime.date(known, number + 1, 1) if number < 12 else None
    last = (next_month - datetime.timedelta(days=1)).day if next_month is not None else 31
    return datetime.date(known, number, which or last) if which <= last else None
