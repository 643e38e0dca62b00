"""Values as text.

`show` prints what `parse` reads back as the same value: ``≥90.00(%)``, ``=3~5(次)``,
``与上年相比增长≥10(%)``.
"""

from __future__ import annotations

from decimal import Decimal

from pfglint.quantity.units import Unit
from pfglint.quantity.value import (
    Approximate,
    Change,
    Comparison,
    Deadline,
    Missing,
    Op,
    Range,
    Several,
    Value,
    Words,
)

SIGNS = {Op.EQ: "=", Op.NE: "≠", Op.LT: "<", Op.LE: "≤", Op.GT: ">", Op.GE: "≥"}


def show(value: Value) -> str:
    """The value in the notation of the forms."""
    match value:
        case Comparison():
            return f"{SIGNS[value.op]}{_amount(value.number, value.unit)}"
        case Range():
            return f"={number_text(value.low)}~{_amount(value.high, value.unit)}"
        case Approximate():
            return f"≈{_amount(value.number, value.unit)}"
        case Change():
            return _change(value)
        case Several():
            return "；".join(show(part) for part in value.parts)
        case Deadline() | Words():
            return value.text
        case Missing():
            return ""


def _change(value: Change) -> str:
    verb = "下降" if value.direction == "down" else "增长"
    if value.baseline is not None and value.baseline not in ("同比", "环比"):
        verb = f"与{value.baseline}相比{verb}"
    elif value.baseline is not None:
        verb = value.baseline + verb
    if value.op is None or value.number is None:
        return verb
    return f"{verb}{SIGNS[value.op]}{_amount(value.number, value.unit)}"


def number_text(number: Decimal) -> str:
    """The number with its digits as written."""
    return format(number, "f")


def _amount(number: Decimal, unit: Unit | None) -> str:
    return number_text(number) if unit is None else f"{number_text(number)}({unit.text})"
