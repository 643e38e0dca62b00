"""Values as text and as JSON.

`show` prints what `parse` reads back as the same value: ``≥90.00(%)``, ``=3~5(次)``,
``与上年相比增长≥10(%)``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pfglint.quantity.units import Unit, dimension_text
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
            return f"={_number(value.low)}~{_amount(value.high, value.unit)}"
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


def _number(number: Decimal) -> str:
    return format(number, "f")


def _amount(number: Decimal, unit: Unit | None) -> str:
    return _number(number) if unit is None else f"{_number(number)}({unit.text})"


def to_json(value: Value, lang: str = "zh") -> dict[str, Any]:
    """The value as ``pfglint value -f json`` and ``pfglint forms -f json`` give it: plain JSON data.

    lang: that of the message which says why a value did not parse.
    """
    found: dict[str, Any] = {"kind": value.kind}
    match value:
        case Comparison():
            found |= {"op": str(value.op), "number": _number(value.number), **_unit(value.unit)}
            found["written_op"] = value.written_op
        case Range():
            found |= {"low": _number(value.low), "high": _number(value.high), **_unit(value.unit)}
        case Approximate():
            found |= {"number": _number(value.number), **_unit(value.unit)}
        case Change():
            found |= {
                "direction": value.direction,
                "baseline": value.baseline,
                "op": None if value.op is None else str(value.op),
                "number": None if value.number is None else _number(value.number),
                **_unit(value.unit),
            }
        case Deadline():
            found["date"] = value.date and value.date.isoformat()
            found["start"] = value.start and value.start.isoformat()
        case Several():
            found["parts"] = [to_json(part, lang) for part in value.parts]
        case Words(defect=defect) if defect is not None:
            found["error"] = {
                "message": defect.english if lang == "en" else defect.message,
                "column": defect.column,
            }
    return found


def _unit(unit: Unit | None) -> dict[str, str | None]:
    if unit is None:
        return {"unit": None, "dimension": None}
    return {
        "unit": unit.text,
        "dimension": None if unit.dimension is None else dimension_text(unit.dimension),
    }
