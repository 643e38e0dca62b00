"""What became of a target from one year to the next."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pfglint.quantity.units import Unit, in_base
from pfglint.quantity.value import (
    Approximate,
    Change,
    Comparison,
    Deadline,
    Missing,
    Range,
    Several,
    Value,
    Words,
)

MOVES = ("same", "up", "down", "operator", "unit", "later", "earlier", "words", "other")
"""What `moved` can say."""


def moved(this: Value, last: Value, years: int = 1) -> str:
    """What became of a target: one of `MOVES`.

    up, down: its number, in one unit of measure; a range moves where neither of its ends moves the other way.
    operator: the number is the same and the operator is not; unit: something else is measured.
    later, earlier: a deadline, beside the same day so many `years` after last year's.
    words: both are words, and others. other: nothing that can be compared.
    """
    if isinstance(this, Deadline) and isinstance(last, Deadline):
        return _of_deadlines(this, last, years)
    if isinstance(this, Words | Several) and isinstance(last, Words | Several):
        return "same" if "".join(this.text.split()) == "".join(last.text.split()) else "words"
    if isinstance(this, Missing) and isinstance(last, Missing):
        return "same"
    if isinstance(this, Change) != isinstance(last, Change):
        return "other"
    if isinstance(this, Change) and isinstance(last, Change):
        if this.direction != last.direction:
            return "other"
        if this.number is None and last.number is None:
            return "same" if this.baseline == last.baseline else "words"
    ours, theirs = _bounds(this), _bounds(last)
    if ours is None or theirs is None:
        return "other"
    if not _comparable(this, last):
        return "unit"
    low, high = (one - other for one, other in zip(ours, theirs, strict=True))
    if low == high == 0:
        return "same" if _op(this) == _op(last) else "operator"
    if min(low, high) >= 0:
        return "up"
    return "down" if max(low, high) <= 0 else "other"


def _bounds(value: Value) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a value speaks of, in base units."""
    match value:
        case Comparison(number=number, unit=unit) | Approximate(number=number, unit=unit):
            low = high = in_base(number, unit)
        case Range(low=least, high=most, unit=unit):
            low, high = in_base(least, unit), in_base(most, unit)
        case Change(number=Decimal() as number, unit=unit):
            low = high = in_base(number, unit)
        case _:
            return None
    return None if low is None or high is None else (low, high)


def _comparable(this: Value, last: Value) -> bool:
    """Whether both measure the same: of one dimension, or in one unknown unit."""
    ours, theirs = _unit(this), _unit(last)
    if ours is None or theirs is None:
        return ours is theirs
    if ours.dimension is None or theirs.dimension is None:
        return ours.text == theirs.text
    return ours.dimension == theirs.dimension


def _unit(value: Value) -> Unit | None:
    found: Unit | None = getattr(value, "unit", None)
    return found


def _op(value: Value) -> object:
    return getattr(value, "op", value.kind)


def _of_deadlines(this: Deadline, last: Deadline, years: int) -> str:
    if this.date is None or last.date is None:
        return "same" if "".join(this.text.split()) == "".join(last.text.split()) else "words"
    # Where a text names no year, its day may have been told without one: both are then of one year.
    due = last.date if this.date.year == last.date.year else _after(last.date, years)
    return "same" if this.date == due else "later" if this.date > due else "earlier"


def _after(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, or a year beyond the calendar
        return day.replace(year=day.year + years, day=28) if day.year + years <= datetime.MAXYEAR else day
