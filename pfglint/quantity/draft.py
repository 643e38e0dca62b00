"""What a cell says before its surroundings complete it: units not yet looked up, dates without their year."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, TypeAlias

from pfglint.quantity.dates import Span


class NotAQuantityError(Exception):
    """The cell fits the grammar and is still no quantity: 一次性通过, 第26期.

    message, english: what is wrong with it, where it was meant as one; column: where (from 1).
    """

    def __init__(self, message: str = "", english: str = "", column: int = 1) -> None:
        super().__init__(message)
        self.message, self.english, self.column = message, english, column


class Amount(NamedTuple):
    """A number and the text of its unit, still with its scale (万亩).

    numeral: written in Chinese characters, and so a quantity only if everything else fits.
    """

    number: Decimal
    unit: str | None = None
    bracketed: bool = False
    numeral: bool = False


class Measure(NamedTuple):
    """A quantity before its unit is looked up; `second` is a range's other end or a margin's width.

    between: what stands between sign and number (≥ 每年 2次).
    """

    first: Amount
    second: Amount | None = None
    margin: bool = False
    sign: str | None = None
    about: bool = False
    bounds: tuple[str, ...] = ()
    label: str | None = None
    between: str | None = None
    column: int = 1


class Dated(NamedTuple):
    """A date and the place of its words in the text (from 0)."""

    span: Span
    start: int
    end: int
    firm: bool = True


class Trend(NamedTuple):
    """A change, against what, and by how much."""

    verb: str
    baseline: str | None
    measure: Measure | None


Draft: TypeAlias = Measure | Dated | Trend
