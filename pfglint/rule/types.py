"""The types of the condition language, the amounts it computes with, and the tests of ``is``: all of them data."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from pfglint.quantity import units
from pfglint.quantity.units import Dimension, Unit
from pfglint.quantity.value import Value
from pfglint.rule.problem import Said


class Quantity(NamedTuple):
    """An amount of something.

    amount: in base units (元, 1), so that amounts of one dimension compare.
    unit:   what it was written in, to print it.
    """

    amount: Decimal
    dimension: Dimension
    unit: Unit | None = None


Truth: TypeAlias = bool | None
"""True, False or unknown."""
Raw: TypeAlias = str | Decimal | int | bool | datetime.date | Unit | Quantity | Value | None
"""What a field can be; None is a blank, and everything computed from one."""


class Type(NamedTuple):
    """What a field or an expression is.

    name:      a word of `NAMES`.
    dimension: of a quantity, where it is known before a form is read.
    options:   all texts that an enumeration can be.
    """

    name: str
    dimension: Dimension | None = None
    options: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        """The type for people: ``数量（元）``."""
        said = NAMES[self.name]
        if self.name != "quantity" or self.dimension is None:
            return said
        shown = dimension_text(self.dimension)
        return Said(f"{said.zh}（{shown}）", f"{said.en} ({shown})")


NAMES = {
    "text": Said("文字", "text"),
    "number": Said("数", "number"),
    "quantity": Said("带单位的数", "quantity"),
    "value": Said("指标值", "value"),
    "unit": Said("单位", "unit"),
    "date": Said("日期", "date"),
    "bool": Said("是非", "truth"),
}
TEXT = Type("text")
NUMBER = Type("number")
QUANTITY = Type("quantity")
MONEY = Type("quantity", (("money", 1),))
RATIO = Type("quantity", ())
VALUE = Type("value")
UNIT = Type("unit")
DATE = Type("date")
BOOL = Type("bool")

KINDS = ("comparison", "range", "approximate", "change", "deadline", "several", "words", "missing")
"""The kinds of a value: each is a test of ``is``."""

_SHOWN = {"money": "元", "time": "天", "person": "人"}


def dimension_text(dimension: Dimension) -> str:
    """A dimension for people: ``元/人``; ``%`` for a ratio."""
    if not dimension:
        return "%"
    above = "·".join(_power(name, power) for name, power in dimension if power > 0)
    below = "·".join(_power(name, -power) for name, power in dimension if power < 0)
    return f"{above or '1'}/{below}" if below else above


def _power(name: str, power: int) -> str:
    return _SHOWN.get(name, name) + (f"^{power}" if power > 1 else "")


def times(left: Dimension, right: Dimension, sign: int = 1) -> Dimension:
    """The dimension of a product; with sign −1, of a quotient."""
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + sign * power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


class Test(NamedTuple):
    """A word after ``is``.

    on: the types it can be asked of; empty for all.
    """

    name: str
    on: frozenset[str]
    zh: str
    en: str
    check: Callable[[Any], Truth]


def _of_unit(ask: Callable[[Unit], bool]) -> Callable[[Any], Truth]:
    """A test of units, asked of a unit, of a quantity or of a value: unknown without a unit, or with an unknown one."""

    def check(found: Any) -> Truth:
        unit = found if found is None or isinstance(found, Unit) else getattr(found, "unit", None)
        return None if unit is None or unit.dimension is None else ask(unit)

    return check


def _is_known(found: Any) -> Truth:
    return found is not None and not (isinstance(found, Unit) and found.dimension is None)


def _is_missing(found: Any) -> Truth:
    return found is None or getattr(found, "kind", None) == "missing"


def _is_integer(found: Any) -> Truth:
    number = found if isinstance(found, (int, Decimal)) else getattr(found, "number", None)
    return None if number is None else number == int(number)


def _of_kind(kind: str) -> Callable[[Any], Truth]:
    return lambda found: found.kind == kind


_UNITS = frozenset({"unit", "value"})
_VALUES = frozenset({"value"})

TESTS = {
    test.name: test
    for test in (
        Test("missing", frozenset(), "空白或没有（从不未知）", "blank or absent; never unknown", _is_missing),
        Test("blank", frozenset(), "同 missing", "the same as missing", _is_missing),
        Test(
            "known", frozenset(), "有；单位则是认得的单位", "there; of a unit: one that is known", _is_known
        ),
        Test(
            "ratio",
            _UNITS,
            "比率：% ‰ 百分点",
            "a ratio: % ‰ 百分点",
            _of_unit(lambda unit: units.is_ratio(unit)),
        ),
        Test(
            "money",
            _UNITS,
            "金额：元 万元",
            "money and nothing else",
            _of_unit(lambda unit: units.is_money(unit)),
        ),
        Test(
            "carrying money",
            _UNITS,
            "含金额：元 万元/个 元/人·天",
            "money, also by something: 元/人·天",
            _of_unit(lambda unit: units.has_money(unit)),
        ),
        Test("time", _UNITS, "时间：天 月 小时", "a time", _of_unit(lambda unit: units.is_time(unit))),
        Test("count", _UNITS, "计数：人 次 个", "a count", _of_unit(lambda unit: units.is_count(unit))),
        Test("integer", frozenset({"number", "value"}), "整数（7.00 也是）", "whole; 7.00 is", _is_integer),
        *(
            Test(kind, _VALUES, f"指标值的类型是 {kind}", f"the value's kind is {kind}", _of_kind(kind))
            for kind in KINDS[:-1]
        ),
    )
}
