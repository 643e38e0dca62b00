"""The indicator that would carry a promise, as a row in the form's own notation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pfglint.form.model import Indicator
from pfglint.goal.promise import Promise
from pfglint.quantity.value import Approximate, Comparison, Op, Range

_SIGNS = {Op.GE: "≥", Op.LE: "≤", Op.GT: ">", Op.LT: "<", Op.EQ: "=", Op.NE: "≠"}
_BRACKETED = re.compile(r"[0-9]\s*[(（]")
_KINDS = (
    (("满意度", "满意率"), "服务对象满意度指标"),
    (("及时率", "准时率", "按时率", "按期率"), "时效指标"),
    (("率", "度", "比例", "占比"), "质量指标"),
    (("成本", "单价", "费用"), "经济成本指标"),
)


def row(promise: Promise, indicators: Iterable[Indicator]) -> str:
    """The row: ``数量指标 | 举办培训班 | ≥10(期)``, the unit in brackets where the form's other values have it so."""
    written = [item.written.text for item in indicators if item.written is not None]
    bracketed = 2 * sum(_BRACKETED.search(text) is not None for text in written) >= len(written)
    return f"{_level2(promise)} | {promise.noun} | {_value(promise, bracketed)}"


def _level2(promise: Promise) -> str:
    return next((level for ends, level in _KINDS if promise.noun.endswith(ends)), "数量指标")


def _value(promise: Promise, bracketed: bool) -> str:
    value = promise.rated or promise.value
    match value:
        case Comparison(op=op, number=number):
            # A bare 90% in a goal means that much at least, of a ratio below all.
            sign = "≥" if op == Op.EQ and (not promise.is_ratio or number < 100) else _SIGNS[op]
            text = f"{sign}{number:f}"
        case Approximate(number=number):
            text = f"≥{number:f}"
        case Range(low=low, high=high):
            text = f"{low:f}-{high:f}"
    unit = value.unit.text if value.unit is not None else ""
    return f"{text}({unit})" if unit and bracketed else text + unit
