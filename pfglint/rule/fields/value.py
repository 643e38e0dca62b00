"""The fields of an indicator that its value gives: what it says, in which unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pfglint.form.names import plain_name
from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Value, Words
from pfglint.rule.fields.subject import Entry, quantity_of, squeeze
from pfglint.rule.types import BOOL, DATE, NUMBER, QUANTITY, TEXT, UNIT, VALUE, Raw, Type

if TYPE_CHECKING:
    from pfglint.rule.doubled import Doubled
    from pfglint.rule.fields.indicator import IndicatorSubject


def _of_value(attribute: str) -> Callable[[IndicatorSubject], Raw]:
    def get(subject: IndicatorSubject) -> Raw:
        found: Raw = getattr(subject.model.value, attribute, None)
        return found

    return get


@lru_cache(maxsize=4096)
def _canonical(unit: Unit) -> str:
    return units.canonical(unit)


def _unit_said(ask: Callable[[Any], str | None]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        unit = subject.unit
        return ask(unit) if isinstance(unit, Unit) else None

    return get


def _dimension(unit: Raw) -> str | None:
    if not isinstance(unit, Unit) or unit.dimension is None:
        return None
    return units.dimension_text(unit.dimension)


def _doubled(subject: IndicatorSubject) -> Doubled | None:
    written, unit = subject.model.written, subject.unit
    if written is None or not isinstance(unit, Unit):
        return None
    from pfglint.rule.doubled import doubled

    return doubled(written.text, unit)


def _of_doubled(get: Callable[[Doubled], str]) -> Callable[[IndicatorSubject], str | None]:
    def ask(subject: IndicatorSubject) -> str | None:
        found = _doubled(subject)
        return None if found is None else get(found)

    return ask


def _lacks_number(value: Value) -> bool:
    return isinstance(value, Words) and value.defect is not None and value.defect.no_number


VALUE_FIELDS = (
    Entry("value", VALUE, "指标值", "the value", lambda s: s.model.value),
    Entry(
        "text",
        TEXT,
        "指标值的原文，去掉空格",
        "the value as written, without spaces",
        lambda s: squeeze(s.model.written and s.model.written.text),
    ),
    Entry(
        "value_label",
        TEXT,
        "指标值的原文，像名称那样去掉编号和空格",
        "the value as written, cleaned as a name is",
        lambda s: (plain_name(s.model.written.text.rstrip("。；;，, ")) or None) if s.model.written else None,
    ),
    Entry(
        "value_room",
        BOOL,
        "这一行有指标值的位置",
        "false where the row ended before its value",
        lambda s: s.model.value_room,
    ),
    Entry(
        "op",
        Type("text", options=("=", "!=", "<", "<=", ">", ">=")),
        "比较符：= != < <= > >=",
        "the operator: = != < <= > >=",
        _of_value("op"),
    ),
    Entry("written_op", TEXT, "比较符的原文（大于等于）", "the operator as written", _of_value("written_op")),
    Entry("number", NUMBER, "数值，不看单位", "the number, whatever its unit", _of_value("number")),
    Entry(
        "quantity", QUANTITY, "数值连同单位", "the number with its unit", lambda s: quantity_of(s.model.value)
    ),
    Entry("low", NUMBER, "区间的下限", "a range's lower bound", _of_value("low")),
    Entry("high", NUMBER, "区间的上限", "a range's upper bound", _of_value("high")),
    Entry("unit", UNIT, "单位", "the unit", _of_value("unit")),
    Entry("unit_text", TEXT, "单位的写法", "the unit as written", _unit_said(lambda unit: unit.text)),
    Entry(
        "unit_canonical",
        TEXT,
        "单位的规范写法",
        "the unit's proper spelling",
        _unit_said(_canonical),
    ),
    Entry("unit_dimension", TEXT, "单位的量纲", "the unit's dimension", lambda s: _dimension(s.unit)),
    Entry(
        "unit_suggestion",
        TEXT,
        "不认得的单位，最接近的一个",
        "the nearest known unit, of an unknown one",
        _unit_said(lambda unit: units.suggest(unit.text)),
    ),
    Entry(
        "doubled_unit",
        TEXT,
        "单位写了两遍的那一段（90% / %）",
        "the unit as far as it is written twice",
        _of_doubled(lambda found: found.text),
    ),
    Entry(
        "doubled_unit_once",
        TEXT,
        "那一段写一遍的样子",
        "the same, written once",
        _of_doubled(lambda found: found.once),
    ),
    Entry("date", DATE, "期限的最后一天", "a deadline's day", _of_value("date")),
    Entry(
        "direction",
        Type("text", options=("up", "down")),
        "变化的方向：up down",
        "a change's direction: up, down",
        _of_value("direction"),
    ),
    Entry("baseline", TEXT, "变化的基数（上年）", "what a change is measured against", _of_value("baseline")),
    Entry(
        "no_number",
        BOOL,
        "指标值只有比较符或单位，没有数字",
        "whether its value has an operator or a unit, and no number",
        lambda s: _lacks_number(s.model.value),
    ),
)
