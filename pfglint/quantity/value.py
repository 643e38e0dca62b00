"""The typed values of indicators: a small closed set of plain data."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, TypeAlias

from pfglint.quantity.units import Unit, in_base


class Op(StrEnum):
    """A comparison operator, spelled as in JSON."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Comparison:
    """A target with one bound: ``≥90(%)``.

    number:     the bound, as written (Decimal, so ``7.00`` keeps its cents; a scale word is multiplied in).
    unit:       None for a bare number.
    written_op: the operator as written (``大于等于``); None where there is none, which means ``=``.
    """

    kind: ClassVar[str] = "comparison"
    op: Op
    number: Decimal
    unit: Unit | None = None
    written_op: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Range:
    """A target between two bounds: ``90%-95%``."""

    kind: ClassVar[str] = "range"
    low: Decimal
    high: Decimal
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Approximate:
    """A target that is only about right: ``600人次左右``."""

    kind: ClassVar[str] = "approximate"
    number: Decimal
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A target relative to something else: ``较上年增长10%以上``.

    direction: ``up`` or ``down``; baseline: what it is measured against (``上年``). Each may be None.
    """

    kind: ClassVar[str] = "change"
    direction: str | None
    baseline: str | None
    op: Op | None = None
    number: Decimal | None = None
    unit: Unit | None = None
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time or a period: ``2025年12月31日前``, ``2021年1月-12月``.

    date:  the last day, where one can be told; start: the first day of a period.
    """

    kind: ClassVar[str] = "deadline"
    text: str
    date: datetime.date | None = None
    start: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """Two or more measures in one cell: ``9个行业大类和9项指标``."""

    kind: ClassVar[str] = "several"
    parts: tuple[Value, ...]
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Defect:
    """Why a value that looks like a quantity did not parse, in Chinese and in English.

    column:    from 1, in characters of the text.
    no_number: whether there is an operator or a unit, and no number.
    """

    message: str
    english: str
    column: int
    no_number: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A qualitative value, or one that did not parse (then it has a defect)."""

    kind: ClassVar[str] = "words"
    text: str
    defect: Defect | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """No value: a blank cell, or none at all."""

    kind: ClassVar[str] = "missing"


Value: TypeAlias = Comparison | Range | Approximate | Change | Deadline | Several | Words | Missing


def amount(value: Value) -> Decimal | None:
    """A value's number in base units; of a range, its lower end. None for a value that has none of its own."""
    match value:
        case Comparison(number=number, unit=unit) | Approximate(number=number, unit=unit):
            return in_base(number, unit)
        case Range(low=low, unit=unit):
            return in_base(low, unit)
    return None
